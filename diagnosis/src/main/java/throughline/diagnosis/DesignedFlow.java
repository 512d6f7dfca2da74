package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.List;
import java.util.Optional;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Touchpoint;
import throughline.statistics.journey.Fitness;
import throughline.statistics.journey.Variants;

/// The journeys as they were designed, held against the ways that cases took in the event log.
///
/// Which cases count, and against which journey, [DesignedWays] says.
final class DesignedFlow {

    /// Cases that went to two steps of a journey (ours).
    static final long ENOUGH = 30;

    /// Of the draws, so that the same cases always give the same interval.
    static final long SEED = 3;

    private DesignedFlow() {}

    /// How far cases kept to the design; nothing without journeys of two steps, or without enough cases on
    /// them.
    static Optional<Indicator> of(Dossier dossier) {
        Optional<DesignedWays> ways = DesignedWays.of(dossier);
        if (ways.isEmpty() || ways.get().on().cases() < ENOUGH) {
            return Optional.empty();
        }
        Variants variants = ways.get().on();
        Fitness fitness = Fitness.of(variants, ways.get().designs(), 0.95, SEED);
        List<Figure.Bars.Bar> bars = fitness.departures().stream()
                .limit(8)
                .map(d -> new Figure.Bars.Bar(move(dossier, d), d.count(), true))
                .toList();
        Card card = Card.of(Cause.NO_SERVICE_DESIGN, "flow-fitness", say("The journey as designed"), dossier)
                .record()
                .files(FactKind.EVENTS)
                .rule(key("shown beside the verdict, not counted"))
                .rests(variants.cases(), say("cases on a journey"))
                .method(say("moves of the nearest designed path, cases drawn again, 95 %"))
                .query(DesignedWays.QUERY)
                .rows(new RowQuery(
                        FactKind.TRACES,
                        List.of("case_id", "began_at", "unit", "events", "path"),
                        DesignedWays.QUERY.filters()));
        if (!bars.isEmpty()) {
            card.figure(new Figure.Bars(say("Moves that no journey has, by how often they were made"), "", bars, null));
        }
        return Optional.of(card.says(
                say(
                        "[[%s of moves]] follow a designed journey (likely %s); %s cases took one step by step.",
                        Wording.percent(fitness.moves().value()),
                        Wording.percents(fitness.moves().interval()),
                        Wording.of(fitness.exact(), Math.max(ways.get().between(), variants.cases()))),
                new Statistic(
                        say("share of moves as designed"),
                        fitness.moves().value(),
                        fitness.moves().interval(),
                        fitness.moves().standardError(),
                        variants.cases()),
                Scale.INFORMING));
    }

    private static String move(Dossier dossier, Fitness.Departure departure) {
        String from = title(dossier, departure.from());
        String to = title(dossier, departure.to());
        return departure.from().equals(Fitness.OUTSIDE)
                ? say("begins at %s", to)
                : departure.to().equals(Fitness.OUTSIDE) ? say("ends at %s", from) : from + " → " + to;
    }

    private static String title(Dossier dossier, String touchpoint) {
        return dossier.registry().touchpoint(touchpoint).map(Touchpoint::title).orElse(touchpoint);
    }
}
