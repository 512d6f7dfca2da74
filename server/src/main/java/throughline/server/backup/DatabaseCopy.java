package throughline.server.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import throughline.lake.iceberg.PublishedTables;
import throughline.server.backup.Manifest.Table;

/// Our tables, out of a database and into another, by `COPY`: no program of PostgreSQL's is needed.
final class DatabaseCopy {

    /// Flyway's own record is made by Flyway. Sessions and links that have ended since must not come back, nor a
    /// token of the directory that was taken back; and what was on its way to webhooks is no news any more. What
    /// a Trino cluster asks is written anew.
    private static final String TABLES = """
            with recursive ours as (
                select c.oid, c.relname from pg_class c
                where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
                    and c.relname not in ('flyway_schema_history', 'session', 'one_time_link', 'sign_in_count', 'challenge_key',
                        'directory_token', 'webhook_delivery', 'publication')),
            deep (oid, level) as (
                select oid, 0 from ours
                union all
                select k.conrelid, d.level + 1 from pg_constraint k join deep d on k.confrelid = d.oid
                where k.contype = 'f' and k.conrelid <> k.confrelid)
            select o.relname from ours o join deep d using (oid) group by o.relname order by max(d.level), o.relname""";

    private static final String NARROWED = """
            select relname from pg_class
            where relforcerowsecurity and relnamespace = current_schema()::regnamespace order by relname""";

    private static final String COLUMNS = """
            select attname from pg_attribute
            where attrelid = (quote_ident(current_schema()) || '.' || quote_ident(?))::regclass
                and attnum > 0 and not attisdropped and attgenerated = ''
            order by attnum""";

    private static final Set<String> FROM_THE_BEGINNING = Set.of("retention", "lake_shown", "audit_head");

    private final Connection connection;

    /// @param connection one transaction of it is one copy
    DatabaseCopy(Connection connection) {
        this.connection = connection;
    }

    /// Version of the tables.
    String schema() throws SQLException {
        return texts("select version from flyway_schema_history where success and version is not null"
                        + " order by installed_rank desc limit 1")
                .getFirst();
    }

    /// All tables, those that others refer to first.
    List<Table> write(BackupWriter backup) throws SQLException, IOException {
        List<Table> tables = new ArrayList<>();
        for (String name : texts(TABLES)) {
            List<String> columns = texts(COLUMNS, name);
            var rows = new long[1];
            var table = new Table(name, columns, 0);
            backup.add(table.entry(), out -> rows[0] = copyOut(table, out));
            tables.add(new Table(name, columns, rows[0]));
        }
        return tables;
    }

    private long copyOut(Table table, OutputStream out) throws IOException {
        try {
            return connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy %s to stdout".formatted(source(table)), out);
        } catch (SQLException e) {
            throw new IOException("The table %s could not be read: %s".formatted(table.name(), e.getMessage()), e);
        }
    }

    /// Whether nothing has been written yet; what migrations write is there from the beginning.
    boolean isEmpty() throws SQLException {
        for (String name : texts(TABLES)) {
            if (!FROM_THE_BEGINNING.contains(name)
                    && !texts("select 1 from %s limit 1".formatted(quoted(name)))
                            .isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /// Fills the tables with what a backup holds, in place of what they hold.
    ///
    /// @throws UnreadableBackupException if a table has other rows than the backup says
    void read(BackupFile backup) throws SQLException, IOException {
        List<Table> tables = backup.manifest().tables();
        if (tables.isEmpty()) {
            return;
        }
        execute("truncate %s cascade"
                .formatted(tables.stream().map(t -> quoted(t.name())).collect(Collectors.joining(", "))));
        // COPY writes no table in which each row is looked at; after it they are looked at as before.
        List<String> narrowed = texts(NARROWED);
        for (String name : narrowed) {
            execute("alter table %s no force row level security".formatted(quoted(name)));
        }
        for (Table table : tables) {
            CopyIn copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy %s from stdin".formatted(target(table)));
            try {
                backup.copy(backup.entry(table.entry()), new Rows(copy));
                if (copy.endCopy() != table.rows()) {
                    throw new UnreadableBackupException(
                            "The table %s has other rows than the backup says.".formatted(table.name()));
                }
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
            continueNumbers(table);
        }
        for (String name : narrowed) {
            execute("alter table %s force row level security".formatted(quoted(name)));
        }
    }

    /// Lets numbers that the database gives go on behind those that are there.
    private void continueNumbers(Table table) throws SQLException {
        for (String column : table.columns()) {
            List<String> sequence = texts(
                    "select name from pg_get_serial_sequence(?, ?) as s (name) where name is not null",
                    quoted(table.name()),
                    column);
            if (!sequence.isEmpty()) {
                execute("select setval('%s', (select max(%s) from %s)) where exists (select from %s)"
                        .formatted(
                                sequence.getFirst().replace("'", "''"),
                                quoted(column),
                                quoted(table.name()),
                                quoted(table.name())));
            }
        }
    }

    private static String target(Table table) {
        return "%s (%s)".formatted(quoted(table.name()), columns(table));
    }

    /// The rows of a table that a backup has: of the lake's catalogue only those of facts.
    private static String source(Table table) {
        String namespace = switch (table.name()) {
            case "iceberg_tables" -> "table_namespace";
            case "iceberg_namespace_properties" -> "namespace";
            default -> "";
        };
        return namespace.isEmpty()
                ? target(table)
                : "(select %s from %s where %s not like '%s%%')"
                        .formatted(columns(table), quoted(table.name()), namespace, PublishedTables.PREFIX);
    }

    private static String columns(Table table) {
        return table.columns().stream().map(DatabaseCopy::quoted).collect(Collectors.joining(", "));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private void execute(String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private List<String> texts(String query, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<String> texts = new ArrayList<>();
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
                return texts;
            }
        }
    }

    /// Rows on their way into a table.
    private static final class Rows extends OutputStream {

        private final CopyIn copy;

        Rows(CopyIn copy) {
            this.copy = copy;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                copy.writeToCopy(bytes, from, length);
            } catch (SQLException e) {
                throw new IOException("The database did not take the rows: " + e.getMessage(), e);
            }
        }
    }
}
