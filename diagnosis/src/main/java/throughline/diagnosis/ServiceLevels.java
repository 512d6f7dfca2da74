package throughline.diagnosis;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Level.Form;
import throughline.diagnosis.Level.Week;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Measure;
import throughline.organisation.Organisation.Standard;
import throughline.organisation.Organisation.Touchpoint;
import throughline.statistics.DesignEffect;
import throughline.statistics.Estimate;
import throughline.statistics.Mean;
import throughline.statistics.Proportion;
import throughline.statistics.Summary;

/// What measures come to at some touchpoints, added up by week and unit, so that intervals allow for rows of one unit
/// and week being alike.
final class ServiceLevels {

    /// Tables that name touchpoints, in the order in which a measure is looked for.
    private static final List<FactKind> TABLES = List.of(FactKind.RESPONSES, FactKind.INTERACTIONS, FactKind.READINGS);

    private static final Set<Kind> SHOWN = EnumSet.of(Kind.DELIVERY, Kind.PERCEPTION, Kind.FEELING, Kind.OUTCOME);

    /// Rows from which a week is drawn (ours).
    private static final long DRAWN = 5;

    /// A unit in a week; rows of no unit are one.
    private record Spot(LocalDate week, String unit) {}

    /// A question to the lake: which measure in which table.
    private record Asked(FactKind table, String measure) {}

    /// Where a measure is found: under its own name, else as the items of a dimension.
    ///
    /// @param columns its columns or, in readings, the kind of reading; at least one
    private record Found(FactKind table, List<String> columns) {

        Stream<Asked> questions() {
            return columns.stream().map(c -> new Asked(table, c));
        }
    }

    private final Dossier dossier;
    private final Set<String> touchpoints;
    private final Map<Asked, Map<String, Map<Spot, Summary>>> cells = new HashMap<>();
    /// By the question: touchpoints with the same standard are asked about once.
    private final Map<CubeQuery, Map<String, Map<Spot, Long>>> hits = new HashMap<>();

    private final Map<String, Measure> declared = new HashMap<>();

    private ServiceLevels(Dossier dossier, Set<String> touchpoints) {
        this.dossier = dossier;
        this.touchpoints = touchpoints;
        dossier.organisation().measures().forEach(m -> declared.putIfAbsent(m.id(), m));
    }

    /// Adds up what is measured at the touchpoints.
    static ServiceLevels at(Dossier dossier, Collection<String> touchpoints) {
        var levels = new ServiceLevels(dossier, new TreeSet<>(touchpoints));
        if (!touchpoints.isEmpty()) {
            TABLES.forEach(levels::add);
        }
        return levels;
    }

    private void add(FactKind table) {
        if (!dossier.has(table, "touchpoint")) {
            return;
        }
        Set<String> wanted = new TreeSet<>();
        dossier.measures().list().stream()
                .filter(e -> SHOWN.contains(e.kind()) && (e.seenIn().contains(table) || e.id().equals("resolved")))
                .forEach(e -> wanted.add(e.id()));
        touchpoints.stream()
                .flatMap(t -> dossier.registry().touchpoint(t).stream())
                .flatMap(t -> t.standards().stream())
                .forEach(s -> {
                    wanted.add(s.measure());
                    MeasureMeans.items(dossier, table, s.measure()).forEach(e -> wanted.add(e.id()));
                });
        var query = keyed(table);
        if (table == FactKind.READINGS) {
            query = query.sum("value").where(new Filter.In("measure", wanted));
            for (Cell cell : dossier.scan(query)) {
                @Nullable String measure = cell.text(2);
                if (measure != null) {
                    take(new Asked(table, measure), cell, cell.sum(0), unit(cell, 3, query));
                }
            }
            return;
        }
        List<String> columns = wanted.stream()
                .filter(m -> MeasureMeans.adds(dossier, table, m))
                .toList();
        if (columns.isEmpty()) {
            return;
        }
        query = query.sum(columns.toArray(String[]::new));
        for (Cell cell : dossier.scan(query)) {
            for (int i = 0; i < columns.size(); i++) {
                take(new Asked(table, columns.get(i)), cell, cell.sum(i), unit(cell, 2, query));
            }
        }
    }

    private CubeQuery keyed(FactKind table) {
        var query =
                CubeQuery.of(table).by(new Key.Week()).by("touchpoint").where(new Filter.In("touchpoint", touchpoints));
        query = table == FactKind.READINGS ? query.by("measure") : query;
        return dossier.has(table, "unit") ? query.by("unit") : query;
    }

    private static String unit(Cell cell, int position, CubeQuery query) {
        @Nullable String unit = query.keys().size() > position ? cell.text(position) : null;
        return unit == null ? "" : unit;
    }

    private void take(Asked asked, Cell cell, Summary sum, String unit) {
        @Nullable String touchpoint = cell.text(1);
        if (touchpoint != null && sum.count() > 0) {
            cells.computeIfAbsent(asked, a -> new HashMap<>())
                    .computeIfAbsent(touchpoint, t -> new LinkedHashMap<>())
                    .put(new Spot(cell.day(0), unit), sum);
        }
    }

    /// The standards of the touchpoint that have a target, in their order, with what the measures come to.
    List<Level> standards(Touchpoint touchpoint) {
        return touchpoint.standards().stream()
                .filter(Standard::hasTarget)
                .map(s -> standard(touchpoint.id(), s))
                .toList();
    }

    private Level standard(String touchpoint, Standard standard) {
        Optional<Found> found = named(touchpoint, standard.measure()).or(() -> items(touchpoint, standard.measure()));
        if (standard.share() == null || found.isEmpty()) {
            return level(touchpoint, standard.measure(), found, Optional.of(standard));
        }
        return within(touchpoint, standard, found.get());
    }

    /// What the measures of the kind that no standard is about come to at the touchpoint, most rows first.
    List<Level> beside(String touchpoint, Set<Kind> kinds, Set<String> without) {
        return dossier.measures().list().stream()
                .filter(e -> kinds.contains(e.kind()) && !without.contains(e.id()))
                .flatMap(e -> named(touchpoint, e.id()).stream()
                        .map(f -> level(touchpoint, e.id(), Optional.of(f), Optional.empty())))
                .sorted(java.util.Comparator.comparingLong(Level::rows).reversed())
                .toList();
    }

    /// The table with values of the measure at the touchpoint.
    private Optional<Found> named(String touchpoint, String measure) {
        return TABLES.stream()
                .filter(t -> isMeasured(new Asked(t, measure), touchpoint))
                .map(t -> new Found(t, List.of(measure)))
                .findFirst();
    }

    /// The table with values of the dimension's items at the touchpoint.
    private Optional<Found> items(String touchpoint, String dimension) {
        return TABLES.stream()
                .map(t -> new Found(
                        t,
                        MeasureMeans.items(dossier, t, dimension).stream()
                                .map(Entry::id)
                                .filter(i -> isMeasured(new Asked(t, i), touchpoint))
                                .toList()))
                .filter(f -> !f.columns().isEmpty())
                .findFirst();
    }

    private boolean isMeasured(Asked asked, String touchpoint) {
        return cells.getOrDefault(asked, Map.of()).containsKey(touchpoint);
    }

    /// Weekly sums at the touchpoint by unit. Items are taken together: the mean of all answers, and as many rows as
    /// the item with most has, for answers of one person are no more than one person's.
    private Map<Spot, Summary> sums(Found found, String touchpoint) {
        if (found.columns().size() == 1) {
            return sums(found.questions().findFirst().orElseThrow(), touchpoint);
        }
        Map<Spot, Summary> all = new LinkedHashMap<>();
        Map<Spot, Long> most = new HashMap<>();
        found.questions()
                .forEach(q -> sums(q, touchpoint).forEach((spot, sum) -> {
                    all.merge(spot, sum, Summary::plus);
                    most.merge(spot, sum.count(), Math::max);
                }));
        all.replaceAll((spot, sum) -> {
            long rows = most.getOrDefault(spot, sum.count());
            return rows == sum.count() ? sum : new Summary(rows, sum.mean(), sum.squares() * rows / sum.count());
        });
        return all;
    }

    /// Weekly sums of the measure at the touchpoint by unit; none where it is not measured there.
    private Map<Spot, Summary> sums(Asked asked, String touchpoint) {
        return cells.getOrDefault(asked, Map.of()).getOrDefault(touchpoint, Map.of());
    }

    /// The weekly sums of answers to a question at the touchpoint.
    Collection<Summary> answers(String touchpoint, String item) {
        return sums(new Asked(FactKind.RESPONSES, item), touchpoint).values();
    }

    private Level level(String touchpoint, String measure, Optional<Found> found, Optional<Standard> standard) {
        Map<Spot, Summary> sums = found.map(f -> sums(f, touchpoint)).orElse(Map.of());
        boolean share = found.map(f -> f.questions().allMatch(q -> isFlag(q) || isShare(q.measure())))
                .orElseGet(() -> isShare(measure));
        return level(measure, share ? Form.SHARE : Form.MEAN, found.map(Found::table), standard, sums);
    }

    private boolean isFlag(Asked asked) {
        return dossier.table(asked.table())
                .flatMap(t -> t.find(asked.measure()))
                .filter(c -> c.type() == ColumnType.FLAG)
                .isPresent();
    }

    private boolean isShare(String measure) {
        return dossier.measures()
                .find(measure)
                .filter(e ->
                        Double.valueOf(0).equals(e.low()) && Double.valueOf(1).equals(e.high()))
                .isPresent();
    }

    /// The rows at all touchpoints that meet the limits of the standard.
    private CubeQuery meeting(Standard standard, Asked asked) {
        boolean readings = asked.table() == FactKind.READINGS;
        var query = keyed(asked.table())
                .where(new Filter.Range(
                        readings ? "value" : asked.measure(),
                        standard.atLeast() == null ? Double.NEGATIVE_INFINITY : standard.atLeast(),
                        standard.atMost() == null ? Double.POSITIVE_INFINITY : Math.nextUp(standard.atMost())));
        return readings ? query.where(new Filter.In("measure", Set.of(asked.measure()))) : query;
    }

    private Map<String, Map<Spot, Long>> hits(CubeQuery query, FactKind table) {
        Map<String, Map<Spot, Long>> all = new HashMap<>();
        for (Cell cell : dossier.scan(query)) {
            @Nullable String touchpoint = cell.text(1);
            if (touchpoint != null) {
                all.computeIfAbsent(touchpoint, t -> new HashMap<>())
                        .merge(
                                new Spot(cell.day(0), unit(cell, table == FactKind.READINGS ? 3 : 2, query)),
                                cell.rows(),
                                Long::sum);
            }
        }
        return all;
    }

    private Level within(String touchpoint, Standard standard, Found found) {
        Map<Spot, Long> met = new HashMap<>();
        Map<Spot, Long> answers = new HashMap<>();
        found.questions().forEach(asked -> {
            hits.computeIfAbsent(meeting(standard, asked), q -> hits(q, asked.table()))
                    .getOrDefault(touchpoint, Map.of())
                    .forEach((spot, rows) -> met.merge(spot, rows, Long::sum));
            sums(asked, touchpoint).forEach((spot, sum) -> answers.merge(spot, sum.count(), Long::sum));
        });
        Map<Spot, Summary> shares = new HashMap<>();
        sums(found, touchpoint).forEach((spot, all) -> {
            double share = (double) met.getOrDefault(spot, 0L) / answers.getOrDefault(spot, all.count());
            shares.put(spot, new Summary(all.count(), share, all.count() * share * (1 - share)));
        });
        return level(standard.measure(), Form.SHARE_WITHIN, Optional.of(found.table()), Optional.of(standard), shares);
    }

    private Level level(
            String measure, Form form, Optional<FactKind> table, Optional<Standard> standard, Map<Spot, Summary> sums) {
        Optional<Entry> entry = dossier.measures().find(measure);
        Map<LocalDate, Summary> weeks = new TreeMap<>();
        // In one order, so that sums of the same rows are the same to the last digit.
        sums.entrySet().stream()
                .sorted(java.util.Comparator.comparing(
                                (Map.Entry<Spot, Summary> e) -> e.getKey().week())
                        .thenComparing(e -> e.getKey().unit()))
                .forEach(e -> weeks.merge(e.getKey().week(), e.getValue(), Summary::plus));
        Summary all = weeks.values().stream().reduce(Summary.EMPTY, Summary::plus);
        var drawn = new ArrayList<Week>();
        weeks.forEach((week, sum) -> {
            if (sum.count() >= DRAWN) {
                drawn.add(new Week(week, sum.mean(), sum.count()));
            }
        });
        return new Level(
                measure,
                entry.map(Entry::title).orElse(measure),
                entry.map(Entry::kind),
                Optional.ofNullable(declared.get(measure)).map(Measure::unit).orElse(null),
                form,
                table,
                standard,
                all.count(),
                form == Form.MEAN ? mean(sums.values()) : share(sums.values(), all),
                drawn);
    }

    /// The mean of clusters with its interval; empty of fewer than 2 rows.
    ///
    /// It is never narrower than that of rows that have nothing to do with each other: that rows of one cluster
    /// differ more than others is mostly chance ([DesignEffect]).
    static Optional<Estimate> mean(Collection<Summary> clusters) {
        List<Summary> filled = clusters.stream().filter(s -> s.count() > 0).toList();
        Summary all = filled.stream().reduce(Summary.EMPTY, Summary::plus);
        if (all.count() < 2) {
            return Optional.empty();
        }
        Estimate single = Mean.of(all, 0.95);
        return Optional.of(filled)
                .filter(f -> f.size() > 1)
                .map(f -> Mean.clustered(f, 0.95))
                .filter(c -> c.standardError() > single.standardError())
                .or(() -> Optional.of(single));
    }

    private static Optional<Estimate> share(Collection<Summary> clusters, Summary all) {
        if (all.count() < 2) {
            return Optional.empty();
        }
        double share = Math.clamp(all.mean(), 0, 1);
        double effective = clusters.size() < 2
                ? (double) all.count()
                : DesignEffect.effective((double) all.count(), DesignEffect.of(clusters));
        return Optional.of(Proportion.wilson(share * effective, effective, 0.95));
    }
}
