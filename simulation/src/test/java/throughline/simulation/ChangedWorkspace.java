package throughline.simulation;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import throughline.diagnosis.Diagnosis;
import throughline.workspace.Progress;
import throughline.workspace.WorkspaceReader;

/// A copy of a workspace in which things are changed that its meaning does not hang on.
final class ChangedWorkspace {

    private static final String ORGANISATION = "organisation.yaml";

    private final Path folder;

    private ChangedWorkspace(Path folder) {
        this.folder = folder;
    }

    /// The workspace in a folder.
    static ChangedWorkspace in(Path folder) {
        return new ChangedWorkspace(folder);
    }

    /// A copy of the tables and of the record of another folder.
    static ChangedWorkspace copy(Path of, Path to) {
        try (Stream<Path> files = Files.list(of)) {
            Files.createDirectories(to);
            for (Path file : files.filter(f -> !f.endsWith("truth.json")).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
            return new ChangedWorkspace(to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The value of a cell, by its column.
    @FunctionalInterface
    interface Cell {
        String of(String column, String value);
    }

    /// A value of the record, by the key that it stands at (for an item of a list, the key of the list) and the section
    /// of the file.
    @FunctionalInterface
    interface Value {
        Object of(String section, String key, Object value);
    }

    /// Names of the tables that are there.
    List<String> tables() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(".csv"))
                    .map(f -> f.substring(0, f.length() - ".csv".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The columns of a table.
    List<String> header(String table) {
        return rows(table).getFirst();
    }

    /// Leaves a table out.
    ChangedWorkspace without(String table) {
        try {
            Files.delete(folder.resolve(table + ".csv"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /// Changes the names of columns in all tables.
    ChangedWorkspace columns(UnaryOperator<String> name) {
        tables().forEach(table -> {
            List<List<String>> rows = rows(table);
            rows.set(0, rows.getFirst().stream().map(name).toList());
            write(table, rows);
        });
        return this;
    }

    /// Changes the cells of all tables.
    ChangedWorkspace cells(Cell change) {
        tables().forEach(table -> {
            List<List<String>> rows = rows(table);
            List<String> header = rows.getFirst();
            write(table, rows, row -> {
                var changed = new ArrayList<String>();
                for (int i = 0; i < row.size(); i++) {
                    // A damaged row may have more cells than there are columns.
                    changed.add(i < header.size() ? change.of(header.get(i), row.get(i)) : row.get(i));
                }
                return changed;
            });
        });
        return this;
    }

    /// Changes the rows of a table, without its header.
    ChangedWorkspace rows(String table, UnaryOperator<List<List<String>>> change) {
        List<List<String>> rows = rows(table);
        var changed = new ArrayList<List<String>>(List.of(rows.getFirst()));
        changed.addAll(change.apply(rows.subList(1, rows.size())));
        write(table, changed);
        return this;
    }

    /// Changes a table as a whole, its header first.
    ChangedWorkspace whole(String table, UnaryOperator<List<List<String>>> change) {
        write(table, change.apply(rows(table)));
        return this;
    }

    /// Writes a table as several files.
    ChangedWorkspace split(String table, int parts) {
        List<List<String>> rows = rows(table);
        List<List<String>> body = rows.subList(1, rows.size());
        without(table);
        for (int part = 0; part < parts; part++) {
            var own = new ArrayList<List<String>>(List.of(rows.getFirst()));
            own.addAll(body.subList(body.size() * part / parts, body.size() * (part + 1) / parts));
            write("%s-%d".formatted(table, part + 1), own);
        }
        return this;
    }

    /// Changes the values of organisation.yaml.
    ChangedWorkspace record(Value change) {
        return record(root -> {
            root.replaceAll((section, value) -> changed(section, section, value, change));
            return root;
        });
    }

    /// Changes organisation.yaml as a whole.
    ChangedWorkspace record(UnaryOperator<Map<String, Object>> change) {
        try {
            Path file = folder.resolve(ORGANISATION);
            Object root = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
            if (!(root instanceof Map<?, ?> map)) {
                throw new IllegalStateException("organisation.yaml holds no map");
            }
            var sections = new LinkedHashMap<String, Object>();
            map.forEach((key, value) -> sections.put(key.toString(), value));
            Files.writeString(file, new Dump(DumpSettings.builder().build()).dumpToString(change.apply(sections)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private static Object changed(String section, String key, Object value, Value change) {
        if (value instanceof Map<?, ?> map) {
            var changed = new LinkedHashMap<Object, Object>();
            map.forEach((own, inner) -> changed.put(own, changed(section, own.toString(), inner, change)));
            return changed;
        }
        if (value instanceof List<?> list) {
            return list.stream()
                    .map(inner -> changed(section, key, inner, change))
                    .toList();
        }
        return change.of(section, key, value);
    }

    /// What is said of it.
    Diagnosis diagnosis() {
        try (var workspace = WorkspaceReader.read(folder, Progress.NONE)) {
            return Diagnosis.of(workspace.dossier());
        }
    }

    private List<List<String>> rows(String table) {
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(folder.resolve(table + ".csv"))) {
            var rows = new ArrayList<List<String>>();
            csv.forEach(row -> rows.add(row.getFields()));
            return rows;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String table, List<List<String>> rows) {
        write(table, rows, UnaryOperator.identity());
    }

    private void write(String table, List<List<String>> rows, UnaryOperator<List<String>> change) {
        try (CsvWriter csv = CsvWriter.builder().build(folder.resolve(table + ".csv"))) {
            csv.writeRecord(rows.getFirst());
            rows.stream().skip(1).forEach(row -> csv.writeRecord(change.apply(row)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
