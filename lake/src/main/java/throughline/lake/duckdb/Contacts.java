package throughline.lake.duckdb;

import static throughline.lake.fact.FactKind.INTERACTIONS;
import static throughline.lake.fact.FactKind.OFFERS;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;

/// What is derived of interactions alone.
///
/// - `repeat_72h`: an earlier contact on the same matter began at most 72 hours before. A matter is a case,
/// and without
///   a case a customer's intent; where neither is known it is empty.
/// - `offered`: an offer names the interaction; where none does, not known before the first day with an
///   offer and after the last.
/// - `degraded` and `state_<measure>`: see [StateAtContact].
///
/// The derived columns are a file beside the appended one, in the same order, because writing ten million
/// rows again would cost as much as reading them did. A column of the same name in the organisation's own
/// file is left alone.
final class Contacts {

    private static final long HOURS_72 = 72L * 3600 * 1_000_000;

    /// The derived columns, and `derived_rn` by which they join `rn` of the kept rows.
    static final String DERIVED = "derived_interactions";

    private static final String KEPT = Sql.name(Sealing.kept(INTERACTIONS));

    private final Workshop workshop;
    private final StateAtContact state;
    private final boolean offers;
    private final boolean replaced;
    private FactTable table;

    Contacts(Workshop workshop, Map<FactKind, FactTable> tables, StateAtContact state) {
        this.workshop = workshop;
        this.state = state;
        this.table = java.util.Objects.requireNonNull(tables.get(INTERACTIONS));
        this.offers = Optional.ofNullable(tables.get(OFFERS))
                .filter(t -> t.position("interaction_id") >= 0)
                .isPresent();
        this.replaced = workshop.has(Sealing.lost(INTERACTIONS));
    }

    private boolean has(String column) {
        return table.position(column) >= 0;
    }

    private boolean text(String column) {
        return has(column) && table.columns().get(table.position(column)).type() == ColumnType.TEXT;
    }

    /// Joins the derived columns to the view of interactions, and gives the table with them.
    FactTable derive() {
        if (!has("started_at")) {
            return table;
        }
        Map<Column, String> derived = new LinkedHashMap<>();
        repeats().ifPresent(sql -> derived.put(new Column("repeat_72h", ColumnType.FLAG), sql));
        if (offers && has("interaction_id")) {
            derived.put(
                    new Column("offered", ColumnType.FLAG),
                    "case when f.interaction_id in (select interaction_id from %1$s where interaction_id is not null) then true when f.day between (select min(day) from %1$s) and (select max(day) from %1$s) then false end"
                            .formatted(Sql.name(Sealing.kept(OFFERS))));
        }
        state.columns().forEach(column -> derived.put(column, "s." + Sql.name(column.name())));
        derived.keySet().removeIf(column -> has(column.name()));
        if (derived.isEmpty()) {
            return table;
        }
        workshop.write(DERIVED, select(derived));
        workshop.view(
                INTERACTIONS.table(),
                "select * from %s positional join %s%s"
                        .formatted(
                                Sql.name(Sealing.appended(INTERACTIONS)),
                                Sql.name(DERIVED),
                                replaced ? " where not derived_replaced" : ""));
        var columns = new ArrayList<>(table.columns());
        columns.addAll(derived.keySet());
        table = new FactTable(INTERACTIONS, columns);
        return table;
    }

    private String select(Map<Column, String> derived) {
        String values = derived.entrySet().stream()
                .map(e -> e.getValue() + " " + Sql.name(e.getKey().name()))
                .collect(Collectors.joining(", "));
        if (replaced) {
            values += ", f.rn in (select rn from %s) derived_replaced".formatted(Sql.name(Sealing.lost(INTERACTIONS)));
        }
        String facts = "(select rn, day, started_at t, %s, %s, %s, %s matter from %s)"
                .formatted(
                        has("unit") ? "unit" : "null::varchar unit",
                        has("touchpoint") ? "touchpoint" : "null::varchar touchpoint",
                        has("interaction_id") ? "interaction_id" : "null::varchar interaction_id",
                        matter().orElse("null"),
                        Sql.name("staged_" + INTERACTIONS.table()));
        if (state.columns().isEmpty()) {
            return "select f.rn derived_rn, %s from %s f order by f.rn".formatted(values, facts);
        }
        return "select f.rn derived_rn, %s from (select f.rn, f.day, f.matter, f.interaction_id, %s from %s f %s) f order by f.rn"
                .formatted(values.replace("s.\"", "f.\""), state.values(), facts, state.joins());
    }

    private Optional<String> matter() {
        String ofCase = has("case_id") ? "when case_id is not null then hash(case_id) " : "";
        String ofIntent = has("customer") && has("intent")
                ? "when customer is not null and intent is not null then hash(customer, intent) "
                : "";
        return ofCase.isEmpty() && ofIntent.isEmpty()
                ? Optional.empty()
                : Optional.of("case " + ofCase + ofIntent + "end");
    }

    private Optional<String> repeats() {
        return matter().map(matter -> {
            workshop.write(
                    "matters",
                    "select rn, t, matter from (select rn, started_at t, %s matter from %s) where matter is not null"
                            .formatted(matter, KEPT));
            workshop.write("several", "select matter from matters group by matter having count(*) > 1");
            workshop.write("repeats", """
                            select rn from (select rn, t - lag(t) over (partition by matter order by t, rn) gap
                            from matters where matter in (select matter from several)) where gap <= %d
                            """.formatted(HOURS_72));
            return "case when f.matter is not null then f.rn in (select rn from repeats) end";
        });
    }

    /// Makes the cases: one row a case, with the file and line of its first contact.
    ///
    /// `unit`, `touchpoint`, `intent`, `segment` are those of the first contact, `resolved` that of the
    /// last that knows it; `touchpoints` are all it went through ([CasePaths]).
    /// Most cases have one contact and are taken from its row; only the others are summed.
    /// `returned` says that contacts came back to a touchpoint or a channel they had left. Hashes of 64
    /// bits stand for case ids on the way: two of ten million are the same with a chance of 3 in a million.
    Optional<FactTable> cases() {
        if (!has("case_id") || !has("started_at")) {
            return Optional.empty();
        }
        Map<String, String> sums = new LinkedHashMap<>();
        Map<String, String> single = new LinkedHashMap<>();
        sums.put("opened_at", "min(started_at)");
        single.put("opened_at", "started_at");
        sums.put("contacts", "count(*)::double");
        single.put("contacts", "1::double");
        sums.put("repeat_72h", "bool_or(rn in (select rn from repeats))");
        single.put("repeat_72h", "false");
        List<String> places = List.of("channel", "touchpoint", "unit").stream()
                .filter(this::has)
                .toList();
        for (String place : places) {
            sums.put(place + "_changed", changed(place));
            single.put(place + "_changed", "case when %s is not null then false end".formatted(place));
        }
        if (!places.isEmpty()) {
            sums.put(
                    "crossed",
                    places.stream()
                            .map(place -> "(" + changed(place) + ")::int")
                            .collect(Collectors.joining(", ", "greatest(", ") = 1")));
            single.put(
                    "crossed",
                    "case when coalesce(%s) is not null then false end".formatted(String.join(", ", places)));
        }
        Map.of("repeats", "sum(repeats)", "systems", "max(systems)", "resolved", "arg_max(resolved, started_at)")
                .entrySet()
                .stream()
                .filter(e -> has(e.getKey()))
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> {
                    sums.put(e.getKey(), e.getValue());
                    single.put(e.getKey(), e.getKey());
                });
        Optional<CasePaths> paths = has("touchpoint") ? CasePaths.of(workshop, KEPT) : Optional.empty();
        workshop.write("case_sums", """
                        select hash(case_id) matter, arg_min(rn, started_at) first_rn, %s%s from %s
                        where case_id is not null and hash(case_id) in (select matter from several) group by 1
                        """.formatted(
                        listed(sums),
                        paths.isPresent() ? ", bit_or(place) bits" : "",
                        paths.map(CasePaths::placed).orElse(KEPT)));
        paths.ifPresent(p -> p.name("case_sums"));
        List<String> names = new ArrayList<>(List.of("case_id"));
        List.of("unit", "touchpoint", "intent", "segment").stream()
                .filter(this::text)
                .forEach(names::add);
        String texts = names.stream().map(n -> "k." + n).collect(Collectors.joining(", "));
        workshop.write("plain_cases", """
                select k.file, k.line, k.day, %1$s, hash(k.case_id) matter, k.rn first_rn, %2$s from %3$s k
                where k.case_id is not null and hash(k.case_id) not in (select matter from several)
                union all
                select k.file, k.line, k.day, %1$s, s.%4$s from %3$s k join case_sums s on k.rn = s.first_rn%5$s
                """.formatted(
                        texts,
                        listed(single) + (paths.isPresent() ? ", k.touchpoint touchpoints" : ""),
                        KEPT,
                        paths.isPresent() ? "* exclude (bits), p.touchpoints" : "*",
                        paths.isPresent() ? " left join %s p on s.bits = p.bits".formatted(CasePaths.PATHS) : ""));
        if (workshop.number("select count(*) from plain_cases") == 0) {
            return Optional.empty();
        }
        names.addAll(sums.keySet());
        paths.ifPresent(p -> names.add("touchpoints"));
        workshop.view("cases", workshop.definition("plain_cases"));
        if (has("channel") || has("touchpoint")) {
            returned();
            names.add("returned");
        }
        var columns = new ArrayList<>(FactTable.SYSTEM);
        FactKind.CASES.columns().stream().filter(c -> names.contains(c.name())).forEach(columns::add);
        return Optional.of(new FactTable(FactKind.CASES, columns));
    }

    private static String listed(Map<String, String> values) {
        return values.entrySet().stream()
                .map(e -> e.getValue() + " " + e.getKey())
                .collect(Collectors.joining(", "));
    }

    /// Whether a text column takes more than one value in a group; hashes compare faster than texts.
    private static String changed(String column) {
        String hash = "case when %1$s is not null then hash(%1$s) end".formatted(column);
        return "min(%1$s) <> max(%1$s)".formatted(hash);
    }

    private void returned() {
        List<String> places =
                List.of("touchpoint", "channel").stream().filter(this::has).toList();
        workshop.write(
                "cases_back",
                places.stream().map(place -> """
                                select matter from (select matter, place, lag(place) over
                                (partition by matter order by started_at, rn) before from
                                (select hash(case_id) matter, hash(%1$s) place, started_at, rn from %2$s
                                where %1$s is not null and case_id is not null and hash(case_id) in
                                (select matter from case_sums where contacts > 2 and %1$s_changed)))
                                where before is null or before <> place group by matter, place having count(*) > 1
                                """.formatted(place, KEPT)).collect(Collectors.joining(" union all ")));
        workshop.write(
                "cases_returned",
                "select case when %s then matter in (select matter from cases_back) end returned from plain_cases"
                        .formatted(places.stream()
                                .map(place -> place + "_changed is not null")
                                .collect(Collectors.joining(" or "))));
        workshop.view(
                "cases",
                "select * from (%s) positional join cases_returned".formatted(workshop.definition("plain_cases")));
    }
}
