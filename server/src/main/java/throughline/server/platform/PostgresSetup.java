package throughline.server.platform;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import throughline.workspace.WorkspaceStore;

/// What an embedded PostgreSQL needs once: its files, and in it our user and our database. Each step may be repeated,
/// so it does not matter in which of them a first start is killed.
final class PostgresSetup {

    /// What the files of an empty PostgreSQL and its first log take, with some air.
    private static final long BYTES_NEEDED = 200_000_000;

    private static final String SUPERUSER = "postgres";

    /// Our user and our database. It is not a superuser: those see rows that nobody may see.
    static final String NAME = "throughline";

    private PostgresSetup() {}

    /// Makes the files if they are not there; they appear as a whole or not at all.
    static void files(PostgresFolder folder, PostgresBinaries binaries, PostgresAccount account) throws IOException {
        Path version = folder.data().resolve("PG_VERSION");
        if (Files.exists(version)) {
            refuseAnotherVersion(folder, Files.readString(version).strip());
            account.own(folder.data());
            return;
        }
        refuseTooLittleSpace(folder);
        Path unfinished = folder.path().resolve("data-unfinished");
        if (Files.exists(unfinished)) {
            WorkspaceStore.delete(unfinished);
        }
        Files.createDirectory(
                unfinished, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        account.own(unfinished);
        Path secret = folder.copyOfSecret(folder.secret(), account);
        try {
            Programs.Outcome outcome = Programs.run(account.command(
                    binaries.program("initdb"),
                    "--pgdata=" + unfinished,
                    "--username=" + SUPERUSER,
                    "--auth=scram-sha-256",
                    "--pwfile=" + secret,
                    "--data-checksums",
                    "--encoding=UTF8",
                    "--no-locale",
                    "--locale-provider=builtin",
                    "--builtin-locale=C.UTF-8"));
            if (!outcome.isGood()) {
                throw StartFailure.of(folder, "could not set up its files", outcome.output());
            }
        } finally {
            Files.delete(secret);
        }
        Files.move(unfinished, folder.data(), REPLACE_EXISTING);
        folder.settle();
    }

    private static void refuseAnotherVersion(PostgresFolder folder, String version) {
        if (!version.equals(Integer.toString(PostgresBinaries.MAJOR))) {
            throw new DatabaseUnavailableException(
                    "%s was written by PostgreSQL %s, and this Throughline brings %s along, which cannot read it. Start the Throughline that wrote it, or restore a backup into an empty folder with this one."
                            .formatted(folder.data(), version, PostgresBinaries.MAJOR));
        }
    }

    private static void refuseTooLittleSpace(PostgresFolder folder) throws IOException {
        long free = Files.getFileStore(folder.path()).getUsableSpace();
        if (free < BYTES_NEEDED) {
            throw new DatabaseUnavailableException(
                    "The database needs 200 MB to begin with, and there are %s MB free where %s is. Free some, or name another folder with --data."
                            .formatted(free / 1_000_000, folder.path()));
        }
    }

    /// The settings that are given at every start, and that no file in the data folder can override.
    static Map<String, String> settings(int port) {
        return Map.ofEntries(
                // This computer only, and there only with the password.
                Map.entry("listen_addresses", "127.0.0.1"),
                Map.entry("port", Integer.toString(port)),
                Map.entry("unix_socket_directories", ""),
                Map.entry("password_encryption", "scram-sha-256"),
                // What it confirms survives a crash.
                Map.entry("fsync", "on"),
                Map.entry("full_page_writes", "on"),
                Map.entry("synchronous_commit", "on"),
                // What was erased is gone with the log it stood in.
                Map.entry("wal_recycle", "off"),
                Map.entry("max_connections", "50"),
                Map.entry("timezone", "UTC"),
                Map.entry("log_timezone", "UTC"),
                // No statement and no value of a row in the log: they may be personal.
                Map.entry("log_min_error_statement", "panic"),
                Map.entry("log_error_verbosity", "terse"),
                Map.entry("log_checkpoints", "off"));
    }

    /// Makes our user and our database if they are not there, and checks that the server keeps its promises.
    ///
    /// @param superuser connection to the database `postgres`
    static void contents(Connection superuser, String secret) throws SQLException {
        if (isMissing(superuser, "select from pg_roles where rolname = ?")) {
            execute(
                    superuser,
                    text(superuser, "select format('create role %I login password %L', ?, ?)", NAME, secret));
        }
        if (isMissing(superuser, "select from pg_database where datname = ?")) {
            execute(superuser, text(superuser, "select format('create database %I owner %I', ?, ?)", NAME, NAME));
        }
    }

    /// Lets our user drop the log of what was erased.
    ///
    /// @param superuser connection to our database
    static void rights(Connection superuser) throws SQLException {
        execute(superuser, "grant pg_checkpoint to " + NAME);
        execute(superuser, "grant execute on function pg_switch_wal() to " + NAME);
    }

    private static boolean isMissing(Connection connection, String query) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, NAME);
            try (ResultSet found = statement.executeQuery()) {
                return !found.next();
            }
        }
    }

    /// A command that takes no parameters, with its names and texts quoted by the server.
    private static String text(Connection connection, String format, String first, String second) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(format)) {
            statement.setString(1, first);
            statement.setString(2, second);
            try (ResultSet text = statement.executeQuery()) {
                text.next();
                return text.getString(1);
            }
        }
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    /// Where the server's own user gets in. A program that has taken its port is not told the password.
    static DatabaseAddress address(int port, String database, String secret) {
        return address(port, database, database.equals(NAME) ? NAME : SUPERUSER, secret);
    }

    /// Where a superuser gets in.
    static DatabaseAddress superuser(int port, String database, String secret) {
        return address(port, database, SUPERUSER, secret);
    }

    private static DatabaseAddress address(int port, String database, String user, String secret) {
        return DatabaseAddress.parse(
                "postgres://%s:%s@127.0.0.1:%s/%s?requireAuth=scram-sha-256".formatted(user, secret, port, database));
    }
}
