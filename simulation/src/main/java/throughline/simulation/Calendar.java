package throughline.simulation;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/// The days of a simulated organisation, numbered from 0, with their seasons and how they are written.
final class Calendar {

    private static final double[] WEEK = {1.16, 1.08, 1.02, 1.0, 1.1, 0.94, 0.62};

    private final LocalDate start;
    private final int days;
    private final byte[][] dates;
    private final byte[][] offsets;
    private final List<YearMonth> months = new ArrayList<>();
    private final int[] month;

    Calendar(LocalDate start, int days, ZoneId zone) {
        this.start = start;
        this.days = days;
        dates = new byte[days + 1][];
        offsets = new byte[days + 1][];
        month = new int[days];
        for (int d = 0; d <= days; d++) {
            LocalDate date = date(d);
            dates[d] = date.toString().getBytes(StandardCharsets.US_ASCII);
            String offset =
                    zone.getRules().getOffset(date.atTime(LocalTime.NOON)).getId();
            offsets[d] = offset.getBytes(StandardCharsets.US_ASCII);
            if (d < days) {
                YearMonth m = YearMonth.from(date);
                if (months.isEmpty() || !months.getLast().equals(m)) {
                    months.add(m);
                }
                month[d] = months.size() - 1;
            }
        }
    }

    int days() {
        return days;
    }

    LocalDate date(int day) {
        return start.plusDays(day);
    }

    /// The date in ISO 8601; valid for the day after the last as well.
    byte[] written(int day) {
        return dates[day];
    }

    /// The offset from UTC at noon, such as `+01:00`.
    byte[] offset(int day) {
        return offsets[day];
    }

    /// Months that have a day in the period.
    List<YearMonth> months() {
        return months;
    }

    /// Number of the day's month.
    int month(int day) {
        return month[day];
    }

    /// First day of a month that lies in the period.
    int firstDay(int monthNumber) {
        return (int) Math.max(0, months.get(monthNumber).atDay(1).toEpochDay() - start.toEpochDay());
    }

    /// Whether the whole month lies in the period.
    boolean over(int monthNumber) {
        YearMonth m = months.get(monthNumber);
        return !m.atDay(1).isBefore(start) && m.atEndOfMonth().isBefore(start.plusDays(days));
    }

    /// Volume of the day against a mean day: Mondays are busy, Sundays quiet, December peaks.
    double season(int day) {
        LocalDate date = date(day);
        double year = 1 + 0.16 * Math.cos(2 * Math.PI * (date.getDayOfYear() - 345) / 365.25);
        return WEEK[date.getDayOfWeek().getValue() - DayOfWeek.MONDAY.getValue()] * year;
    }
}
