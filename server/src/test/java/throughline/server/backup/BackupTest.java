package throughline.server.backup;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static throughline.lake.fact.FactKind.INTERACTIONS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.lake.fact.FactRow;
import throughline.lake.fact.FactTable;
import throughline.lake.iceberg.IcebergLake;
import throughline.lake.iceberg.Storage;
import throughline.organisation.Change;
import throughline.organisation.Organisation.Unit;
import throughline.server.accounts.AccountSettings;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Directory;
import throughline.server.accounts.DirectoryGroup;
import throughline.server.accounts.Secret;
import throughline.server.organisation.Editor;
import throughline.server.organisation.OrganisationRecord;
import throughline.server.organisation.Outcome;
import throughline.server.organisation.Version;
import throughline.server.platform.DataFolderClaim;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseKind;

@ParameterizedClass
@EnumSource(DatabaseKind.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class BackupTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    @Parameter
    private DatabaseKind kind;

    @TempDir
    private Path folder;

    private Path data;
    private Path file;
    private Path target;

    @BeforeEach
    void begin() throws IOException {
        data = Files.createDirectory(folder.resolve("data"));
        file = folder.resolve("monday.backup");
        target = folder.resolve("restored");
        Files.createDirectories(data.resolve("workspace"));
        Files.writeString(data.resolve("workspace/organisation.yaml"), "organisation: {name: Northmoor Überland}\n");
        Files.createDirectories(data.resolve("spool"));
        Files.write(data.resolve("spool/1.ndjson.gz"), new byte[] {1, 2, 3});
        Files.createDirectories(data.resolve("postgres/data"));
        Files.writeString(data.resolve("postgres/password"), "secret");
    }

    private Database opened() throws SQLException, IOException {
        return kind.open();
    }

    private IcebergLake lake(Path in, Database database) {
        return IcebergLake.open(new Storage.Folder(in.resolve("lake")), database.dataSource());
    }

    private static void append(IcebergLake lake, long batch) {
        var columns = new ArrayList<>(FactTable.SYSTEM);
        columns.addAll(INTERACTIONS.columns());
        var table = new FactTable(INTERACTIONS, columns);
        var row = new FactRow(table);
        row.date(2, 20_500);
        row.text(table.position("interaction_id"), "i-" + batch);
        lake.append(table, new TreeSet<>(List.of(batch)), appender -> appender.append(row));
    }

    private static long receive(Database database, String key, String body) {
        return JdbcClient.create(database.dataSource())
                .sql("""
                        insert into intake_batch (source, key, kind, format, encoding, sha256, bytes, body)
                        values ('crm', ?, 'interactions', 'ndjson', 'identity', sha256(?), 5, ?) returning sequence""")
                .params(key, new byte[] {7}, body.getBytes(UTF_8))
                .query(Long.class)
                .single();
    }

    private static List<String> bodies(Database database) {
        return JdbcClient.create(database.dataSource())
                .sql("select convert_from(body, 'UTF8') from intake_batch order by sequence")
                .query(String.class)
                .list();
    }

    private Backup.Summary write(Database database) throws IOException {
        return new Backup(data, database, Clock.fixed(NOON, ZoneOffset.UTC)).write(file, words -> {});
    }

    private Restore restore(DatabaseAddress address) {
        return new Restore(target, Optional.of(address), Optional.empty(), Clock.systemUTC());
    }

    @Test
    void brings_back_the_database_the_facts_and_the_files() throws Exception {
        String hostile = "tab\t back\\slash new\nline \\N \\. Ünïcode 😀";
        try (Database database = opened();
                IcebergLake lake = lake(data, database)) {
            receive(database, "a", hostile);
            append(lake, 1);
            append(lake, 2);
            Backup.Summary summary = write(database);
            assertThat(summary.bytes()).isEqualTo(Files.size(file));
        }

        DatabaseAddress address = kind.empty();
        assertThat(restore(address).from(file, words -> {})).isEqualTo("2026-11-27T12:00:00Z");

        try (Database database = Database.at(address);
                IcebergLake lake = lake(target, database)) {
            assertThat(bodies(database)).containsExactly(hostile);
            assertThat(lake.check()).isEmpty();
            assertThat(lake.plan(INTERACTIONS).orElseThrow().rows()).isEqualTo(2);
            assertThat(lake.appended(INTERACTIONS, 2)).isPresent();
            assertThat(receive(database, "b", "x")).isEqualTo(2);
        }
        assertThat(target.resolve("workspace/organisation.yaml"))
                .hasContent("organisation: {name: Northmoor Überland}\n");
        assertThat(target.resolve("spool/1.ndjson.gz")).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(target.resolve("postgres")).doesNotExist();
        assertThat(target.resolve(DataFolderClaim.RESTORING)).doesNotExist();
    }

    @Test
    void brings_back_each_version_of_the_record_and_goes_on_behind_them() throws Exception {
        Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
        var editor = new Editor(Optional.empty(), "ada@example.org");
        try (Database database = opened()) {
            var record = new OrganisationRecord(database.dataSource(), clock);
            record.begin(editor, "Northmoor");
            record.change(editor, 1, new Change.Add(new Unit("board", "Board", null, null)));
            record.undo(editor, 2);
            write(database);
        }

        DatabaseAddress address = kind.empty();
        restore(address).from(file, words -> {});

        try (Database database = Database.at(address)) {
            var record = new OrganisationRecord(database.dataSource(), clock);
            assertThat(record.versions(Long.MAX_VALUE, 9))
                    .extracting(Version::what)
                    .containsExactly(
                            "Version 2 was taken back: Unit Board was added.",
                            "Unit Board was added.",
                            "The record of Northmoor was begun.");
            assertThat(record.at(2).document().orElseThrow()).contains("  - id: board\n");
            assertThat(record.change(editor, 3, new Change.Add(new Unit("west", null, null, null))))
                    .isInstanceOfSatisfying(
                            Outcome.Made.class,
                            made -> assertThat(made.version().number()).isEqualTo(4));
        }
    }

    @Test
    void brings_back_no_token_of_the_directory_for_it_may_have_been_taken_back() throws Exception {
        Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
        var settings = new AccountSettings(null, Duration.ofHours(2), Duration.ofHours(12), Duration.ofDays(7));
        Secret token;
        try (Database database = opened()) {
            Directory directory = Accounts.of(database, settings, clock).directory();
            token = directory.makeToken("ada@example.org");
            directory.tellGroup("Owners", null, List.of());
            write(database);
        }

        DatabaseAddress address = kind.empty();
        restore(address).from(file, words -> {});

        try (Database database = Database.at(address)) {
            Directory directory = Accounts.of(database, settings, clock).directory();
            assertThat(directory.groups()).extracting(DirectoryGroup::name).containsExactly("Owners");
            assertThat(directory.token()).isEmpty();
            assertThat(directory.accepts(token)).isFalse();
        }
    }

    @Test
    void is_of_one_moment_however_much_comes_in_meanwhile() throws Exception {
        try (Database database = opened();
                IcebergLake lake = lake(data, database)) {
            var stop = new AtomicBoolean();
            var last = new AtomicLong();
            Thread sender = Thread.ofPlatform().start(() -> {
                for (long b = 1; !stop.get(); b++) {
                    append(lake, b);
                    receive(database, "k" + b, "b" + b);
                    last.set(b);
                }
            });
            while (last.get() < 3) {
                Thread.sleep(10);
            }
            write(database);
            stop.set(true);
            sender.join();
        }

        DatabaseAddress address = kind.empty();
        restore(address).from(file, words -> {});

        try (Database database = Database.at(address);
                IcebergLake lake = lake(target, database)) {
            int received = bodies(database).size();
            assertThat(received).isGreaterThanOrEqualTo(3);
            assertThat(lake.check()).isEmpty();
            // A batch that is on record as received had come in before: an append comes first here.
            assertThat(LongStream.rangeClosed(1, received))
                    .allMatch(batch -> lake.appended(INTERACTIONS, batch).isPresent());
            assertThat(lake.plan(INTERACTIONS).orElseThrow().rows()).isBetween((long) received, received + 1L);
        }
    }

    @Test
    void that_was_damaged_or_cut_is_refused_and_nothing_is_changed() throws Exception {
        try (Database database = opened();
                IcebergLake lake = lake(data, database)) {
            append(lake, 1);
            write(database);
        }
        byte[] whole = Files.readAllBytes(file);
        byte[] damaged = whole.clone();
        // Inside a file of facts, which is kept as it is.
        damaged[new String(whole, ISO_8859_1).indexOf("PAR1") + 10] ^= 0x55;
        refused(damaged);
        for (int share = 0; share < 20; share++) {
            refused(Arrays.copyOf(whole, whole.length * share / 20));
        }
        assertThat(target).doesNotExist();
    }

    private void refused(byte[] bytes) throws Exception {
        Path damaged = folder.resolve("damaged");
        Files.write(damaged, bytes);
        DatabaseAddress nobody = DatabaseAddress.parse("postgres://x:y@127.0.0.1:1/never_asked");
        assertThatThrownBy(() -> restore(nobody).from(damaged, words -> {}))
                .isInstanceOf(UnreadableBackupException.class);
    }

    @Test
    void that_would_write_outside_the_folder_is_refused() throws Exception {
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.putNextEntry(new ZipEntry(Manifest.NAME));
            zip.write("""
                    {"format":1,"createdAt":"2026-11-27T12:00:00Z","schema":"001","tables":[],
                     "files":[{"name":"../outside","bytes":0,"sha256":""}]}""".getBytes(UTF_8));
        }

        Restore restore = restore(kind.empty());
        assertThatThrownBy(() -> restore.from(file, words -> {}))
                .isInstanceOf(UnreadableBackupException.class)
                .hasMessage(
                        "The backup holds a file that would not be in the data folder: ../outside. Nothing was restored.");
    }

    @Test
    void never_overwrites_a_folder_or_a_database() throws Exception {
        try (Database database = opened()) {
            write(database);
        }
        DatabaseAddress full = kind.empty();
        try (Database database = Database.at(full)) {
            receive(database, "a", "there");
        }
        assertThatThrownBy(() -> restore(full).from(file, words -> {}))
                .isInstanceOf(Restore.NotEmptyException.class)
                .hasMessageContaining("Name an empty one in DATABASE_URL");
        try (Database database = Database.at(full)) {
            assertThat(bodies(database)).containsExactly("there");
        }
        Path used = Files.createDirectories(folder.resolve("used"));
        Files.writeString(used.resolve("mine.txt"), "mine");
        var restore = new Restore(used, Optional.of(kind.empty()), Optional.empty(), Clock.systemUTC());
        assertThatThrownBy(() -> restore.from(file, words -> {}))
                .isInstanceOf(Restore.NotEmptyException.class)
                .hasMessageContaining("is not empty, and nothing is ever overwritten");
        assertThat(used.resolve("mine.txt")).hasContent("mine");
    }

    @Test
    void that_was_interrupted_lets_no_server_start_and_is_begun_anew() throws Exception {
        try (Database database = opened()) {
            receive(database, "a", "kept");
            write(database);
        }
        Files.createDirectories(target.resolve("workspace"));
        Files.writeString(target.resolve("workspace/half"), "half");
        Files.createFile(target.resolve(DataFolderClaim.RESTORING));

        assertThatThrownBy(() -> DataFolderClaim.of(target).close())
                .isInstanceOf(DataFolderClaim.TakenException.class)
                .hasMessageContaining("did not come to its end. Call it again with the same backup");
        DatabaseAddress address = kind.empty();
        restore(address).from(file, words -> {});

        assertThat(target.resolve("workspace/half")).doesNotExist();
        DataFolderClaim.of(target).close();
        try (Database database = Database.at(address)) {
            assertThat(bodies(database)).containsExactly("kept");
        }
    }

    @Test
    void leaves_no_file_behind_when_it_cannot_be_written() throws Exception {
        try (Database database = opened()) {
            Path gone = folder.resolve("no-such-folder/monday.backup");
            assertThatThrownBy(() -> new Backup(data, database, Clock.systemUTC()).write(gone, words -> {}))
                    .isInstanceOf(IOException.class);
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(f -> f.getFileName().toString())).containsExactly("data");
        }
    }
}
