package throughline.server.backup;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import throughline.lake.iceberg.Damage;
import throughline.lake.iceberg.IcebergLake;
import throughline.lake.iceberg.Steps;
import throughline.lake.iceberg.Storage;
import throughline.server.accounts.AuditLog;
import throughline.server.accounts.AuditLog.Action;
import throughline.server.backup.Manifest.Entry;
import throughline.server.intake.ErasureLedger;
import throughline.server.intake.LakeSettings;
import throughline.server.platform.DataFolder;
import throughline.server.platform.DataFolderClaim;
import throughline.server.platform.Database;
import throughline.server.platform.Database.Version;
import throughline.server.platform.DatabaseAddress;
import throughline.workspace.WorkspaceStore;

/// Brings a backup back, into an empty data folder and an empty database.
///
/// The whole backup is read and checked before anything is written. Until the end the folder is marked as being
/// restored into, and no server starts on it; a restore that was interrupted is begun anew by calling it again.
public final class Restore {

    private static final Set<String> LOCKS = Set.of(".server.lock", DataFolderClaim.RESTORING);

    private final Path data;
    private final Optional<DatabaseAddress> address;
    private final Optional<Path> erasures;
    private final Clock clock;

    /// @param data folder to restore into; made if it is not there
    /// @param address database of the organisation's own; the embedded one where there is none
    /// @param erasures file that says what was erased since; the next server to start erases it again
    /// @param clock when it is done, for the audit log
    public Restore(Path data, Optional<DatabaseAddress> address, Optional<Path> erasures, Clock clock) {
        this.data = data;
        this.address = address;
        this.erasures = erasures;
        this.clock = clock;
    }

    /// Restores.
    ///
    /// @param progress told what is being done
    /// @return when the backup was made, an ISO instant
    /// @throws UnreadableBackupException if the backup is not whole; nothing was changed
    /// @throws NotEmptyException if there is something already; nothing was changed
    public String from(Path file, Consumer<String> progress) throws IOException {
        try (var backup = BackupFile.open(file)) {
            progress.accept("checking the backup");
            backup.manifest().files().forEach(entry -> place(entry.name()));
            backup.verify();
            if (erasures.isPresent()) {
                new ErasureLedger(erasures.get()).orders();
            }
            try (var claim = DataFolderClaim.ofRestore(data)) {
                begin();
                progress.accept("filling the database");
                fill(backup, claim);
                unpack(backup, progress);
                if (erasures.isPresent()) {
                    Files.copy(erasures.get(), new DataFolder(data).erasures());
                }
                // With the newest tables, and to see that all is there.
                check(claim, backup.manifest().createdAt());
                end();
            }
            return backup.manifest().createdAt();
        } catch (SQLException e) {
            throw new IOException("The database could not be filled: " + e.getMessage(), e);
        }
    }

    /// There is something where a backup was to be restored.
    public static final class NotEmptyException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotEmptyException(String message) {
            super(message);
        }
    }

    private void begin() throws IOException {
        Path mark = data.resolve(DataFolderClaim.RESTORING);
        boolean again = Files.exists(mark);
        for (Path there : contents()) {
            if (!again) {
                throw new NotEmptyException(
                        "%s is not empty, and nothing is ever overwritten. Move it away, or name another folder with --data."
                                .formatted(data));
            }
            WorkspaceStore.delete(there);
        }
        if (!again) {
            FileChannel.open(mark, CREATE_NEW, WRITE).close();
            sync(data);
        }
    }

    private List<Path> contents() throws IOException {
        try (Stream<Path> all = Files.list(data)) {
            return all.filter(path -> !LOCKS.contains(path.getFileName().toString()))
                    .toList();
        }
    }

    private void end() throws IOException {
        Files.delete(data.resolve(DataFolderClaim.RESTORING));
        sync(data);
    }

    private static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, READ)) {
            channel.force(true);
        }
    }

    /// Where a file of the backup goes.
    private Path place(String name) {
        Path root = data.toAbsolutePath().normalize();
        Path place = root.resolve(name).normalize();
        if (!place.startsWith(root) || place.equals(root) || name.startsWith("postgres/") || name.contains("\\")) {
            throw new UnreadableBackupException(
                    "The backup holds a file that would not be in the data folder: %s. Nothing was restored."
                            .formatted(name));
        }
        return place;
    }

    private void unpack(BackupFile backup, Consumer<String> progress) throws IOException {
        List<Entry> files = backup.manifest().files().stream()
                .filter(entry -> !entry.name().startsWith("database/"))
                .toList();
        for (int i = 0; i < files.size(); i++) {
            progress.accept("file %s of %s".formatted(i + 1, files.size()));
            Path place = place(files.get(i).name());
            Files.createDirectories(place.resolveSibling(""));
            try (FileChannel channel = FileChannel.open(place, CREATE_NEW, WRITE);
                    OutputStream out = Channels.newOutputStream(channel)) {
                backup.copy(files.get(i), out);
                channel.force(true);
            }
        }
    }

    private Database open(DataFolderClaim claim, Version version) {
        return address.map(own -> Database.at(own, version)).orElseGet(() -> Database.embedded(claim, version));
    }

    private void fill(BackupFile backup, DataFolderClaim claim) throws IOException, SQLException {
        try (Database database = open(claim, new Version(backup.manifest().schema()));
                Connection connection = database.dataSource().getConnection()) {
            // Makes the catalogue's tables.
            lake(database, 0).close();
            connection.setAutoCommit(false);
            var copy = new DatabaseCopy(connection);
            if (!copy.isEmpty()) {
                throw new NotEmptyException(
                        "The database is not empty, and nothing is ever overwritten. Name an empty one in DATABASE_URL.");
            }
            copy.read(backup);
            connection.commit();
        }
    }

    private void check(DataFolderClaim claim, String made) throws IOException, SQLException {
        try (Database database = open(claim, Version.NEWEST)) {
            for (long generation : generations(database)) {
                try (IcebergLake lake = lake(database, generation)) {
                    List<Damage> damages = lake.check();
                    if (!damages.isEmpty()) {
                        throw new IOException("The backup lacks files of the lake: "
                                + damages.getFirst().message());
                    }
                }
            }
            AuditLog.of(database, clock).record(AuditLog.COMMAND_LINE, Action.RESTORED, made, "");
        }
    }

    private static List<Long> generations(Database database) throws SQLException {
        List<Long> generations = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select generation from lake_snapshot union select generation from lake_shown")) {
            while (rows.next()) {
                generations.add(rows.getLong(1));
            }
        }
        return generations;
    }

    private IcebergLake lake(Database database, long generation) {
        Storage storage = LakeSettings.ofEnvironment().storage(new DataFolder(data), "restore", generation);
        return IcebergLake.open(storage, database.dataSource(), generation, Optional.empty(), Steps.NONE);
    }
}
