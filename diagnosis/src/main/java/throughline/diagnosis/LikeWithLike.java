package throughline.diagnosis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import throughline.lake.fact.FactKind;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Summary;
import throughline.statistics.comparison.CaseMixAdjustment.Entity;
import throughline.statistics.comparison.FunnelPlot;
import throughline.statistics.comparison.RankRanges;
import throughline.statistics.comparison.RankRanges.Range;
import throughline.statistics.comparison.ShrunkMeans;

/// Teams (or people) side by side on one measure, each against what everybody would have reached with the same work.
///
/// Who has fewer than [#FEWEST] rows is not shown, and who shares work with fewer than four others is compared
/// with nobody: fewer would tell of each other. A figure stands apart outside limits of 99.8 % that allow for the usual
/// differences ([FunnelPlot]). It is
/// ranked where its reliability is .7 or more, and then between two ranks ([RankRanges]); else it is said how many more
/// rows that takes. Rows of a team in a week are alike and count for less than so many.
///
/// @param measure what is compared
/// @param mix columns the mix is made of, such as `intent`
/// @param all mean of all that are compared
/// @param variance of one row, with rows being alike allowed for
/// @param funnel the limits
/// @param of how many were compared
/// @param compared those that may be shown: ranked ones first, the best of them first; then the others by id
/// @param alone ids of those whose work fewer than four others share
/// @param few how many have too few rows
public record LikeWithLike(
        CardMeasure measure,
        List<String> mix,
        double all,
        double variance,
        FunnelPlot funnel,
        int of,
        List<Compared> compared,
        List<String> alone,
        long few) {

    /// Contacts or answers below which nobody is shown (causes.md, rule 4; DESIGN.md, chart rule 7).
    public static final long FEWEST = 60;

    /// Limits outside which a figure stands apart: two in a thousand by chance.
    public static final double LIMITS = 0.998;

    /// Limits within which 95 in 100 lie.
    public static final double USUAL = 0.95;

    /// How many must share work to be compared, oneself included (ours).
    private static final int PEERS = 5;

    /// Copies the lists.
    public LikeWithLike {
        mix = List.copyOf(mix);
        compared = List.copyOf(compared);
        alone = List.copyOf(alone);
    }

    /// How a figure lies to the others.
    public enum Apart {
        BETTER,
        WORSE,
        ORDINARY
    }

    /// One of those compared.
    ///
    /// @param n rows, at least [#FEWEST]
    /// @param raw its mean as it is
    /// @param expected what everybody would have reached with its work
    /// @param own mean of all moved by raw less expected
    /// @param adjusted the same drawn towards all as far as it is thin, with a 95 % interval
    /// @param reliability how much its own figure is worth, 0 to 1
    /// @param rank between which ranks it lies, 1 being the best; empty below a reliability of .7
    /// @param more rows until it can be ranked; empty where it can, or where nothing tells any apart
    public record Compared(
            String id,
            long n,
            double raw,
            double expected,
            double own,
            Estimate adjusted,
            double reliability,
            Optional<Range> rank,
            Apart apart,
            OptionalLong more) {

        /// Observed over expected: 1 is as expected.
        public double ratio() {
            return expected == 0 ? 1 : raw / expected;
        }
    }

    /// Whether those compared are told their rank: never people (decision 045).
    enum Ranking {
        RANKS,
        NONE
    }

    /// Compares; empty where fewer than five can be compared, or where nothing varies.
    ///
    /// @param who the column that tells them apart, `unit` or `agent`
    /// @param among ids that count; empty for all
    /// @param ranking whether each is told its rank
    /// @param parts independent parts of the rows of each, such as its weeks; none where rows count as they are
    static Optional<LikeWithLike> of(
            Dossier dossier,
            CardMeasure measure,
            String who,
            Set<String> among,
            Ranking ranking,
            Function<String, List<Summary>> parts) {
        FactKind kind = measure.table().orElse(FactKind.READINGS);
        if (kind == FactKind.READINGS || !MeasureMeans.adds(dossier, kind, measure.id())) {
            return Optional.empty();
        }
        CaseMix mix = CaseMix.of(dossier, kind, who, measure.id(), among, FEWEST);
        List<Map.Entry<String, Entity>> known = mix.entities().entrySet().stream()
                .filter(e -> e.getValue().compared() >= PEERS)
                .toList();
        Set<String> together = known.stream().map(Map.Entry::getKey).collect(Collectors.toSet());
        List<String> alone = mix.entities().keySet().stream()
                .filter(id -> !together.contains(id))
                .toList();
        Summary total = known.stream().map(e -> e.getValue().observed()).reduce(Summary.EMPTY, Summary::plus);
        if (known.size() < FunnelPlot.MINIMUM_POINTS || !(total.squares() > 0)) {
            return Optional.empty();
        }
        double effect = UnitFindings.effect(
                known.stream().map(e -> parts.apply(e.getKey())).toList());
        List<Summary> groups = known.stream()
                .map(Map.Entry::getValue)
                .map(e -> new Summary(
                        e.observed().count(),
                        total.mean() + e.observed().mean() - e.expected(),
                        e.adjusted().squares()))
                .map(s -> UnitFindings.effective(s, effect))
                .toList();
        ShrunkMeans.Result shrunk = ShrunkMeans.of(groups);
        if (!(shrunk.within() > 0)) {
            return Optional.empty();
        }
        FunnelPlot funnel = FunnelPlot.consistent(groups.stream()
                .map(g -> new FunnelPlot.Point(g.mean(), total.mean(), Math.sqrt(shrunk.within() / g.count())))
                .toList());
        return Optional.of(new LikeWithLike(
                measure,
                mix.factors(),
                total.mean(),
                shrunk.within() * effect,
                funnel,
                known.size(),
                compared(measure, known, groups, shrunk, ranking, funnel, effect),
                alone,
                mix.few()));
    }

    private static List<Compared> compared(
            CardMeasure measure,
            List<Map.Entry<String, Entity>> known,
            List<Summary> groups,
            ShrunkMeans.Result shrunk,
            Ranking ranking,
            FunnelPlot funnel,
            double effect) {
        List<Range> ranks = ranking == Ranking.NONE ? List.of() : ranks(measure, shrunk);
        var compared = new ArrayList<Compared>();
        for (int i = 0; i < known.size(); i++) {
            Entity own = known.get(i).getValue();
            ShrunkMeans.Group group = shrunk.groups().get(i);
            boolean ranked = group.lambda() >= UnitFindings.RANKED;
            double from = UnitFindings.RANKED / (1 - UnitFindings.RANKED) * shrunk.within() * effect / shrunk.tau2();
            compared.add(new Compared(
                    known.get(i).getKey(),
                    own.observed().count(),
                    own.observed().mean(),
                    own.expected(),
                    groups.get(i).mean(),
                    within(group.shrunk(), measure),
                    group.lambda(),
                    ranked && ranking == Ranking.RANKS ? Optional.of(ranks.get(i)) : Optional.empty(),
                    apart(funnel.positions().get(i), measure.sign()),
                    ranked || shrunk.tau2() == 0
                            ? OptionalLong.empty()
                            : OptionalLong.of(Math.max(
                                    1, (long) Math.ceil(from) - own.observed().count()))));
        }
        compared.sort(Comparator.comparing((Compared c) -> c.rank().isEmpty())
                .thenComparingDouble(c ->
                        c.rank().isPresent() ? -measure.sign() * c.adjusted().value() : 0)
                .thenComparing(Compared::id));
        return compared;
    }

    private static List<Range> ranks(CardMeasure measure, ShrunkMeans.Result shrunk) {
        return RankRanges.of(
                shrunk.groups().stream()
                        .map(ShrunkMeans.Group::shrunk)
                        .map(e -> measure.sign() > 0
                                ? e
                                : new Estimate(-e.value(), new Interval(-e.high(), -e.low()), e.standardError(), e.n()))
                        .toList(),
                USUAL);
    }

    /// A share stays within 0 and 1.
    private static Estimate within(Estimate estimate, CardMeasure measure) {
        return measure.share()
                ? new Estimate(
                        Math.clamp(estimate.value(), 0, 1),
                        new Interval(Math.clamp(estimate.low(), 0, 1), Math.clamp(estimate.high(), 0, 1)),
                        estimate.standardError(),
                        estimate.n())
                : estimate;
    }

    private static Apart apart(FunnelPlot.Position position, int sign) {
        if (!position.outside(LIMITS)) {
            return Apart.ORDINARY;
        }
        return sign * position.adjusted() > 0 ? Apart.BETTER : Apart.WORSE;
    }

    /// The figure of one, where it was compared and may be shown.
    public Optional<Compared> find(String id) {
        return compared.stream().filter(c -> c.id().equals(id)).findFirst();
    }

    /// How many of those shown lie so.
    public long count(Apart apart) {
        return compared.stream().filter(c -> c.apart() == apart).count();
    }

    /// Limits for so many rows.
    ///
    /// @param n above 0
    /// @param level such as [#LIMITS]
    public Interval limits(double n, double level) {
        return funnel.limits(all, Math.sqrt(variance / n), level);
    }

    /// The same for a reader who may see some of them only; limits, ranks and what was expected stay those of all.
    LikeWithLike only(Set<String> ids) {
        return new LikeWithLike(
                measure,
                mix,
                all,
                variance,
                funnel,
                of,
                compared.stream().filter(c -> ids.contains(c.id())).toList(),
                alone.stream().filter(ids::contains).toList(),
                0);
    }
}
