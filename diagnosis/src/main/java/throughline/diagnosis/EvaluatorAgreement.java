package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter.Known;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.statistics.Estimate;
import throughline.statistics.reliability.KrippendorffAlpha;

/// Whether evaluators who judge the same contact agree well enough for their scores to be used.
///
/// Scores are set aside only where agreement is surely below the floor, with an interval over contacts drawn again; a
/// point below the floor on a few contacts is no proof. The agreement is shown either way.
///
/// - Krippendorff (2004). Human Communication Research 30, 411-433: below .667 no conclusion is drawn.
///   [doi:10.1111/j.1468-2958.2004.tb00738.x](https://doi.org/10.1111/j.1468-2958.2004.tb00738.x)
final class EvaluatorAgreement {

    private static final double LEAST = 0.667;
    private static final int CONTACTS = 20;

    /// Contacts beyond which more are left out, evenly: the interval is narrow by then.
    private static final int MOST = 2_000;

    private static final long SEED = 31;

    private EvaluatorAgreement() {}

    /// Whether the evaluations may be used; where evaluators were never compared, they may.
    static boolean agree(Dossier dossier, List<String> criteria, Judgement judgement) {
        List<String> items = criteria.stream()
                .filter(c -> dossier.has(FactKind.EVALUATIONS, c))
                .toList();
        if (items.isEmpty() || !dossier.has(FactKind.EVALUATIONS, "calibration", "evaluator")) {
            return true;
        }
        Map<String, List<Double>> contacts = new TreeMap<>();
        for (Cell cell : dossier.scan(CubeQuery.of(FactKind.EVALUATIONS)
                .by("calibration", "evaluator")
                .sum(items.toArray(String[]::new))
                .where(new Known("calibration"), new Known("evaluator")))) {
            double sum = 0;
            int known = 0;
            for (int i = 0; i < items.size(); i++) {
                if (cell.sum(i).count() > 0) {
                    sum += cell.sum(i).mean();
                    known++;
                }
            }
            if (known > 0) {
                contacts.computeIfAbsent(String.valueOf(cell.text(0)), c -> new ArrayList<>())
                        .add(Math.rint(10 * sum / known) / 10);
            }
        }
        List<double[]> judged = contacts.values().stream()
                .filter(scores -> scores.size() > 1)
                .map(scores -> scores.stream().mapToDouble(Double::doubleValue).toArray())
                .toList();
        if (judged.size() < CONTACTS) {
            return true;
        }
        Estimate alpha;
        try {
            alpha = KrippendorffAlpha.of(thinned(judged), KrippendorffAlpha.Scale.INTERVAL, 0.95, SEED);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return true;
        }
        judgement.context(card(dossier, judged.size(), alpha));
        boolean apart = alpha.high() < LEAST;
        if (apart) {
            judgement.missing(
                    "evaluations",
                    say(
                            "Evaluators who agree: over %s their agreement is surely under 0.67, which scores need to be used.",
                            Wording.count(judged.size(), "contact", "contacts")));
        }
        return !apart;
    }

    private static List<double[]> thinned(List<double[]> judged) {
        int step = (judged.size() + MOST - 1) / MOST;
        return IntStream.range(0, judged.size())
                .filter(i -> i % step == 0)
                .mapToObj(judged::get)
                .toList();
    }

    private static Indicator card(Dossier dossier, int contacts, Estimate alpha) {
        return Card.of(Cause.TRAINING_DOES_NOT_WORK, "evaluator-agreement", say("Whether evaluators agree"), dossier)
                .rule(
                        key("scores are set aside where agreement is surely below 0.667"),
                        "Krippendorff 2004, doi:10.1111/j.1468-2958.2004.tb00738.x")
                .rests(contacts, say("contacts judged by several"))
                .files(FactKind.EVALUATIONS)
                .method(say("Krippendorff's alpha for numbers, bootstrap over contacts, 95 %"))
                .rows(new RowQuery(
                        FactKind.EVALUATIONS,
                        List.of("evaluation_id", "evaluated_at", "calibration", "evaluator"),
                        List.of(new Known("calibration"))))
                .informs(
                        say(
                                "Evaluators who judged the same contact agree [[%s of 1]] (%s, likely %s to %s).",
                                Wording.number(alpha.value()),
                                Wording.count(contacts, "contact", "contacts"),
                                Wording.number(alpha.low()),
                                Wording.number(alpha.high())),
                        Statistic.of(say("agreement of evaluators"), alpha));
    }
}
