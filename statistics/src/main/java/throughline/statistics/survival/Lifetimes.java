package throughline.statistics.survival;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// How many ended and how many were last seen at each age: an additive cell of durations.
///
/// Who was still going when the watching stopped is censored, not lost: all that is known is that it
/// lasted at least so long. Immutable.
public final class Lifetimes {

    private final double[] times;
    private final long[] ended;
    private final long[] censored;

    private Lifetimes(double[] times, long[] ended, long[] censored) {
        this.times = times;
        this.ended = ended;
        this.censored = censored;
    }

    /// Number of different ages.
    public int size() {
        return times.length;
    }

    /// The age at the position; ages ascend.
    public double time(int position) {
        return times[position];
    }

    /// How many ended at the age.
    public long ended(int position) {
        return ended[position];
    }

    /// How many were last seen at the age, still going.
    public long censored(int position) {
        return censored[position];
    }

    /// Number of lives.
    public long count() {
        return Arrays.stream(ended).sum() + Arrays.stream(censored).sum();
    }

    /// Number of lives that ended.
    public long events() {
        return Arrays.stream(ended).sum();
    }

    /// Adds other lives.
    public Lifetimes plus(Lifetimes other) {
        var builder = new Builder();
        for (Lifetimes one : new Lifetimes[] {this, other}) {
            for (int i = 0; i < one.times.length; i++) {
                builder.ended(one.times[i], one.ended[i]).censored(one.times[i], one.censored[i]);
            }
        }
        return builder.build();
    }

    /// Takes lives in, in any order.
    public static final class Builder {

        private final Map<Double, long[]> counts = new TreeMap<>();

        /// Adds lives that ended at the age.
        ///
        /// @param time age, finite and at least 0
        /// @param count how many, at least 0
        /// @throws IllegalArgumentException if the age or the count is out of range
        public Builder ended(double time, long count) {
            return add(time, count, 0);
        }

        /// Adds lives that were still going when last seen at the age.
        ///
        /// @param time age, finite and at least 0
        /// @param count how many, at least 0
        /// @throws IllegalArgumentException if the age or the count is out of range
        public Builder censored(double time, long count) {
            return add(time, count, 1);
        }

        private Builder add(double time, long count, int kind) {
            if (!(time >= 0) || Double.isInfinite(time) || count < 0) {
                throw new IllegalArgumentException(
                        "A life lasts a finite time of at least 0, got %d of %s".formatted(count, time));
            }
            if (count > 0) {
                counts.computeIfAbsent(time + 0.0, t -> new long[2])[kind] += count;
            }
            return this;
        }

        /// The lives that were added.
        public Lifetimes build() {
            int size = counts.size();
            double[] times = new double[size];
            long[] ended = new long[size];
            long[] censored = new long[size];
            int i = 0;
            for (Map.Entry<Double, long[]> at : counts.entrySet()) {
                times[i] = at.getKey();
                ended[i] = at.getValue()[0];
                censored[i] = at.getValue()[1];
                i++;
            }
            return new Lifetimes(times, ended, censored);
        }
    }
}
