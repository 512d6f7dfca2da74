package throughline.server.bringin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import throughline.workspace.Answers;
import throughline.workspace.MappingDraft;
import throughline.workspace.Recognition;
import throughline.workspace.TableSample;

/// The mapping files that were made on the pages: ordinary ones, for `import --mapping`, and the memory of how the
/// columns of a file are read.
///
/// @param folder where they are
record KeptMappings(Path folder) {

    private static final String ENDING = ".yaml";

    /// What was said of an earlier file of the same columns.
    Optional<Answers> remembered(TableSample sample) throws IOException {
        return Recognition.remembered(sample, files());
    }

    /// Keeps a mapping, once.
    ///
    /// @return its name
    String keep(MappingDraft draft) throws IOException {
        String text = draft.lasting();
        Files.createDirectories(folder);
        String base = draft.kind().table() + "-"
                + draft.file()
                        .toLowerCase(Locale.ROOT)
                        .replaceFirst("(\\.(csv|tsv|txt|ndjson|parquet|gz))+$", "")
                        .replaceAll("[^\\p{L}\\p{N}]+", "-");
        for (int i = 1; ; i++) {
            Path file = folder.resolve(base + (i == 1 ? "" : "-" + i) + ENDING);
            if (!Files.exists(file)) {
                Path fresh = folder.resolve("." + file.getFileName() + ".new");
                Files.writeString(fresh, text, StandardCharsets.UTF_8);
                Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
                return file.getFileName().toString();
            }
            if (Files.readString(file).equals(text) || says(file, draft)) {
                return file.getFileName().toString();
            }
        }
    }

    /// Whether the file says the same, but for the numbers of rows, which are every file's own.
    private static boolean says(Path file, MappingDraft draft) throws IOException {
        return MappingDraft.read(file)
                .filter(kept -> kept.rowIds().isPresent() == draft.rowIds().isPresent())
                .filter(kept -> kept.kind() == draft.kind()
                        && kept.fields().equals(draft.fields())
                        && kept.answers().equals(draft.answers())
                        && kept.scales().equals(draft.scales())
                        && kept.zone().equals(draft.zone())
                        && kept.separator() == draft.separator())
                .isPresent();
    }

    private List<Path> files() throws IOException {
        var all = new ArrayList<Path>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + ENDING)) {
                files.forEach(all::add);
            }
        }
        all.sort(null);
        return all;
    }
}
