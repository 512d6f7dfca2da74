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
        derived.put(new Column("derived_first", ColumnType.FLAG), "lag(rn) over w is null");
        String values = derived.entrySet().stream()
                .map(e -> "case when case_id is not null and \"at\" is not null then %s end %s"
                        .formatted(e.getValue(), Sql.name(e.getKey().name())))
                .collect(Collectors.joining(", "));
        workshop.write(
                DERIVED,
                "select rn derived_rn, %s from %s window w as (partition by hash(case_id) order by \"at\", rn) order by rn"
                        .formatted(values, KEPT));
        workshop.view(
                EVENTS.table(),
                "select * from %s positional join %s".formatted(Sql.name(Sealing.appended(EVENTS)), Sql.name(DERIVED)));
        var columns = new ArrayList<>(table.columns());
        derived.keySet().stream().filter(c -> !c.name().equals("derived_first")).forEach(columns::add);
        table = new FactTable(EVENTS, columns);
        return table;
    }

    /// Makes the traces: one row a case of the event log, with the file and line of its first event.
    Optional<FactTable> traces() {
        if (!ordered() || !has("activity")) {
            return Optional.empty();
        }
        Map<String, String> sums = new LinkedHashMap<>();
        sums.put("events", "count(*)::double");
        sums.put("activities", "count(distinct activity)::double");
        sums.put("duration_s", "(max(\"at\") - min(\"at\")) / 1e6");
        sums.put("repeated", "count(activity) > count(distinct activity)");
        for (String place : List.of("touchpoint", "unit", "resource")) {
            if (has(place)) {
                sums.put(
                        place + "_changed",
                        "case when count(%1$s) > 0 then min(%1$s) <> max(%1$s) end".formatted(place));
            }
        }
        workshop.write(
                "trace_sums",
                "select hash(case_id) matter, %s from %s where case_id is not null and \"at\" is not null group by 1"
                        .formatted(
                                sums.entrySet().stream()
                                        .map(e -> e.getValue() + " " + e.getKey())
                                        .collect(Collectors.joining(", ")),
                                KEPT));
        List<String> names = new ArrayList<>(List.of("case_id", "began_at"));
        List<String> texts =
                List.of("unit", "touchpoint").stream().filter(this::has).toList();
        names.addAll(texts);
        names.addAll(sums.keySet());
        String path = "";
        if (has("touchpoint")) {
            paths();
            names.add("path");
            path = " left join trace_paths p on s.matter = p.matter";
        }
        workshop.write(TRACES.table(), """
                select k.file, k.line, k.day, k.case_id, k."at" began_at%s, %s from %s k
                join %s d on k.rn = d.derived_rn and d.derived_first
                join trace_sums s on hash(k.case_id) = s.matter%s order by k.rn
                """.formatted(
                        texts.stream().map(t -> ", k." + t).collect(Collectors.joining()),
                        names.subList(2 + texts.size(), names.size()).stream()
                                .map(n -> (n.equals("path") ? "p." : "s.") + n)
                                .collect(Collectors.joining(", ")),
                        KEPT,
                        Sql.name(DERIVED),
                        path));
        if (workshop.number("select count(*) from " + Sql.name(TRACES.table())) == 0) {
            return Optional.empty();
        }
        var columns = new ArrayList<>(FactTable.SYSTEM);
        FactKind.TRACES.columns().stream().filter(c -> names.contains(c.name())).forEach(columns::add);
        return Optional.of(new FactTable(FactKind.TRACES, columns));
    }

    /// The touchpoints of each case in their order; staying at one is one step.
    private void paths() {
        workshop.write("trace_paths", """
                select matter, string_agg(case when step > %1$s then '%2$s' else touchpoint end, '%3$s' order by step) path
                from (select matter, touchpoint, row_number() over (partition by matter order by "at", rn) step
                from (select hash(case_id) matter, touchpoint, "at", rn, lag(touchpoint) over
                (partition by hash(case_id) order by "at", rn) before from %4$s
                where touchpoint is not null and case_id is not null and "at" is not null)
                where before is null or before <> touchpoint) where step <= %1$s + 1 group by matter
                """.formatted(MOST_STEPS, FactKind.CUT, FactKind.STEP_BREAK, KEPT));
    }
}
