package throughline.statistics.journey;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The different ways cases take: each sequence of activities with the number of cases that went it.
///
/// Counts add up over disjoint cases ([#plus]). Where cases have many steps nearly each has a way of its
/// own; then [#withoutRepeats] or a coarser name of the steps (touchpoints instead of activities) shows
/// the pattern.
///
/// - van der Aalst (2016). Process Mining: Data Science in Action, 2nd ed. Springer, section 5.2.
///   [doi:10.1007/978-3-662-49851-4](https://doi.org/10.1007/978-3-662-49851-4)
///
/// @param cases number of cases
/// @param variants the ways, that of most cases first, then by name
public record Variants(long cases, List<Variant> variants) {

    /// Copies the list.
    public Variants {
        variants = List.copyOf(variants);
    }

    /// A way that cases take.
    ///
    /// @param activities what was done, first to last
    /// @param cases number of cases, at least 1
    public record Variant(List<String> activities, long cases) {

        /// Checks the figures.
        ///
        /// @throws IllegalArgumentException if there is no activity or no case
        public Variant {
            activities = List.copyOf(activities);
            if (activities.isEmpty() || cases < 1) {
                throw new IllegalArgumentException("A variant has at least 1 activity and 1 case, got %d and %d"
                        .formatted(activities.size(), cases));
            }
        }
    }

    /// Counts the ways of a log.
    public static Variants of(EventLog log) {
        Map<IntBuffer, long[]> counts = new HashMap<>();
        for (int c = 0; c < log.cases(); c++) {
            counts.computeIfAbsent(IntBuffer.wrap(log.trace(c)), t -> new long[1])[0]++;
        }
        var variants = new ArrayList<Variant>();
        counts.forEach((trace, count) -> variants.add(new Variant(
                Arrays.stream(trace.array()).mapToObj(log.activities()::get).toList(), count[0])));
        return of(variants);
    }

    /// Ways that were counted elsewhere; those that are equal are made one.
    public static Variants of(List<Variant> counted) {
        Map<List<String>, Long> counts = new HashMap<>();
        counted.forEach(v -> counts.merge(v.activities(), v.cases(), Long::sum));
        record Named(String name, Variant variant) {}
        List<Variant> variants = counts.entrySet().stream()
                .map(e -> new Named(String.join("\u001f", e.getKey()), new Variant(e.getKey(), e.getValue())))
                .sorted(Comparator.comparingLong((Named n) -> n.variant().cases())
                        .reversed()
                        .thenComparing(Named::name))
                .map(Named::variant)
                .toList();
        return new Variants(variants.stream().mapToLong(Variant::cases).sum(), variants);
    }

    /// Adds the ways of other cases.
    public Variants plus(Variants other) {
        var both = new ArrayList<>(variants);
        both.addAll(other.variants);
        return of(both);
    }

    /// The ways without direct repetitions: staying where one is counts as one step.
    public Variants withoutRepeats() {
        return of(variants.stream()
                .map(v -> new Variant(withoutRepeats(v.activities()), v.cases()))
                .toList());
    }

    private static List<String> withoutRepeats(List<String> activities) {
        var steps = new ArrayList<String>();
        for (String activity : activities) {
            if (steps.isEmpty() || !steps.getLast().equals(activity)) {
                steps.add(activity);
            }
        }
        return steps;
    }

    /// How many of the most frequent ways it takes to cover a share of the cases.
    ///
    /// @param share above 0, at most 1
    /// @throws IllegalArgumentException if the share is out of range
    public int covering(double share) {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("A share of cases lies above 0 and at most at 1, got " + share);
        }
        long seen = 0;
        int number = 0;
        while (number < variants.size() && seen < share * cases) {
            seen += variants.get(number++).cases();
        }
        return number;
    }
}
