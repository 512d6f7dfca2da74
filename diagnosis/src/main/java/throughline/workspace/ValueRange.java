package throughline.workspace;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import throughline.lake.fact.FactKind;
import throughline.organisation.MeasureInference;

/// Least and greatest value of a measure, and its different values with their numbers of rows, as far as 12.
final class ValueRange {

    /// Fewest different answers that make a scale beside which another answer can be odd.
    private static final int LEAST_ANSWERS = 3;

    /// Greatest share of the rows that stray: what more say is an answer.
    private static final double MOST_STRAY = 0.05;

    private final double[] different = new double[MeasureInference.MOST_ANSWERS + 1];
    private final long[] rows = new long[different.length];
    private int count;
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;
    private boolean whole = true;

    /// A value far from the others, as a code for *no answer* is.
    ///
    /// @param value the value
    /// @param rows how many rows have it
    /// @param low least of the other values
    /// @param high greatest of the other values
    record Stray(double value, long rows, double low, double high) {}

    /// Takes a value in.
    void add(double value) {
        add(value, 1);
    }

    /// Takes in what another has.
    void add(ValueRange other) {
        for (int i = 0; i < other.count; i++) {
            add(other.different[i], other.rows[i]);
        }
        low = Math.min(low, other.low);
        high = Math.max(high, other.high);
        whole &= other.whole;
    }

    /// Takes in that values lie between two, all of them whole or not.
    void stretch(double least, double greatest, boolean allWhole) {
        low = Math.min(low, least);
        high = Math.max(high, greatest);
        whole &= allWhole;
    }

    /// Whether no value has been taken in.
    boolean empty() {
        return low > high;
    }

    /// What was seen.
    MeasureInference.Seen seen(FactKind table, String id) {
        return new MeasureInference.Seen(table, id, low, high, whole, count);
    }

    /// Number of rows that have the value; meaningful where there are fewer than 12 different values.
    long rows(double value) {
        return IntStream.range(0, count)
                .filter(i -> different[i] == value)
                .mapToLong(i -> rows[i])
                .sum();
    }

    /// The least or the greatest of a few whole values, where it is at least as far from the others as they
    /// are from each other and few rows have it: 99 beside 1 to 5.
    Optional<Stray> stray() {
        if (!whole || count <= LEAST_ANSWERS || count == different.length) {
            return Optional.empty();
        }
        double[] ordered = Arrays.copyOf(different, count);
        Arrays.sort(ordered);
        long all = Arrays.stream(rows).sum();
        var first = new Stray(ordered[0], rows(ordered[0]), ordered[1], ordered[count - 1]);
        var last = new Stray(ordered[count - 1], rows(ordered[count - 1]), ordered[0], ordered[count - 2]);
        return List.of(first, last).stream()
                .filter(s -> distance(s) >= s.high() - s.low() && s.rows() <= MOST_STRAY * all)
                .max(Comparator.comparingDouble(ValueRange::distance));
    }

    private static double distance(Stray stray) {
        return Math.max(stray.low() - stray.value(), stray.value() - stray.high());
    }

    /// Takes a value in that several rows have.
    void add(double value, long times) {
        low = Math.min(low, value);
        high = Math.max(high, value);
        if (whole) {
            whole = value == Math.rint(value);
        }
        if (count < different.length) {
            note(value, times);
        }
    }

    private void note(double value, long times) {
        for (int i = 0; i < count; i++) {
            if (different[i] == value) {
                rows[i] += times;
                return;
            }
        }
        different[count] = value;
        rows[count++] = times;
    }
}
