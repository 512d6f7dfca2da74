package throughline.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.FactKind;
import tools.jackson.databind.json.JsonMapper;

/// A mapping file in the making: what each column of one foreign file becomes. What it writes is an ordinary mapping
/// file (docs/connecting-data.md), and what it wrote it can read again.
///
/// @param file name of the foreign file
/// @param separator what stands between its cells
/// @param zone where its times were written, if they do not say it
/// @param rowIds what is put before the number of the row to make its id; empty where a column has ids
/// @param fields the fields in their order
/// @param answers answers of customers in a file of contacts: rows that have one become rows of `responses` as well
/// @param scales the scales of answers, by field
public record MappingDraft(
        FactKind kind,
        String file,
        char separator,
        Optional<ZoneId> zone,
        Optional<String> rowIds,
        List<Field> fields,
        List<Field> answers,
        Map<String, Scale> scales) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// One field and the column it is made of.
    ///
    /// @param name of the field
    /// @param column of the file
    /// @param format how a time is written; empty for ISO 8601 or what is no time
    /// @param unit `ms`, `min` or `h`; empty for seconds or what is no duration
    /// @param comma whether numbers are written with a decimal comma
    /// @param empties words that stand for an empty cell
    public record Field(String name, String column, String format, String unit, boolean comma, List<String> empties) {

        /// Copies the list.
        public Field {
            empties = List.copyOf(empties);
        }

        private String yaml(String prefix) {
            var text = new StringBuilder("{column: ").append(quoted(column));
            text.append(prefix.isEmpty() ? "" : ", prefix: " + quoted(prefix));
            text.append(format.isEmpty() ? "" : ", format: " + quoted(format));
            text.append(unit.isEmpty() ? "" : ", unit: " + unit);
            text.append(comma ? ", decimal: comma" : "");
            text.append(empties.isEmpty() ? "" : ", empty: " + JSON.writeValueAsString(empties));
            return text.append('}').toString();
        }
    }

    /// From the worst to the best answer, or the other way round.
    public record Scale(double low, double high) {}

    /// What the answers of a contact share with it.
    private static final List<String> SHARED = List.of("customer", "touchpoint", "unit", "agent");

    private static final String ANSWER = "answer-";

    /// Copies lists and map.
    public MappingDraft {
        fields = List.copyOf(fields);
        answers = List.copyOf(answers);
        scales = Map.copyOf(new LinkedHashMap<>(scales));
    }

    /// The fields and the answers.
    List<Field> all() {
        return Stream.concat(fields.stream(), answers.stream()).toList();
    }

    /// The mapping file.
    public String yaml() {
        var text = new StringBuilder("throughline: 1\n");
        zone.ifPresent(z -> text.append("timezone: ").append(z).append('\n'));
        if (!scales.isEmpty()) {
            text.append("measures:\n");
            scales.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(e -> text.append("  - {id: %s, scale: [".formatted(quoted(e.getKey())))
                            .append(number(e.getValue().low()))
                            .append(", ")
                            .append(number(e.getValue().high()))
                            .append("]}\n"));
        }
        text.append("tables:\n");
        head(text, kind);
        text.append("    columns:\n");
        rowIds.ifPresent(prefix -> numbered(text, kind.id().orElseThrow(), prefix));
        fields.forEach(f -> column(text, f.name(), f, ""));
        if (!answers.isEmpty()) {
            answers(text);
        }
        return text.toString();
    }

    /// The second table: the contacts that have the answer that most have, or the first of several.
    private void answers(StringBuilder text) {
        head(text, FactKind.RESPONSES);
        Field first = answers.getFirst();
        text.append("    where:\n      - {column: %s, known: true%s}\n"
                .formatted(
                        quoted(first.column()),
                        first.empties().isEmpty() ? "" : ", not: " + JSON.writeValueAsString(first.empties())));
        text.append("    columns:\n");
        rowIds.ifPresent(prefix -> {
            numbered(text, "response_id", prefix + ANSWER);
            numbered(text, "interaction_id", prefix);
        });
        for (Field field : fields) {
            if (field.name().equals("interaction_id")) {
                column(text, "response_id", field, ANSWER);
                column(text, "interaction_id", field, "");
            } else if (field.name().equals(kind.time())) {
                column(text, "answered_at", field, "");
            } else if (SHARED.contains(field.name())) {
                column(text, field.name(), field, "");
            }
        }
        answers.forEach(f -> column(text, f.name(), f, ""));
    }

    private void head(StringBuilder text, FactKind table) {
        text.append("  - table: ")
                .append(table.table())
                .append("\n    file: ")
                .append(quoted(file))
                .append('\n');
        if (separator != ',') {
            text.append("    separator: ")
                    .append(separator == '\t' ? "tab" : quoted(String.valueOf(separator)))
                    .append('\n');
        }
        zone.ifPresent(z -> text.append("    timezone: ").append(z).append('\n'));
    }

    private static void numbered(StringBuilder text, String field, String prefix) {
        text.append("      %s: {row_number: true, prefix: %s}\n".formatted(field, quoted(prefix)));
    }

    private static void column(StringBuilder text, String name, Field field, String prefix) {
        text.append("      %s: %s\n".formatted(quoted(name), field.yaml(prefix)));
    }

    /// The mapping file for whatever file of these columns comes next: the same, for any file of the same ending.
    public String lasting() {
        int dot = file.indexOf('.', Math.max(0, file.length() - 12));
        String numbered = rowIds.isEmpty()
                ? ""
                : "# Rows have no ids of their own: give each further file a prefix of its own, or its rows replace these.\n";
        return numbered
                + new MappingDraft(
                                kind,
                                "*" + (dot < 0 ? "" : file.substring(dot)),
                                separator,
                                zone,
                                rowIds,
                                fields,
                                answers,
                                scales)
                        .yaml();
    }

    /// The draft that a file was written from; empty where the file says more than a draft can, such as joined
    /// columns, or has mistakes.
    public static Optional<MappingDraft> read(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            var notes = new YamlNotes(String.valueOf(file.getFileName()));
            var root = new YamlMap(notes, "", YamlDocument.read(file));
            root.number("throughline");
            Optional<MappingDraft> draft = read(root, zone(root));
            root.close();
            return notes.rejects().isEmpty() && notes.warnings().isEmpty() ? draft : Optional.empty();
        } catch (YamlDocument.UnreadableYaml | java.time.DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<MappingDraft> read(YamlMap root, Optional<ZoneId> zone) {
        Map<String, Scale> scales = new LinkedHashMap<>();
        for (YamlMap measure : root.maps("measures")) {
            List<Double> ends = measure.numbers("scale");
            String id = measure.required("id");
            if (id != null && ends.size() == 2) {
                scales.put(id, new Scale(ends.getFirst(), ends.getLast()));
            }
            measure.close();
        }
        List<YamlMap> tables = root.maps("tables");
        if (tables.isEmpty() || tables.size() > 2) {
            return Optional.empty();
        }
        YamlMap table = tables.getFirst();
        Optional<FactKind> kind = FactKind.find(String.valueOf(table.text("table")));
        String file = table.required("file");
        String separator = table.text("separator");
        Optional<ZoneId> own = zone(table);
        var prefix = new @Nullable String[1];
        List<Field> fields = fields(table, prefix);
        table.close();
        List<Field> answers = List.of();
        if (tables.size() == 2) {
            YamlMap second = tables.getLast();
            answers = fields(second, new @Nullable String[1]).stream()
                    .filter(f -> !KnownFields.declared(FactKind.RESPONSES, f.name()))
                    .toList();
            List.of("table", "file", "separator", "timezone", "where").forEach(second::has);
            second.close();
        }
        if (kind.isEmpty() || file == null || fields.isEmpty() || answers.isEmpty() == (tables.size() == 2)) {
            return Optional.empty();
        }
        char cells = separator == null ? ',' : separator.equals("tab") ? '\t' : separator.charAt(0);
        return Optional.of(new MappingDraft(
                kind.get(), file, cells, own.or(() -> zone), Optional.ofNullable(prefix[0]), fields, answers, scales));
    }

    /// @param prefix is given what stands before the numbers of rows, where rows are numbered
    private static List<Field> fields(YamlMap table, @Nullable String[] prefix) {
        YamlMap columns = table.map("columns");
        var fields = new ArrayList<Field>();
        if (columns == null) {
            return fields;
        }
        for (String name : columns.keys()) {
            YamlMap rule = columns.isMap(name) ? columns.map(name) : null;
            if (rule == null) {
                fields.add(new Field(name, String.valueOf(columns.text(name)), "", "", false, List.of()));
            } else if (rule.flag("row_number")) {
                prefix[0] = String.valueOf(rule.raw("prefix"));
                rule.close();
            } else {
                fields.add(field(name, rule));
                if (rule.has("prefix") && !name.equals("response_id")) {
                    rule.notes().warn(rule.line(), "A draft cannot say prefix");
                }
                rule.close();
            }
        }
        return fields;
    }

    private static Field field(String name, YamlMap rule) {
        return new Field(
                name,
                String.valueOf(rule.text("column")),
                text(rule, "format"),
                text(rule, "unit"),
                text(rule, "decimal").equals("comma"),
                rule.texts("empty"));
    }

    private static String text(YamlMap map, String key) {
        String text = map.text(key);
        return text == null ? "" : text;
    }

    private static Optional<ZoneId> zone(YamlMap map) {
        return Optional.ofNullable(map.text("timezone")).map(ZoneId::of);
    }

    private static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
