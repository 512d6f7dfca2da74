package throughline.workspace;

import static throughline.text.Text.say;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import throughline.diagnosis.Wording;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// The records of an NDJSON file: one JSON object of plain values a line, also gzipped.
///
/// Its columns are all keys that any line has, so the file is read once to find them. A line that is no such object is
/// rejected.
final class NdjsonSource implements RecordSource {

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(20)
                    .maxStringLength(Limits.FIELD)
                    .maxNameLength(1_000)
                    .maxNumberLength(400)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String name;
    private final Rejects rejects;
    private final FileInput input;
    private final TextLines lines;
    private final List<String> columns;
    private final Map<String, Integer> positions = new HashMap<>();
    private final Cells cells = new Cells();

    /// @param input the file
    /// @param name path of the file inside the workspace
    /// @param columns its keys, from [#keys]
    NdjsonSource(FileInput input, String name, Rejects rejects, List<String> columns) throws IOException {
        this.name = name;
        this.rejects = rejects;
        this.columns = List.copyOf(columns);
        for (int i = 0; i < columns.size(); i++) {
            positions.put(columns.get(i), i);
        }
        this.input = input;
        this.lines = new TextLines(new TextWindow(FirstBytes.checked(input), input));
    }

    /// The keys that any line of the file has, in the order in which they are first met.
    ///
    /// @throws UnreadableFileException if there is no line with a key, or there are too many keys
    static List<String> keys(Path file) throws IOException {
        var keys = new java.util.LinkedHashSet<String>();
        try (var input = FileInput.plain(file)) {
            var lines = new TextLines(new TextWindow(FirstBytes.checked(input), input));
            while (lines.next()) {
                addKeys(lines, keys);
                if (keys.size() > Limits.COLUMNS) {
                    throw new UnreadableFileException(
                            say("The lines have more than %s different keys.", Wording.count(Limits.COLUMNS)));
                }
            }
            if (keys.isEmpty()) {
                throw new UnreadableFileException(
                        input.damage().orElse(say("The file has no line that is a JSON object such as {\"id\": 1}.")));
            }
        }
        return new ArrayList<>(keys);
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public Cells cells() {
        return cells;
    }

    @Override
    public long line() {
        return lines.line();
    }

    @Override
    public String sha256Hex() {
        return input.sha256Hex();
    }

    @Override
    public boolean next() throws IOException {
        while (lines.next()) {
            String fault = lines.fault();
            if (fault == null) {
                fault = read();
            }
            if (fault == null) {
                return true;
            }
            rejects.add(name, lines.line(), "", fault, lines.cut(500));
        }
        input.damage().ifPresent(d -> rejects.add(name, lines.line(), "", d, ""));
        return false;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }

    /// Reads the line into the cells; the reason as a sentence where that fails, else null.
    private @org.jspecify.annotations.Nullable String read() {
        cells.clear(columns.size());
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), lines.text(), 0, lines.length())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return say("A JSON object such as {\"id\": 1} was expected on the line.");
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                Integer position = positions.get(parser.currentName());
                JsonToken value = parser.nextToken();
                if (value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY) {
                    return say("%s: one plain value was expected, got a list or an object.", parser.currentName());
                }
                if (value != JsonToken.VALUE_NULL && position != null) {
                    cells.set(
                            position, parser.getStringCharacters(), parser.getStringOffset(), parser.getStringLength());
                }
            }
            return parser.nextToken() == null ? null : say("Only one JSON object a line was expected.");
        } catch (JacksonException e) {
            return say("The line is not valid JSON: %s.", e.getOriginalMessage());
        }
    }

    private static void addKeys(TextLines lines, java.util.Set<String> keys) {
        if (lines.fault() != null) {
            return;
        }
        var found = new ArrayList<String>();
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), lines.text(), 0, lines.length())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return;
            }
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                found.add(parser.currentName());
                if (parser.nextToken().isStructStart()) {
                    return;
                }
            }
            keys.addAll(found);
        } catch (JacksonException e) {
            // The line is rejected when the rows are read.
            return;
        }
    }
}
