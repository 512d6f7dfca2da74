package throughline.workspace;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.FactKind;

/// Foreign files, written as the tables of a workspace, so that they can lie among those of other imports.
///
/// Each is named after its table and the file it is made of. What a mapping says of the organisation (its name, its
/// zone, its measures) goes into a mapping.yaml without tables.
public final class MappedImport {

    private MappedImport() {}

    /// Writes what the mapping makes of the files of a folder.
    ///
    /// Rows that break their file, such as one with too few cells, are left out: the reader names them.
    ///
    /// @param mapping the mapping; null for the folder's own mapping.yaml
    /// @param target an empty folder
    /// @throws UnreadableWorkspaceException if the mapping has mistakes or names a file that is not there
    /// @throws IOException if a file cannot be written
    public static void write(Path folder, @Nullable Path mapping, Path target, Progress progress) throws IOException {
        Mapping rules = Mapping.read(mapping == null ? folder.resolve(Mapping.FILE) : mapping);
        if (rules.tables().isEmpty()) {
            // The files are tables already; the mapping only completes them.
            WorkspaceStore.stage(List.of(folder), null, target);
        } else {
            make(folder, rules, target, progress);
        }
        rules.withoutTables().write(target.resolve(Mapping.FILE));
    }

    private static void make(Path folder, Mapping rules, Path target, Progress progress) throws IOException {
        WorkspaceFiles files = WorkspaceFiles.of(folder, rules);
        for (Map.Entry<FactKind, List<TableFile>> table : files.tables().entrySet()) {
            for (TableFile file : table.getValue()) {
                Path made = unused(target, table.getKey().table() + "-" + bare(file.name()));
                try {
                    write(file, made, progress);
                } catch (UnreadableFileException named) {
                    // The reader says why; the other files are brought in.
                    Files.deleteIfExists(made);
                }
            }
        }
        if (files.organisation().isPresent()) {
            Files.copy(files.organisation().get(), target.resolve(OrganisationReader.FILE));
        }
    }

    /// The name of a file without its folder and its ending.
    private static String bare(String name) {
        String file = KeptName.own(name);
        return file.replaceFirst("(?i)(\\.(csv|ndjson|parquet|txt|tsv|gz))+$", "");
    }

    /// A CSV file of the name that is not there yet.
    private static Path unused(Path target, String name) {
        Path file = target.resolve(name + ".csv");
        for (int i = 2; Files.exists(file); i++) {
            file = target.resolve("%s-%s.csv".formatted(name, i));
        }
        return file;
    }

    private static void write(TableFile file, Path target, Progress progress) throws IOException {
        try (RecordSource source = file.open(new Rejects(reject -> {}));
                CsvWriter csv = CsvWriter.builder().build(target)) {
            int columns = source.columns().size();
            csv.writeRecord(source.columns());
            long rows = 0;
            while (source.next()) {
                var cells = new ArrayList<String>(columns);
                for (int i = 0; i < columns; i++) {
                    cells.add(source.cells().empty(i) ? "" : source.cells().string(i));
                }
                csv.writeRecord(cells);
                if (++rows % (1 << 14) == 0) {
                    progress.rows(file.name(), rows);
                }
            }
        }
    }
}
