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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;

/// What facts take over from the interaction they name.
///
/// A column that is empty in the fact is filled, one that the fact's table lacks is added; a column of the
/// same name but another type is left alone. A response without an interaction gets the state of the
/// infrastructure ([StateAtContact]) of its own unit, touchpoint and time.
final class Links {

    private static final List<String> PLACE = List.of("unit", "touchpoint", "intent", "outcome", "resolved");
    private static final Map<FactKind, List<String>> TAKEN = Map.of(
            RESPONSES,
            List.of(
                    "unit",
                    "touchpoint",
                    "agent",
                    "customer",
                    "channel",
                    "intent",
                    "segment",
                    "outcome",
                    "resolved",
                    "offered",
                    "accepted",
                    "repeat_72h",
                    "case_crossed",
                    "case_touchpoints",
                    "case_contacts"),
            EVALUATIONS,
            List.of("agent", "unit", "touchpoint", "intent"),
            COMPLAINTS,
            PLACE,
            INVITATIONS,
            PLACE,
            OFFERS,
            PLACE);

    private final Workshop workshop;
    private final Map<FactKind, FactTable> tables;
    private final StateAtContact state;
    private final Map<String, Column> linked = new LinkedHashMap<>();
    private final List<String> measures = new ArrayList<>();

    Links(Workshop workshop, Map<FactKind, FactTable> tables, StateAtContact state) {
        this.workshop = workshop;
        this.tables = tables;
        this.state = state;
        if (has(INTERACTIONS, "interaction_id")) {
            link();
        }
    }

    private boolean has(FactKind kind, String column) {
        FactTable table = tables.get(kind);
        return table != null && table.position(column) >= 0;
    }

    /// Keeps the interactions that some fact names.
    private void link() {
        String named = List.of(RESPONSES, EVALUATIONS, COMPLAINTS, INVITATIONS, OFFERS).stream()
                .filter(kind -> has(kind, "interaction_id"))
                .map(kind -> "select interaction_id from %s where interaction_id is not null"
                        .formatted(Sql.name(Sealing.kept(kind))))
                .collect(Collectors.joining(" union all "));
        if (named.isEmpty()) {
            return;
        }
        for (Column column : Objects.requireNonNull(tables.get(INTERACTIONS)).columns()) {
            boolean derived = state.columns().contains(column);
            if (column.type() == ColumnType.NUMBER && !column.name().equals("line") && !derived) {
                measures.add(column.name());
            }
            if (taken(column.name()) || derived || measures.contains(column.name())) {
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
        String interactions = "(select * from %s where interaction_id in (%s))"
                .formatted(Sql.name(Sealing.kept(INTERACTIONS)), named);
        if (workshop.has(Contacts.DERIVED)) {
            interactions = "(select * from %s k join %s d on k.rn = d.derived_rn)"
                    .formatted(interactions, Sql.name(Contacts.DERIVED));
        }
        workshop.write("linked", "select %s from %s i%s".formatted(String.join(", ", columns), interactions, joins));
    }

    private static boolean taken(String column) {
        return TAKEN.values().stream().anyMatch(names -> names.contains(column));
    }

    /// Fills a kind's table and gives what columns it has then.
    FactTable fill(FactKind kind) {
        FactTable table = Objects.requireNonNull(tables.get(kind));
        boolean link = !linked.isEmpty() && table.position("interaction_id") >= 0;
        Map<Column, String> values = new LinkedHashMap<>();
        table.columns().forEach(column -> values.put(column, "f." + Sql.name(column.name())));
        if (link) {
            Objects.requireNonNull(TAKEN.get(kind)).forEach(name -> take(values, linked.get(name), name));
            if (kind == RESPONSES || kind == EVALUATIONS) {
                measures.forEach(name -> take(values, linked.get(name), "contact_" + name));
            }
        }
        if (kind == INVITATIONS && table.position("response_id") >= 0) {
            values.putIfAbsent(new Column("answered", ColumnType.FLAG), "f.response_id is not null");
        }
        String joins = link ? " left join linked l on f.interaction_id = l.interaction_id" : "";
        if (kind == RESPONSES && !state.columns().isEmpty()) {
            joins += ownState(table, link, values);
        }
        workshop.write(
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

    private static void take(Map<Column, String> values, @Nullable Column from, String name) {
        if (from == null) {
            return;
        }
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
