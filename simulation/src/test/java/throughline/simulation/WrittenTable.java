package throughline.simulation;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// A table of a written workspace, read back.
record WrittenTable(List<NamedCsvRecord> rows) {

    static WrittenTable of(Path folder, String table) throws IOException {
        try (var csv = CsvReader.builder().ofNamedCsvRecord(folder.resolve(table + ".csv"))) {
            return new WrittenTable(csv.stream().toList());
        }
    }

    double share(Predicate<NamedCsvRecord> condition) {
        return (double) rows.stream().filter(condition).count() / rows.size();
    }

    double mean(String column) {
        return rows.stream()
                .map(r -> r.getField(column))
                .filter(v -> !v.isEmpty() && !v.equals("n/a"))
                .mapToDouble(Double::parseDouble)
                .average()
                .orElseThrow();
    }

    List<String> columns() {
        return rows.getFirst().getHeader();
    }

    Set<String> values(String column) {
        Set<String> values = new HashSet<>();
        rows.forEach(r -> values.add(r.getField(column)));
        values.remove("");
        return values;
    }
}
