package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.NormalDistribution;
import throughline.statistics.DesignEffect;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.MultipleTesting;
import throughline.statistics.Summary;
import throughline.statistics.comparison.ShrunkMeans;

/// Where a cause shows: one figure by unit. It never enters the verdict, which rests on the pooled data.
///
/// Each unit's figure is drawn towards that of all as far as its own data are thin ([ShrunkMeans]). A unit is flagged
/// where its own figure lies surely on the bad side of the organisation's limit, with at most one flag in ten by chance
/// ([MultipleTesting#benjaminiHochberg]). A unit whose figure is too unreliable to be ranked (below .7) stands after
/// those that are ranked, in the order of the alphabet.
///
/// @param measure what is measured; it begins with `Share` where it is a share of 0 to 1
/// @param base what it is counted from, such as `cases`
/// @param limit the organisation's limit, at which a unit is no longer in order
/// @param higherIsWorse which side of it is bad
/// @param all figure of all units together, with its interval
/// @param units ranked units first, the worst of them first; then the others by title
/// @param withheld units that are not shown, because too little is known of them or too few people answered
/// @param method the test in words, with its version
public record UnitFindings(
        String measure,
        String base,
        double limit,
        boolean higherIsWorse,
        Estimate all,
        List<UnitFinding> units,
        long withheld,
        String method) {

    /// Reliability from which a unit is ranked (causes.md, rule 6).
    public static final double RANKED = 0.7;

    /// Share of flags that may be due to chance (causes.md, rule 4).
    public static final double CHANCE = 0.10;

    private static final int FEWEST_UNITS = 3;
    private static final String METHOD = key(
            "empirical Bayes, intervals of 95 %, Benjamini-Hochberg at 10 %, design effect within units; version 1");

    /// Copies the list.
    public UnitFindings {
        units = List.copyOf(units);
    }

    /// The figure of one unit.
    ///
    /// @param unit its id
    /// @param title its name on a page
    /// @param n what it is counted from, at least 1
    /// @param figure its own figure
    /// @param shrunk the figure drawn towards that of all
    /// @param interval 95 % interval of the shrunk figure
    /// @param reliability how much its own figure is worth, 0 to 1
    /// @param flagged whether it is surely on the bad side of the limit
    public record UnitFinding(
            String unit,
            String title,
            long n,
            double figure,
            double shrunk,
            Interval interval,
            double reliability,
            boolean flagged) {

        /// Whether it may be ranked.
        public boolean ranked() {
            return reliability >= RANKED;
        }
    }

    /// Whether the figures are shares of 0 to 1.
    public boolean share() {
        return Statistic.share(measure);
    }

    /// The finding in one sentence.
    public String statement() {
        long flagged = units.stream().filter(UnitFinding::flagged).count();
        String side = higherIsWorse ? say("above") : say("below");
        String margin = share() ? Wording.percent(limit) : Wording.number(limit);
        String found = flagged == 0
                ? say("None of %s is surely %s %s", Wording.count(units.size(), "unit", "units"), side, margin)
                : say(
                        flagged == 1 ? "%s units is surely %s %s" : "%s units are surely %s %s",
                        Wording.of(flagged, units.size()),
                        side,
                        margin);
        String spread =
                units.stream().noneMatch(UnitFinding::ranked) ? say("; they do not differ enough to be ranked.") : ".";
        return found + spread;
    }

    /// What is asked of every unit.
    ///
    /// @param fewest rows below which a unit is not shown
    record Question(String measure, String base, double limit, boolean higherIsWorse, long fewest) {}

    /// The findings of units of which enough is known; empty with fewer than three, or where nothing varies.
    ///
    /// @param cells summaries of independent parts of each unit's rows, such as its weeks
    static Optional<UnitFindings> of(Dossier dossier, Question question, Map<String, List<Summary>> cells) {
        Map<String, Summary> known = new TreeMap<>();
        cells.forEach((unit, parts) -> {
            Summary sum = parts.stream().reduce(Summary.EMPTY, Summary::plus);
            if (!unit.isEmpty() && sum.count() >= question.fewest()) {
                known.put(unit, sum);
            }
        });
        long named = cells.keySet().stream().filter(u -> !u.isEmpty()).count();
        Summary all = known.values().stream().reduce(Summary.EMPTY, Summary::plus);
        if (known.size() < FEWEST_UNITS || !(all.squares() > 0)) {
            return Optional.empty();
        }
        double effect = effect(known.keySet().stream().map(cells::get).toList());
        List<Summary> groups =
                known.values().stream().map(s -> effective(s, effect)).toList();
        if (groups.stream().allMatch(g -> g.count() < 2)) {
            return Optional.empty();
        }
        ShrunkMeans.Result shrunk = ShrunkMeans.of(groups);
        if (!(shrunk.within() > 0)) {
            return Optional.empty();
        }
        boolean share = Statistic.share(question.measure());
        boolean[] flags = flags(question, groups, share ? question.limit() * (1 - question.limit()) : shrunk.within());
        var units = new ArrayList<UnitFinding>();
        int at = 0;
        for (Map.Entry<String, Summary> unit : known.entrySet()) {
            Estimate estimate = shrunk.groups().get(at).shrunk();
            units.add(new UnitFinding(
                    unit.getKey(),
                    StepLog.title(dossier, unit.getKey()),
                    unit.getValue().count(),
                    unit.getValue().mean(),
                    share ? Math.clamp(estimate.value(), 0, 1) : estimate.value(),
                    share
                            ? new Interval(Math.clamp(estimate.low(), 0, 1), Math.clamp(estimate.high(), 0, 1))
                            : estimate.interval(),
                    shrunk.groups().get(at).lambda(),
                    flags[at]));
            at++;
        }
        units.sort(Comparator.comparing((UnitFinding u) -> !u.ranked())
                .thenComparingDouble(u -> u.ranked() ? (question.higherIsWorse() ? -1 : 1) * u.shrunk() : 0)
                .thenComparing(UnitFinding::title)
                .thenComparing(UnitFinding::unit));
        return Optional.of(new UnitFindings(
                question.measure(),
                question.base(),
                question.limit(),
                question.higherIsWorse(),
                shrunk.mean(),
                units,
                named - known.size(),
                say(METHOD)));
    }

    /// How much neighbouring rows of a unit resemble each other: the units' own design effects, weighed by their rows.
    static double effect(List<List<Summary>> units) {
        double weighed = 0;
        double rows = 0;
        for (List<Summary> parts : units) {
            List<Summary> filled = parts.stream().filter(p -> p.count() > 0).toList();
            double n = filled.stream().mapToLong(Summary::count).sum();
            if (filled.size() >= 2) {
                weighed += n * DesignEffect.of(filled);
                rows += n;
            }
        }
        return rows == 0 ? 1 : weighed / rows;
    }

    /// As many rows as they are worth by the design effect, spread alike.
    static Summary effective(Summary rows, double effect) {
        long n = Math.max(1, Math.round(DesignEffect.effective((double) rows.count(), effect)));
        return new Summary(n, rows.mean(), rows.squares() * n / rows.count());
    }

    /// One-sided tests of each unit's own figure against the limit.
    private static boolean[] flags(Question question, List<Summary> groups, double variance) {
        int sign = question.higherIsWorse() ? 1 : -1;
        double[] p = groups.stream()
                .mapToDouble(g -> NormalDistribution.of(0, 1)
                        .survivalProbability(sign * (g.mean() - question.limit()) / Math.sqrt(variance / g.count())))
                .toArray();
        return MultipleTesting.benjaminiHochberg(p, CHANCE);
    }
}
