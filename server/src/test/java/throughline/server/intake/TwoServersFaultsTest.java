package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseKind;

/// Two servers, each a process with a data folder of its own, on one database and one lake.
@DisplayNameGeneration(ReplaceUnderscores.class)
class TwoServersFaultsTest {

    private static final int BATCHES = 40;

    @TempDir
    private Path folder;

    @Test
    void keep_each_fact_once_though_one_of_them_is_killed() throws Exception {
        DatabaseAddress address = DatabaseKind.EMBEDDED.fresh();
        Path lake = Files.createDirectory(folder.resolve("lake"));
        Path north = Files.createDirectory(folder.resolve("north"));
        Path south = Files.createDirectory(folder.resolve("south"));
        for (Path data : List.of(north, south)) {
            Files.createSymbolicLink(data.resolve("lake"), lake);
        }
        try (var one = new Sender(north, address, "north");
                var other = new Sender(south, address, "south");
                var database = Database.at(address)) {
            one.start("none", 1);
            other.start("none", 1);
            for (int i = 0; i < BATCHES; i++) {
                if (i == BATCHES / 2) {
                    one.kill();
                    assertThat(one.send()).isFalse();
                    one.start("none", 1);
                }
                assertThat(one.send()).isTrue();
                assertThat(other.send()).isTrue();
            }
            await(database);

            Map<String, Integer> stored = one.stored();
            var acknowledged = new HashSet<>(one.acknowledged());
            acknowledged.addAll(other.acknowledged());
            assertThat(stored.keySet()).isEqualTo(acknowledged);
            assertThat(stored.values()).containsOnly(1);
            assertThat(other.stored()).isEqualTo(stored);
        }
    }

    private static void await(Database database) throws InterruptedException {
        var sql = JdbcClient.create(database.dataSource());
        long open = 1;
        for (int i = 0; i < 3_000 && open > 0; i++) {
            open = sql.sql("select count(*) from intake_batch where state in ('received', 'flushing')")
                    .query(Long.class)
                    .single();
            Thread.sleep(20);
        }
        assertThat(open).isZero();
    }
}
