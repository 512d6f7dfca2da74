package throughline.statistics.journey;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import throughline.statistics.Estimate;
import throughline.statistics.LogHistogram;
import throughline.statistics.Summary;

/// Which activity directly follows which in the cases of an event log, how often, and after how long a
/// wait.
///
/// ```text
/// count(a, b) = number of times that b is the next event after a in the same case
/// starts(a), ends(a) = number of cases whose first, whose last event is a
/// ```
///
/// So counts and starts of an activity add up to its events, over all predecessors. Waits are the times
/// between the two events, kept as count, mean and centred squares and as a histogram of eighths of an
/// octave: all of it adds up, so the graph of two periods is the sum of theirs where no case lies in both.
/// A graph shows pairs only: activities done side by side appear as if each led to the other; then look at
/// [Variants].
///
/// - van der Aalst (2019). Procedia Computer Science 164, 321-328 (what such a graph does not say).
///   [doi:10.1016/j.procs.2019.12.189](https://doi.org/10.1016/j.procs.2019.12.189)
///
/// @param cases number of cases
/// @param events number of events
/// @param activities the activities, the most frequent first, then by name
/// @param successions the pairs, the most frequent first, then by name
public record DirectlyFollows(long cases, long events, List<Activity> activities, List<Succession> successions) {

    /// Copies the lists.
    public DirectlyFollows {
        activities = List.copyOf(activities);
        successions = List.copyOf(successions);
    }

    /// An activity.
    ///
    /// @param events how often it was done
    /// @param starts number of cases that begin with it
    /// @param ends number of cases that end with it
    public record Activity(String name, long events, long starts, long ends) {}

    /// One activity directly after another.
    ///
    /// @param waits waits in seconds; one below a microsecond counts as a microsecond
    /// @param seconds count, mean and centred squares of the waits in seconds
    public record Succession(String from, String to, LogHistogram waits, Summary seconds) {

        /// How often.
        public long count() {
            return waits.count();
        }

        /// Mean wait in seconds.
        public double mean() {
            return seconds.mean();
        }

        /// Quantile of the wait in seconds, with its order-statistic interval.
        ///
        /// @param q which quantile, above 0 and below 1; .5 for the median
        /// @throws IllegalArgumentException if `q` or the level is out of range
        public Estimate quantile(double q, double level) {
            return waits.quantile(q, level);
        }

        /// Adds the waits of other cases.
        ///
        /// @throws IllegalArgumentException if it is another pair
        public Succession plus(Succession other) {
            if (!from.equals(other.from) || !to.equals(other.to)) {
                throw new IllegalArgumentException("Only waits of the same pair add up, got %s to %s and %s to %s"
                        .formatted(from, to, other.from, other.to));
            }
            return new Succession(from, to, waits.plus(other.waits), seconds.plus(other.seconds));
        }
    }

    /// Counts the successions of a log.
    public static DirectlyFollows of(EventLog log) {
        int names = log.activities().size();
        long[] events = new long[names];
        long[] starts = new long[names];
        long[] ends = new long[names];
        Map<Long, Tally> pairs = new HashMap<>();
        for (int c = 0; c < log.cases(); c++) {
            int first = log.first(c);
            int end = log.first(c + 1);
            starts[log.activity(first)]++;
            ends[log.activity(end - 1)]++;
            for (int e = first; e < end; e++) {
                events[log.activity(e)]++;
                if (e > first) {
                    long pair = (long) log.activity(e - 1) * names + log.activity(e);
                    pairs.computeIfAbsent(pair, p -> new Tally()).add(log.waited(e));
                }
            }
        }
        var activities = new ArrayList<Activity>();
        for (int a = 0; a < names; a++) {
            activities.add(new Activity(log.activities().get(a), events[a], starts[a], ends[a]));
        }
        var successions = new ArrayList<Succession>();
        pairs.forEach((pair, tally) -> successions.add(tally.succession(
                log.activities().get((int) (pair / names)), log.activities().get((int) (pair % names)))));
        return inOrder(log.cases(), log.events(), activities, successions);
    }

    /// Adds the successions of other cases.
    public DirectlyFollows plus(DirectlyFollows other) {
        Map<String, Activity> named = new TreeMap<>();
        Map<List<String>, Succession> pairs = new HashMap<>();
        for (DirectlyFollows one : List.of(this, other)) {
            one.activities.forEach(a -> named.merge(
                    a.name(),
                    a,
                    (x, y) -> new Activity(
                            x.name(), x.events() + y.events(), x.starts() + y.starts(), x.ends() + y.ends())));
            one.successions.forEach(s -> pairs.merge(List.of(s.from(), s.to()), s, Succession::plus));
        }
        return inOrder(cases + other.cases, events + other.events, named.values(), pairs.values());
    }

    private static DirectlyFollows inOrder(
            long cases,
            long events,
            java.util.Collection<Activity> activities,
            java.util.Collection<Succession> successions) {
        return new DirectlyFollows(
                cases,
                events,
                activities.stream()
                        .sorted(Comparator.comparingLong(Activity::events)
                                .reversed()
                                .thenComparing(Activity::name))
                        .toList(),
                successions.stream()
                        .sorted(Comparator.comparingLong(Succession::count)
                                .reversed()
                                .thenComparing(Succession::from)
                                .thenComparing(Succession::to))
                        .toList());
    }

    /// Waits that are being counted.
    private static final class Tally {

        private static final double MICROSECOND = 1e-6;

        private final Map<Integer, Long> bins = new HashMap<>();
        private long count;
        private double mean;
        private double squares;

        void add(double seconds) {
            bins.merge(LogHistogram.bin(Math.max(seconds, MICROSECOND)), 1L, Long::sum);
            count++;
            double before = seconds - mean;
            mean += before / count;
            squares += before * (seconds - mean);
        }

        Succession succession(String from, String to) {
            return new Succession(from, to, LogHistogram.of(bins), new Summary(count, mean, squares));
        }
    }
}
