package throughline.lake.duckdb;

import static throughline.lake.fact.FactKind.EVENTS;
import static throughline.lake.fact.FactKind.TRACES;

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
import throughline.lake.sql.Sql;

/// What is derived of the event log: what came before each event in its case, and one trace a case.
///
/// - `since_s`: seconds since the event before; empty for the first of a case.
/// - `from_activity`, `from_touchpoint`, `from_unit`, `from_resource`, `from_system`: what the event before
///   had there, so that a count by `from_x` and `x` is a directly-follows graph, and its waits add up.
///
/// Events of one case at the same time stay in the order in which they were appended. As in [Contacts], the
/// columns are a file beside the appended one, and hashes of 64 bits stand for case ids.
final class Traces {

    /// Steps of a path beyond this many are cut, so that one id for everything makes no row of megabytes.
    static final int MOST_STEPS = 30;

    private static final String KEPT = Sql.name(Sealing.kept(EVENTS));
    private static final String DERIVED = "derived_events";
    private static final String ORDERED = "events_of_cases";

    /// The touchpoints of a case in their order; staying at one is one step.
    private static final String PATH = """
            array_to_string(list_transform((list(touchpoint order by "at", rn)
            filter (where touchpoint is not null and touchpoint is distinct from before))[:%1$d],
            lambda step, place: case when place > %2$d then '%3$s' else step end), '%4$s')
            """.formatted(MOST_STEPS + 1, MOST_STEPS, FactKind.CUT, FactKind.STEP_BREAK);

    private static final List<String> FOLLOWED = List.of("activity", "touchpoint", "unit", "resource", "system");

    private final Workshop workshop;
    private FactTable table;

    Traces(Workshop workshop, FactTable table) {
        this.workshop = workshop;
        this.table = table;
    }

    private boolean has(String column) {
        return table.position(column) >= 0;
    }

    private boolean follows(String column) {
        return has(column) && table.columns().get(table.position(column)).type() == ColumnType.TEXT;
    }

    private boolean ordered() {
        return has("case_id") && has("at");
    }

    /// Joins the derived columns to the view of events, and gives the table with them.
    FactTable derive() {
        if (!ordered()) {
            return table;
        }
        Map<Column, String> derived = new LinkedHashMap<>();
        derived.put(new Column("since_s", ColumnType.NUMBER), "(\"at\" - lag(\"at\") over w) / 1e6");
        FOLLOWED.stream()
                .filter(this::follows)
                .forEach(column -> derived.put(
                        new Column("from_" + column, ColumnType.TEXT), "lag(%s) over w".formatted(Sql.name(column))));
        derived.keySet().removeIf(column -> has(column.name()));
        order(derived);
        String columns = derived.keySet().stream()
                .map(column -> ", " + Sql.name(column.name()))
                .collect(Collectors.joining());
        workshop.write(DERIVED, "select rn derived_rn%s from %s order by rn".formatted(columns, ORDERED));
        workshop.view(
                EVENTS.table(),
                "select * from %s positional join %s".formatted(Sql.name(Sealing.appended(EVENTS)), Sql.name(DERIVED)));
        var known = new ArrayList<>(table.columns());
        known.addAll(derived.keySet());
        table = new FactTable(EVENTS, known);
        return table;
    }

    /// Makes the traces: one row a case of the event log, with the file and line of its first event.
    Optional<FactTable> traces() {
        if (!ordered() || !has("activity")) {
            return Optional.empty();
        }
        Map<String, String> sums = new LinkedHashMap<>();
        sums.put("events", "count(*)::double");
        sums.put("activities", "list_unique(list(activity))::double");
        sums.put("duration_s", "(max(\"at\") - min(\"at\")) / 1e6");
        sums.put("repeated", "count(activity) > list_unique(list(activity))");
        for (String place : List.of("touchpoint", "unit", "resource")) {
            if (follows(place)) {
                sums.put(
                        place + "_changed",
                        "case when count(%1$s) > 0 then min(%1$s) <> max(%1$s) end".formatted(place));
            }
        }
        if (follows("touchpoint")) {
            sums.put("path", PATH);
        }
        workshop.write(
                "trace_sums",
                "select min(rn) filter (opens) first_rn, %s from %s where matter is not null group by matter"
                        .formatted(
                                sums.entrySet().stream()
                                        .map(e -> e.getValue() + " " + e.getKey())
                                        .collect(Collectors.joining(", ")),
                                ORDERED));
        List<String> texts =
                List.of("unit", "touchpoint").stream().filter(this::has).toList();
        workshop.write(
                TRACES.table(),
                "select k.file, k.line, k.day, k.case_id, k.\"at\" began_at%s, s.* exclude (first_rn) from %s k join trace_sums s on k.rn = s.first_rn order by k.rn"
                        .formatted(texts.stream().map(t -> ", k." + t).collect(Collectors.joining()), KEPT));
        if (workshop.number("select count(*) from " + Sql.name(TRACES.table())) == 0) {
            return Optional.empty();
        }
        List<String> names = new ArrayList<>(List.of("case_id", "began_at"));
        names.addAll(texts);
        names.addAll(sums.keySet());
        var columns = new ArrayList<>(FactTable.SYSTEM);
        FactKind.TRACES.columns().stream().filter(c -> names.contains(c.name())).forEach(columns::add);
        return Optional.of(new FactTable(FactKind.TRACES, columns));
    }

    /// Keeps the events case by case, each case in the order of time: sorted once, both the columns that look back
    /// and the traces come of it. Events that belong to no case have no `matter`.
    private void order(Map<Column, String> derived) {
        List<String> columns = new ArrayList<>(
                List.of("rn", "\"at\"", "matter", "matter is not null and lag(rn) over w is null opens"));
        List.of("activity", "touchpoint", "unit", "resource").stream()
                .filter(this::follows)
                .forEach(columns::add);
        if (follows("touchpoint")) {
            columns.add(
                    "last_value(touchpoint ignore nulls) over (w rows between unbounded preceding and 1 preceding) before");
        }
        derived.forEach((column, value) ->
                columns.add("case when matter is not null then %s end %s".formatted(value, Sql.name(column.name()))));
        workshop.write(ORDERED, """
                select %s from (select *, case when case_id is not null and "at" is not null then hash(case_id) end matter
                from %s) window w as (partition by matter order by "at", rn)
                """.formatted(String.join(", ", columns), KEPT));
    }
}
