package throughline.server.chart;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import throughline.diagnosis.Wording;
import throughline.text.Language;

/// Numbers, days and words as they stand on a page, in the language that is spoken (British where none is): true
/// minus sign, thousands by comma, per cent, days; and text made safe.
public final class Words {

    /// Made anew at each call otherwise; a page has thousands of numbers.
    private static final Map<Locale, DecimalFormatSymbols> SYMBOLS = new ConcurrentHashMap<>();

    private Words() {}

    /// A number with as many decimals as its size deserves: `6,214`, `12.5`, `0.83`, `−0.06`.
    public static String number(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 || value == Math.rint(value) ? 0 : size >= 10 ? 1 : 2;
        return decimals(value, decimals);
    }

    /// A number with so many decimals.
    public static String decimals(double value, int decimals) {
        if (Double.isNaN(value)) {
            return say("not known");
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? say("no upper limit") : say("no lower limit");
        }
        BigDecimal rounded = rounded(Math.abs(value), decimals);
        String plain = rounded.toPlainString();
        DecimalFormatSymbols symbols =
                SYMBOLS.computeIfAbsent(Language.current().locale(), DecimalFormatSymbols::getInstance);
        int point = plain.indexOf('.');
        var text = new StringBuilder(plain.replace('.', symbols.getDecimalSeparator()));
        for (int at = (point < 0 ? plain.length() : point) - 3; at > 0; at -= 3) {
            text.insert(at, symbols.getGroupingSeparator());
        }
        return (value < 0 && rounded.signum() != 0 ? "\u2212" : "") + text;
    }

    /// Half is rounded up. Whether it is half only all digits can tell; what is far from it is rounded as it stands.
    private static BigDecimal rounded(double value, int decimals) {
        double scaled = value * Math.pow(10, decimals);
        double beyond = scaled - Math.floor(scaled);
        return scaled < 1e9 && Math.abs(beyond - 0.5) > 1e-6
                ? BigDecimal.valueOf(Math.round(scaled), decimals)
                : new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP);
    }

    /// A whole number with commas.
    public static String count(long value) {
        return decimals((double) value, 0);
    }

    /// A share of 0 to 1 as a percentage, as it reads in every sentence.
    public static String percent(double share) {
        return Double.isFinite(share) ? Wording.percent(share) : decimals(share, 0);
    }

    /// A sentence in which a percent sign stays on the line of its number.
    public static String kept(String sentence) {
        return sentence.replace(" %", "\u00A0%");
    }

    /// A value in a figure's unit; `%` values are shares of 0 to 1.
    public static String inUnit(double value, String unit) {
        return unit.equals("%") ? percent(value) : unit.isEmpty() ? number(value) : number(value) + " " + unit;
    }

    /// A day without its year: `15 Nov`.
    public static String day(LocalDate day) {
        return written(key("d MMM"), day);
    }

    /// A day in a strip of figures: `15 Nov 2026`.
    public static String shortDate(LocalDate day) {
        return written(key("d MMM uuuu"), day);
    }

    /// A month in a strip of figures: `Nov 2026`.
    static String shortMonth(LocalDate day) {
        return written(key("MMM uuuu"), day);
    }

    /// A month without its year: `Nov`.
    static String briefMonth(LocalDate day) {
        return written(key("MMM"), day);
    }

    /// A day in a sentence: `15 November 2026`.
    public static String date(LocalDate day) {
        return Wording.day(day);
    }

    /// A month: `November 2026`.
    public static String month(YearMonth month) {
        return written(key("MMMM uuuu"), month);
    }

    private static String written(String pattern, TemporalAccessor day) {
        return DateTimeFormatter.ofPattern(say(pattern), Language.current().locale())
                .format(day)
                .replaceFirst("Sept\\b", "Sep");
    }

    /// Text made safe inside an element or a quoted attribute. Characters that XML forbids become `\uFFFD`; those that
    /// turn the direction of writing are left out, so that a name cannot rearrange the sentence around it.
    public static String escaped(String text) {
        if (text.chars().allMatch(Words::harmless)) {
            return text;
        }
        var safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&#34;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(permitted(c));
            }
        });
        return safe.toString();
    }

    private static boolean harmless(int c) {
        boolean plain = c >= ' ' && c < 0x7F && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'';
        return plain || (c >= 0xA0 && c < 0x202A) || (c > 0x2069 && c < 0xD800);
    }

    private static String permitted(int c) {
        if ((c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069)) {
            return "";
        }
        boolean space = c == 9 || c == 10 || c == 13;
        boolean control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
        boolean nothing = (c >= 0xD800 && c <= 0xDFFF) || c == 0xFFFE || c == 0xFFFF;
        return space || !(control || nothing) ? Character.toString(c) : "\uFFFD";
    }

    /// About how wide the words are at 12 pixels in semi-bold, the widest face of a label.
    static double width(String words) {
        return words.codePoints().mapToDouble(Words::advance).sum();
    }

    private static double advance(int c) {
        if (c > 0x2E80) {
            return 12.5;
        }
        if ("iljtfrI.,:;'|! ()[]".indexOf(c) >= 0) {
            return 4.2;
        }
        return (c >= 'A' && c <= 'Z') || "mwMW@%".indexOf(c) >= 0 ? 8.9 : 7.1;
    }

    /// The words, or as many of them as fit and an ellipsis.
    static String clipped(String words, double room) {
        if (width(words) <= room) {
            return words;
        }
        int end = words.length();
        while (end > 0 && width(words.substring(0, end)) + 9 > room) {
            end = words.offsetByCodePoints(end, -1);
        }
        return words.substring(0, end).stripTrailing() + "…";
    }
}
