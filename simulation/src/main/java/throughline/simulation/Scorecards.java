package throughline.simulation;

import java.util.LinkedHashMap;
import java.util.Map;
import throughline.diagnosis.Cause;

/// What agents are judged by.
final class Scorecards {

    /// The handling time agents are asked to stay below, in seconds.
    static final int HANDLE_TARGET = 300;

    private Scorecards() {}

    /// Weight of each measure for an agent; the weights add up to 1.
    static Map<String, Double> of(Mechanism mechanism) {
        double speed = mechanism.mix(Cause.MEASURED_ON_THROUGHPUT, 0.2, 0.88);
        double sales = mechanism.mix(Cause.SALES_FIRST, 0.04, 0.3);
        double service = 1 - speed;
        Map<String, Double> weights = new LinkedHashMap<>();
        weights.put("handle_s", speed * 0.6 * (1 - sales));
        weights.put("contacts_per_hour", speed * 0.4 * (1 - sales));
        weights.put("csat", service * 0.4 * (1 - sales));
        weights.put("resolved", service * 0.3 * (1 - sales));
        weights.put("listening", service * 0.3 * (1 - sales));
        weights.put("offers_accepted", sales);
        return weights;
    }
}
