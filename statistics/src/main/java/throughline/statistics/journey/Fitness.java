package throughline.statistics.journey;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import throughline.statistics.Estimate;

/// How far what happened keeps to what was designed, where a design is a path: its steps in order.
///
/// Each variant is held against the designed path it is closest to. Two shares, 1 where all cases follow
/// the design:
///
/// ```text
/// moves     = moves of all cases that a design has / moves of all cases
///
/// alignment = mean over cases of 1 - cost / (steps of case + of path)
///
/// cost      = steps to leave out and to put in (edit distance)
/// ```
///
/// A case of k steps makes k + 1 moves: into the first step, from step to step, out of the last.
///
/// `moves` is strict where cases enter, leave or skip; `alignment` forgives one extra step in a long
/// journey. Both intervals draw the cases again. Neither knows choices or parallel branches: give each
/// branch as a path of its own, or
/// use a process mining tool for designs with loops. For staying in one step see [Variants#withoutRepeats].
///
/// - van der Aalst, Adriansyah, van Dongen (2012). WIREs Data Mining and Knowledge Discovery 2, 182-192
///   (fitness by alignment). [doi:10.1002/widm.1045](https://doi.org/10.1002/widm.1045)
/// - Wagner, Fischer (1974). Journal of the ACM 21, 168-173 (edit distance).
///   [doi:10.1145/321796.321811](https://doi.org/10.1145/321796.321811)
///
/// @param moves share of moves that a design has, 0 to 1
/// @param alignment mean fitness of the cases, 0 to 1; 1 only where each case is a designed path
/// @param exact number of cases that are a designed path, step by step
/// @param departures moves that the design has not, the most frequent first
public record Fitness(Estimate moves, Estimate alignment, long exact, List<Departure> departures) {

    /// Fewest cases for which an interval is worth showing.
    public static final int MINIMUM_CASES = 5;

    /// Stands for the world outside: a case comes from there and goes back there.
    public static final String OUTSIDE = "";

    /// Copies the list.
    public Fitness {
        departures = List.copyOf(departures);
    }

    /// A move that the design has not.
    ///
    /// @param from where from, [#OUTSIDE] where the case begins
    /// @param to where to, [#OUTSIDE] where the case ends
    /// @param count how often
    public record Departure(String from, String to, long count) {}

    /// Variants that neither share can tell apart: drawing them as one is the same, and there are few of them.
    private record Kind(int steps, int fitting, double aligned) {}

    /// Holds what happened against what was designed.
    ///
    /// @param designs the designed paths, at least 1, each with at least 1 step
    /// @param level of the intervals, such as .95
    /// @param seed of the draws
    /// @throws IllegalArgumentException if there are fewer than [#MINIMUM_CASES] cases, no design, or an
    ///     empty one
    public static Fitness of(Variants actual, List<List<String>> designs, double level, long seed) {
        if (actual.cases() < MINIMUM_CASES) {
            throw new IllegalArgumentException(
                    "Fitness needs at least %d cases, got %d".formatted(MINIMUM_CASES, actual.cases()));
        }
        if (designs.isEmpty() || designs.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("Fitness needs designs of at least 1 step, got " + designs);
        }
        List<Variants.Variant> variants = actual.variants();
        int size = variants.size();
        Map<Kind, Long> kinds = new LinkedHashMap<>();
        long exact = 0;
        Map<Departure, Long> departures = new HashMap<>();
        for (int v = 0; v < size; v++) {
            List<String> trace = variants.get(v).activities();
            long cases = variants.get(v).cases();
            Closest closest = closestOf(trace, designs);
            List<String> design = designs.get(closest.index());
            double aligned = closest.aligned();
            int steps = 0;
            int fitting = 0;
            exact += trace.equals(design) ? cases : 0;
            Set<List<String>> allowed = new HashSet<>(moves(design));
            for (List<String> move : moves(trace)) {
                steps++;
                if (allowed.contains(move)) {
                    fitting++;
                } else {
                    departures.merge(new Departure(move.get(0), move.get(1), 0), cases, Long::sum);
                }
            }
            kinds.merge(new Kind(steps, fitting, aligned), cases, Long::sum);
        }
        List<Kind> alike = List.copyOf(kinds.keySet());
        var bootstrap = new CaseBootstrap(
                kinds.values().stream().mapToLong(Long::longValue).toArray(), seed);
        return new Fitness(
                bootstrap.share(level, counts -> sum(counts, alike, Kind::fitting) / sum(counts, alike, Kind::steps)),
                bootstrap.share(level, counts -> sum(counts, alike, Kind::aligned) / actual.cases()),
                exact,
                departures.entrySet().stream()
                        .map(e -> new Departure(e.getKey().from(), e.getKey().to(), e.getValue()))
                        .sorted(Comparator.comparingLong(Departure::count)
                                .reversed()
                                .thenComparing(Departure::from)
                                .thenComparing(Departure::to))
                        .toList());
    }

    /// Which design a case keeps to best, by its alignment; of several that are as close, the first.
    ///
    /// @param trace what was done, first to last
    /// @param designs the designed paths, at least 1
    /// @return an index of the designs
    public static int closest(List<String> trace, List<List<String>> designs) {
        return closestOf(trace, designs).index();
    }

    private record Closest(int index, double aligned) {}

    private static Closest closestOf(List<String> trace, List<List<String>> designs) {
        var best = new Closest(0, 0);
        for (int d = 0; d < designs.size(); d++) {
            double aligned = fitness(trace, designs.get(d));
            best = aligned > best.aligned() ? new Closest(d, aligned) : best;
        }
        return best;
    }

    private static double sum(long[] counts, List<Kind> kinds, ToDoubleFunction<Kind> value) {
        double sum = 0;
        for (int v = 0; v < counts.length; v++) {
            sum += counts[v] * value.applyAsDouble(kinds.get(v));
        }
        return sum;
    }

    private static List<List<String>> moves(List<String> path) {
        var moves = new ArrayList<List<String>>();
        String from = OUTSIDE;
        for (String step : path) {
            moves.add(List.of(from, step));
            from = step;
        }
        moves.add(List.of(from, OUTSIDE));
        return moves;
    }

    /// One less the edit distance over the largest there could be: twice the longest common subsequence
    /// over all steps.
    private static double fitness(List<String> trace, List<String> path) {
        int[] common = new int[path.size() + 1];
        for (String step : trace) {
            int diagonal = 0;
            for (int j = 1; j <= path.size(); j++) {
                int above = common[j];
                common[j] = step.equals(path.get(j - 1)) ? diagonal + 1 : Math.max(above, common[j - 1]);
                diagonal = above;
            }
        }
        return 2.0 * common[path.size()] / (trace.size() + path.size());
    }
}
