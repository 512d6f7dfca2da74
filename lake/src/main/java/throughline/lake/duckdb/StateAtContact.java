package throughline.lake.duckdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.lake.sql.Sql;

/// What the infrastructure was like where and when something happened.
///
/// A reading counts for a fact when the unit and the touchpoint it names are the fact's; one it does not
/// name matches all. The most specific wins: both, unit, touchpoint, neither; readings of several systems
/// are averaged, and one degraded system makes a degraded state. Measures read daily (median spacing of a
/// series 20 hours or more, or no second reading) count for the same local day. Others count from their
/// reading on until the next one, at most twice the median spacing.
final class StateAtContact {

    /// So many measures get a column, the first of the rules that there are readings of.
    private static final int MOST = 8;

    private static final long DAY_MICROS = 24L * 3600 * 1_000_000;

    private static final long DAILY_MICROS = 20L * 3600 * 1_000_000;

    /// What of a fact a reading has to match.
    private enum Scope {
        BOTH,
        UNIT,
        TOUCHPOINT,
        ANYWHERE;

        boolean unit() {
            return this == BOTH || this == UNIT;
        }

        boolean touchpoint() {
            return this == BOTH || this == TOUCHPOINT;
        }

        String keys() {
            return (unit() ? "unit, " : "") + (touchpoint() ? "touchpoint, " : "");
        }

        String partition() {
            return keys().isEmpty() ? "" : "partition by " + keys().substring(0, keys().length() - 2);
        }

        String table(String cadence) {
            return "state_" + cadence + "_" + name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private record Series(String measure, long spacing) {
        boolean daily() {
            return spacing >= DAILY_MICROS;
        }
    }

    /// @param width microseconds of a bucket of time, by which spans are found; 0 where days find them
    private record Lookup(Scope scope, long width, List<Integer> measures) {
        boolean daily() {
            return width == 0;
        }
    }

    private final Workshop workshop;
    private final List<Series> series = new ArrayList<>();
    private final List<Lookup> lookups = new ArrayList<>();
    private final Optional<FactTable> readings;

    StateAtContact(Workshop workshop, List<StateRule> rules, Optional<FactTable> table) {
        this.workshop = workshop;
        this.readings = table.filter(t -> !rules.isEmpty())
                .filter(t -> t.position("value") >= 0 && t.position("measure") >= 0 && t.position("at") >= 0)
                .filter(t -> t.position("degraded") < 0)
                .map(t -> judged(t, rules));
        readings.ifPresent(t -> build(rules));
    }

    /// The readings with `degraded`, where there are rules for them.
    Optional<FactTable> readings() {
        return readings;
    }

    /// The columns a fact gets: `degraded`, then `state_<measure>` each.
    List<Column> columns() {
        if (series.isEmpty()) {
            return List.of();
        }
        var columns = new ArrayList<Column>();
        columns.add(new Column("degraded", ColumnType.FLAG));
        series.forEach(s -> columns.add(new Column("state_" + s.measure(), ColumnType.NUMBER)));
        return columns;
    }

    /// The measures with a column and how far apart their readings are, in microseconds, as one text.
    String cadence() {
        return series.stream().map(s -> s.measure() + " " + s.spacing()).collect(Collectors.joining(", "));
    }

    /// So many days a reading may count at most.
    long daysCounting() {
        return series.stream()
                .mapToLong(s -> s.daily() ? 0 : 2 * s.spacing() / DAY_MICROS + 1)
                .max()
                .orElse(0);
    }

    private FactTable judged(FactTable table, List<StateRule> rules) {
        String values = rules.stream()
                .map(rule -> "(%s, %s, %s)"
                        .formatted(
                                Sql.text(rule.measure()),
                                rule.lowerIsBetter() ? "1e0" : "-1e0",
                                rule.limit().isPresent()
                                        ? Sql.number(rule.limit().getAsDouble())
                                        : "null::double"))
                .collect(Collectors.joining(", "));
        String kept = Sql.name(Sealing.kept(FactKind.READINGS));
        // mad is the median absolute deviation; 1.4826 of them, or sqrt(pi / 2) mean absolute deviations, are a
        // standard deviation of normal values.
        workshop.write("state_bounds", """
                with usual as (
                select measure, median(value) middle, mad(value) spread, min(value) least, max(value) most
                from %2$s group by measure),
                apart as (
                select f.measure, avg(abs(f.value - u.middle)) far
                from %2$s f join usual u on f.measure = u.measure and u.spread = 0 group by f.measure),
                bounds as (
                select r.measure, r.worse, r."limit", u.middle, a.measure is not null alike,
                if(r.worse > 0, u.most, u.least) worst,
                u.middle + r.worse * 3e0 * coalesce(1.2533e0 * a.far, 1.4826e0 * u.spread) far_off
                from (values %1$s) r(measure, worse, "limit")
                join usual u using (measure) left join apart a using (measure))
                select measure, worse,
                coalesce("limit", if(alike and worst * worse <= far_off * worse, middle, far_off)) bound from bounds
                """.formatted(values, kept));
        workshop.write("readings", """
                select f.* exclude (rn), f.value * b.worse > b.bound * b.worse degraded
                from %s f left join state_bounds b on f.measure = b.measure order by f.rn
                """.formatted(kept));
        var columns = new ArrayList<>(table.columns());
        columns.add(new Column("degraded", ColumnType.FLAG));
        return new FactTable(table.kind(), columns);
    }

    private void build(List<StateRule> rules) {
        FactTable table = readings.orElseThrow();
        String unit = table.position("unit") < 0 ? "null::varchar" : "unit";
        String touchpoint = table.position("touchpoint") < 0 ? "null::varchar" : "touchpoint";
        String system = table.position("system") < 0 ? "null::varchar" : "system";
        workshop.view(
                "state_readings",
                ("select measure, %s unit, %s touchpoint, %s system, \"at\" t, day, value, degraded from readings"
                                + " where degraded is not null")
                        .formatted(unit, touchpoint, system));
        var spacings = workshop.small("""
                select measure, coalesce(median(step) filter (step > 0), %d)::bigint from (select measure, t - lag(t)
                over (partition by measure, unit, touchpoint, system order by t) step from state_readings) group by measure
                """.formatted(DAILY_MICROS));
        for (StateRule rule : rules) {
            spacings.stream()
                    .filter(row -> row[0].equals(rule.measure()) && series.size() < MOST)
                    .forEach(row -> series.add(new Series(rule.measure(), (Long) row[1])));
        }
        for (Scope scope : Scope.values()) {
            for (boolean daily : new boolean[] {true, false}) {
                build(scope, daily);
            }
        }
    }

    private void build(Scope scope, boolean daily) {
        String where = "unit is %snull and touchpoint is %snull"
                .formatted(scope.unit() ? "not " : "", scope.touchpoint() ? "not " : "");
        var present = workshop.small("select distinct measure from state_readings where " + where).stream()
                .map(row -> (String) row[0])
                .toList();
        List<Integer> measures = IntStream.range(0, series.size())
                .filter(k -> series.get(k).daily() == daily
                        && present.contains(series.get(k).measure()))
                .boxed()
                .toList();
        if (measures.isEmpty()) {
            return;
        }
        String sums = each(
                measures,
                k -> "avg(value) filter (measure = %1$s) v%2$d, bool_or(degraded) filter (measure = %1$s) g%2$d"
                        .formatted(Sql.text(series.get(k).measure()), k));
        if (daily) {
            workshop.write(
                    scope.table("day"),
                    "select %sday, %s from state_readings where %s group by all".formatted(scope.keys(), sums, where));
            lookups.add(new Lookup(scope, 0, measures));
        } else {
            lookups.add(new Lookup(scope, spans(scope, timeline(scope, where, measures, sums), measures), measures));
        }
    }

    /// Keeps the spans of time in which something is known, cut at the edges of buckets of equal length:
    /// a join on the bucket costs a quarter of one that looks for the latest moment. A bucket is as long as
    /// a span is on average, so that the cuts at most double the number of spans.
    ///
    /// @return microseconds of a bucket
    private long spans(Scope scope, String timeline, List<Integer> measures) {
        String table = scope.table("time");
        workshop.write(
                table + "_whole",
                "select * from (select %st lo, lead(t) over (%s order by t) hi, %s from (%s)) where %s"
                        .formatted(
                                scope.keys(),
                                scope.partition(),
                                each(measures, k -> "v%1$d, g%1$d".formatted(k)),
                                timeline,
                                measures.stream()
                                        .map("v%d is not null"::formatted)
                                        .collect(Collectors.joining(" or "))));
        long width = Math.max(
                60_000_000, workshop.number("select coalesce(avg(hi - lo), 0) from %s_whole".formatted(table)));
        workshop.write(table, """
                select * exclude (lo, hi), greatest(lo, bucket * %1$d) lo, least(hi, (bucket + 1) * %1$d) hi
                from (select *, unnest(range(lo // %1$d, hi // %1$d + 1)) bucket from %2$s_whole)
                """.formatted(width, table));
        return width;
    }

    /// What was known last at every moment at which that changes: at each reading, and where one runs out.
    private String timeline(Scope scope, String where, List<Integer> measures, String sums) {
        String spacing = measures.stream()
                .map(k -> "when %s then %d"
                        .formatted(
                                Sql.text(series.get(k).measure()),
                                2 * series.get(k).spacing()))
                .collect(Collectors.joining(" ", "case measure ", " end"));
        String known = measures.stream()
                .map(k -> Sql.text(series.get(k).measure()))
                .collect(Collectors.joining(", ", "measure in (", ")"));
        String empty = each(measures, k -> "null::double v%1$d, null::boolean g%1$d".formatted(k));
        String merged = each(measures, k -> "max(v%1$d) v%1$d, bool_or(g%1$d) g%1$d".formatted(k));
        String last = each(measures, k -> """
                case when t - last_value(case when v%1$d is not null then t end ignore nulls) over w < %2$d
                then last_value(v%1$d ignore nulls) over w end v%1$d,
                case when t - last_value(case when v%1$d is not null then t end ignore nulls) over w < %2$d
                then last_value(g%1$d ignore nulls) over w end g%1$d
                """.formatted(k, 2 * series.get(k).spacing()));
        return """
                with read as (select %1$st, %2$s from state_readings where %3$s and %4$s group by all),
                ended as (select %1$st + %5$s t, %6$s from state_readings where %3$s and %4$s),
                moments as (select %1$st, %7$s from (from read union all from ended) group by all)
                select %1$st, %8$s from moments window w as (%9$s order by t rows unbounded preceding)
                """.formatted(scope.keys(), sums, where, known, spacing, empty, merged, last, scope.partition());
    }

    private static String each(List<Integer> measures, IntFunction<String> text) {
        return measures.stream().map(text::apply).collect(Collectors.joining(", "));
    }

    /// Joins that look the state up for the rows of `f`, which has `unit`, `touchpoint`, `day` and `t`.
    String joins() {
        return lookups.stream().map(this::join).collect(Collectors.joining(" "));
    }

    private String join(Lookup lookup) {
        String alias = alias(lookup);
        String keys = (lookup.scope().unit() ? "f.unit = %1$s.unit and " : "")
                + (lookup.scope().touchpoint() ? "f.touchpoint = %1$s.touchpoint and " : "");
        String join = lookup.daily()
                ? "left join %2$s %1$s on " + keys + "f.day = %1$s.day"
                : "left join %2$s %1$s on " + keys + "f.t // %3$d = %1$s.bucket and f.t >= %1$s.lo and f.t < %1$s.hi";
        return join.formatted(alias, lookup.scope().table(lookup.daily() ? "day" : "time"), lookup.width());
    }

    private static String alias(Lookup lookup) {
        return (lookup.daily() ? "d" : "t") + lookup.scope().ordinal();
    }

    /// What to select for [#columns] from rows joined with [#joins].
    String values() {
        String degraded = IntStream.range(0, series.size())
                .mapToObj(k -> found("g", k) + "::int")
                .collect(Collectors.joining(", ", "greatest(", ") = 1 degraded"));
        return degraded
                + IntStream.range(0, series.size())
                        .mapToObj(k -> ", " + found("v", k) + " "
                                + Sql.name("state_" + series.get(k).measure()))
                        .collect(Collectors.joining());
    }

    private String found(String what, int measure) {
        return lookups.stream()
                .filter(lookup -> lookup.measures().contains(measure))
                .map(lookup -> alias(lookup) + "." + what + measure)
                .collect(Collectors.joining(", ", "coalesce(", ")"));
    }
}
