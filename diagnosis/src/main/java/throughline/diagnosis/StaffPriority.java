package throughline.diagnosis;

import static throughline.text.Text.say;

import java.util.List;
import java.util.Optional;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Filter;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.statistics.Estimate;
import throughline.statistics.Summary;
import throughline.statistics.reliability.WithinGroupAgreement;

/// What staff say of the priority of service: it may show cause 1.2, but words of staff alone do not clear it.
///
/// It speaks only where colleagues agree: a mean of people who see it differently stands for nobody.
final class StaffPriority {

    /// Agreement within units from which their mean may stand for them.
    static final double AGREEMENT = 0.70;

    private StaffPriority() {}

    /// Adds the item to the judgement, where enough answered it.
    static void judge(Dossier dossier, Judgement judgement) {
        String item = "service_is_top_priority";
        if (!dossier.has(FactKind.PULSE, item)) {
            return;
        }
        var answers = StaffAnswers.of(dossier, item);
        if (answers.count() < OwnerNaming.MINIMUM_ANSWERS) {
            return;
        }
        Optional<Entry> entry = dossier.measures().find(item);
        double low = entry.map(Entry::low).orElse(1.0);
        double high = entry.map(Entry::high).orElse(5.0);
        double range = high > low ? high - low : 4;
        Optional<Double> agreement = agreement(answers, (int) Math.round(range) + 1);
        Estimate mean = answers.mean();
        Indicator indicator = Card.of(
                        Cause.OUTSIDE_STRATEGY, "top-priority", say("What staff say comes first"), dossier)
                .record()
                .rule(
                        say(
                                "present if the mean is surely under 2.5 of 5 and colleagues agree (r_wg of at least 0.70)"),
                        say("agreement: James, Demaree, Wolf 1984, doi:10.1037/0021-9010.69.1.85; the mean: ours"))
                .rests(answers.count(), say("answers of staff"))
                .files(FactKind.PULSE)
                .method(say("mean with errors clustered by unit, 95 %"))
                .query(answers.query())
                .rows(new RowQuery(FactKind.PULSE, List.of(item), List.of(new Filter.Known(item))))
                .says(
                        say(
                                "Staff rate “service is the top priority” [[%s]] on average (%s, agreement in teams %s).",
                                Wording.number(mean.value()),
                                Wording.count(answers.count(), "answer", "answers"),
                                agreement
                                        .map(a -> say("%s of 1", Wording.number(a)))
                                        .orElse(say("not known"))),
                        new Statistic(
                                say("mean of %s", item),
                                mean.value(),
                                mean.interval(),
                                mean.standardError(),
                                answers.count()),
                        new Scale(low + range, low + 0.625 * range, low + 0.375 * range, low));
        if (agreement.isEmpty()) {
            judgement.missing(
                    "pulse.csv",
                    say("The unit of answers to “service is the top priority”, 5 answers in one unit or more."));
        }
        if (agreement.filter(a -> a >= AGREEMENT).isPresent()) {
            judgement.telling(indicator);
        } else {
            judgement.context(indicator);
        }
    }

    /// Agreement within units of 5 answers or more, weighed by their answers; empty where there is none.
    private static Optional<Double> agreement(StaffAnswers answers, int categories) {
        double sum = 0;
        long rows = 0;
        for (Summary unit : answers.byUnit().values()) {
            if (unit.count() >= 5) {
                sum += unit.count() * WithinGroupAgreement.of(unit, Math.max(2, categories));
                rows += unit.count();
            }
        }
        return rows == 0 ? Optional.empty() : Optional.of(sum / rows);
    }
}
