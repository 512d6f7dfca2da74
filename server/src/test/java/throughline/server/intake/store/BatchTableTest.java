package throughline.server.intake.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.lake.fact.FactKind;
import throughline.server.intake.BodyEncoding;
import throughline.server.intake.BodyFormat;
import throughline.server.intake.Delivery;
import throughline.server.platform.DatabaseKind;

@DisplayNameGeneration(ReplaceUnderscores.class)
class BatchTableTest {

    private static final byte[] BODY = "{}".getBytes(UTF_8);

    private static long received(BatchTable table) {
        var delivery =
                new Delivery("till", Optional.of("key"), FactKind.STEPS, BodyFormat.NDJSON, BodyEncoding.IDENTITY);
        return table.insert(delivery, "key", new byte[32], BODY.length, null, BODY)
                .orElseThrow();
    }

    private static List<byte[]> lately(BatchTable table) {
        return table.lately("till", FactKind.STEPS, Duration.ofDays(1));
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void knows_what_is_no_fact_yet_however_long_it_waits_and_for_a_while_what_became_one(DatabaseKind kind)
            throws Exception {
        try (var database = kind.open()) {
            var table = new BatchTable(database.dataSource());
            JdbcClient sql = JdbcClient.create(database.dataSource());
            long batch = received(table);
            sql.sql("update intake_batch set received_at = now() - interval '9 days'")
                    .update();

            assertThat(lately(table)).containsExactly(BODY);
            table.begin(batch);
            assertThat(lately(table)).as("while it is flushed").containsExactly(BODY);
            sql.sql("update intake_batch set state = 'committed', rows_kept = 1, rows_replaced = 0,"
                            + " rows_rejected = 0, snapshot = '1', settled_at = now() - interval '23 hours'")
                    .update();
            assertThat(lately(table)).as("a fact since hours").containsExactly(BODY);
            sql.sql("update intake_batch set settled_at = now() - interval '25 hours'")
                    .update();
            assertThat(lately(table)).as("a fact since a day").isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void has_a_body_until_it_is_forgotten(DatabaseKind kind) throws Exception {
        try (var database = kind.open()) {
            var table = new BatchTable(database.dataSource());
            long batch = received(table);
            assertThat(table.body(batch)).hasValue(BODY);

            JdbcClient.create(database.dataSource())
                    .sql("update intake_batch set state = 'rejected', reason = 'why', settled_at = now()")
                    .update();
            table.forgetBodies(List.of(batch));

            assertThat(table.body(batch)).isEmpty();
        }
    }
}
