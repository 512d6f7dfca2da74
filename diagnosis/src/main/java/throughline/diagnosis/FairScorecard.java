package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Filter.Known;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.statistics.Proportion;
import throughline.statistics.comparison.CaseMixAdjustment.Entity;
import throughline.statistics.comparison.FunnelPlot;
import throughline.statistics.comparison.ShrunkMeans;

/// What a fair scorecard would say: how many people (or teams) lie outside what chance, the usual differences and the
/// mix of their work explain, and for how many the answers suffice to say anything at all.
///
/// Counts only. A person's own card is for the person and their line manager; nobody is ranked, and none is named here
/// (causes.md, rule 6). Shown, not counted.
final class FairScorecard {

    private static final double LEVEL = 0.95;

    /// Limits of the funnel: two in a thousand by chance.
    private static final double LIMITS = 0.998;

    /// Reliability of a mean below which nobody is ranked.
    private static final double RELIABLE = 0.7;

    /// Answers of each, and how many of them, from which there is a funnel.
    private static final long ANSWERS = 10;

    private static final int FEWEST = 8;

    private static final double DRAWN = 4;
    private static final double STEP = 0.5;

    private static final Scale OUTSIDE = new Scale(0, 0.05, 0.05, 0.5);

    private FairScorecard() {}

    /// The cards of people and of teams, where there are enough.
    static List<Indicator> of(Dossier dossier) {
        var cards = new ArrayList<Indicator>();
        Steadiness.mostAnswered(dossier).ifPresent(item -> {
            card(dossier, item, "agent", say("people")).ifPresent(cards::add);
            card(dossier, item, "unit", say("units")).ifPresent(cards::add);
        });
        return cards;
    }

    private static Optional<Indicator> card(Dossier dossier, Entry item, String who, String many) {
        if (!dossier.has(FactKind.RESPONSES, who)) {
            return Optional.empty();
        }
        CaseMix mix = CaseMix.of(dossier, FactKind.RESPONSES, who, item.id(), Set.of(), ANSWERS);
        List<Entity> enough = mix.entities().values().stream()
                .filter(e -> e.compared() >= FEWEST)
                .toList();
        double squares = 0;
        double degrees = 0;
        for (Entity one : enough) {
            squares += one.adjusted().squares();
            degrees += one.adjusted().count() - 1.0;
        }
        if (enough.size() < FEWEST || !(squares > 0)) {
            return Optional.empty();
        }
        double within = squares / degrees;
        FunnelPlot funnel = FunnelPlot.consistent(enough.stream()
                .map(e -> new FunnelPlot.Point(
                        e.observed().mean(),
                        e.expected(),
                        Math.sqrt(within / e.observed().count())))
                .toList());
        long reliable = ShrunkMeans.of(enough.stream().map(Entity::adjusted).toList(), LEVEL).groups().stream()
                .filter(g -> g.lambda() >= RELIABLE)
                .count();
        long outside = funnel.outside(LIMITS);
        long answers = enough.stream().mapToLong(e -> e.observed().count()).sum();
        return Optional.of(Card.of(
                        Cause.MEASURED_ON_THROUGHPUT,
                        "fair-scorecard-" + many,
                        say("A fair comparison of %s", many),
                        dossier)
                .rule(
                        key(
                                "shown beside the verdict, not counted; nobody is ranked, and below a reliability of .7 not compared"))
                .files(FactKind.RESPONSES)
                .rests(answers, say("answers"))
                .method(say(
                        "case mix by %s, funnel at 99.8 %% with over-dispersion, empirical Bayes",
                        mix.factors().isEmpty() ? say("nothing known") : String.join(", ", mix.factors())))
                .query(mix.query())
                .rows(new RowQuery(
                        FactKind.RESPONSES,
                        List.of("response_id", "answered_at", item.id()),
                        List.of(new Known(who), new Known(item.id()))))
                .figure(histogram(funnel, many))
                .says(
                        say(
                                "[[%s %s]] lie outside what chance and the mix of their work explain; answers suffice to compare %s.",
                                Wording.of(outside, enough.size()), many, Wording.count(reliable)),
                        Statistic.of(
                                say("share of %s outside the funnel", many),
                                Proportion.wilson((double) outside, (double) enough.size(), LEVEL)),
                        OUTSIDE));
    }

    /// How far everybody lies from what was expected, without saying who is who.
    private static Figure histogram(FunnelPlot funnel, String many) {
        Map<Integer, Long> bins = new TreeMap<>();
        int last = (int) (2 * DRAWN / STEP) - 1;
        for (FunnelPlot.Position position : funnel.positions()) {
            int bin = (int) Math.clamp(Math.floor((position.adjusted() + DRAWN) / STEP), 0, last);
            bins.merge(bin, 1L, Long::sum);
        }
        var counts = new ArrayList<Long>();
        for (int bin = 0; bin <= last; bin++) {
            counts.add(bins.getOrDefault(bin, 0L));
        }
        return new Figure.Histogram(
                say(
                        "Number of %s by distance from what was expected of them, in standard errors; beyond 3.1 stands out",
                        many),
                say("standard errors from expected"),
                -DRAWN,
                STEP,
                counts,
                0.0,
                List.of());
    }
}
