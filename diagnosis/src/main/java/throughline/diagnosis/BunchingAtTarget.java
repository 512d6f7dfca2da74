package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import throughline.diagnosis.Claim.Indicator;
import throughline.diagnosis.HandlingTime.Target;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter.Range;
import throughline.lake.cube.Key;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.statistics.Estimate;
import throughline.statistics.consistency.Bunching;

/// Contacts that end just below their target: clock gaming.
///
/// Several targets are pooled by their distance from the target, in bins of about 15 seconds of which the target is an
/// edge. An interval wider than the margin between none and some is not precise enough to judge by.
final class BunchingAtTarget {

    private static final double BIN_SECONDS = 15;
    private static final long NEEDED = 5000;
    private static final int MOST_TARGETS = 6;
    private static final Scale SCALE = new Scale(1, 1.1, 1.25, 2);

    private static final Bunching.Settings SETTINGS = Bunching.Settings.DEFAULT;

    /// Bins, three minutes, that take part below: further down, other things (hanging up at once) bend the course of
    /// the
    /// counts. Contacts as near on both sides are near the target.
    private static final int NEAR = 12;

    /// Bins from 0 that never take part.
    private static final int FIRST = 2;

    private static final Threshold LIMIT = Threshold.ours(
            "measured-on-throughput.bunching",
            key("present above 1.25 times the contacts expected just below the target, absent below 1.1"));

    private final Dossier dossier;
    private final HandlingTime time;

    /// The contacts of the dossier.
    BunchingAtTarget(Dossier dossier, HandlingTime time) {
        this.dossier = dossier;
        this.time = time;
    }

    /// Judges the contacts; gives the share of contacts just below the target week by week, where there is a target.
    Optional<List<Trend.Point>> judge(Judgement judgement) {
        if (time.targets().isEmpty()) {
            judgement.missing(
                    "organisation.yaml",
                    say(
                            "The target for handling time, where there is one, on scorecards or as a standard of a touchpoint."));
            return Optional.empty();
        }
        long[] counts = counts();
        int target = below();
        long near = Arrays.stream(counts).limit(target + NEAR).sum();
        if (near < NEEDED) {
            judgement.missing(
                    "interactions",
                    Wording.needed(
                            near, NEEDED, dossier.period(), "contact near its target", "contacts near their target"));
            return Optional.empty();
        }
        Estimate estimate;
        try {
            estimate = Bunching.of(counts, (int) bins(targets().getFirst()) - target, target, SETTINGS);
        } catch (IllegalArgumentException | ArithmeticException e) {
            judgement.missing(
                    "interactions",
                    say(
                            "Contacts on both sides of the target; none can be expected just below it from those there are."));
            return Optional.empty();
        }
        Indicator indicator = indicator(estimate, counts, target, near);
        boolean precise = estimate.interval().width() <= SCALE.present() - SCALE.absent();
        if (precise || indicator.side() != Side.UNKNOWN) {
            judgement.other(indicator);
        } else {
            judgement.context(indicator);
        }
        return Optional.of(weeks());
    }

    private List<Target> targets() {
        return time.targets().subList(0, Math.min(MOST_TARGETS, time.targets().size()));
    }

    private double bins(Target target) {
        return Math.max(1, Math.rint(target.value() / (BIN_SECONDS * time.second())));
    }

    /// Bins below the target that every target has.
    private int below() {
        double least = targets().stream().mapToDouble(this::bins).min().orElse(1);
        return (int) Math.clamp(least - FIRST, 1, NEAR);
    }

    /// Bins above the target: as many as lie below it, for contacts may have come from far above, within what is near
    /// and what the method looks at.
    private int above() {
        double least = targets().stream().mapToDouble(this::bins).min().orElse(1);
        return (int) Math.clamp(least, NEAR, SETTINGS.window());
    }

    private long[] counts() {
        int below = below();
        int above = above();
        long[] counts = new long[below + above];
        for (Target target : targets()) {
            double width = target.value() / bins(target);
            var query = CubeQuery.of(FactKind.INTERACTIONS)
                    .by(new Key.Bin(time.column(), width))
                    .where(new Range(
                            time.column(),
                            Math.max(Double.MIN_VALUE, target.value() - below * width),
                            target.value() + above * width))
                    .where(target.contacts().toArray(throughline.lake.cube.Filter[]::new));
            for (Cell cell : dossier.scan(query)) {
                long bin = Math.round((cell.number(0) - target.value()) / width) + below;
                counts[Math.clamp(bin, 0, counts.length - 1)] += cell.rows();
            }
        }
        return counts;
    }

    private List<Trend.Point> weeks() {
        Target target = targets().getFirst();
        double width = target.value() / bins(target);
        var query = CubeQuery.of(FactKind.INTERACTIONS)
                .where(new Range(time.column(), Double.MIN_VALUE, Double.POSITIVE_INFINITY))
                .where(target.contacts().toArray(throughline.lake.cube.Filter[]::new));
        return WeeklyShare.of(
                        dossier,
                        query,
                        new Range(time.column(), target.value() - SETTINGS.below() * width, target.value()))
                .weeks();
    }

    private Indicator indicator(Estimate estimate, long[] counts, int target, long near) {
        Target first = targets().getFirst();
        double seconds = first.value() / time.second();
        List<Long> shown = new ArrayList<>();
        Arrays.stream(counts).forEach(shown::add);
        double factor = estimate.value();
        return new Indicator(
                "bunching",
                say("Contacts that end just below the target"),
                factor >= 1
                        ? say(
                                "[[%s times as many]] contacts end just below the target of %s seconds as would without it (likely %s to %s).",
                                Wording.number(factor),
                                Wording.plain(seconds),
                                Wording.number(estimate.low()),
                                Wording.number(estimate.high()))
                        : say(
                                "Contacts do not pile up below the target of %s seconds: [[%s times]] as many as expected end there.",
                                Wording.plain(seconds), Wording.number(factor)),
                new Statistic(
                        say("contacts just below the target, observed by expected"),
                        factor,
                        estimate.interval(),
                        estimate.standardError(),
                        near),
                SCALE,
                LIMIT,
                new Lineage(
                        near,
                        say("contacts near their target"),
                        dossier.files(FactKind.INTERACTIONS),
                        dossier.period(),
                        say(
                                "polynomial counterfactual without the bunched and the missing, bootstrap interval, 95 %; version 2"),
                        say("interactions: count by %s in bins of about 15 seconds", time.column()),
                        Optional.of(new RowQuery(
                                FactKind.INTERACTIONS,
                                List.of("interaction_id", "started_at", "unit", "touchpoint", time.column()),
                                List.of(new Range(
                                        time.column(),
                                        first.value() - SETTINGS.below() * first.value() / bins(first),
                                        first.value()))))),
                Optional.of(new Figure.Histogram(
                        say("Contacts by seconds from the target, bins of about 15 seconds"),
                        say("seconds from the target"),
                        -target * BIN_SECONDS,
                        BIN_SECONDS,
                        shown,
                        0.0,
                        List.of())));
    }
}
