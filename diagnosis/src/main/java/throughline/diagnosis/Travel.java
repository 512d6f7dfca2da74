package throughline.diagnosis;

import java.util.List;
import java.util.Optional;
import throughline.statistics.Estimate;
import throughline.statistics.journey.Fitness;

/// How the cases of one journey really went.
///
/// @param known what is known of each case
/// @param cases number of cases on the journey
/// @param exact number of cases that took the design step by step; where the order is not known, that went to each
///     of its steps and nowhere else
/// @param moves share of moves that the design has, 0 to 1; empty where the order is not known, or of too few cases
/// @param detours moves that the design has not, that of most cases first
/// @param ways the ways taken, that of most cases first
public record Travel(
        Known known, long cases, long exact, Optional<Estimate> moves, List<Detour> detours, List<Way> ways) {

    /// Cases from which on shares are told (ours).
    public static final long ENOUGH = DesignedFlow.ENOUGH;

    /// Stands for the world outside: a case comes from there and goes back there.
    public static final int OUTSIDE = -1;

    /// Copies the lists.
    public Travel {
        detours = List.copyOf(detours);
        ways = List.copyOf(ways);
    }

    /// What is known of each case.
    public enum Known {
        /// Touchpoint after touchpoint, from the event log.
        ORDER,
        /// Which touchpoints it went to, from its contacts.
        PLACES
    }

    /// A move that the design has not, by the number of cases that made it at least once.
    ///
    /// @param from index of the step it leaves, [#OUTSIDE] where cases begin
    /// @param to index of the step it leads to, [#OUTSIDE] where cases end
    /// @param share of the journey's cases
    /// @param via touchpoints off the journey that lie between, the most frequent first; none where it is direct
    public record Detour(int from, int to, long cases, Estimate share, List<String> via) {

        /// Copies the list.
        public Detour {
            via = List.copyOf(via);
        }

        /// Whether it runs between two steps.
        public boolean isBetweenSteps() {
            return from != OUTSIDE && to != OUTSIDE;
        }
    }

    /// A way from touchpoint to touchpoint.
    ///
    /// @param touchpoints their names; in no order where the order is not known
    /// @param designed whether it is the design
    public record Way(List<String> touchpoints, long cases, boolean designed) {

        /// Copies the list.
        public Way {
            touchpoints = List.copyOf(touchpoints);
        }
    }

    /// Whether there are enough cases to tell shares.
    public boolean enough() {
        return cases >= Math.max(ENOUGH, Fitness.MINIMUM_CASES);
    }

    /// Share of the cases.
    ///
    /// @param part number of cases
    public double share(long part) {
        return cases == 0 ? 0 : (double) part / cases;
    }
}
