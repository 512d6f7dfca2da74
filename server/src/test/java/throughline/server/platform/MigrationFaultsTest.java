package throughline.server.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.lake.Faults;
import throughline.lake.JavaProcess;

/// A server that is killed while it makes its tables: the next one makes them all.
@ParameterizedClass
@EnumSource(DatabaseKind.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class MigrationFaultsTest {

    @Parameter
    private DatabaseKind kind;

    /// Tables that there are before the first and after each migration.
    private static final List<Long> WHOLE =
            List.of(0L, 8L, 11L, 12L, 11L, 17L, 18L, 20L, 20L, 22L, 26L, 27L, 27L, 34L, 35L, 36L);

    @Test
    void leaves_nothing_half_done_wherever_it_was_killed() throws Exception {
        int statements = statements();
        int step = Math.max(1, statements / Faults.rounds(5, statements));
        for (int last = 1; last <= statements; last += step) {
            DatabaseAddress address = kind.empty();

            assertThat(killedBefore(last, address))
                    .as("killed before statement " + last)
                    .isEqualTo(137);
            assertThat(ours(address)).as("killed before statement " + last).isIn(WHOLE);
            try (var database = Database.at(address)) {
                assertThat(database.isReachable()).isTrue();
            }
            assertThat(ours(address)).isEqualTo(WHOLE.getLast());
        }
    }

    /// How many statements a migration takes.
    private int statements() throws SQLException, IOException {
        var count = new AtomicInteger();
        Schema.migrate(HaltingMigration.counting(kind.empty().dataSource(), count::set), "here", "latest");
        return count.get();
    }

    private static int killedBefore(int last, DatabaseAddress address) throws IOException, InterruptedException {
        Process process = JavaProcess.of(List.of(), HaltingMigration.class, address.jdbc(), Integer.toString(last))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor();
    }

    /// How many of our tables are there, Flyway's own left out.
    private static long ours(DatabaseAddress address) {
        return JdbcClient.create(address.dataSource())
                .sql("""
                        select count(*) from information_schema.tables
                        where table_schema = 'throughline' and table_name not like 'flyway%'""")
                .query(Long.class)
                .single();
    }
}
