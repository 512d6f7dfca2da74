package throughline.workspace;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How one field of a table is made of the columns of a foreign file.
///
/// In this order: the columns are joined; a value of `empty` becomes empty; `values` are exchanged; a time is read by
/// its format; a number is multiplied and, if it lies outside its range, becomes empty; the prefix is put before.
///
/// @param columns the source's columns, none for a constant or the row's number
/// @param constant the value where there are no columns; null for the number of the row
/// @param with what is put between joined columns
/// @param empty values that mean not known
/// @param values what becomes of single values
/// @param otherwise what becomes of values that `values` lacks; null leaves them as they are
/// @param time how a time is written, or null
/// @param number what is done to a number, or null
/// @param prefix what is put before a value
record FieldRule(
        List<String> columns,
        @Nullable String constant,
        String with,
        Set<String> empty,
        Map<String, String> values,
        @Nullable String otherwise,
        @Nullable TimeRule time,
        @Nullable NumberRule number,
        String prefix) {

    /// How a time is written.
    ///
    /// @param format its form; null for ISO 8601
    /// @param seconds how many of its units make a second where it is a count since 1970, else 0
    /// @param zone where it was written, if not in the organisation's zone
    record TimeRule(
            @Nullable DateTimeFormatter format,
            long seconds,
            @Nullable ZoneId zone) {

        private static final Pattern MONTH_OR_YEAR = Pattern.compile("[yuM\\W_]+");

        /// The rule of a written form, such as `dd.MM.yyyy HH:mm`. A form of a month or a year alone, such as `MMM-yy`,
        /// means its first day.
        ///
        /// @throws IllegalArgumentException if it is none
        static TimeRule of(String form, @Nullable ZoneId zone) {
            // The year of the era (y) cannot be read strictly without an era; people mean the plain year (u).
            var builder = new DateTimeFormatterBuilder().appendPattern(form.replace('y', 'u'));
            if (MONTH_OR_YEAR.matcher(form).matches()) {
                builder.parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
                if (form.indexOf('M') < 0) {
                    builder.parseDefaulting(ChronoField.MONTH_OF_YEAR, 1);
                }
            }
            return new TimeRule(builder.toFormatter(Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT), 0, zone);
        }

        /// The time in ISO 8601, or the text itself where it is no such time.
        String apply(String text) {
            try {
                if (seconds > 0) {
                    double count = NumberText.parse(text);
                    return Double.isNaN(count)
                            ? text
                            : Instant.ofEpochMilli((long) (count * 1000 / seconds))
                                    .toString();
                }
                TemporalAccessor time = format == null
                        ? DateTimeFormatter.ISO_LOCAL_DATE_TIME.parse(text.replace(' ', 'T'))
                        : format.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
                if (zone != null && !(time instanceof OffsetDateTime)) {
                    LocalDateTime local = time instanceof LocalDate day ? day.atStartOfDay() : LocalDateTime.from(time);
                    return local.atZone(zone).toOffsetDateTime().toString();
                }
                return time.toString();
            } catch (DateTimeException e) {
                // The row is rejected for it, with the text as it stands in the file.
                return text;
            }
        }
    }

    /// What is done to a number.
    ///
    /// @param multiply factor, for another unit
    /// @param atLeast values below are not known
    /// @param atMost values above are not known
    /// @param comma whether a comma stands for the dot
    record NumberRule(BigDecimal multiply, double atLeast, double atMost, boolean comma) {

        /// The number, the text itself where it is none, or nothing where it is out of range.
        String apply(String text) {
            String dotted = comma ? text.replace(".", "").replace(',', '.') : text;
            double number = NumberText.parse(dotted);
            if (Double.isNaN(number)) {
                return text;
            }
            if (number < atLeast || number > atMost) {
                return "";
            }
            return multiply.compareTo(BigDecimal.ONE) == 0
                    ? dotted
                    : BigDecimal.valueOf(number)
                            .multiply(multiply)
                            .stripTrailingZeros()
                            .toPlainString();
        }
    }

    /// The field's value in a row.
    ///
    /// @param cells the row of the source
    /// @param positions where its columns are
    String apply(Cells cells, int[] positions, long line) {
        String text = joined(cells, positions, line);
        if (text.isEmpty() || empty.contains(text)) {
            return "";
        }
        String value = values.get(text);
        if (value == null) {
            value = values.isEmpty() || otherwise == null ? text : otherwise;
        }
        if (time != null && !value.isEmpty()) {
            value = time.apply(value);
        }
        if (number != null && !value.isEmpty()) {
            value = number.apply(value);
        }
        return value.isEmpty() ? "" : prefix + value;
    }

    /// The columns joined; empty where one of them is.
    private String joined(Cells cells, int[] positions, long line) {
        if (positions.length == 0) {
            return constant == null ? Long.toString(line) : constant;
        }
        if (positions.length == 1) {
            return cells.string(positions[0]);
        }
        var text = new StringBuilder();
        for (int i = 0; i < positions.length; i++) {
            if (cells.empty(positions[i])) {
                return "";
            }
            text.append(i == 0 ? "" : with).append(cells.string(positions[i]));
        }
        return text.toString();
    }
}
