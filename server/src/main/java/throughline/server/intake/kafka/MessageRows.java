package throughline.server.intake.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import throughline.lake.fact.FactAppender;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactRow;
import throughline.lake.fact.FactTable;
import throughline.lake.kafka.Handling;
import throughline.lake.kafka.Message;
import throughline.lake.kafka.RejectedRow;
import throughline.organisation.Organisation;
import throughline.workspace.FactFile;
import throughline.workspace.Reject;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Messages as rows, by the same rules as files: their lines become a file for the time of reading it. Evidence
/// calls a row's file `topic/partition` and its line the offset.
///
/// @param folder where the files are made
record MessageRows(Path folder) implements Handling.Conversion {

    private static final JsonMapper JSON = new JsonMapper();

    /// One line of a message.
    private record Line(Message message, long number, String text) {}

    @Override
    public Handling.Converted convert(FactKind kind, List<Message> messages) {
        List<RejectedRow> rejected = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        messages.forEach(message -> lines(message, lines, rejected));
        var table = new FactTable[1];
        FactFile.Reading reading = read(
                kind,
                lines,
                found -> {
                    table[0] = found;
                    return new Renamed(Optional.empty(), found, lines);
                },
                reject -> rejected.add(rejected(lines, reject)));
        if (reading.unreadable().isPresent() && !lines.isEmpty()) {
            throw new IllegalArgumentException(reading.unreadable().get());
        }
        return new Handling.Converted(
                reading.rows() == 0 ? Optional.empty() : Optional.of(table[0]),
                appender -> read(kind, lines, found -> new Renamed(Optional.of(appender), found, lines), reject -> {}),
                rejected);
    }

    private static void lines(Message message, List<Line> lines, List<RejectedRow> rejected) {
        if (message.event()) {
            try {
                JsonNode data = JSON.readTree(message.text()).path("data");
                if (data.isObject()) {
                    lines.add(new Line(message, 1, data.toString()));
                } else {
                    rejected.add(RejectedRow.of(message, "The event has no data that is a JSON object."));
                }
            } catch (JacksonException e) {
                rejected.add(
                        RejectedRow.of(message, "The event is not valid JSON: %s.".formatted(e.getOriginalMessage())));
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

    private FactFile.Reading read(
            FactKind kind, List<Line> lines, Function<FactTable, FactAppender> to, Consumer<Reject> rejects) {
        try {
            Path file = Files.createTempFile(folder, "messages-", ".ndjson");
            try {
                Files.write(file, lines.stream().map(Line::text).toList());
                return FactFile.read(file, kind, Organisation.unrecorded(""), to, rejects);
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
