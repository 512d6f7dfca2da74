package throughline.command.analyse;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// Regular times behind a column of times, so that a time without a row keeps its place as a gap.
///
/// The step is a number of months where all dates are the same day of the month, or all the last; else the
/// greatest common divisor of the distances. Times are numbers, or dates such as 2026-01-31, 2026-01, 2026-W05,
/// 2026-Q1 and 2026-01-31T09:30:00Z.
final class TimeGrid {

    private static final int LONGEST = 100_000;
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d{1,14}(\\.\\d{1,4})?");
    private static final Pattern QUARTER = Pattern.compile("\\d{4}-?Q[1-4]");
    private static final Pattern WEEK = Pattern.compile("\\d{4}-W\\d{2}");
    private static final Pattern MONTH = Pattern.compile("\\d{4}-\\d{2}");
    private static final Pattern OFFSET = Pattern.compile("T.*(Z|[-+]\\d{2}:\\d{2})$");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private final String column;
    private final boolean numbers;
    private final boolean local;
    private final double[] order;
    private final int[] places;
    private final int length;
    private final String step;

    private TimeGrid(String column, boolean numbers, boolean local, double[] order, long[] ticks, Naming naming) {
        this.column = column;
        this.numbers = numbers;
        this.local = local;
        this.order = order;
        long first = Arrays.stream(ticks).min().orElse(0);
        long distance = 0;
        for (long tick : ticks) {
            distance = BigInteger.valueOf(distance)
                    .gcd(BigInteger.valueOf(tick - first))
                    .longValue();
        }
        if (distance == 0) {
            throw new IllegalArgumentException(
                    "Column %s holds one time only. A change needs times before and after it.".formatted(column));
        }
        long steps = (Arrays.stream(ticks).max().orElse(0) - first) / distance + 1;
        this.step = naming.of(distance);
        if (steps > LONGEST) {
            throw new IllegalArgumentException(
                    "The times in column %s have a common step of %s, which makes %,d times; at most %,d can be analysed. Round the times, such as to days."
                            .formatted(column, step, steps, LONGEST));
        }
        this.length = (int) steps;
        long unit = distance;
        this.places = Arrays.stream(ticks)
                .mapToInt(tick -> (int) ((tick - first) / unit))
                .toArray();
    }

    /// Names a step of so many ticks.
    @FunctionalInterface
    private interface Naming {
        String of(long ticks);
    }

    /// The grid of the times.
    ///
    /// @throws IllegalArgumentException if a text is no time, there is only one time, or the grid gets too long
    static TimeGrid of(String column, String[] times) {
        if (all(times, t -> NUMBER.matcher(t).matches())) {
            BigDecimal[] numbers = Arrays.stream(times).map(BigDecimal::new).toArray(BigDecimal[]::new);
            int scale = Arrays.stream(numbers).mapToInt(BigDecimal::scale).max().orElse(0);
            return new TimeGrid(
                    column,
                    true,
                    false,
                    Arrays.stream(numbers).mapToDouble(BigDecimal::doubleValue).toArray(),
                    Arrays.stream(numbers)
                            .mapToLong(n -> n.setScale(scale).unscaledValue().longValueExact())
                            .toArray(),
                    ticks -> BigDecimal.valueOf(ticks, scale)
                            .stripTrailingZeros()
                            .toPlainString());
        }
        OffsetDateTime[] moments =
                Arrays.stream(times).map(t -> moment(column, t)).toArray(OffsetDateTime[]::new);
        boolean local = all(moments, m -> m.toLocalTime().equals(moments[0].toLocalTime()));
        LocalDateTime[] dates = Arrays.stream(moments).map(m -> dated(m, local)).toArray(LocalDateTime[]::new);
        double[] order = Arrays.stream(dates).mapToDouble(TimeGrid::seconds).toArray();
        if (!local) {
            long[] ticks = Arrays.stream(dates)
                    .mapToLong(d -> d.toEpochSecond(ZoneOffset.UTC))
                    .toArray();
            return new TimeGrid(column, false, false, order, ticks, TimeGrid::seconds);
        }
        boolean months = all(dates, d -> d.getDayOfMonth() == dates[0].getDayOfMonth())
                || all(dates, d -> d.getDayOfMonth() == YearMonth.from(d).lengthOfMonth());
        return months
                ? new TimeGrid(
                        column,
                        false,
                        true,
                        order,
                        Arrays.stream(dates)
                                .mapToLong(d -> d.getYear() * 12L + d.getMonthValue())
                                .toArray(),
                        ticks -> ticks % 12 == 0 ? counted(ticks / 12, "year") : counted(ticks, "month"))
                : new TimeGrid(
                        column,
                        false,
                        true,
                        order,
                        Arrays.stream(dates)
                                .mapToLong(d -> d.toLocalDate().toEpochDay())
                                .toArray(),
                        ticks -> ticks % 7 == 0 ? counted(ticks / 7, "week") : counted(ticks, "day"));
    }

    /// Number of times, gaps included.
    int length() {
        return length;
    }

    /// The place of a row's time, from 0.
    int place(int row) {
        return places[row];
    }

    /// The step in words, such as `1 month` or `15 minutes`; a bare number where times are numbers.
    String step() {
        return step;
    }

    /// Whether a row's time is at or after the text's.
    ///
    /// @throws IllegalArgumentException if the text is no time of the kind that the column holds
    boolean[] reached(String text) {
        double from;
        if (numbers) {
            if (!NUMBER.matcher(text).matches()) {
                throw new IllegalArgumentException(
                        "\"%s\" is no number, and column %s holds numbers.".formatted(text, column));
            }
            from = Double.parseDouble(text);
        } else {
            from = seconds(dated(moment(column, text), local));
        }
        boolean[] reached = new boolean[order.length];
        for (int i = 0; i < order.length; i++) {
            reached[i] = order[i] >= from;
        }
        return reached;
    }

    private static <T> boolean all(T[] items, Predicate<T> condition) {
        return Arrays.stream(items).allMatch(condition);
    }

    /// What the clock on the wall showed where all rows are of one time of day, else the time in UTC.
    private static LocalDateTime dated(OffsetDateTime moment, boolean local) {
        return local
                ? moment.toLocalDateTime()
                : moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
    }

    private static double seconds(LocalDateTime date) {
        return date.toEpochSecond(ZoneOffset.UTC);
    }

    private static OffsetDateTime moment(String column, String text) {
        try {
            if (MONTH.matcher(text).matches()) {
                return start(YearMonth.parse(text).atDay(1));
            }
            if (WEEK.matcher(text).matches()) {
                return start(LocalDate.parse(text + "-1", DateTimeFormatter.ISO_WEEK_DATE));
            }
            if (QUARTER.matcher(text).matches()) {
                int month = 3 * Character.digit(text.charAt(text.length() - 1), 10) - 2;
                return start(LocalDate.of(Integer.parseInt(text, 0, 4, 10), month, 1));
            }
            if (DAY.matcher(text).matches()) {
                return start(LocalDate.parse(text));
            }
            String iso = text.replace(' ', 'T');
            return OFFSET.matcher(iso).find()
                    ? OffsetDateTime.parse(iso)
                    : LocalDateTime.parse(iso).atOffset(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "\"%s\" is no time of column %s: neither a number, nor a date such as 2026-01-31, 2026-01, 2026-W05, 2026-Q1 or 2026-01-31T09:30:00Z."
                            .formatted(text, column),
                    e);
        }
    }

    private static OffsetDateTime start(LocalDate day) {
        return day.atStartOfDay().atOffset(ZoneOffset.UTC);
    }

    private static String seconds(long seconds) {
        if (seconds % 86_400 == 0) {
            return counted(seconds / 86_400, "day");
        }
        if (seconds % 3_600 == 0) {
            return counted(seconds / 3_600, "hour");
        }
        return seconds % 60 == 0 ? counted(seconds / 60, "minute") : counted(seconds, "second");
    }

    private static String counted(long n, String unit) {
        return n == 1 ? "1 " + unit : n + " " + unit + "s";
    }
}
