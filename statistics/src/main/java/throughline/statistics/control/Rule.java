package throughline.statistics.control;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;

/// A pattern that an unchanged process seldom shows. A rule marks the point that completes its pattern.
///
/// The more rules are used, the more unchanged processes look changed ([FalseAlarms], 20,000 charts each):
/// all eight of
/// Nelson together mark 10 of 100 charts of 12 new points where the limits are known, 26 where they come
/// from 24 points,
/// and 52 where neighbours correlate by .3 as well. The four of the NHS mark 10, 24 and 50. Charts draw
/// attention; [HoldingGate] decides.
///
/// - Nelson (1984). Journal of Quality Technology 16, 237-239.
///   [doi:10.1080/00224065.1984.11978921](https://doi.org/10.1080/00224065.1984.11978921)
/// - NHS England, Making Data Count: 1 point outside, 7 on one side, 7 rising or falling, 2 of 3 near a
///   limit.
public enum Rule {
    /// Nelson 1.
    BEYOND_LIMITS("nelson-1", "beyond 3 deviations", (z, at) -> Math.abs(z[at]) > 3),
    /// Nelson 2.
    NINE_ON_ONE_SIDE("nelson-2", "9 in a row on one side", (z, at) -> beyond(z, at, 9, 9, 0)),
    /// Nelson 3.
    SIX_TRENDING("nelson-3", "6 in a row rising or falling", (z, at) -> trends(z, at, 6)),
    /// Nelson 4.
    FOURTEEN_ALTERNATING("nelson-4", "14 in a row going up and down in turn", (z, at) -> alternates(z, at, 14)),
    /// Nelson 5.
    TWO_OF_THREE_BEYOND_TWO("nelson-5", "2 of 3 beyond 2 deviations on one side", (z, at) -> beyond(z, at, 3, 2, 2)),
    /// Nelson 6.
    FOUR_OF_FIVE_BEYOND_ONE("nelson-6", "4 of 5 beyond 1 deviation on one side", (z, at) -> beyond(z, at, 5, 4, 1)),
    /// Nelson 7.
    FIFTEEN_WITHIN_ONE(
            "nelson-7", "15 in a row within 1 deviation", (z, at) -> all(z, at, 15, distance -> distance < 1)),
    /// Nelson 8.
    EIGHT_BEYOND_ONE(
            "nelson-8",
            "8 in a row beyond 1 deviation on either side",
            (z, at) -> all(z, at, 8, distance -> distance > 1)),
    /// NHS.
    SEVEN_ON_ONE_SIDE("nhs-shift", "7 in a row on one side", (z, at) -> beyond(z, at, 7, 7, 0)),
    /// NHS.
    SEVEN_TRENDING("nhs-trend", "7 in a row rising or falling", (z, at) -> trends(z, at, 7));

    /// Nelson's eight rules.
    public static final List<Rule> NELSON = List.of(
            BEYOND_LIMITS,
            NINE_ON_ONE_SIDE,
            SIX_TRENDING,
            FOURTEEN_ALTERNATING,
            TWO_OF_THREE_BEYOND_TWO,
            FOUR_OF_FIVE_BEYOND_ONE,
            FIFTEEN_WITHIN_ONE,
            EIGHT_BEYOND_ONE);

    /// The four rules of NHS England's Making Data Count.
    public static final List<Rule> NHS =
            List.of(BEYOND_LIMITS, SEVEN_ON_ONE_SIDE, SEVEN_TRENDING, TWO_OF_THREE_BEYOND_TWO);

    /// Whether the point at an index completes a pattern of distances from the centre, in deviations.
    private interface Pattern {
        boolean completes(double[] z, int at);
    }

    private final String id;
    private final String words;
    private final Pattern pattern;

    Rule(String id, String words, Pattern pattern) {
        this.id = id;
        this.words = words;
        this.pattern = pattern;
    }

    /// Short name in results, such as `nelson-1`.
    public String id() {
        return id;
    }

    /// The pattern in words.
    public String words() {
        return words;
    }

    /// Whether the point completes the pattern.
    ///
    /// @param z distances of all points from the centre, in deviations
    /// @param at index of the point
    boolean completes(double[] z, int at) {
        return pattern.completes(z, at);
    }

    /// Which points complete the pattern.
    ///
    /// @param z distances of all points from the centre, in standard deviations ([ControlLimits#distances])
    public boolean[] marks(double[] z) {
        boolean[] marks = new boolean[z.length];
        for (int i = 0; i < z.length; i++) {
            marks[i] = completes(z, i);
        }
        return marks;
    }

    /// Whether `enough` of the last `window` points, this one among them, lie beyond `deviations` on this
    /// one's side.
    private static boolean beyond(double[] z, int at, int window, int enough, double deviations) {
        double side = Math.signum(z[at]);
        if (at < window - 1 || !(side * z[at] > deviations)) {
            return false;
        }
        int found = 0;
        for (int i = at - window + 1; i <= at; i++) {
            found += side * z[i] > deviations ? 1 : 0;
        }
        return found >= enough;
    }

    /// Whether all of the last `window` points lie so far from the centre.
    private static boolean all(double[] z, int at, int window, DoublePredicate distance) {
        return at >= window - 1
                && Arrays.stream(z, at - window + 1, at + 1).map(Math::abs).allMatch(distance);
    }

    private static boolean alternates(double[] z, int at, int points) {
        if (at < points - 1) {
            return false;
        }
        for (int i = at - points + 3; i <= at; i++) {
            if (!((z[i] - z[i - 1]) * (z[i - 1] - z[i - 2]) < 0)) {
                return false;
            }
        }
        return true;
    }

    private static boolean trends(double[] z, int at, int points) {
        if (at < points - 1) {
            return false;
        }
        double direction = Math.signum(z[at] - z[at - 1]);
        for (int i = at - points + 2; i <= at; i++) {
            if (!(direction * (z[i] - z[i - 1]) > 0)) {
                return false;
            }
        }
        return true;
    }
}
