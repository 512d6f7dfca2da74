package throughline.workspace;

import throughline.lake.fact.FactKind;
import throughline.organisation.MeasureInference;

/// Least and greatest value of a measure, and how many different values it has, as far as 12.
final class ValueRange {

    private final double[] different = new double[MeasureInference.MOST_ANSWERS + 1];
    private int count;
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;
    private boolean whole = true;

    /// Takes a value in.
    void add(double value) {
        low = Math.min(low, value);
        high = Math.max(high, value);
        if (whole) {
            whole = value == Math.rint(value);
        }
        if (count < different.length) {
            note(value);
        }
    }

    /// Whether no value has been taken in.
    boolean empty() {
        return low > high;
    }

    /// What was seen.
    MeasureInference.Seen seen(FactKind table, String id) {
        return new MeasureInference.Seen(table, id, low, high, whole, count);
    }

    private void note(double value) {
        for (int i = 0; i < count; i++) {
            if (different[i] == value) {
                return;
            }
        }
        different[count++] = value;
    }
}
