package throughline.statistics.causal;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// What is known of the order of things before any data: a later tier never causes an earlier one.
///
/// Infrastructure comes before delivery, delivery before perception, perception before outcome. Tiers are the
/// strongest knowledge a search can be given: they settle the direction of every edge between tiers. Where
/// the members of a tier cannot cause each other either (the questions of one questionnaire, answered in a
/// minute), the tier is closed, and what they still share is put down to something that was not measured.
public final class Tiers {

    private final int[] tier;
    private final BitSet closed;

    private Tiers(int[] tier, BitSet closed) {
        this.tier = tier;
        this.closed = closed;
    }

    /// All variables in one tier: nothing is known of their order.
    public static Tiers none(int variables) {
        return new Tiers(new int[variables], new BitSet());
    }

    /// The tier of each variable, from 0.
    ///
    /// @throws IllegalArgumentException if a tier is negative
    public static Tiers of(int... tierOfVariable) {
        for (int t : tierOfVariable) {
            if (t < 0) {
                throw new IllegalArgumentException("Tiers are counted from 0, got " + t);
            }
        }
        return new Tiers(tierOfVariable.clone(), new BitSet());
    }

    /// The same tiers, where the variables of `which` cannot cause each other.
    public Tiers closed(int which) {
        var more = (BitSet) closed.clone();
        more.set(which);
        return new Tiers(tier, more);
    }

    /// Number of variables.
    public int variables() {
        return tier.length;
    }

    /// The tier of the variable.
    public int tier(int variable) {
        return tier[variable];
    }

    /// Whether one variable may cause the other.
    public boolean mayCause(int cause, int effect) {
        return tier[cause] < tier[effect] || (tier[cause] == tier[effect] && !closed.get(tier[cause]));
    }

    /// Whether both are members of one tier whose members cannot cause each other.
    boolean closedPair(int a, int b) {
        return tier[a] == tier[b] && closed.get(tier[a]);
    }

    /// The variables of each tier that has any, the earliest tier first.
    List<List<Integer>> members() {
        var members = new ArrayList<List<Integer>>();
        int last = 0;
        for (int t : tier) {
            last = Math.max(last, t);
        }
        for (int t = 0; t <= last; t++) {
            var of = new ArrayList<Integer>();
            for (int v = 0; v < tier.length; v++) {
                if (tier[v] == t) {
                    of.add(v);
                }
            }
            if (!of.isEmpty()) {
                members.add(of);
            }
        }
        return members;
    }

    /// Whether the tier of the variable is closed.
    boolean closedTier(int variable) {
        return closed.get(tier[variable]);
    }
}
