package throughline.simulation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import throughline.diagnosis.Cause;
import throughline.organisation.Layer;
import throughline.simulation.Blueprint.Place;
import throughline.simulation.Draws.Purpose;

/// Which units have an objective about service.
final class Cascade {

    private final Set<String> units = new HashSet<>();

    Cascade(Settings settings, Mechanism mechanism) {
        boolean outside = mechanism.decided(Cause.OUTSIDE_STRATEGY);
        for (Layer layer : Layer.values()) {
            List<Place> all = settings.blueprint().in(layer);
            double missing = layer == Layer.BOARD
                    ? outside ? 1 : 0
                    : mechanism.mix(Cause.OUTSIDE_STRATEGY, 0, layer == Layer.FRONTLINE ? 0.95 : 0.75);
            boolean[] without = mechanism.chosen(all.size(), missing, Purpose.REGISTRY, 20 + layer.ordinal());
            for (int i = 0; i < all.size(); i++) {
                if (!without[i]) {
                    units.add(all.get(i).id());
                }
            }
        }
    }

    boolean reaches(String unit) {
        return units.contains(unit);
    }

    /// Id of a unit's objective about service.
    static String id(String unit) {
        return "o-" + unit;
    }
}
