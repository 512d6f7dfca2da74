package throughline.diagnosis;

import static throughline.text.Text.key;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import throughline.lake.cube.Cell;
import throughline.lake.cube.Cube;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;
import throughline.statistics.Estimate;
import throughline.statistics.Summary;
import throughline.statistics.regression.FixedEffectsRegression;

/// How much worse it is for the customer when a case crosses a channel, a touchpoint or a unit.
///
/// Cases that cross are compared with cases that do not, of the same reason, touchpoint and number of contacts, in the
/// same unit and quarter (fixed effects), in standard deviations of the answers, separately for effort, for perception
/// and feeling, for outcome, and for resolution. The intervals hold together (Bonferroni), so the largest may be used.
///
/// @param name what was asked about, such as `effort`
/// @param gap how much worse, in standard deviations; above 0 is worse
/// @param crossing answers (or cases) with a crossing
/// @param others answers (or cases) without one that could be matched
record CrossingGap(String name, Estimate gap, long crossing, long others) {

    /// How the gaps are made, for a lineage.
    static final String METHOD = key(
            "fixed effects of reason, place, number of contacts, unit and quarter, clustered by unit, Bonferroni; version 1");

    /// The same without its version, which a card adds.
    static final String METHOD_OF_CARD =
            key("fixed effects of reason, place, number of contacts, unit and quarter, clustered by unit, Bonferroni");

    /// Answers needed on either side (ours).
    static final long ENOUGH = 30;

    private static final String SEPARATOR = "\u001f";
    private static final int FEW_UNITS = 10;

    /// Families that answers are put into: effort, perception, outcome.
    private static final int FAMILIES = 3;

    private static final Crossing OF_PLACES =
            new Crossing("case_crossed", "crossed", Set.of(), value -> value.equals("true"), Set.of("resolution"));

    private static final Map<String, Item> OF_CASE =
            Map.of(key("resolution"), new Item("resolved", 1), key("repeats"), new Item("repeats", -1));

    /// What counts as a crossing.
    ///
    /// @param ofAnswers the column of the answers that tells
    /// @param ofCases the column of the cases that tells
    /// @param values the values that tell; none means all
    /// @param crossed whether such a value is a crossing
    /// @param outcomes what of a case is compared beside the answers: `resolution`, `repeats`
    record Crossing(
            String ofAnswers, String ofCases, Set<String> values, Predicate<String> crossed, Set<String> outcomes) {

        /// The level of each interval at which all of them hold together in 95 of 100 cases.
        double level() {
            return 1 - 0.05 / (FAMILIES + outcomes.size());
        }

        private Filter known(String column) {
            return values.isEmpty() ? new Filter.Known(column) : new Filter.In(column, values);
        }
    }

    /// The gaps of a crossing of channel, touchpoint or unit that can be judged, the one that is surest to be bad
    /// first.
    static List<CrossingGap> of(Dossier dossier) {
        return of(dossier, OF_PLACES);
    }

    /// The gaps that can be judged, the one that is surest to be bad first.
    static List<CrossingGap> of(Dossier dossier, Crossing crossing) {
        var gaps = new ArrayList<CrossingGap>();
        if (dossier.has(FactKind.RESPONSES, crossing.ofAnswers())) {
            Map<String, List<Item>> families = new LinkedHashMap<>();
            for (Entry entry : dossier.measures().in(FactKind.RESPONSES, Kind.PERCEPTION, Kind.FEELING, Kind.OUTCOME)) {
                if (dossier.has(FactKind.RESPONSES, entry.id()) && !entry.id().endsWith("_expected")) {
                    families.computeIfAbsent(family(entry), f -> new ArrayList<>())
                            .add(new Item(entry.id(), entry.sign()));
                }
            }
            var query = CubeQuery.of(FactKind.RESPONSES).where(crossing.known(crossing.ofAnswers()));
            families.forEach((name, items) -> matched(
                            dossier, query, crossing, crossing.ofAnswers(), "case_contacts", name, items)
                    .ifPresent(gaps::add));
        }
        for (String name : new TreeSet<>(crossing.outcomes())) {
            Item item = Objects.requireNonNull(OF_CASE.get(name));
            if (dossier.has(FactKind.CASES, crossing.ofCases(), item.column(), "contacts")) {
                var query = CubeQuery.of(FactKind.CASES)
                        .where(
                                crossing.known(crossing.ofCases()),
                                new Filter.Range("contacts", 2, Double.POSITIVE_INFINITY));
                matched(dossier, query, crossing, crossing.ofCases(), "contacts", name, List.of(item))
                        .ifPresent(gaps::add);
            }
        }
        gaps.sort(Comparator.comparingDouble((CrossingGap g) -> g.gap.low()).reversed());
        return gaps;
    }

    private record Item(String column, int sign) {}

    private static String family(Entry entry) {
        String text =
                (entry.id() + " " + (entry.dimension() == null ? "" : entry.dimension())).toLowerCase(Locale.ROOT);
        if (text.matches(".*\\b(ces|.*effort.*)\\b.*") || entry.better() == Better.LOWER) {
            return key("effort");
        }
        return key(entry.kind() == Kind.OUTCOME ? "outcome" : "perception");
    }

    /// Matches on the number of contacts where enough cases of one number are found on both sides, else not.
    private static Optional<CrossingGap> matched(
            Dossier dossier,
            CubeQuery query,
            Crossing crossing,
            String flag,
            String contacts,
            String name,
            List<Item> items) {
        if (dossier.has(query.fact(), contacts)) {
            Optional<CrossingGap> narrow = compare(dossier, query, crossing, flag, List.of(contacts), name, items);
            if (narrow.isPresent()) {
                return narrow;
            }
        }
        return compare(dossier, query, crossing, flag, List.of(), name, items);
    }

    private static Optional<CrossingGap> compare(
            Dossier dossier,
            CubeQuery rows,
            Crossing crossing,
            String flag,
            List<String> numbers,
            String name,
            List<Item> items) {
        var query = rows.by(flag).by(new Key.Month());
        boolean units = dossier.has(rows.fact(), "unit");
        query = units ? query.by("unit") : query;
        int matchedFrom = query.keys().size();
        for (String column : List.of("intent", "touchpoint", "segment")) {
            query = isText(dossier, rows.fact(), column) ? query.by(column) : query;
        }
        for (String column : numbers) {
            query = query.by(new Key.Value(column));
        }
        query = query.sum(items.stream().map(Item::column).toArray(String[]::new));
        Cube cube = dossier.scan(query);
        return of(cube, crossing, matchedFrom, units, name, items);
    }

    private static boolean isText(Dossier dossier, FactKind kind, String column) {
        return dossier.table(kind)
                .flatMap(t -> t.find(column))
                .filter(c -> c.type() == throughline.lake.fact.ColumnType.TEXT)
                .isPresent();
    }

    /// A cell of like rows: how much worse than the average its items are in all, and how many answers that is.
    private static final class Like {
        private final boolean crossed;
        private final String stratum;
        private final String quarter;
        private final String unit;
        private double worse;
        private long answers;

        Like(boolean crossed, String stratum, String quarter, String unit) {
            this.crossed = crossed;
            this.stratum = stratum;
            this.quarter = quarter;
            this.unit = unit;
        }
    }

    private static Optional<CrossingGap> of(
            Cube cube, Crossing crossing, int matchedFrom, boolean units, String name, List<Item> items) {
        Collection<Like> cells = likes(cube, crossing, matchedFrom, units, items);
        var strata = new HashMap<String, Integer>();
        var quarters = new HashMap<String, Integer>();
        var places = new HashMap<String, Integer>();
        var clusters = new HashMap<String, Integer>();
        boolean byUnit = cells.stream().map(c -> c.unit).distinct().count() >= FEW_UNITS;
        var data = new ArrayList<FixedEffectsRegression.Row>();
        Map<Integer, long[]> arms = new HashMap<>();
        for (Like cell : cells) {
            int stratum = index(strata, cell.stratum);
            arms.computeIfAbsent(stratum, s -> new long[2])[cell.crossed ? 1 : 0] += cell.answers;
            data.add(new FixedEffectsRegression.Row(
                    cell.answers,
                    cell.worse / cell.answers,
                    new double[] {cell.crossed ? 1 : 0},
                    new int[] {stratum, index(quarters, cell.quarter), index(places, cell.unit)},
                    index(clusters, byUnit ? cell.unit : cell.unit + SEPARATOR + cell.quarter)));
        }
        long over = 0;
        long others = 0;
        for (long[] arm : arms.values()) {
            over += arm[0] > 0 ? arm[1] : 0;
            others += arm[1] > 0 ? arm[0] : 0;
        }
        over /= items.size();
        others /= items.size();
        if (over < ENOUGH || others < ENOUGH) {
            return Optional.empty();
        }
        try {
            Estimate gap = FixedEffectsRegression.of(data, crossing.level()).getFirst();
            return Optional.of(new CrossingGap(name, gap, over, others));
        } catch (IllegalArgumentException | ArithmeticException e) {
            // Crossings that go with one place or time alone cannot be told from it.
            return Optional.empty();
        }
    }

    private static Collection<Like> likes(
            Cube cube, Crossing crossing, int matchedFrom, boolean units, List<Item> items) {
        Map<String, Like> cells = new LinkedHashMap<>();
        Summary[] all = new Summary[items.size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = Summary.EMPTY;
            for (Cell cell : cube) {
                all[i] = all[i].plus(cell.sum(i));
            }
        }
        for (Cell cell : cube) {
            var stratum = new StringBuilder();
            for (int k = matchedFrom; k < cube.keys().size(); k++) {
                stratum.append(cell.text(k)).append(SEPARATOR);
            }
            String unit = units ? String.valueOf(cell.text(2)) : "";
            String quarter = cell.day(1).getYear() + "-" + (cell.day(1).getMonthValue() - 1) / 3;
            boolean crossed = crossing.crossed().test(String.valueOf(cell.text(0)));
            for (int i = 0; i < all.length; i++) {
                Summary sum = cell.sum(i);
                if (sum.count() > 0 && all[i].squares() > 0) {
                    Like like = cells.computeIfAbsent(
                            String.join(SEPARATOR, crossed + "", quarter, unit, stratum),
                            k -> new Like(crossed, stratum.toString(), quarter, unit));
                    like.worse -= items.get(i).sign() * sum.count() * (sum.mean() - all[i].mean()) / all[i].deviation();
                    like.answers += sum.count();
                }
            }
        }
        return cells.values();
    }

    private static int index(Map<String, Integer> indices, String key) {
        return indices.computeIfAbsent(key, k -> indices.size());
    }
}
