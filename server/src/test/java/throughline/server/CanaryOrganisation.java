package throughline.server;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Puts canaries into the files of an organisation: every unit but some, everybody in them and every word and id of a
/// row of theirs bears a mark that occurs nowhere else.
final class CanaryOrganisation {

    /// The mark.
    static final String CANARY = "canary";

    /// Columns whose words mean the same in every unit.
    private static final Set<String> COMMON = Set.of(
            "touchpoint",
            "channel",
            "measure",
            "layer",
            "kind",
            "direction",
            "size",
            "audience",
            "theme",
            "topic",
            "instrument",
            "category",
            "root_cause",
            "activity",
            "lifecycle",
            "language",
            "outcome",
            "intent",
            "method",
            "period",
            "aimed_at",
            "targets_layer",
            "system",
            "cause",
            "case_id");

    private static final Pattern NUMBER_OR_TIME = Pattern.compile("true|false|[-0-9.]+(T[0-9:.]+Z?)?");
    private static final Pattern UNIT = Pattern.compile("^  - \\{id: \"([^\"]+)\", name: \"[^\"]*\", layer: ");
    private static final Pattern PERSON = Pattern.compile("^  - \\{id: \"([^\"]+)\".*, unit: \"([^\"]+)\", role: ");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern OF_UNIT = Pattern.compile("(unit|parent|department): \"([^\"]*)\"");

    private final Set<String> units = new HashSet<>();
    private final Set<String> people = new HashSet<>();

    private CanaryOrganisation() {}

    /// Marks what is in a folder.
    ///
    /// @param seen units that are not marked
    static void mark(Path folder, Set<String> seen) throws IOException {
        var marking = new CanaryOrganisation();
        Path record = folder.resolve("organisation.yaml");
        List<String> lines = Files.readAllLines(record);
        lines.forEach(line -> marking.learn(line, seen));
        Files.write(record, lines.stream().map(marking::marked).toList());
        try (DirectoryStream<Path> tables = Files.newDirectoryStream(folder, "*.csv")) {
            for (Path table : tables) {
                marking.mark(table);
            }
        }
    }

    /// Learns the ids of units and people that are not seen.
    private void learn(String line, Set<String> seen) {
        UNIT.matcher(line)
                .results()
                .map(r -> r.group(1))
                .filter(u -> !seen.contains(u))
                .forEach(units::add);
        PERSON.matcher(line).results().filter(p -> !seen.contains(p.group(2))).forEach(p -> people.add(p.group(1)));
    }

    /// A line of the record. A unit and a place may have the same id, so units are known by where they stand.
    private String marked(String line) {
        boolean unit = UNIT.matcher(line).results().anyMatch(u -> units.contains(u.group(1)));
        String ids = QUOTED.matcher(line).replaceAll(q -> '"' + marked(people, q.group(1)) + '"');
        String all = OF_UNIT.matcher(ids).replaceAll(u -> u.group(1) + ": \"" + marked(units, u.group(2)) + '"');
        String named = unit ? all.replaceFirst("id: \"([^\"]+)\"", "id: \"$1-" + CANARY + '"') : all;
        return named.contains(CANARY) && (named.contains(", layer: ") || named.contains(", about: "))
                ? named.replaceFirst("(name|text): \"", "$1: \"Canary of ")
                : named;
    }

    private static String marked(Set<String> others, String id) {
        return others.contains(id) ? id + "-" + CANARY : id;
    }

    private void mark(Path table) throws IOException {
        List<List<String>> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(table)) {
            for (NamedCsvRecord row : reader) {
                if (rows.isEmpty()) {
                    rows.add(row.getHeader());
                }
                boolean theirs = units.contains(row.findField("unit").orElse(""));
                List<String> cells = new ArrayList<>();
                row.getHeader().forEach(column -> cells.add(marked(column, row.getField(column), theirs)));
                rows.add(cells);
            }
        }
        try (CsvWriter writer = CsvWriter.builder().build(table)) {
            rows.forEach(writer::writeRecord);
        }
    }

    private String marked(String column, String cell, boolean theirs) {
        boolean bare = cell.isEmpty()
                || COMMON.contains(column)
                || NUMBER_OR_TIME.matcher(cell).matches();
        boolean other = column.equals("unit") ? units.contains(cell) : people.contains(cell) || (theirs && !bare);
        return other ? cell + "-" + CANARY : cell;
    }
}
