package throughline.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What the tables themselves hold to, whoever writes to them.
@ParameterizedClass
@EnumSource(DatabaseKind.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class IntakeTablesTest {

    @Parameter
    private DatabaseKind kind;

    private Database database;
    private JdbcClient sql;

    @BeforeEach
    void open() throws SQLException, IOException {
        database = kind.open();
        sql = JdbcClient.create(database.dataSource());
    }

    @AfterEach
    void close() {
        if (database != null) {
            database.close();
        }
    }

    private long batch(String source, String key) {
        return sql.sql("""
                        insert into intake_batch (source, key, kind, format, encoding, sha256, bytes, body)
                        values (?, ?, 'responses', 'csv', 'identity', decode(repeat('ab', 32), 'hex'), 3, 'abc')
                        returning sequence""").params(source, key).query(Long.class).single();
    }

    private void state(long batch, String assignments) {
        sql.sql("update intake_batch set %s where sequence = ?".formatted(assignments))
                .param(batch)
                .update();
    }

    private static final String COMMITTED =
            "state = 'committed', snapshot = 7, rows_kept = 1, rows_replaced = 0, rows_rejected = 0, settled_at = now()";

    @Test
    void know_a_delivery_by_its_sender_and_its_key() {
        batch("till", "monday");
        batch("web", "monday");

        assertThatThrownBy(() -> batch("till", "monday")).isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void let_a_batch_be_flushed_again_until_it_is_committed_and_never_after() {
        long batch = batch("till", "monday");
        state(batch, "state = 'flushing'");
        state(batch, "state = 'received'");
        state(batch, "state = 'flushing'");
        state(batch, COMMITTED);

        assertThatThrownBy(() -> state(batch, "state = 'received', settled_at = null, snapshot = null"))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("Batch %d is committed and stays so", batch);
    }

    @Test
    void commit_nothing_that_was_not_flushed() {
        long batch = batch("till", "monday");

        assertThatThrownBy(() -> state(batch, COMMITTED)).hasMessageContaining("Batch %d was not being flushed", batch);
    }

    @Test
    void commit_nothing_without_the_snapshot_that_holds_it() {
        long batch = batch("till", "monday");
        state(batch, "state = 'flushing'");

        assertThatThrownBy(() -> state(batch, "state = 'committed', settled_at = now()"))
                .hasMessageContaining("violates check constraint");
    }

    @Test
    void let_the_body_go_only_after_the_batch_is_settled() {
        long batch = batch("till", "monday");

        assertThatThrownBy(() -> state(batch, "body = null")).hasMessageContaining("violates check constraint");
        state(batch, "state = 'flushing'");
        state(batch, COMMITTED);
        state(batch, "body = null");
    }

    @Test
    void reject_a_batch_only_with_a_reason() {
        long batch = batch("till", "monday");

        assertThatThrownBy(() -> state(batch, "state = 'rejected', settled_at = now()"))
                .hasMessageContaining("violates check constraint");
        state(batch, "state = 'rejected', settled_at = now(), reason = 'This is no CSV.'");
    }

    @Test
    void keep_a_reject_once_however_often_the_batch_is_read() {
        long batch = batch("till", "monday");

        for (int i = 0; i < 2; i++) {
            for (String field : new String[] {"empathy", null}) {
                sql.sql("""
                                insert into intake_reject (batch, line, field, reason, raw)
                                values (?, 7, ?, 'Not a number: five', 'r1,five') on conflict do nothing""").params(batch, field).update();
            }
        }

        assertThat(count("intake_reject")).isEqualTo(2);
    }

    @Test
    void erase_what_somebody_wrote_with_the_person_and_nothing_else() {
        for (int customer = 1; customer <= 2; customer++) {
            sql.sql("insert into subject (surrogate, customer_id) values (?, ?)")
                    .params(customer, "c" + customer)
                    .update();
            sql.sql("""
                            insert into free_text (fact_kind, fact_id, field, day, subject, text)
                            values ('responses', ?, 'comment', '2026-03-02', ?, 'You kept me waiting.')""").params("r" + customer, customer).update();
        }

        sql.sql("delete from subject where customer_id = 'c1'").update();

        assertThat(sql.sql("select fact_id from free_text").query(String.class).list())
                .containsExactly("r2");
    }

    @Test
    void begin_with_what_is_kept_how_long() {
        Map<String, String> keep = Map.of(
                "facts", "until erased",
                "free_text", "1 year 1 mon",
                "raw_uploads", "90 days",
                "audit", "2 years");

        sql.sql("select class, coalesce(keep::text, 'until erased') as keep from retention")
                .query((row, number) -> Map.entry(row.getString("class"), row.getString("keep")))
                .list()
                .forEach(entry -> assertThat(keep).contains(entry));
        assertThat(count("retention")).isEqualTo(keep.size());
    }

    private long count(String table) {
        return sql.sql("select count(*) from " + table).query(Long.class).single();
    }
}
