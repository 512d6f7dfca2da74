package throughline.statistics.journey;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import throughline.statistics.Facts;

/// Small event logs, and the real ones beside the repository.
final class Logs {

    private Logs() {}

    /// A log of traces such as `ask,look,pay`, an hour between events.
    static EventLog of(String... traces) {
        var builder = new EventLog.Builder();
        for (int c = 0; c < traces.length; c++) {
            String[] activities = traces[c].split(",", -1);
            for (int e = 0; e < activities.length; e++) {
                builder.add("case" + c, activities[e], e * 3_600_000_000L);
            }
        }
        return builder.build();
    }

    /// The help desk of an Italian software company, 4,580 cases.
    static EventLog helpdesk() {
        return read("helpdesk_it_company/Helpdesk.csv", 6, 4, 3);
    }

    /// Incidents of Volvo IT (BPI Challenge 2013), 7,554 cases.
    static EventLog incidents() {
        return read("volvo_it_incidents/incidents.csv", 0, 1, 3);
    }

    private static EventLog read(String file, int caseId, int activity, int at) {
        var builder = new EventLog.Builder();
        List<String> lines = Facts.shared(file);
        for (String line : lines.subList(1, lines.size())) {
            List<String> cells = Arrays.asList(line.split(",", -1));
            Instant time = OffsetDateTime.parse(cells.get(at).replace(' ', 'T'), DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    .toInstant();
            builder.add(cells.get(caseId), cells.get(activity), ChronoUnit.MICROS.between(Instant.EPOCH, time));
        }
        return builder.build();
    }
}
