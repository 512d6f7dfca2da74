package throughline.simulation.score;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import throughline.diagnosis.Side;
import throughline.simulation.Truth.State;

/// How often each verdict met each truth: the 3×3 table and the rates read from it.
///
/// @param counts nine counts: by truth (present, absent, unknown), within each by verdict in the same order
public record Tally(List<Long> counts) {

    private static final int SIDES = Side.values().length;

    /// Copies the list.
    public Tally {
        counts = List.copyOf(counts);
    }

    /// A share of things counted.
    ///
    /// @param hits how many have it, 0 to `of`
    /// @param of how many could
    public record Rate(long hits, long of) {

        /// The share, 0 to 1; 0 where nothing could.
        public double share() {
            return of == 0 ? 0 : (double) hits / of;
        }

        /// Whether there was anything to count.
        public boolean known() {
            return of > 0;
        }
    }

    /// Counts the outcomes.
    public static Tally of(Stream<Outcome> outcomes) {
        long[] counts = new long[State.values().length * SIDES];
        outcomes.forEach(
                o -> counts[o.truth().state().ordinal() * SIDES + o.verdict().ordinal()]++);
        return new Tally(Arrays.stream(counts).boxed().toList());
    }

    /// Counts the outcomes.
    public static Tally of(Collection<Outcome> outcomes) {
        return of(outcomes.stream());
    }

    /// How often the verdict met the truth.
    public long count(State truth, Side verdict) {
        return counts.get(truth.ordinal() * SIDES + verdict.ordinal());
    }

    /// Outcomes in all.
    public long all() {
        return total(State.PRESENT) + total(State.ABSENT) + total(State.UNKNOWN);
    }

    private long total(State truth) {
        return count(truth, Side.PRESENT) + count(truth, Side.ABSENT) + count(truth, Side.UNKNOWN);
    }

    /// Of the verdicts *present* where the truth can be known, how many are right.
    public Rate precision() {
        long right = count(State.PRESENT, Side.PRESENT);
        return new Rate(right, right + count(State.ABSENT, Side.PRESENT));
    }

    /// Of the causes that are present and can be known, how many were found.
    public Rate recall() {
        return new Rate(count(State.PRESENT, Side.PRESENT), total(State.PRESENT));
    }

    /// Of the causes that are absent, how many were called present.
    public Rate falsePresent() {
        return new Rate(count(State.ABSENT, Side.PRESENT), total(State.ABSENT));
    }

    /// Of the causes that are present, how many were called absent.
    public Rate falseAbsent() {
        return new Rate(count(State.PRESENT, Side.ABSENT), total(State.PRESENT));
    }

    /// Of the causes that can be known, how many were left open.
    public Rate leftOpen() {
        return new Rate(
                count(State.PRESENT, Side.UNKNOWN) + count(State.ABSENT, Side.UNKNOWN),
                total(State.PRESENT) + total(State.ABSENT));
    }

    /// Of the causes that the files cannot show, how many were judged all the same.
    public Rate judgedBlindly() {
        return new Rate(count(State.UNKNOWN, Side.PRESENT) + count(State.UNKNOWN, Side.ABSENT), total(State.UNKNOWN));
    }
}
