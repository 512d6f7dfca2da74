package throughline.diagnosis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import throughline.statistics.Estimate;
import throughline.statistics.regression.FixedEffectsRegression.Row;

/// Regressors of an event study whose phases have parts, so that a gain may fade within a phase without the rest of it
/// being laid to the season: only the mean of a phase is wanted, but a mean is read well only if its parts may differ.
///
/// ```text
/// whole phase: sum of its parts;   part j beside it: part j - (weight j / weight of the largest) * largest part
/// ```
///
/// makes the slope of the whole phase the mean of its parts, each weighing as much as it was seen.
final class PhaseDesign {

    /// Share of its phase from which a part may differ from the rest (ours).
    private static final double SEEN = 0.05;

    private final int[] phaseOf;
    private final List<Integer> phases = new ArrayList<>();
    private final List<Contrast> contrasts = new ArrayList<>();

    /// @param part the part that may differ
    /// @param largest the largest part of its phase
    /// @param ratio the weight of the first to that of the second
    private record Contrast(int part, int largest, double ratio) {}

    /// @param rows rows whose regressors say how many steps are in each part
    /// @param phaseOf the phase of each part
    /// @param always phases that have a regressor even where no row is in them
    PhaseDesign(List<Row> rows, int[] phaseOf, int always) {
        this.phaseOf = phaseOf.clone();
        double[] weights = new double[phaseOf.length];
        for (Row row : rows) {
            for (int part = 0; part < weights.length; part++) {
                weights[part] += row.weight() * row.x()[part];
            }
        }
        int count = 1 + Arrays.stream(phaseOf).max().orElse(-1);
        double[] whole = new double[count];
        int[] largest = new int[count];
        Arrays.fill(largest, -1);
        for (int part = 0; part < weights.length; part++) {
            int phase = phaseOf[part];
            whole[phase] += weights[part];
            if (largest[phase] < 0 || weights[part] > weights[largest[phase]]) {
                largest[phase] = part;
            }
        }
        for (int phase = 0; phase < count; phase++) {
            if (phase < always || whole[phase] > 0) {
                phases.add(phase);
            }
        }
        for (int part = 0; part < weights.length; part++) {
            int phase = phaseOf[part];
            if (part != largest[phase] && weights[part] > SEEN * whole[phase]) {
                contrasts.add(new Contrast(part, largest[phase], weights[part] / weights[largest[phase]]));
            }
        }
    }

    /// Where the whole phase stands among the regressors, or -1 where it has none.
    int position(int phase) {
        return phases.indexOf(phase);
    }

    /// The regressors of a row: whole phases first, then what their parts differ by.
    double[] regressors(double[] parts) {
        double[] x = new double[phases.size() + contrasts.size()];
        for (int part = 0; part < parts.length; part++) {
            int at = position(phaseOf[part]);
            if (at >= 0) {
                x[at] += parts[part];
            }
        }
        for (int c = 0; c < contrasts.size(); c++) {
            Contrast contrast = contrasts.get(c);
            x[phases.size() + c] = parts[contrast.part()] - contrast.ratio() * parts[contrast.largest()];
        }
        return x;
    }

    /// The effect of each part, 0 where none is known.
    List<Double> effects(List<Estimate> slopes) {
        double[] effects = new double[phaseOf.length];
        for (int part = 0; part < effects.length; part++) {
            int at = position(phaseOf[part]);
            effects[part] = at < 0 ? 0 : slopes.get(at).value();
        }
        for (int c = 0; c < contrasts.size(); c++) {
            double slope = slopes.get(phases.size() + c).value();
            effects[contrasts.get(c).part()] += slope;
            effects[contrasts.get(c).largest()] -= contrasts.get(c).ratio() * slope;
        }
        return Arrays.stream(effects).boxed().toList();
    }
}
