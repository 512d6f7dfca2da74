package throughline.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import throughline.diagnosis.Cause;
import throughline.simulation.Draws.Purpose;

/// How the organisation works, given how strong each cause is in it.
///
/// A cause works on a part of the organisation in proportion to its *force*: 0 up to a severity of .2, growing to 1 at
/// .7. So mild forms (up to .25) leave traces, and from .7 on the cause works in full.
record Mechanism(Settings settings) {

    private static final double STARTS = 0.2;
    private static final double FULL = 0.7;

    /// Force of the cause, 0 to 1.
    double force(Cause cause) {
        double severity = settings.severities().getOrDefault(cause, 0.0);
        return Math.clamp((severity - STARTS) / (FULL - STARTS), 0.0, 1.0);
    }

    /// A quantity between its healthy value and its value under the cause in full force.
    double mix(Cause cause, double healthy, double sick) {
        return healthy + (sick - healthy) * force(cause);
    }

    /// What a step gains, in a customer's spread: next to nothing where too many come at once.
    double stepGain() {
        return mix(Cause.TOO_MUCH_AT_ONCE, 0.6, 0.12) * mix(Cause.STARTS_AT_THE_BOTTOM, 1, 0.8);
    }

    /// Whether the cause is strong enough for an all-or-nothing decision to fall its way.
    boolean decided(Cause cause) {
        return settings.severities().getOrDefault(cause, 0.0) >= Settings.MARKED;
    }

    /// Which of `n` things the share falls on: the number is the rounded share, the choice random but, for the same
    /// seed and purpose, a larger share includes a smaller one's.
    boolean[] chosen(int n, double share, Purpose purpose, long thing) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            order.add(i);
        }
        Collections.shuffle(order, Random.from(Draws.of(settings.seed(), purpose, thing)));
        boolean[] chosen = new boolean[n];
        for (int i = 0; i < Math.round(n * share); i++) {
            chosen[order.get(i)] = true;
        }
        return chosen;
    }
}
