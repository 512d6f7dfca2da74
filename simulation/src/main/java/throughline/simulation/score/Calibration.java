package throughline.simulation.score;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Whether confidence means what it says: of the verdicts that call themselves 90 % sure, nine in ten should hold.
///
/// ```text
/// Brier score = mean of (confidence - 1 if the verdict holds, else 0)²
/// ```
///
/// 0 is perfect; .25 is what a confidence of .5 throughout would score.
///
/// - Brier (1950). Verification of forecasts expressed in terms of probability. Monthly Weather Review 78, 1-3.
///   [doi:10.1175/1520-0493(1950)078](https://doi.org/10.1175/1520-0493(1950)078%3C0001:VOFEIT%3E2.0.CO;2)
///
/// @param brier the score, 0 to 1; 0 where there is nothing
/// @param curve one point a band of confidence that has verdicts, from low to high
public record Calibration(long verdicts, double brier, List<Point> curve) {

    private static final double[] EDGES = {0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0000001};

    /// Verdicts of about the same confidence.
    ///
    /// @param confidence their mean confidence, 0 to 1
    /// @param held how many of them hold
    public record Point(double confidence, Tally.Rate held) {}

    /// Copies the list.
    public Calibration {
        curve = List.copyOf(curve);
    }

    /// The calibration of the outcomes.
    public static Calibration of(Collection<Outcome> outcomes) {
        double squares = 0;
        int bands = EDGES.length - 1;
        double[] sum = new double[bands];
        long[] held = new long[bands];
        long[] count = new long[bands];
        for (Outcome outcome : outcomes) {
            double miss = outcome.confidence() - (outcome.holds() ? 1 : 0);
            squares += miss * miss;
            int band = band(outcome.confidence());
            sum[band] += outcome.confidence();
            count[band]++;
            held[band] += outcome.holds() ? 1 : 0;
        }
        List<Point> curve = new ArrayList<>();
        for (int b = 0; b < bands; b++) {
            if (count[b] > 0) {
                curve.add(new Point(sum[b] / count[b], new Tally.Rate(held[b], count[b])));
            }
        }
        return new Calibration(outcomes.size(), outcomes.isEmpty() ? 0 : squares / outcomes.size(), curve);
    }

    private static int band(double confidence) {
        int band = 0;
        while (confidence >= EDGES[band + 1]) {
            band++;
        }
        return band;
    }
}
