package throughline.server.chart;

import java.util.Optional;
import throughline.statistics.control.HoldingGate;
import throughline.statistics.control.XmrChart;

/// The limits of ordinary variation that a chart draws.
final class Limits {

    private Limits() {}

    /// Limits of the values; none of fewer than a chart may rest on, nor of values that never move.
    static Optional<XmrChart> of(double[] values) {
        return values.length < HoldingGate.MINIMUM_BASELINE
                ? Optional.empty()
                : Optional.of(XmrChart.of(values)).filter(c -> c.sigma() > 0);
    }
}
