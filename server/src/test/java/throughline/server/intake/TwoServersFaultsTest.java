package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.Faults;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseKind;

/// Two servers, each a process with a data folder of its own, on one database and one lake.
@DisplayNameGeneration(ReplaceUnderscores.class)
class TwoServersFaultsTest {

    private static final int KILLS = Faults.rounds(2, 20);
    private static final int EVERY = 20;
    private static final int BATCHES = KILLS * EVERY;

    @TempDir
    private Path folder;

    @Test
    void keep_each_fact_once_though_one_of_them_is_killed() throws Exception {
        DatabaseAddress address = DatabaseKind.EMBEDDED.fresh();
        Path lake = Files.createDirectory(folder.resolve("lake"));
        List<Path> folders =
                List.of(Files.createDirectory(folder.resolve("north")), Files.createDirectory(folder.resolve("south")));
        for (Path data : folders) {
            Files.createSymbolicLink(data.resolve("lake"), lake);
        }
        try (var north = new Sender("north", "north");
                var south = new Sender("south", "south");
                var one = IntakeProcess.bare(folders.getFirst(), address, "north");
                var other = IntakeProcess.bare(folders.getLast(), address, "south");
                var database = Database.at(address)) {
            one.start("none", 1);
            other.start("none", 1);
            assertThat(one.ready() && other.ready()).isTrue();
            for (int i = 0; i < BATCHES; i++) {
                if (i % EVERY == EVERY / 2) {
                    one.kill();
                    assertThat(north.send(one.port())).isFalse();
                    one.start("none", 1);
                    assertThat(one.ready()).isTrue();
                }
                assertThat(north.send(one.port())).isTrue();
                assertThat(south.send(other.port())).isTrue();
            }
            for (Path data : folders) {
                var checker = new Checker(data, database, north, south);
                checker.awaitSettled();
                checker.check();
            }
        }
    }
}
