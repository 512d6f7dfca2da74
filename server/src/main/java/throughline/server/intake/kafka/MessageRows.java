package throughline.server.intake.kafka;

import static throughline.text.Text.say;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import throughline.lake.fact.Column;
import throughline.lake.fact.FactAppender;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactRow;
import throughline.lake.fact.FactTable;
import throughline.lake.kafka.Handling;
import throughline.lake.kafka.Message;
import throughline.lake.kafka.RejectedRow;
import throughline.server.intake.Batch.RowCounts;
import throughline.server.intake.LiveTables;
import throughline.server.intake.RowsCounted;
import throughline.workspace.FactFiles;
import throughline.workspace.Reject;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Messages as rows, by the same rules as files: their lines become a file for the time of reading it. Evidence
/// calls a row's file `topic/partition` and its line the offset.
///
/// @param folder where the files are made
/// @param tables says which columns rows had so far, and the zone of times without an offset
/// @param counted counts the good rows
record MessageRows(Path folder, LiveTables tables, RowsCounted counted) implements Handling.Conversion {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String NAME = "messages.ndjson";

    /// One line of a message.
    private record Line(Message message, long number, String text) {}

    @Override
    public Handling.Converted convert(FactKind kind, List<Message> messages) {
        List<RejectedRow> rejected = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        messages.forEach(message -> lines(message, lines, rejected));
        List<Column> kept = tables.columns(kind);
        ZoneId zone = tables.zone();
        FactFiles files = read(kind, lines, kept, zone, Optional.empty(), reject -> {
            if (!reject.wholeFile()) {
                rejected.add(rejected(lines, reject));
            }
        });
        FactFiles.Reading reading = files.reading(NAME);
        if (reading.unreadable().isPresent() && !lines.isEmpty()) {
            throw new IllegalArgumentException(reading.unreadable().get());
        }
        counted.add(kind, new RowCounts(reading.rows(), 0, 0));
        return new Handling.Converted(
                files.table().filter(table -> reading.rows() > 0),
                appender -> read(kind, lines, kept, zone, Optional.of(appender), reject -> {}),
                rejected);
    }

    private static void lines(Message message, List<Line> lines, List<RejectedRow> rejected) {
        if (message.event()) {
            try {
                JsonNode data = JSON.readTree(message.text()).path("data");
                if (data.isObject()) {
                    lines.add(new Line(message, 1, data.toString()));
                } else {
                    rejected.add(RejectedRow.of(message, say("The event has no data that is a JSON object.")));
                }
            } catch (JacksonException e) {
                rejected.add(RejectedRow.of(message, say("The event is not valid JSON: %s.", e.getOriginalMessage())));
            }
            return;
        }
        String[] texts = message.text().split("\n", -1);
        for (int i = 0; i < texts.length; i++) {
            if (!texts[i].isBlank()) {
                lines.add(new Line(message, i + 1L, texts[i]));
            }
        }
    }

    private FactFiles read(
            FactKind kind,
            List<Line> lines,
            List<Column> kept,
            ZoneId zone,
            Optional<FactAppender> to,
            Consumer<Reject> rejects) {
        try {
            Path file = Files.createTempFile(folder, "messages-", ".ndjson");
            try {
                Files.write(file, lines.stream().map(Line::text).toList());
                FactFiles files = FactFiles.open(kind, List.of(new FactFiles.Named(file, NAME)), zone, kept, rejects);
                files.table().ifPresent(table -> files.append(new Renamed(to, table, lines)));
                return files;
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Messages could not be written to " + folder, e);
        }
    }

    private static RejectedRow rejected(List<Line> lines, Reject reject) {
        Line line = lines.get(Math.toIntExact(reject.line()) - 1);
        Message message = line.message();
        return new RejectedRow(
                message.topic(),
                message.partition(),
                message.offset(),
                line.number(),
                reject.column(),
                reject.reason(),
                reject.row());
    }

    /// Passes rows on under the names of their messages, or lets them go.
    private record Renamed(Optional<FactAppender> to, FactTable table, List<Line> lines) implements FactAppender {

        private static final int FILE = 0;
        private static final int LINE = 1;

        @Override
        public void append(FactRow row) {
            to.ifPresent(appender -> {
                Message message =
                        lines.get(Math.toIntExact((long) row.number(LINE)) - 1).message();
                row.text(FILE, message.topic() + "/" + message.partition());
                row.number(LINE, (double) message.offset());
                appender.append(row);
            });
        }

        /// The appender stays its owner's.
        @Override
        public void close() {}
    }
}
