package throughline.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import throughline.lake.TemporaryFolder;

/// Files on their way into the workspace that a server keeps: first they are read, and what is wrong with them is said;
/// then they are kept.
///
/// @param store where they are to be kept
/// @param folder where they lie; it is only read
/// @param mapping how foreign files become tables; null for the folder's own mapping.yaml, if it has one
public record WorkspaceImport(
        WorkspaceStore store, Path folder, @Nullable Path mapping) {

    /// Refuses the files of another organisation than the one whose facts are kept.
    ///
    /// @throws UnreadableWorkspaceException if both have a name and the names differ
    public void refuseAnother() {
        store.refuseAnother(folder, mapping);
    }

    /// Whether the files are foreign ones, or a mapping completes them.
    public boolean mapped() {
        return mapping != null || Files.exists(folder.resolve(Mapping.FILE));
    }

    /// Reads everything; nothing is kept yet.
    ///
    /// @param rejects is given every reject in order
    /// @param look is given what was read, which is closed behind it
    /// @return the files that are not to be kept
    /// @throws UnreadableWorkspaceException if nothing can be used
    public LeftOut read(Progress progress, Consumer<Reject> rejects, Consumer<Workspace> look) {
        try (Workspace workspace = WorkspaceReader.read(folder, mapping, progress, rejects)) {
            look.accept(workspace);
            Set<String> used =
                    workspace.files().values().stream().flatMap(List::stream).collect(Collectors.toSet());
            return new LeftOut(
                    workspace.unreadFiles().stream()
                            .filter(reject -> !used.contains(reject.file()))
                            .collect(Collectors.toMap(Reject::file, Reject::reason, (first, again) -> first)),
                    used);
        }
    }

    /// Adds the files to those that are kept.
    ///
    /// @param leftOut what [#read] gave
    /// @return how many were not there yet
    /// @throws UnreadableWorkspaceException if they are of another organisation
    public int add(LeftOut leftOut, Progress progress) throws IOException {
        return keep(ready -> store.add(ready, leftOut), progress);
    }

    /// Puts the files in the place of those that are kept.
    ///
    /// @param leftOut what [#read] gave
    /// @return how many there are now
    public int replace(LeftOut leftOut, Progress progress) throws IOException {
        return keep(ready -> store.replace(ready, leftOut), progress);
    }

    private interface Keeping {
        int of(Path ready) throws IOException;
    }

    private int keep(Keeping keeping, Progress progress) throws IOException {
        if (!mapped()) {
            return keeping.of(folder);
        }
        try (var made = TemporaryFolder.of("throughline-import-")) {
            Path ready = Files.createDirectory(made.path().resolve("workspace"));
            MappedImport.write(folder, mapping, ready, progress);
            return keeping.of(ready);
        }
    }
}
