package throughline.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter.Known;
import throughline.lake.fact.FactKind;
import throughline.statistics.reliability.KrippendorffAlpha;

/// Whether evaluators who judge the same contact agree well enough for their scores to be used.
///
/// - Krippendorff (2004). Human Communication Research 30, 411-433: below .667 no conclusion is drawn.
///   [doi:10.1111/j.1468-2958.2004.tb00738.x](https://doi.org/10.1111/j.1468-2958.2004.tb00738.x)
final class EvaluatorAgreement {

    private static final double LEAST = 0.667;
    private static final int CONTACTS = 20;

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
        double alpha;
        try {
            alpha = KrippendorffAlpha.of(judged, KrippendorffAlpha.Scale.INTERVAL);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return true;
        }
        if (alpha < LEAST) {
            judgement.missing(
                    "evaluations",
                    "Evaluators who agree: their agreement over %s is %s, 0.67 is needed before scores are used."
                            .formatted(Wording.count(judged.size(), "contact", "contacts"), Wording.number(alpha)));
        }
        return alpha >= LEAST;
    }
}
