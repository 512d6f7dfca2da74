package throughline.statistics.journey;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An event log in memory: the activities of each case in the order of their times.
///
/// Activities of one case at the same time stay in the order in which they were added (the order of the
/// file), so that the same file always gives the same sequence; programs that break such ties otherwise
/// count a few successions differently. Takes 12 bytes an event beside the names. Immutable.
///
/// - van der Aalst (2016). Process Mining: Data Science in Action, 2nd ed. Springer, section 5.2.
///   [doi:10.1007/978-3-662-49851-4](https://doi.org/10.1007/978-3-662-49851-4)
public final class EventLog {

    private final List<String> activities;
    private final int[] first;
    private final int[] activity;
    private final long[] at;

    private EventLog(List<String> activities, int[] first, int[] activity, long[] at) {
        this.activities = List.copyOf(activities);
        this.first = first;
        this.activity = activity;
        this.at = at;
    }

    /// Number of cases.
    public int cases() {
        return first.length - 1;
    }

    /// Number of events.
    public int events() {
        return activity.length;
    }

    /// The names of the activities, in the order in which they first occurred.
    public List<String> activities() {
        return activities;
    }

    /// Position of the first event of a case; that of the case after the last is the number of events.
    int first(int position) {
        return first[position];
    }

    /// Index of the activity of the event at the position, an index of [#activities].
    int activity(int event) {
        return activity[event];
    }

    /// The activities of a case, as indices of [#activities].
    int[] trace(int position) {
        return Arrays.copyOfRange(activity, first[position], first[position + 1]);
    }

    /// Seconds since the event before; the event must not be the first of its case.
    double waited(int event) {
        return (at[event] - at[event - 1]) / 1e6;
    }

    /// Takes events in, in any order of cases and times.
    public static final class Builder {

        private final Map<String, Integer> cases = new HashMap<>();
        private final Map<String, Integer> names = new HashMap<>();
        private final List<String> activities = new ArrayList<>();
        private int[] ofCase = new int[1024];
        private int[] activity = new int[1024];
        private long[] at = new long[1024];
        private int size;

        /// Adds an event.
        ///
        /// @param caseId which case it belongs to
        /// @param name what was done
        /// @param atMicros when, in microseconds since any moment that is the same for the whole log
        public Builder add(String caseId, String name, long atMicros) {
            if (size == at.length) {
                int larger = Math.addExact(size, Math.max(size >> 1, 1));
                ofCase = Arrays.copyOf(ofCase, larger);
                activity = Arrays.copyOf(activity, larger);
                at = Arrays.copyOf(at, larger);
            }
            Integer known = names.get(name);
            if (known == null) {
                known = activities.size();
                names.put(name, known);
                activities.add(name);
            }
            Integer number = cases.get(caseId);
            if (number == null) {
                number = cases.size();
                cases.put(caseId, number);
            }
            ofCase[size] = number;
            activity[size] = known;
            at[size] = atMicros;
            size++;
            return this;
        }

        /// The log of what was added; the builder may go on.
        ///
        /// @throws IllegalArgumentException if there is no event
        public EventLog build() {
            if (size == 0) {
                throw new IllegalArgumentException("An event log needs at least 1 event, got 0");
            }
            int[] first = new int[cases.size() + 1];
            for (int e = 0; e < size; e++) {
                first[ofCase[e] + 1]++;
            }
            for (int c = 0; c < cases.size(); c++) {
                first[c + 1] += first[c];
            }
            int[] next = first.clone();
            int[] order = new int[size];
            for (int e = 0; e < size; e++) {
                order[next[ofCase[e]]++] = e;
            }
            for (int c = 0; c < cases.size(); c++) {
                inTime(order, first[c], first[c + 1]);
            }
            int[] sortedActivity = new int[size];
            long[] sortedAt = new long[size];
            for (int e = 0; e < size; e++) {
                sortedActivity[e] = activity[order[e]];
                sortedAt[e] = at[order[e]];
            }
            return new EventLog(activities, first, sortedActivity, sortedAt);
        }

        /// Puts the events of a case in the order of their times; most files have them so already.
        private void inTime(int[] order, int from, int to) {
            for (int e = from + 1; e < to; e++) {
                if (at[order[e]] < at[order[e - 1]]) {
                    Integer[] boxed = Arrays.stream(order, from, to).boxed().toArray(Integer[]::new);
                    Arrays.sort(boxed, Comparator.comparingLong(event -> at[event]));
                    for (int i = 0; i < boxed.length; i++) {
                        order[from + i] = boxed[i];
                    }
                    return;
                }
            }
        }
    }
}
