package throughline.statistics.journey;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import throughline.statistics.Estimate;
import throughline.statistics.Proportion;

/// What is done again in the same case.
///
/// ```text
/// a case has rework when some activity occurs in it more than once
/// repeats(a) = occurrences of a less the cases that have it
/// ```
///
/// Not every repetition is waste: a reminder that is sent weekly repeats by design. Look at the
/// activities, not at the share alone. Where the log has a start and an end event for each activity, take
/// one of the two first.
///
/// - Dumas, La Rosa, Mendling, Reijers (2018). Fundamentals of Business Process Management, 2nd ed.
/// Springer, chapter 7.
///   [doi:10.1007/978-3-662-56509-4](https://doi.org/10.1007/978-3-662-56509-4)
///
/// @param cases number of cases
/// @param withRework number of cases in which something was done more than once
/// @param activities the activities that were repeated, those repeated in most cases first, then by name
public record Rework(long cases, long withRework, List<Repeated> activities) {

    /// Copies the list.
    public Rework {
        activities = List.copyOf(activities);
    }

    /// An activity that was repeated.
    ///
    /// @param cases cases that have it
    /// @param repeatedIn cases that have it more than once
    /// @param repeats occurrences after the first of each case
    /// @param atOnce those of the repeats that follow the same activity directly
    public record Repeated(String activity, long cases, long repeatedIn, long repeats, long atOnce) {}

    /// Counts what is repeated.
    public static Rework of(Variants variants) {
        long with = 0;
        Map<String, long[]> sums = new TreeMap<>();
        for (Variants.Variant variant : variants.variants()) {
            Map<String, Integer> times = new HashMap<>();
            variant.activities().forEach(a -> times.merge(a, 1, Integer::sum));
            boolean again = false;
            for (Map.Entry<String, Integer> time : times.entrySet()) {
                long[] sum = sums.computeIfAbsent(time.getKey(), a -> new long[4]);
                int more = time.getValue() - 1;
                sum[0] += variant.cases();
                sum[1] += more > 0 ? variant.cases() : 0;
                sum[2] += more * variant.cases();
                again |= more > 0;
            }
            for (int i = 1; i < variant.activities().size(); i++) {
                String activity = variant.activities().get(i);
                if (activity.equals(variant.activities().get(i - 1))) {
                    sums.computeIfAbsent(activity, a -> new long[4])[3] += variant.cases();
                }
            }
            with += again ? variant.cases() : 0;
        }
        return new Rework(
                variants.cases(),
                with,
                sums.entrySet().stream()
                        .filter(e -> e.getValue()[1] > 0)
                        .map(e -> new Repeated(
                                e.getKey(), e.getValue()[0], e.getValue()[1], e.getValue()[2], e.getValue()[3]))
                        .sorted(Comparator.comparingLong(Repeated::repeatedIn)
                                .reversed()
                                .thenComparing(Repeated::activity))
                        .toList());
    }

    /// Share of cases with rework, with Wilson's interval.
    ///
    /// @throws IllegalArgumentException if there are no cases or the level is out of range
    public Estimate share(double level) {
        return Proportion.wilson((double) withRework, (double) cases, level);
    }
}
