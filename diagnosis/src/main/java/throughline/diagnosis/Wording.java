package throughline.diagnosis;

import static throughline.text.Text.counted;
import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.statistics.Interval;
import throughline.text.Language;

/// Words for figures, the same in every sentence: plain, in the language that is spoken (British where none is), and
/// the same bytes on every machine.
///
/// | figure | reads |
/// |---|---|
/// | share of 0.384 | `38 %` |
/// | share of 0.004 | `0.4 %` |
/// | count of 12408 | `12,408` |
/// | five names, three shown | `A, B, C and 2 others` |
/// | a day | `3 March 2026` |
public final class Wording {

    private static final double DAYS_A_MONTH = 30.44;

    /// What takes more days than this is not waited for.
    private static final double LONG = 2 * 365.25;

    /// Ends of an interval nearer than this need more than two decimals to be told apart.
    private static final double NARROW = 0.02;

    /// Figures below are shown with as many decimals as their interval deserves.
    private static final double SMALL = 0.1;

    private static final List<String> NUMBERS = List.of(
            key("None"),
            key("One"),
            key("Two"),
            key("Three"),
            key("Four"),
            key("Five"),
            key("Six"),
            key("Seven"),
            key("Eight"),
            key("Nine"),
            key("Ten"),
            key("Eleven"),
            key("Twelve"),
            key("Thirteen"),
            key("Fourteen"),
            key("Fifteen"));

    private Wording() {}

    /// A count at the beginning of a sentence, in words up to fifteen: `Six`.
    public static String inWords(long n) {
        return n >= 0 && n < NUMBERS.size() ? say(NUMBERS.get((int) n)) : count(n);
    }

    /// A share (0 to 1) as a percentage; with one decimal below 1 % and above 99 %, so that some is never none.
    public static String percent(double share) {
        if (Double.isInfinite(share)) {
            return open(share);
        }
        double percent = 100 * share;
        if (percent > 0 && percent < 0.05) {
            return say("under 0.1 %");
        }
        boolean small = percent > 0 && percent < 0.95;
        boolean large = percent > 99 && percent < 99.95;
        return minus(small || large ? "%.1f" : "%.0f", percent) + " %";
    }

    /// An interval of shares (0 to 1), such as `31 to 45 %` or `under 0.1 %`.
    public static String percents(Interval shares) {
        if (shares.low() >= 0 && shares.high() < 0.0005) {
            return shares.high() == 0 ? percent(0) : say("under 0.1 %");
        }
        String low = percent(shares.low()).replace(" %", "");
        String high = percent(shares.high());
        for (int decimals = 1; high.equals(low + " %") && shares.low() < shares.high() && decimals <= 3; decimals++) {
            low = minus("%." + decimals + "f", 100 * shares.low());
            high = minus("%." + decimals + "f", 100 * shares.high()) + " %";
        }
        return say("%s to %s", low, high);
    }

    /// A count with a comma every three digits.
    public static String count(long n) {
        return minus("%,d", n);
    }

    /// A count and what is counted, such as `1 contact` or `1,204 contacts`.
    public static String count(long n, String one, String many) {
        return count(n) + " " + counted(n, one, many);
    }

    /// A part with its base, such as `17 of 61`.
    public static String of(long part, long base) {
        return say("%s of %s", count(part), count(base));
    }

    /// A figure with two decimals, or with fewer where it is large: `0.42`, `4.2`, `128`.
    public static String number(double value) {
        if (Double.isInfinite(value)) {
            return open(value);
        }
        double size = Math.abs(value);
        return size >= 100 ? minus("%,.0f", value) : size >= 10 ? minus("%.1f", value) : minus("%.2f", value);
    }

    /// A value as a scale names it, with no more decimals than it has: `5`, `0.5`, `−1`.
    public static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < Long.MAX_VALUE ? minus("%,.0f", value) : number(value);
    }

    /// A figure with so many decimals: `0.30`.
    static String decimals(double value, int decimals) {
        return minus("%." + decimals + "f", value);
    }

    /// A change, with its sign: `+0.31` or `−0.12`.
    public static String change(double value) {
        return value > 0 && Double.isFinite(value) ? "+" + number(value) : number(value);
    }

    /// An interval of changes, such as `+0.31 to +0.65`.
    public static String changes(Interval change) {
        return say("%s to %s", change(change.low(), change), change(change.high(), change));
    }

    /// The interval of a signed figure as a sentence reads it that gives the figure's size and says by a word which way
    /// it lies: of 0.09 for the better, likely −0.22 to 0.31 for the better.
    static Interval inSense(double value, Interval interval) {
        return value < 0 ? new Interval(-interval.high(), -interval.low()) : interval;
    }

    /// An interval of figures, such as `0.31 to 0.65`.
    static String range(Interval interval) {
        return say("%s to %s", number(interval.low()), number(interval.high()));
    }

    /// A change with its sign, with as many decimals as tell the ends of its interval apart: `−0.0145`.
    static String change(double value, Interval interval) {
        OptionalInt decimals = decimals(interval);
        if (decimals.isEmpty() || !Double.isFinite(value)) {
            return change(value);
        }
        String text = minus("%." + decimals.getAsInt() + "f", value);
        return value > 0 ? "+" + text : text;
    }

    /// How many decimals tell the ends of a narrow interval of small figures apart; empty where two do.
    public static OptionalInt decimals(Interval interval) {
        double width = interval.width();
        boolean small = Math.max(Math.abs(interval.low()), Math.abs(interval.high())) < SMALL;
        return small && width > 0 && width < NARROW
                ? OptionalInt.of(Math.clamp(2 - (long) Math.floor(Math.log10(width)), 2, 6))
                : OptionalInt.empty();
    }

    /// What follows a difference that may be none: `, which may be chance`; nothing where its interval leaves 0 out.
    public static String unless(Interval difference) {
        return difference.contains(0) ? say(", which may be chance") : "";
    }

    /// A day as in `3 March 2026`.
    public static String day(LocalDate day) {
        return DateTimeFormatter.ofPattern(
                        say("d MMMM uuuu"), Language.current().locale())
                .format(day);
    }

    /// Names in a row, at most `most` of them: `A`, `A and B`, `A, B and C`, `A, B and 7 others`.
    ///
    /// @param names at least one
    /// @param most how many names are shown, at least 1
    /// @throws IllegalArgumentException if there are no names
    public static String names(List<String> names, int most) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("Names in a row need at least 1 name");
        }
        if (names.size() == 1) {
            return names.getFirst();
        }
        int shown = Math.min(most, names.size());
        int rest = names.size() - shown;
        if (rest > 0) {
            return say("%s and %s", String.join(", ", names.subList(0, shown)), count(rest, "other", "others"));
        }
        return say("%s and %s", String.join(", ", names.subList(0, shown - 1)), names.getLast());
    }

    /// A title within a sentence: with a small first letter, but for German, whose nouns keep their capital.
    public static String within(String title) {
        return title.isEmpty() || Language.current().equals(Language.GERMAN)
                ? title
                : title.substring(0, 1).toLowerCase(Locale.ROOT) + title.substring(1);
    }

    /// The text with a capital first letter.
    public static String sentence(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /// What is still needed of something that comes in steadily, and how long that takes at the rate of the period:
    /// `412 more linked answers, about 5 weeks at the present rate.` What would take over two
    /// years is said to be more than can be expected.
    ///
    /// @param have how many there are in the period
    /// @param need how many are needed, more than there are
    public static String needed(long have, long need, Period period, String one, String many) {
        if (have == 0) {
            return say("%s; there are none yet.", count(need, one, many));
        }
        long more = Math.max(1, need - have);
        double days = more * (double) period.days() / have;
        if (days > LONG) {
            return say(
                    "%s more %s, more than can be expected in two years at the present rate.",
                    count(more), counted(more, one, many));
        }
        return say("%s more %s, about %s at the present rate.", count(more), counted(more, one, many), span(days));
    }

    /// A length of time in round words: `3 days`, `5 weeks`, `7 months`, `more than 5 years`.
    public static String span(double days) {
        if (days < 14) {
            return count(Math.max(1, Math.round(days)), "day", "days");
        }
        if (days < 120) {
            return count((long) Math.ceil(days / 7), "week", "weeks");
        }
        if (days < 730) {
            return count((long) Math.ceil(days / DAYS_A_MONTH), "month", "months");
        }
        double years = days / 365.25;
        return years > 5 ? say("more than 5 years") : count((long) Math.ceil(years), "year", "years");
    }

    /// How cells were asked for, in words: `responses by unit, week: rows, empathy; where touchpoint is one of 3`.
    public static String query(CubeQuery query) {
        var words = new StringBuilder(query.fact().table());
        if (!query.keys().isEmpty()) {
            words.append(say(" by %s", query.keys().stream().map(Key::label).collect(Collectors.joining(", "))));
        }
        words.append(say(": rows"));
        query.measures().forEach(m -> words.append(", ").append(m));
        if (!query.filters().isEmpty()) {
            words.append(say(
                    "; where %s",
                    query.filters().stream().map(Wording::filter).collect(Collectors.joining(say(" and ")))));
        }
        return words.toString();
    }

    private static String filter(Filter filter) {
        return switch (filter) {
            case Filter.In in ->
                in.values().size() == 1
                        ? say("%s is %s", in.column(), in.values().iterator().next())
                        : say("%s is one of %s", in.column(), in.values().size());
            case Filter.Is is -> say("%s is %s", is.column(), is.value());
            case Filter.Range range -> say("%s in [%s, %s)", range.column(), range.from(), range.below());
            case Filter.Days days -> say("day from %s to %s", days.from(), days.to());
            case Filter.Missing empty -> say("%s is empty", empty.column());
            case Filter.Known known -> say("%s is known", known.column());
            case Filter.Any any -> any.filters().stream().map(Wording::filter).collect(Collectors.joining(say(" or ")));
        };
    }

    /// The end of an interval that the data leave open.
    private static String open(double end) {
        return say(end > 0 ? "no upper limit" : "no lower limit");
    }

    /// Whether so many more rows come in within two years at the rate of the period.
    static boolean expected(double more, long have, Period period) {
        return more * period.days() / Math.max(1, have) <= LONG;
    }

    private static String minus(String format, Object value) {
        String text = String.format(Language.current().locale(), format, value);
        return text.indexOf('-') < 0 ? text : text.matches("-0[.,]?0*") ? text.substring(1) : text.replace('-', '−');
    }
}
