package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.fact.FactKind;
import throughline.statistics.DesignEffect;
import throughline.statistics.Estimate;
import throughline.statistics.Proportion;
import throughline.statistics.Summary;

/// A share of rows, counted by unit and week, with an interval that allows for rows of one unit and week being alike.
///
/// @param hits rows that have what is asked for
/// @param rows rows of which it is known
/// @param estimate Wilson interval on the rows divided by their design effect; of no rows, 0 to 1
/// @param weeks the share week by week, oldest first
record WeeklyShare(long hits, long rows, Estimate estimate, List<Trend.Point> weeks) {

    /// How the interval is made, for a lineage.
    static final String METHOD = key("Wilson interval, 95 %, design effect by unit and week; version 1");

    /// Rows from which a week is drawn.
    private static final long DRAWN = 5;

    WeeklyShare {
        weeks = List.copyOf(weeks);
    }

    /// The share of the rows that also pass `hit`.
    ///
    /// @param query the rows, without keys and measures
    static WeeklyShare of(Dossier dossier, CubeQuery query, Filter hit) {
        var keyed = keyed(dossier, query);
        Map<List<Object>, Long> hits = new HashMap<>();
        for (Cell cell : dossier.scan(keyed.where(hit))) {
            hits.put(cellKey(cell, keyed), cell.rows());
        }
        Map<List<Object>, Summary> cells = new TreeMap<>(BY_KEY);
        for (Cell cell : dossier.scan(keyed)) {
            cells.put(cellKey(cell, keyed), ofCounts(hits.getOrDefault(cellKey(cell, keyed), 0L), cell.rows()));
        }
        return of(cells);
    }

    /// The share of the rows in which a flag is set, of those in which it is known.
    static WeeklyShare of(Dossier dossier, CubeQuery query, String flag) {
        var keyed = keyed(dossier, query);
        Map<List<Object>, Summary> cells = new TreeMap<>(BY_KEY);
        for (Cell cell : dossier.scan(keyed.sum(flag))) {
            if (cell.sum(0).count() > 0) {
                cells.put(cellKey(cell, keyed), cell.sum(0));
            }
        }
        return of(cells);
    }

    private static final java.util.Comparator<List<Object>> BY_KEY = java.util.Comparator.comparing(
                    (List<Object> k) -> k.get(0).toString())
            .thenComparing(k -> k.get(1).toString());

    private static CubeQuery keyed(Dossier dossier, CubeQuery query) {
        var weekly = query.by(new Key.Week());
        return dossier.has(query.fact(), "unit") ? weekly.by("unit") : weekly;
    }

    private static List<Object> cellKey(Cell cell, CubeQuery query) {
        @Nullable String unit = query.keys().size() > 1 ? cell.text(1) : null;
        return List.of(cell.day(0), unit == null ? "" : unit);
    }

    private static Summary ofCounts(long hits, long rows) {
        double mean = (double) hits / rows;
        return new Summary(rows, mean, rows * mean * (1 - mean));
    }

    private static WeeklyShare of(Map<List<Object>, Summary> cells) {
        Summary all = Summary.EMPTY;
        Map<Object, Summary> weeks = new TreeMap<>();
        for (var cell : cells.entrySet()) {
            all = all.plus(cell.getValue());
            weeks.merge(cell.getKey().get(0), cell.getValue(), Summary::plus);
        }
        if (all.count() == 0) {
            return new WeeklyShare(0, 0, new Estimate(0, new throughline.statistics.Interval(0, 1), 0.5, 0), List.of());
        }
        double share = Math.clamp(all.mean(), 0, 1);
        double effective = cells.size() < 2
                ? (double) all.count()
                : DesignEffect.effective((double) all.count(), DesignEffect.of(cells.values()));
        var points = new ArrayList<Trend.Point>();
        weeks.forEach((week, sum) -> {
            if (sum.count() >= DRAWN) {
                points.add(new Trend.Point((java.time.LocalDate) week, sum.mean()));
            }
        });
        return new WeeklyShare(
                Math.round(all.sum()), all.count(), Proportion.wilson(share * effective, effective, 0.95), points);
    }

    /// The share as a named figure; its n is the number of rows.
    Statistic statistic(String name) {
        return new Statistic(
                name, (double) hits / Math.max(1, rows), estimate.interval(), estimate.standardError(), rows);
    }

    /// The words for how the cells were asked for.
    static String query(FactKind kind, String what) {
        return say("%s: %s by unit and week", kind.table(), what);
    }
}
