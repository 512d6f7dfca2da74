package throughline.workspace;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import throughline.diagnosis.Period;

/// Reads the periods of forecasts: `2026`, `2026-Q2`, `2026-04`, `2026-W15`, `2026-04-01` or `2026-04-01/2026-04-30`.
final class PeriodText {

    private static final Pattern FORM =
            Pattern.compile("((?:19|20|21)\\d\\d)(?:-?(?:[Qq]([1-4])|[Ww](\\d\\d?)|(\\d\\d)))?");

    private PeriodText() {}

    /// The days of the period, where the text is one.
    static Optional<Period> parse(String text) {
        try {
            int slash = text.indexOf('/');
            if (slash >= 0) {
                return Optional.of(new Period(
                        LocalDate.parse(text.substring(0, slash).strip()),
                        LocalDate.parse(text.substring(slash + 1).strip())));
            }
            if (text.length() == 10) {
                LocalDate day = LocalDate.parse(text);
                return Optional.of(new Period(day, day));
            }
            Matcher matcher = FORM.matcher(text);
            return matcher.matches() ? Optional.of(parse(matcher)) : Optional.empty();
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Period parse(Matcher matcher) {
        int year = Integer.parseInt(matcher.group(1));
        if (matcher.group(2) != null) {
            YearMonth first = YearMonth.of(year, 3 * Integer.parseInt(matcher.group(2)) - 2);
            return new Period(first.atDay(1), first.plusMonths(2).atEndOfMonth());
        }
        if (matcher.group(3) != null) {
            LocalDate monday = LocalDate.of(year, 1, 4)
                    .with(java.time.DayOfWeek.MONDAY)
                    .plusWeeks(week(year, Integer.parseInt(matcher.group(3))) - 1L);
            return new Period(monday, monday.plusDays(6));
        }
        if (matcher.group(4) != null) {
            YearMonth month = YearMonth.of(year, Integer.parseInt(matcher.group(4)));
            return new Period(month.atDay(1), month.atEndOfMonth());
        }
        return new Period(LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31));
    }

    private static int week(int year, int week) {
        long weeks = LocalDate.of(year, 1, 4)
                .range(IsoFields.WEEK_OF_WEEK_BASED_YEAR)
                .getMaximum();
        if (week < 1 || week > weeks) {
            throw new IllegalArgumentException("%s has no week %s".formatted(year, week));
        }
        return week;
    }
}
