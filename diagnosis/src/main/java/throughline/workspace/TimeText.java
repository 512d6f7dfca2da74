package throughline.workspace;

import static throughline.text.Text.say;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Arrays;

/// Reads ISO 8601 times and dates, as microseconds since 1970 UTC, and tells the local day of a moment.
///
/// A time without an offset, and a date (its midnight), are in the organisation's zone. A blank or a small `t` may
/// stand for the T. Used by one thread.
final class TimeText {

    /// Says that the text is no time.
    static final long NONE = Long.MIN_VALUE;

    private static final long SECOND = 1_000_000L;
    private static final long DAY = 86_400 * SECOND;
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2100;
    private static final int FIRST_DAY =
            (int) LocalDate.of(FIRST_YEAR - 1, 12, 30).toEpochDay();
    private static final int DAYS = (int) LocalDate.of(LAST_YEAR + 1, 1, 3).toEpochDay() - FIRST_DAY;
    private static final int UNKNOWN = Integer.MIN_VALUE;
    private static final int CHANGES = Integer.MAX_VALUE;

    private final ZoneRules rules;
    private final int[] offsetOfLocalDay = new int[DAYS];
    private final int[] offsetOfUtcDay = new int[DAYS];

    TimeText(ZoneId zone) {
        rules = zone.getRules();
        Arrays.fill(offsetOfLocalDay, UNKNOWN);
        Arrays.fill(offsetOfUtcDay, UNKNOWN);
    }

    /// The moment, or [#NONE] where the text is no time.
    long parse(String text) {
        return parse(text.toCharArray(), 0, text.length());
    }

    /// The moment, or [#NONE] where the characters are no time of the years 1900 to 2100.
    long parse(char[] t, int from, int to) {
        if (to - from < 10 || t[from + 4] != '-' || t[from + 7] != '-') {
            return NONE;
        }
        int year = two(t, from) * 100 + two(t, from + 2);
        int month = two(t, from + 5);
        int day = two(t, from + 8);
        if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1 || day > length(year, month)) {
            return NONE;
        }
        int epochDay = epochDay(year, month, day);
        int at = from + 10;
        if (at == to) {
            return epochDay * DAY - localOffset(epochDay, 0) * SECOND;
        }
        if (to - at < 6 || (t[at] != 'T' && t[at] != ' ' && t[at] != 't') || t[at + 3] != ':') {
            return NONE;
        }
        int hour = two(t, at + 1);
        int minute = two(t, at + 4);
        at += 6;
        int second = 0;
        if (at < to && t[at] == ':') {
            if (to - at < 3) {
                return NONE;
            }
            second = two(t, at + 1);
            at += 3;
        }
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return NONE;
        }
        int ofDay = hour * 3600 + minute * 60 + second;
        long micros = 0;
        if (at < to && (t[at] == '.' || t[at] == ',')) {
            int digits = 0;
            at++;
            while (at < to && (char) (t[at] - '0') < 10) {
                if (digits < 6) {
                    micros = micros * 10 + (t[at] - '0');
                    digits++;
                }
                at++;
            }
            if (digits == 0) {
                return NONE;
            }
            for (; digits < 6; digits++) {
                micros *= 10;
            }
        }
        while (at < to && t[at] == ' ') {
            at++;
        }
        long local = epochDay * DAY + ofDay * SECOND + micros;
        if (at == to) {
            return local - localOffset(epochDay, ofDay) * SECOND;
        }
        int offset = offset(t, at, to);
        return offset == CHANGES ? NONE : local - offset * SECOND;
    }

    /// The local day of the moment, in days since 1970.
    int day(long micros) {
        int utcDay = (int) Math.floorDiv(micros, DAY);
        int slot = utcDay - FIRST_DAY;
        int offset = slot >= 0 && slot < DAYS ? offsetOfUtcDay[slot] : CHANGES;
        if (offset == UNKNOWN) {
            Instant start = Instant.ofEpochSecond(utcDay * 86_400L);
            offset = steady(start);
            offsetOfUtcDay[slot] = offset;
        }
        if (offset == CHANGES) {
            offset = rules.getOffset(Instant.ofEpochSecond(Math.floorDiv(micros, SECOND)))
                    .getTotalSeconds();
        }
        return (int) Math.floorDiv(micros + offset * SECOND, DAY);
    }

    /// Why the text is not a time, as the end of a sentence, or nothing.
    static String hint(String text) {
        if (text.matches("\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}.*")) {
            return say("; write the year first");
        }
        if (text.matches("\\d{9,13}(\\.\\d+)?")) {
            return say("; write a date, not a count of seconds");
        }
        if (text.matches("\\d{4}-\\d{2}-\\d{2}.*")) {
            int year = Integer.parseInt(text.substring(0, 4));
            if (year < FIRST_YEAR || year > LAST_YEAR) {
                return say("; years from 1900 to 2100 are read");
            }
            try {
                LocalDate.parse(text.substring(0, 10));
            } catch (DateTimeException e) {
                return say("; there is no such day");
            }
        }
        return "";
    }

    private int localOffset(int epochDay, int secondOfDay) {
        int slot = epochDay - FIRST_DAY;
        int offset = offsetOfLocalDay[slot];
        if (offset == UNKNOWN) {
            LocalDateTime start = LocalDate.ofEpochDay(epochDay).atStartOfDay();
            // The day's earliest and latest offsets differ by a few hours at most: look at 30 hours around it.
            offset = steady(start.minusHours(3).toInstant(rules.getOffset(start)));
            offsetOfLocalDay[slot] = offset;
        }
        return offset != CHANGES
                ? offset
                : rules.getOffset(LocalDate.ofEpochDay(epochDay).atStartOfDay().plusSeconds(secondOfDay))
                        .getTotalSeconds();
    }

    /// The offset of the 30 hours from the moment, or [#CHANGES] where it is not the same throughout.
    private int steady(Instant start) {
        ZoneOffset offset = rules.getOffset(start);
        var next = rules.nextTransition(start.minusSeconds(1));
        boolean changes = next != null && next.getInstant().isBefore(start.plusSeconds(30 * 3600));
        return changes ? CHANGES : offset.getTotalSeconds();
    }

    /// Seconds east of UTC of `Z`, `+01`, `+0100` or `+01:00`, or [#CHANGES] where it is none.
    private static int offset(char[] t, int at, int to) {
        if (to - at == 1 && (t[at] == 'Z' || t[at] == 'z')) {
            return 0;
        }
        int sign = t[at] == '+' ? 1 : t[at] == '-' ? -1 : 0;
        int length = to - at;
        if (sign == 0 || (length != 3 && length != 5 && length != 6)) {
            return CHANGES;
        }
        int hours = two(t, at + 1);
        int minutes = length == 3 ? 0 : length == 5 ? two(t, at + 3) : t[at + 3] == ':' ? two(t, at + 4) : -1;
        return hours < 0 || hours > 18 || minutes < 0 || minutes > 59 ? CHANGES : sign * (hours * 3600 + minutes * 60);
    }

    /// The number of two digits, or a large negative one.
    private static int two(char[] t, int at) {
        char tens = (char) (t[at] - '0');
        char ones = (char) (t[at + 1] - '0');
        return tens > 9 || ones > 9 ? -100_000 : tens * 10 + ones;
    }

    private static int length(int year, int month) {
        if (month == 2) {
            return (year & 3) == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /// Days since 1970 of a day in the proleptic Gregorian calendar, counting years from March.
    private static int epochDay(int year, int month, int day) {
        int y = month <= 2 ? year - 1 : year;
        int m = month <= 2 ? month + 9 : month - 3;
        return 365 * y + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + day - 719_469;
    }
}
