package throughline.workspace;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How the times of a column are written.
///
/// @param format as a mapping file says it; empty for ISO 8601
/// @param other a second form that fits all values just as well, with day and month the other way round
/// @param local whether no value says its offset from UTC, so that the zone must be known
/// @param timed whether a time of day is written, not only a day
public record TimeForm(String format, Optional<String> other, boolean local, boolean timed) {

    /// Share of the values that must be times of one form for the column to hold times; rows of the others are set
    /// aside and shown.
    private static final double MOST = 0.6;

    private static final List<String> DAYS = List.of(
            "d.M.yyyy",
            "d/M/yyyy",
            "M/d/yyyy",
            "d-M-yyyy",
            "M-d-yyyy",
            "yyyy/M/d",
            "yyyy.M.d",
            "d MMM yyyy",
            "d-MMM-yyyy",
            "MMM d, yyyy",
            "d/M/yy",
            "M/d/yy",
            "d.M.yy",
            "yyyyMMdd");
    private static final List<String> HOURS = List.of("", " H:mm", " H:mm:ss", " h:mm a", " h:mm:ss a");
    private static final List<String> FORMS = forms();

    /// How every time begins that is read here; most columns hold none and need no closer look.
    private static final Pattern LIKE_A_TIME =
            Pattern.compile("^(\\d{1,4}[./ -]\\w|\\d{8,13}(\\D|$)|[A-Z][a-z]{2} \\d)");

    private static final int FIRST = 20;

    /// Values from which on a column of numbers may be seconds since 1970 (the year 2001).
    private static final double FIRST_SECOND = 1e9;

    private static List<String> forms() {
        var all = new ArrayList<String>();
        DAYS.forEach(day -> HOURS.forEach(hour -> all.add(day + hour)));
        return List.copyOf(all);
    }

    /// The form of the values, where most of them are times.
    static Optional<TimeForm> of(Collection<String> values) {
        if (values.stream().limit(FIRST).noneMatch(v -> LIKE_A_TIME.matcher(v).find())) {
            return Optional.empty();
        }
        var iso = new TimeText(ZoneOffset.UTC);
        long read = values.stream().filter(v -> iso.parse(v) != TimeText.NONE).count();
        if (read >= MOST * values.size()) {
            boolean offset = values.stream()
                    .anyMatch(v -> v.length() > 10 && v.substring(10).matches(".*([zZ]|[+-]\\d.*)"));
            return Optional.of(
                    new TimeForm("", Optional.empty(), !offset, values.stream().anyMatch(v -> v.length() > 10)));
        }
        Optional<TimeForm> count = count(values);
        return count.isPresent() ? count : written(values);
    }

    /// Counts since 1970.
    private static Optional<TimeForm> count(Collection<String> values) {
        long seconds =
                values.stream().filter(v -> between(v, FIRST_SECOND, 4e9)).count();
        long millis = values.stream()
                .filter(v -> between(v, FIRST_SECOND * 1000, 4e12))
                .count();
        String unit = seconds >= MOST * values.size() ? "epoch_s" : millis >= MOST * values.size() ? "epoch_ms" : "";
        return unit.isEmpty() ? Optional.empty() : Optional.of(new TimeForm(unit, Optional.empty(), false, true));
    }

    private static boolean between(String value, double low, double high) {
        double number = NumberText.parse(value);
        return number >= low && number <= high;
    }

    private static Optional<TimeForm> written(Collection<String> values) {
        @Nullable String best = null;
        @Nullable String second = null;
        long most = 0;
        for (String form : FORMS) {
            var rule = FieldRule.TimeRule.of(form, null);
            // The first values tell most forms apart; only those that fit them are tried on all.
            if (values.stream().limit(FIRST).noneMatch(v -> reads(rule, v))) {
                continue;
            }
            long read = values.stream().filter(v -> reads(rule, v)).count();
            if (read > most) {
                best = form;
                second = null;
                most = read;
            } else if (read == most && best != null && second == null) {
                second = form;
            }
        }
        return best == null || most < MOST * values.size()
                ? Optional.empty()
                : Optional.of(new TimeForm(best, Optional.ofNullable(second), true, best.indexOf(':') > 0));
    }

    private static boolean reads(FieldRule.TimeRule rule, String value) {
        if (value.length() < 6 || value.length() > 40 || rule.format() == null) {
            return false;
        }
        try {
            var time = rule.format().parseBest(value, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
            int year = time.get(java.time.temporal.ChronoField.YEAR);
            return year >= 1900 && year <= 2100;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
