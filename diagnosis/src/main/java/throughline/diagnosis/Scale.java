package throughline.diagnosis;

import throughline.statistics.Interval;

/// How an indicator is read: where it is good, where the cause is absent, where it is present, where it is as bad as
/// can be.
///
/// The four figures run from good to bad, either rising or falling. Between `absent` and `present` lies the margin of
/// indifference. A figure is turned into strength by straight lines: good 0, the whole margin 0.5, bad 1. So a cause is
/// present exactly when the whole interval of its strength lies above 0.5, and absent when it lies below.
///
/// @param good the value at which the cause does no harm
/// @param absent the side of the margin that an interval must clear for the cause to be absent
/// @param present the side of the margin that an interval must clear for the cause to be present
/// @param bad the value at which the cause does all the harm it can
public record Scale(double good, double absent, double present, double bad) {

    /// The scale of a figure that informs and decides nothing: every value lies within its margin.
    public static final Scale INFORMING = new Scale(-2e300, -1e300, 1e300, 2e300);

    /// Checks the figures.
    ///
    /// @throws IllegalArgumentException if the figures do not run one way, or good or bad coincide with the margin
    public Scale {
        boolean rising = good < absent && absent <= present && present < bad;
        boolean falling = good > absent && absent >= present && present > bad;
        if (!rising && !falling) {
            throw new IllegalArgumentException(
                    "A scale runs from good over absent and present to bad, got %s, %s, %s, %s"
                            .formatted(good, absent, present, bad));
        }
    }

    /// Whether a figure on this scale may decide.
    public boolean decides() {
        return !equals(INFORMING);
    }

    /// Whether larger is worse.
    public boolean rising() {
        return good < bad;
    }

    /// Strength of a value, 0 to 1.
    public double strength(double value) {
        double sign = rising() ? 1 : -1;
        double v = value * sign;
        if (v <= absent * sign) {
            return Math.clamp(0.5 * (value - good) / (absent - good), 0, 0.5);
        }
        if (v >= present * sign) {
            return Math.clamp(0.5 + 0.5 * (value - present) / (bad - present), 0.5, 1);
        }
        return 0.5;
    }

    /// Strength of both ends of an interval, lower strength first.
    public Interval strength(Interval interval) {
        double a = strength(interval.low());
        double b = strength(interval.high());
        return new Interval(Math.min(a, b), Math.max(a, b));
    }

    /// Present or absent if the whole interval clears the margin, else unknown.
    public Side side(Interval interval) {
        double low = rising() ? interval.low() : -interval.high();
        double high = rising() ? interval.high() : -interval.low();
        double sign = rising() ? 1 : -1;
        if (low > present * sign) {
            return Side.PRESENT;
        }
        return high < absent * sign ? Side.ABSENT : Side.UNKNOWN;
    }
}
