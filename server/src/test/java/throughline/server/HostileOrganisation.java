package throughline.server;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Puts payloads into the files of an organisation: every name and free text, and every id that only the rows know, is
/// followed by one, the same words always by the same.
public final class HostileOrganisation {

    /// Columns whose words the exchange format lists, or which the record knows by id.
    private static final Set<String> FIXED = Set.of(
            "touchpoint",
            "unit",
            "agent",
            "person",
            "evaluator",
            "by",
            "sponsor",
            "owner_after",
            "measure",
            "layer",
            "targets_layer",
            "kind",
            "direction",
            "size",
            "period",
            "cause",
            "aimed_at",
            "objective",
            "lifecycle",
            "audience",
            "activity",
            "method");

    private static final Pattern NUMBER_OR_TIME = Pattern.compile("true|false|[-0-9.]+(T[0-9:.]+Z?)?");
    private static final Pattern TEXT = Pattern.compile(
            "\\b(name|text|role|statement|definition|department|channel|see|do|front|back|support): \"([^\"]*)\"");
    private static final Set<String> ROLES = Set.of("agent");

    private final List<String> payloads = Hostile.payloads();
    private final Map<String, String> words = new HashMap<>();

    private HostileOrganisation() {}

    /// Puts them into all files of a folder.
    public static void mark(Path folder) throws IOException {
        var hostile = new HostileOrganisation();
        Path record = folder.resolve("organisation.yaml");
        Files.write(
                record, Files.readAllLines(record).stream().map(hostile::marked).toList());
        try (DirectoryStream<Path> tables = Files.newDirectoryStream(folder, "*.csv")) {
            for (Path table : tables) {
                hostile.markTable(table);
            }
        }
    }

    /// Puts each of them into the register as well, as a touchpoint of its own, and one into the facts that no register
    /// has.
    public static void crowd(Path folder) throws IOException {
        List<String> payloads = Hostile.payloads();
        var lines = new ArrayList<String>();
        for (String line : Files.readAllLines(folder.resolve("organisation.yaml"))) {
            lines.add(line);
            if (line.equals("touchpoints:")) {
                for (int i = 0; i < payloads.size(); i++) {
                    lines.add("  - {id: \"h%s\", name: \"%s\"}".formatted(i, escaped(payloads.get(i))));
                }
            }
        }
        Files.write(folder.resolve("organisation.yaml"), lines);
        String stranger = "kiosk" + payloads.getFirst();
        rewrite(
                folder.resolve("interactions.csv"),
                (row, number) -> row.getHeader().stream()
                        .map(column ->
                                column.equals("touchpoint") && number % 40 == 0 ? stranger : row.getField(column))
                        .toList());
    }

    private String marked(String line) {
        return TEXT.matcher(line)
                .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(
                        ROLES.contains(found.group(2))
                                ? found.group()
                                : "%s: \"%s\""
                                        .formatted(found.group(1), escaped(marked(found.group(1), found.group(2))))));
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private void markTable(Path table) throws IOException {
        rewrite(
                table,
                (row, number) -> row.getHeader().stream()
                        .map(column -> marked(column, row.getField(column)))
                        .toList());
    }

    /// What stands in a row in the place of what stood in it.
    private interface Rewriting {

        List<String> cells(NamedCsvRecord row, int number);
    }

    private static void rewrite(Path table, Rewriting rewriting) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(table)) {
            for (NamedCsvRecord row : reader) {
                if (rows.isEmpty()) {
                    rows.add(row.getHeader());
                }
                rows.add(rewriting.cells(row, rows.size()));
            }
        }
        try (CsvWriter writer = CsvWriter.builder().build(table)) {
            rows.forEach(writer::writeRecord);
        }
    }

    private String marked(String column, String cell) {
        return cell.isEmpty()
                        || FIXED.contains(column)
                        || NUMBER_OR_TIME.matcher(cell).matches()
                ? cell
                : words.computeIfAbsent(cell, c -> {
                    String payload = payloads.get(words.size() % payloads.size());
                    return "=+-@＝".indexOf(payload.charAt(0)) >= 0 ? payload + " " + c : c + payload;
                });
    }
}
