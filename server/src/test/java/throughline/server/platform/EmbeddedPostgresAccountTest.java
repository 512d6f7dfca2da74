package throughline.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.Faults;
import throughline.workspace.WorkspaceStore;

/// PostgreSQL refuses root; Throughline works as root and as anybody else.
///
/// As root, the test of the other case runs a process as nobody; as anybody else, every other test is that case.
@DisplayNameGeneration(ReplaceUnderscores.class)
class EmbeddedPostgresAccountTest {

    private static final List<String> AS_NOBODY =
            List.of("setpriv", "--reuid", "nobody", "--regid", "65534", "--clear-groups");

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void be_root() throws IOException {
        assumeTrue(new UnixSystem().getUid() == 0, "Only root can become somebody else");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        data = TestPostgres.folder(folder.resolve("data"));
    }

    @Test
    void runs_for_somebody_who_is_not_root_and_survives_his_kills() throws Exception {
        give(folder.resolve("data"));
        String classPath = readable();
        long confirmed = 0;
        for (int round = 0; round < Faults.rounds(2, 20); round++) {
            try (var keeper = Keeper.on(AS_NOBODY, classPath, data, "forever").ready()) {
                Thread.sleep(100);
                confirmed = Math.max(confirmed, keeper.kill());
            }
        }
        try (var last = Keeper.on(AS_NOBODY, classPath, data, "1").ready()) {
            assertThat(last.highest()).isGreaterThan(confirmed);
        }
        assertThat(Files.getOwner(data.resolve("postgres/data/PG_VERSION")).getName())
                .isEqualTo("nobody");
        WorkspaceStore.delete(folder.resolve("classes"));
    }

    /// The class path where nobody can read it: what is built in root's home is closed to others.
    private String readable() throws IOException {
        Path classes = Files.createDirectory(folder.resolve("classes"));
        var entries = new ArrayList<String>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path from = Path.of(entry);
            Path to = classes.resolve(entries.size() + "-" + from.getFileName());
            if (from.toString().contains("duckdb") || !Files.exists(from)) {
                continue;
            }
            Programs.run(List.of("cp", "-r", from.toString(), to.toString()));
            entries.add(to.toString());
        }
        Programs.run(List.of("chmod", "-R", "a+rX", classes.toString()));
        return String.join(File.pathSeparator, entries);
    }

    @Test
    void runs_for_root_as_the_user_whose_the_data_are() throws Exception {
        give(Files.createDirectory(data.resolve("postgres/data")));

        try (var claim = DataFolderClaim.of(data);
                var server = EmbeddedPostgres.start(claim);
                var connection = server.dataSource().getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
            assertThat(Files.getOwner(Path.of("/proc/%d".formatted(server.pid())))
                            .getName())
                    .isEqualTo("nobody");
            assertThat(Files.getOwner(data.resolve("postgres/data/PG_VERSION")).getName())
                    .isEqualTo("nobody");
            assertThat(Files.getOwner(data.resolve("postgres/password")).getName())
                    .isEqualTo("root");
        }
    }

    @Test
    void says_that_the_user_cannot_get_to_the_folder() throws Exception {
        give(Files.createDirectory(data.resolve("postgres/data")));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));

        String postgres = data.toRealPath().resolve("postgres").toString();
        try (var refused = Keeper.on(data, "1")) {
            assertThat(refused.ended())
                    .anyMatch(line -> line.startsWith(
                                    "refused: PostgreSQL has to run as nobody here, who cannot get to " + postgres)
                            && line.endsWith("with --data; a home folder usually is none."));
        }
    }

    private static void give(Path path) throws IOException {
        assertThat(Programs.run(List.of("chown", "-R", "nobody", path.toString()))
                        .isGood())
                .isTrue();
    }
}
