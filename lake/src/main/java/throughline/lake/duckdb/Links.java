package throughline.lake.duckdb;

import static throughline.lake.fact.FactKind.CASES;
import static throughline.lake.fact.FactKind.COMPLAINTS;
import static throughline.lake.fact.FactKind.EVALUATIONS;
import static throughline.lake.fact.FactKind.INTERACTIONS;
import static throughline.lake.fact.FactKind.INVITATIONS;
import static throughline.lake.fact.FactKind.OFFERS;
import static throughline.lake.fact.FactKind.RESPONSES;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.lake.sql.Sql;

/// What facts take over from the interaction they name.
///
/// A column that is empty in the fact is filled, one that the fact's table lacks is added; a column of the
/// same name but another type is left alone. A response without an interaction gets the state of the
/// infrastructure ([StateAtContact]) of its own unit, touchpoint and time. Hashes of 64 bits stand for the
/// ids of interactions, as for those of cases ([Cases]).
final class Links {

    private static final List<FactKind> WIDE = List.of(RESPONSES, EVALUATIONS);
    private static final List<FactKind> NARROW = List.of(COMPLAINTS, INVITATIONS, OFFERS);

    /// What complaints, invitations and offers take over.
    private static final List<String> PLACE = List.of("unit", "touchpoint", "intent", "outcome", "resolved");

    /// What answers take over.
    private static final List<String> TAKEN = List.of(
            "unit",
            "touchpoint",
            "agent",
            "customer",
            "channel",
            "system",
            "intent",
            "segment",
            "outcome",
            "resolved",
            "offered",
            "accepted",
            "repeat_72h",
            "case_crossed",
            "case_touchpoints",
            "case_contacts");

    /// What evaluations take over.
    private static final List<String> OF_EVALUATIONS = List.of("agent", "unit", "touchpoint", "intent");

    /// When the contact began, under another name: an answer is given later.
    private static final String BEGAN = "started_at";

    private final Workshop workshop;
    private final Map<FactKind, FactTable> tables;
    private final StateAtContact state;
    private final Map<String, Column> linked = new LinkedHashMap<>();
    private final List<String> measures = new ArrayList<>();

    Links(Workshop workshop, Map<FactKind, FactTable> tables, StateAtContact state) {
        this.workshop = workshop;
        this.tables = tables;
        this.state = state;
    }

    /// Answers and evaluations with all they take over; needs what is derived of interactions, and the sums of cases.
    List<FactTable> answers() {
        named(WIDE).ifPresent(this::link);
        return fill(WIDE);
    }

    /// Complaints, invitations and offers with the place they take over; needs nothing that is derived.
    List<FactTable> places() {
        named(NARROW).ifPresent(this::place);
        return fill(NARROW);
    }

    private List<FactTable> fill(List<FactKind> kinds) {
        return kinds.stream().filter(tables::containsKey).map(this::fill).toList();
    }

    private boolean has(FactKind kind, String column) {
        FactTable table = tables.get(kind);
        return table != null && table.position(column) >= 0;
    }

    /// The interactions that facts of these kinds name, as hashes.
    private Optional<String> named(List<FactKind> kinds) {
        if (!has(INTERACTIONS, "interaction_id")) {
            return Optional.empty();
        }
        String named = kinds.stream()
                .filter(kind -> has(kind, "interaction_id"))
                .map(kind -> "select hash(interaction_id) from %s where interaction_id is not null"
                        .formatted(Sql.name(Sealing.kept(kind))))
                .collect(Collectors.joining(" union all "));
        return Optional.of(named).filter(text -> !text.isEmpty());
    }

    /// Keeps where the named interactions took place: one number each, and a small table of what it means,
    /// for there are few different places and many invitations.
    private void place(String named) {
        List<String> place =
                PLACE.stream().filter(name -> has(INTERACTIONS, name)).toList();
        if (place.isEmpty()) {
            return;
        }
        String columns = String.join(", ", place);
        workshop.write(
                "linked_places",
                "select distinct hash(%1$s) place, %1$s from %2$s"
                        .formatted(columns, Sql.name(Sealing.kept(INTERACTIONS))));
        workshop.write(
                "linked_contacts",
                "select contact, place from (select hash(interaction_id) contact, hash(%s) place from %s where interaction_id is not null) where contact in (%s)"
                        .formatted(columns, Sql.name(Sealing.kept(INTERACTIONS)), named));
    }

    /// Keeps all that answers and evaluations take over from the interactions they name.
    private void link(String named) {
        for (Column column : Objects.requireNonNull(tables.get(INTERACTIONS)).columns()) {
            boolean derived = state.columns().contains(column);
            if (column.type() == ColumnType.NUMBER && !column.name().equals("line") && !derived) {
                measures.add(column.name());
            }
            if (TAKEN.contains(column.name())
                    || column.name().equals(BEGAN)
                    || derived
                    || measures.contains(column.name())) {
                linked.put(column.name(), column);
            }
        }
        List<String> columns = new ArrayList<>(List.of("i.interaction_id"));
        linked.keySet().forEach(column -> columns.add("i." + Sql.name(column)));
        String joins = "";
        if (has(CASES, "contacts") && has(INTERACTIONS, "case_id")) {
            // A case that is not among the sums has one contact, and crosses nothing where it has a place.
            joins += " left join case_sums c on hash(i.case_id) = c.matter";
            columns.add("coalesce(c.contacts, case when i.case_id is not null then 1e0 end) case_contacts");
            linked.put("case_contacts", new Column("case_contacts", ColumnType.NUMBER));
            if (has(CASES, "crossed")) {
                String place = List.of("channel", "touchpoint", "unit").stream()
                        .filter(name -> has(INTERACTIONS, name))
                        .map(name -> "i." + name)
                        .collect(Collectors.joining(", "));
                columns.add(
                        "coalesce(c.crossed, case when i.case_id is not null and coalesce(%s) is not null then false end) case_crossed"
                                .formatted(place));
                linked.put("case_crossed", new Column("case_crossed", ColumnType.FLAG));
            }
            if (has(CASES, "touchpoints")) {
                joins += " left join %s p on c.bits = p.bits".formatted(CasePaths.PATHS);
                columns.add(
                        "case when i.case_id is not null then coalesce(p.touchpoints, i.touchpoint) end case_touchpoints");
                linked.put("case_touchpoints", new Column("case_touchpoints", ColumnType.TEXT));
            }
        }
        if (has(OFFERS, "interaction_id") && has(OFFERS, "accepted")) {
            joins += " left join (select interaction_id, bool_or(accepted) accepted from %s group by 1) o"
                            .formatted(Sql.name(Sealing.kept(OFFERS)))
                    + " on i.interaction_id = o.interaction_id";
            columns.add("o.accepted");
            linked.put("accepted", new Column("accepted", ColumnType.FLAG));
        }
        String interactions = "(select * from %s where hash(interaction_id) in (%s))"
                .formatted(Sql.name(Sealing.kept(INTERACTIONS)), named);
        if (workshop.has(Contacts.DERIVED)) {
            interactions = "(select * from %s k join %s d on k.rn = d.derived_rn)"
                    .formatted(interactions, Sql.name(Contacts.DERIVED));
        }
        workshop.write("linked", "select %s from %s i%s".formatted(String.join(", ", columns), interactions, joins));
    }

    /// Fills a kind's table and gives what columns it has then.
    private FactTable fill(FactKind kind) {
        FactTable table = Objects.requireNonNull(tables.get(kind));
        Map<Column, String> values = new LinkedHashMap<>();
        table.columns().forEach(column -> values.put(column, "f." + Sql.name(column.name())));
        String joins = table.position("interaction_id") < 0
                ? ""
                : NARROW.contains(kind) ? placed(values) : joined(kind, values);
        if (kind == INVITATIONS && table.position("response_id") >= 0) {
            values.putIfAbsent(new Column("answered", ColumnType.FLAG), "f.response_id is not null");
        }
        if (kind == RESPONSES && !state.columns().isEmpty()) {
            joins += ownState(table, !joins.isEmpty(), values);
        }
        if (joins.isEmpty() && values.size() == table.columns().size()) {
            return table;
        }
        workshop.finish(
                kind.table(),
                "select %s from %s f%s"
                        .formatted(
                                values.entrySet().stream()
                                        .map(e -> e.getValue() + " "
                                                + Sql.name(e.getKey().name()))
                                        .collect(Collectors.joining(", ")),
                                Sql.name(Sealing.kept(kind)),
                                joins));
        return new FactTable(kind, List.copyOf(values.keySet()));
    }

    private String placed(Map<Column, String> values) {
        if (!workshop.has("linked_contacts")) {
            return "";
        }
        FactTable interactions = Objects.requireNonNull(tables.get(INTERACTIONS));
        PLACE.stream()
                .flatMap(name -> interactions.find(name).stream())
                .forEach(column -> take(values, column, column.name()));
        return " left join (select contact, p.* exclude (place) from linked_contacts join linked_places p using (place)) l on hash(f.interaction_id) = l.contact";
    }

    private String joined(FactKind kind, Map<Column, String> values) {
        if (linked.isEmpty()) {
            return "";
        }
        (kind == RESPONSES ? TAKEN : OF_EVALUATIONS)
                .forEach(name -> Optional.ofNullable(linked.get(name)).ifPresent(column -> take(values, column, name)));
        Stream.concat(measures.stream(), Stream.of(BEGAN).filter(linked::containsKey))
                .forEach(name -> take(values, Objects.requireNonNull(linked.get(name)), "contact_" + name));
        return " left join linked l on f.interaction_id = l.interaction_id";
    }

    private static void take(Map<Column, String> values, Column from, String name) {
        var column = new Column(name, from.type());
        String value = "l." + Sql.name(from.name());
        if (values.containsKey(column)) {
            values.put(column, "coalesce(f.%s, %s)".formatted(Sql.name(name), value));
        } else if (values.keySet().stream().noneMatch(c -> c.name().equals(name))) {
            values.put(column, value);
        }
    }

    /// Adds the state's columns: the interaction's where there is one, else the response's own.
    private String ownState(FactTable table, boolean link, Map<Column, String> values) {
        String unit = table.position("unit") < 0 ? "null::varchar unit" : "unit";
        String touchpoint = table.position("touchpoint") < 0 ? "null::varchar touchpoint" : "touchpoint";
        String unlinked =
                link ? "where interaction_id is null or interaction_id not in (select interaction_id from linked)" : "";
        workshop.write(
                "state_of_responses",
                "select f.rn, %s from (select rn, %s, %s, day, answered_at t from %s %s) f %s"
                        .formatted(
                                state.values(),
                                unit,
                                touchpoint,
                                Sql.name(Sealing.kept(RESPONSES)),
                                unlinked,
                                state.joins()));
        for (Column column : state.columns()) {
            String name = Sql.name(column.name());
            if (values.keySet().stream().noneMatch(c -> c.name().equals(column.name()))) {
                boolean both = link && linked.containsKey(column.name());
                values.put(column, both ? "coalesce(l.%1$s, s.%1$s)".formatted(name) : "s." + name);
            }
        }
        return " left join state_of_responses s on f.rn = s.rn";
    }
}
