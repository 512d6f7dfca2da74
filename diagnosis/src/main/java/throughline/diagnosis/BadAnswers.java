package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Cell;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;

/// Bad answers a week that there would not be if nothing had been degraded.
///
/// A bad answer lies in the lower two fifths of its scale: 1 or 2 of 5, up to 4 of 10. Their share while degraded
/// less that otherwise is a slope like that of [StateEffects]; it is multiplied by the answers given while degraded, a
/// week.
final class BadAnswers {

    /// Share of the scale up to which an answer is bad (ours).
    static final double BAD = 0.4;

    private BadAnswers() {}

    /// The figure with its interval, where the question has a scale and there is an effect on the share.
    static Optional<Estimate> attributable(StateEffects effects, Entry item) {
        if (item.low() == null || item.high() == null) {
            return Optional.empty();
        }
        double reach = BAD * (item.high() - item.low());
        var bad = item.sign() > 0
                ? effects.within(item, Double.NEGATIVE_INFINITY, Math.nextUp(item.low() + reach))
                : effects.within(item, item.high() - reach, Double.POSITIVE_INFINITY);
        Map<String, Long> rows = new HashMap<>();
        for (Cell cell : bad) {
            rows.merge(effects.name(cell), cell.rows(), Long::sum);
        }
        Set<LocalDate> weeks = new HashSet<>();
        long degraded = 0;
        for (Cell cell : effects.cells()) {
            weeks.add(effects.week(cell));
            degraded +=
                    effects.degraded(cell) == 1 ? effects.answers(cell, item).count() : 0;
        }
        double aWeek = (double) degraded / Math.max(1, weeks.size());
        return effects.slope(
                        item,
                        cell -> (double) rows.getOrDefault(effects.name(cell), 0L)
                                / effects.answers(cell, item).count(),
                        effects::degraded)
                .map(slope -> new Estimate(
                        slope.estimate().value() * aWeek,
                        new Interval(
                                slope.estimate().low() * aWeek, slope.estimate().high() * aWeek),
                        slope.estimate().standardError() * aWeek,
                        slope.estimate().n()));
    }

    /// The card of the figure; it informs and decides nothing.
    static Indicator indicator(StateEffects effects, Dossier dossier, Entry item, Estimate aWeek) {
        return Card.of(Cause.FEELINGS_UNLINKED, "attributable-answers", say("What it costs a week"), dossier)
                .rule(key("shown for understanding: it decides nothing"))
                .rests(Math.round(aWeek.n()), say("answers"))
                .files(FactKind.RESPONSES)
                .files(FactKind.READINGS)
                .method(
                        say(
                                "share of answers in the lower two fifths of the scale, slope within agent, touchpoint, week and weekday"))
                .query(effects.query())
                .says(
                        aWeek.low() > 0
                                ? say(
                                        "Degraded states add [[%s bad answers a week]] to “%s” (likely %s to %s).",
                                        Wording.number(aWeek.value()),
                                        item.title(),
                                        Wording.number(aWeek.low()),
                                        Wording.number(aWeek.high()))
                                : say(
                                        "Whether degraded states add bad answers to “%s” is not sure: [[%s to %s a week]].",
                                        item.title(), Wording.number(aWeek.low()), Wording.number(aWeek.high())),
                        Statistic.of(say("bad answers a week that degraded states add"), aWeek),
                        Scale.INFORMING);
    }
}
