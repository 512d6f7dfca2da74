package throughline.server.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import throughline.lake.iceberg.PublishedTables;
import throughline.server.backup.Manifest.Table;
import throughline.server.platform.DataFolder;
import throughline.server.platform.Database;
import throughline.server.platform.FilesKept;
import throughline.workspace.WorkspaceStore;

/// A copy of everything, as it was at one moment, while the server runs on.
///
/// The order is what makes it one moment: first the imported files, then one snapshot of the database, then the files
/// that the snapshot names. Those never change, and [FilesKept] keeps them from being deleted meanwhile; what came in
/// since is in the copy too, and nothing in it refers to it. An imported file that has become facts in between is
/// recognised and not brought in again.
public final class Backup {

    /// What is not ours to keep, is made anew, or is only on its way in.
    private static final Set<String> LEFT_OUT = Set.of("postgres", "demo", "uploads", "lake-cache", "cells");

    private static final Logger LOG = Logger.getLogger(Backup.class.getName());

    private final Path data;
    private final Database database;
    private final Clock clock;

    /// @param data folder of the server
    /// @param database its database
    public Backup(Path data, Database database, Clock clock) {
        this.data = data;
        this.database = database;
        this.clock = clock;
    }

    /// What a backup holds.
    ///
    /// @param bytes of the file
    public record Summary(int tables, long rows, int files, long bytes) {}

    /// Writes the backup, and reads it back before it bears its name.
    ///
    /// @param progress told what is being copied
    /// @throws IOException if it could not be written; there is no file then
    public Summary write(Path file, Consumer<String> progress) throws IOException {
        try (var kept = FilesKept.of(database.dataSource());
                var backup = new BackupWriter(file.toAbsolutePath())) {
            var workspace = new WorkspaceStore(data.resolve("workspace"));
            workspace.whileStill(() -> add(backup, workspace.folder(), progress));
            Manifest manifest = tablesThenFiles(backup, progress);
            return new Summary(
                    manifest.tables().size(),
                    manifest.tables().stream().mapToLong(Table::rows).sum(),
                    manifest.files().size() - manifest.tables().size(),
                    Files.size(file));
        } catch (SQLException e) {
            throw new IOException("The database could not be copied: " + e.getMessage(), e);
        }
    }

    private Manifest tablesThenFiles(BackupWriter backup, Consumer<String> progress) throws IOException, SQLException {
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set transaction isolation level repeatable read, read only");
            }
            progress.accept("the database");
            var copy = new DatabaseCopy(connection);
            Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
            String schema = copy.schema();
            List<Table> tables = copy.write(backup);
            connection.rollback();
            for (Path folder : folders()) {
                add(backup, folder, progress);
            }
            progress.accept("reading it back");
            return backup.finish(now.toString(), schema, tables);
        }
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> all = Files.list(data)) {
            return all.filter(Files::isDirectory)
                    .filter(folder -> {
                        String name = folder.getFileName().toString();
                        return !LEFT_OUT.contains(name)
                                && !name.equals("workspace")
                                && !name.startsWith(".")
                                && !name.contains("incoming");
                    })
                    .sorted()
                    .toList();
        }
    }

    /// Whether it was written for a Trino cluster, and is written anew.
    private boolean isPublished(Path file) {
        Path lake = new DataFolder(data).lake();
        return file.startsWith(lake) && lake.relativize(file).toString().startsWith(PublishedTables.PREFIX);
    }

    private void add(BackupWriter backup, Path folder, Consumer<String> progress) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(Files::isRegularFile)
                    .filter(file -> !isPublished(file))
                    .sorted()
                    .forEach(files::add);
        }
        for (int i = 0; i < files.size(); i++) {
            progress.accept("%s, file %s of %s".formatted(folder.getFileName(), i + 1, files.size()));
            try {
                backup.add(data.relativize(files.get(i)).toString().replace('\\', '/'), files.get(i));
            } catch (NoSuchFileException gone) {
                // Half written when it was listed; nothing that the database names is ever deleted meanwhile.
                LOG.log(Level.FINE, "Not copied, because it is gone", gone);
            }
        }
    }
}
