package throughline.server.intake;

import static throughline.text.Text.say;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// CloudEvents as rows: the `data` of the first event is the first line, and so on. Of an event without
/// data, or whose data is no object, the line is `null`, which the reader rejects by its number.
///
/// - [CloudEvents JSON format 1.0](https://github.com/cloudevents/spec/blob/main/cloudevents/formats/json-format.md)
final class EventRows {

    private static final int LONGEST_TEXT = 1 << 18;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(20)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNameLength(1_000)
                    .maxNumberLength(400)
                    .build())
            .build();

    private EventRows() {}

    /// The body is not CloudEvents in JSON; the message says where.
    static final class UnreadableEventsException extends IOException {

        private static final long serialVersionUID = 1L;

        UnreadableEventsException(String message) {
            super(message);
        }
    }

    /// Writes the rows of events as NDJSON.
    ///
    /// @throws UnreadableEventsException if the body is not valid JSON, or neither an event nor an array of them
    static void write(Path events, BodyEncoding encoding, Path rows) throws IOException {
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(events));
                InputStream in = encoding == BodyEncoding.GZIP ? new GZIPInputStream(raw) : raw;
                JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in);
                var out = Files.newBufferedWriter(rows, StandardCharsets.UTF_8);
                JsonGenerator lines = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    event(parser, lines);
                }
                first = parser.currentToken() == JsonToken.END_ARRAY ? JsonToken.START_OBJECT : parser.currentToken();
            } else if (first == JsonToken.START_OBJECT) {
                event(parser, lines);
            }
            if (first != JsonToken.START_OBJECT || parser.nextToken() != null) {
                throw new UnreadableEventsException(
                        say("CloudEvents are one JSON object, or one array of objects and nothing after it."));
            }
        } catch (JacksonException e) {
            throw new UnreadableEventsException(say(
                    "The body is not valid JSON in line %s, column %s: %s.",
                    e.getLocation().getLineNr(), e.getLocation().getColumnNr(), e.getOriginalMessage()));
        }
    }

    private static void event(JsonParser parser, JsonGenerator lines) {
        boolean written = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean data = parser.currentName().equals("data") && !written;
            if (parser.nextToken() == JsonToken.START_OBJECT && data) {
                lines.copyCurrentStructure(parser);
                written = true;
            } else {
                parser.skipChildren();
            }
        }
        if (!written) {
            lines.writeNull();
        }
        lines.writeRaw('\n');
    }
}
