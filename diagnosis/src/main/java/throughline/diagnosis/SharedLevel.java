package throughline.diagnosis;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import throughline.diagnosis.Claim.AllOf;
import throughline.diagnosis.Claim.AnyOf;
import throughline.diagnosis.Claim.Indicator;
import throughline.diagnosis.Claim.Together;
import throughline.statistics.Interval;
import throughline.statistics.MultipleTesting;

/// Makes the claims of one cause share the level by Holm's rule (causes.md, rule 3).
///
/// Each way to be present that rests on a sample is a chance of a false finding: five at .025 each would find a cause
/// that is not there in up to 12 of 100 organisations. A way that is present on its own but not beside the others gets
/// the wider interval that holds for as many as are undecided, which then reaches back over its margin. Full counts
/// have no sampling error and take no part. Probabilities are normal, with the spread of the indicator's own interval.
final class SharedLevel {

    /// Chance of a false finding on the one side that counts; a 95 % interval leaves as much on each.
    private static final double ALPHA = 0.025;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private SharedLevel() {}

    /// The claims in their order, those that are not present at the shared level with wider intervals.
    static List<Claim> of(List<Claim> claims) {
        List<Claim> ways = claims.stream()
                .flatMap(SharedLevel::ways)
                .filter(SharedLevel::sampled)
                .toList();
        double[] adjusted = MultipleTesting.holm(
                ways.stream().mapToDouble(SharedLevel::chance).toArray());
        Set<Claim> tooWeak = Collections.newSetFromMap(new IdentityHashMap<>());
        int found = 0;
        for (int w = 0; w < ways.size(); w++) {
            if (adjusted[w] <= ALPHA) {
                found++;
            } else if (ways.get(w).side() == Side.PRESENT) {
                tooWeak.add(ways.get(w));
            }
        }
        int undecided = ways.size() - found;
        return claims.stream().map(c -> wider(c, tooWeak, undecided)).toList();
    }

    private static boolean sampled(Claim claim) {
        return claim.indicators().anyMatch(i -> !i.statistic().counted());
    }

    /// The ways to be present, each enough by itself.
    private static Stream<Claim> ways(Claim claim) {
        return claim instanceof AnyOf any ? any.claims().stream().flatMap(SharedLevel::ways) : Stream.of(claim);
    }

    /// Probability of so bad a figure where the truth is at the margin; of a claim that needs several, the largest.
    private static double chance(Claim claim) {
        return switch (claim) {
            case Indicator indicator -> chance(indicator);
            case AnyOf any ->
                any.claims().stream()
                        .mapToDouble(c -> Math.min(1, chances(any) * chance(c)))
                        .min()
                        .orElseThrow();
            case AllOf all ->
                all.claims().stream().mapToDouble(SharedLevel::chance).max().orElseThrow();
            case Together all ->
                all.claims().stream().mapToDouble(SharedLevel::chance).max().orElseThrow();
        };
    }

    /// How many samples speak for a claim, each enough by itself.
    private static int chances(AnyOf any) {
        return Math.max(
                1, (int) any.claims().stream().filter(SharedLevel::sampled).count());
    }

    private static double chance(Indicator indicator) {
        double sign = indicator.scale().rising() ? 1 : -1;
        double beyond =
                sign * (indicator.statistic().value() - indicator.scale().present());
        Interval interval = indicator.statistic().interval();
        boolean towardsLow = (beyond > 0) == (sign > 0);
        double half = towardsLow
                ? indicator.statistic().value() - interval.low()
                : interval.high() - indicator.statistic().value();
        if (!(half > 0)) {
            return beyond > 0 ? 0 : 1;
        }
        return NORMAL.survivalProbability(beyond * critical(1) / half);
    }

    /// How many standard errors an interval reaches that holds for so many figures at once.
    private static double critical(int figures) {
        return NORMAL.inverseSurvivalProbability(ALPHA / figures);
    }

    private static Claim wider(Claim claim, Set<Claim> tooWeak, int figures) {
        if (tooWeak.contains(claim)) {
            return wider(claim, figures);
        }
        return claim instanceof AnyOf any
                ? new AnyOf(any.claims().stream()
                        .map(c -> wider(c, tooWeak, figures))
                        .toList())
                : claim;
    }

    private static Claim wider(Claim claim, int figures) {
        return switch (claim) {
            case Indicator indicator ->
                indicator.statistic().counted() || figures == 1 ? indicator : wider(indicator, figures);
            case AnyOf any -> new AnyOf(each(any.claims(), figures * chances(any)));
            case AllOf all -> new AllOf(each(all.claims(), figures));
            case Together all -> new Together(each(all.claims(), figures));
        };
    }

    private static List<Claim> each(List<Claim> claims, int figures) {
        var wider = new ArrayList<Claim>();
        claims.forEach(c -> wider.add(wider(c, figures)));
        return wider;
    }

    private static Indicator wider(Indicator indicator, int figures) {
        Statistic statistic = indicator.statistic();
        Interval interval = statistic.interval();
        double times = critical(figures) / critical(1);
        double low = statistic.value() - times * (statistic.value() - interval.low());
        double high = statistic.value() + times * (interval.high() - statistic.value());
        boolean share = statistic.share() && interval.low() >= 0 && interval.high() <= 1;
        var wider = share ? new Interval(Math.max(0, low), Math.min(1, high)) : new Interval(low, high);
        Lineage lineage = indicator.lineage();
        return new Indicator(
                indicator.id(),
                indicator.title(),
                indicator.statement(),
                new Statistic(statistic.name(), statistic.value(), wider, statistic.standardError(), statistic.n()),
                indicator.scale(),
                indicator.threshold(),
                new Lineage(
                        lineage.rows(),
                        lineage.what(),
                        lineage.files(),
                        lineage.period(),
                        say("%s; wider, as one of %s figures (Holm)", lineage.method(), figures),
                        lineage.query(),
                        lineage.behind()),
                indicator.figure());
    }
}
