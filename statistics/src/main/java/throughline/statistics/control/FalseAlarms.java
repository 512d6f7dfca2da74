package throughline.statistics.control;

import java.util.List;
import java.util.random.RandomGenerator;
import throughline.statistics.Estimate;
import throughline.statistics.Proportion;
import throughline.statistics.Seeds;

/// How often a set of rules marks a process that has not changed, by simulation.
///
/// Points are normal with mean 0 and deviation 1; neighbours correlate as asked (first-order
/// autoregression). Limits
/// come from a baseline of the same process, as they do in life, or are known.
///
/// @param charts share of charts with at least one mark among the new points
/// @param per100Points marked points in 100 new ones
public record FalseAlarms(Estimate charts, double per100Points) {

    /// Simulates charts.
    ///
    /// @param baseline points the limits come from; 0 where they are known
    /// @param points new points that are looked at, at least 1
    /// @param autocorrelation of neighbours, above -1 and below 1
    /// @param replicates charts, at least 100
    /// @throws IllegalArgumentException if a figure is out of range
    public static FalseAlarms of(
            List<Rule> rules, int baseline, int points, double autocorrelation, int replicates, long seed) {
        boolean fits = (baseline == 0 || baseline >= XmrChart.MINIMUM_POINTS)
                && points >= 1
                && Math.abs(autocorrelation) < 1
                && replicates >= 100;
        if (!fits) {
            throw new IllegalArgumentException(
                    "False alarms need a baseline of 0 or at least %d points, 1 new point, an autocorrelation between -1 and 1 and 100 charts, got %d, %d, %s and %d"
                            .formatted(XmrChart.MINIMUM_POINTS, baseline, points, autocorrelation, replicates));
        }
        RandomGenerator random = Seeds.generator(seed, baseline, points);
        int charts = 0;
        long marks = 0;
        for (int r = 0; r < replicates; r++) {
            int marked = marked(rules, process(random, baseline + points, autocorrelation), baseline);
            charts += marked > 0 ? 1 : 0;
            marks += marked;
        }
        return new FalseAlarms(Proportion.wilson(charts, replicates, 0.95), 100.0 * marks / replicates / points);
    }

    private static double[] process(RandomGenerator random, int n, double autocorrelation) {
        double[] values = new double[n];
        double innovation = Math.sqrt(1 - autocorrelation * autocorrelation);
        for (int i = 0; i < n; i++) {
            double noise = random.nextGaussian();
            values[i] = i == 0 ? noise : autocorrelation * values[i - 1] + innovation * noise;
        }
        return values;
    }

    /// How many of the new points are marked; patterns may reach back into the baseline.
    private static int marked(List<Rule> rules, double[] values, int baseline) {
        double[] z = values;
        if (baseline > 0) {
            XmrChart chart = XmrChart.of(java.util.Arrays.copyOf(values, baseline));
            z = chart.limits(values.length).distances(values);
        }
        int marked = 0;
        for (int i = baseline; i < z.length; i++) {
            boolean any = false;
            for (Rule rule : rules) {
                any |= rule.completes(z, i);
            }
            marked += any ? 1 : 0;
        }
        return marked;
    }
}
