package throughline.server.sheet;

import static throughline.text.Text.say;

import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import throughline.text.Language;

/// How the cells of a page are read back: numbers and days as `Words` writes them in the language that is spoken.
///
/// @param number    a number with a true minus sign, and what it is counted in
/// @param groups    what stands between every three digits of it
/// @param point     what stands before its decimals
/// @param days      how days are written
/// @param none      what stands where nothing is known or told
/// @param noNumber  what stands where a number has no end, or is too small to be said as one
record ShownValues(
        Pattern number,
        String groups,
        String point,
        List<DateTimeFormatter> days,
        Set<String> none,
        Set<String> noNumber) {

    /// As the language writes them that is spoken now.
    static ShownValues now() {
        Locale locale = Locale.of(Language.current().tag());
        var symbols = DecimalFormatSymbols.getInstance(locale);
        String groups = String.valueOf(symbols.getGroupingSeparator());
        String point = String.valueOf(symbols.getDecimalSeparator());
        return new ShownValues(
                Pattern.compile(
                        "([\u2212+-]?)(0|[1-9]\\d{0,2}(?:%s\\d{3})*)(%s\\d+)?(?:[ \u00A0]?(%%|[\\p{L}£€$][\\p{L}/ ]{0,15}))?"
                                .formatted(Pattern.quote(groups), Pattern.quote(point))),
                groups,
                point,
                List.of(
                        DateTimeFormatter.ISO_LOCAL_DATE,
                        DateTimeFormatter.ofPattern(say("d MMM uuuu"), locale),
                        DateTimeFormatter.ofPattern(say("d MMMM uuuu"), locale)),
                Set.of("", "\u2013", "\u2014", say("not known"), say("not shown")),
                Set.of(say("no upper limit"), say("no lower limit"), say("no target"), say("under 0.1 %")));
    }

    /// Whether a cell says a value.
    boolean says(String cell) {
        return !none.contains(cell) && !noNumber.contains(cell);
    }

    /// The number of a cell as a program writes it; empty where it is none.
    Optional<String> number(String cell) {
        Matcher read = number.matcher(cell);
        if (!read.matches()) {
            return Optional.empty();
        }
        String sign = read.group(1).isEmpty() || read.group(1).equals("+") ? "" : "-";
        String fraction = read.group(3) == null ? "" : read.group(3).replace(point, ".");
        return Optional.of(sign + read.group(2).replace(groups, "") + fraction);
    }

    /// What the number of a cell is counted in; empty where that is nothing.
    String unit(String cell) {
        Matcher read = number.matcher(cell);
        return read.matches() && read.group(4) != null ? read.group(4) : "";
    }

    /// The day of a cell as a program writes it; empty where it is none.
    Optional<String> day(String cell) {
        for (DateTimeFormatter format : days) {
            try {
                return Optional.of(LocalDate.parse(cell, format).toString());
            } catch (DateTimeParseException other) {
                // the next format may fit
            }
        }
        return Optional.empty();
    }
}
