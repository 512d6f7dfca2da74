package throughline.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import throughline.simulation.Draws.Purpose;

/// How good the front-line units are by their circumstances: evenly spread from the weakest to the best.
final class Standing {

    private static final double SPREAD = 0.4;

    private final double[] level;

    Standing(Settings settings) {
        int n = settings.units();
        List<Integer> ranks = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            ranks.add(i);
        }
        Collections.shuffle(ranks, Random.from(Draws.of(settings.seed(), Purpose.REGISTRY, 7)));
        level = new double[n];
        for (int u = 0; u < n; u++) {
            level[u] = SPREAD * (2.0 * ranks.get(u) / Math.max(1, n - 1) - 1);
        }
    }

    /// The unit's lasting effect on satisfaction, -.4 to .4 of a customer's spread.
    double level(int unit) {
        return level[unit];
    }

    /// Whether the unit is below the organisation's mean.
    boolean belowPar(int unit) {
        return level[unit] < 0;
    }

    /// Whether no unit is better.
    boolean best(int unit) {
        return level[unit] >= SPREAD;
    }

    /// Whether nobody could doubt that the basics hold in the unit.
    boolean clearlyAbovePar(int unit) {
        return level[unit] > 0.55 * SPREAD;
    }
}
