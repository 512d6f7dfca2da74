package throughline.lake.cube;

import java.util.List;

/// What cells are grouped by. The value of a key may be empty (null) where the row does not know it.
public sealed interface Key {

    /// A TEXT or FLAG column; its value is a String, flags being "true" or "false".
    record By(String column) implements Key {}

    /// The row's local day; a LocalDate.
    record Day() implements Key {}

    /// The Monday of the row's local day; a LocalDate.
    record Week() implements Key {}

    /// The first of the month of the row's local day; a LocalDate.
    record Month() implements Key {}

    /// `floor(column / width) * width` of a NUMBER column; a Double, the lower edge of the bin.
    record Bin(String column, double width) implements Key {}

    /// Index of the logarithmic bin of a NUMBER column, 8 to an octave: `floor(8 * log2(value))`, null at or
    /// below 0; a Double.
    ///
    /// Engines must agree to the last bit, so no logarithm decides: `8 * exponent` plus how many of the
    /// seven edges
    /// `2^(1/8) ... 2^(7/8)` the mantissa reaches.
    record LogBin(String column) implements Key {

        /// The seven inner edges of an octave, `2^(i/8)`, correctly rounded.
        public static final List<Double> EDGES = List.of(
                1.0905077326652577,
                1.189207115002721,
                1.2968395546510096,
                1.4142135623730951,
                1.5422108254079407,
                1.681792830507429,
                1.8340080864093424);

        /// Index of the bin a value lies in.
        ///
        /// @throws IllegalArgumentException if the value is not a finite number above 0
        public static int index(double value) {
            if (!(value > 0) || Double.isInfinite(value)) {
                throw new IllegalArgumentException("A logarithmic bin holds numbers above 0, got " + value);
            }
            boolean subnormal = value < Double.MIN_NORMAL;
            double normal = subnormal ? value * 0x1p54 : value;
            int exponent = Math.getExponent(normal);
            double mantissa = Math.scalb(normal, -exponent);
            int index = 8 * (subnormal ? exponent - 54 : exponent);
            for (double edge : EDGES) {
                if (mantissa >= edge) {
                    index++;
                }
            }
            return index;
        }
    }

    /// The exact value of a NUMBER column, for items with few answers; a Double.
    record Value(String column) implements Key {}

    /// A short name for headings and evidence, such as `week` or `wait_s by 15`.
    default String label() {
        return switch (this) {
            case By by -> by.column();
            case Day day -> "day";
            case Week week -> "week";
            case Month month -> "month";
            case Bin bin ->
                bin.column() + " by "
                        + (bin.width() == Math.rint(bin.width())
                                ? String.valueOf((long) bin.width())
                                : String.valueOf(bin.width()));
            case LogBin bin -> bin.column() + " by eighth octave";
            case Value value -> value.column();
        };
    }
}
