package throughline.lake.sql;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;

/// The hour on the clocks of a zone, in SQL.
///
/// Which offset held when comes from Java's rules and is written into the statement, so that no two engines can
/// differ in what they know of a zone: one comparison for each halving of the clock changes from 2000 to 2049.
/// DuckDB's own conversion of time zones takes four times as long.
final class LocalHour {

    private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2050-01-01T00:00:00Z");
    private static final int DAY = 86_400;
    private static final int HOUR = 3_600;

    private final Dialect dialect;
    private final String column;
    private final List<ZoneOffsetTransition> changes = new ArrayList<>();
    private final int before;

    private LocalHour(Dialect dialect, String column, ZoneRules rules) {
        this.dialect = dialect;
        this.column = column;
        this.before = rules.getOffset(FIRST).getTotalSeconds();
        for (var next = rules.nextTransition(FIRST);
                next != null && next.getInstant().isBefore(END);
                next = rules.nextTransition(next.getInstant())) {
            changes.add(next);
        }
    }

    /// The hour, 0 to 23; null for midnight to the second.
    ///
    /// @param column a TIME column, quoted
    static String of(Dialect dialect, String column, ZoneId zone) {
        var local = new LocalHour(dialect, column, zone.getRules());
        return "floor(nullif(((%1$s + %2$s) %% %3$d + %3$d) %% %3$d, 0) / %4$se0)"
                .formatted(dialect.seconds(column), local.offset(0, local.changes.size()), DAY, HOUR);
    }

    /// The offset in seconds of a time that lies after the change before `from` and before that at `to`.
    private String offset(int from, int to) {
        if (from == to) {
            return String.valueOf(
                    from == 0 ? before : changes.get(from - 1).getOffsetAfter().getTotalSeconds());
        }
        int middle = (from + to) / 2;
        return "case when %s < %s then %s else %s end"
                .formatted(
                        column,
                        dialect.literal(changes.get(middle).getInstant()),
                        offset(from, middle),
                        offset(middle + 1, to));
    }
}
