package throughline.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What PostgreSQL itself lets statements meet that ask for everything, as those of a service would that forgot whose
/// rows they are for.
@ParameterizedClass
@EnumSource(DatabaseKind.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class OwnRowsTest {

    private static final UUID ANNA = UUID.fromString("00000000-0000-4000-8000-00000000000a");
    private static final UUID BEN = UUID.fromString("00000000-0000-4000-8000-00000000000b");

    private final DatabaseKind kind;
    private Database database;
    private JdbcClient sql;

    OwnRowsTest(DatabaseKind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() throws Exception {
        database = Database.at(kind.ofAnOrdinaryUser());
        sql = JdbcClient.create(database.dataSource());
        for (UUID id : List.of(ANNA, BEN)) {
            sql.sql("""
                            insert into account (id, email, name, role, unit, created_at)
                            values (?, ?, 'Kim', 'unit-leader', 'west', now())""").params(id, id + "@example.org").update();
            sql.sql(
                            "insert into session (sha256, id, account, begun_at, seen_at, browser) values (?, ?, ?, now(), now(), '')")
                    .params(id.toString().getBytes(StandardCharsets.UTF_8), id, id)
                    .update();
            sql.sql("insert into board_order (account, sent) values (?, '2026-10')")
                    .param(id)
                    .update();
        }
        for (String part : List.of("", "west", "w-01", "east")) {
            raise(part);
        }
    }

    @AfterEach
    void close() {
        OwnRows.end();
        if (database != null) {
            database.close();
        }
    }

    @Test
    void a_statement_without_any_condition_meets_the_own_rows_only__T02() {
        assertThat(parts()).containsExactly("", "east", "w-01", "west");

        new OwnRows(ANNA, Set.of("west", "w-01")).begin();

        assertThat(parts()).containsExactly("w-01", "west");
        assertThat(accounts("select id from account")).containsExactly(ANNA);
        assertThat(accounts("select account from session")).containsExactly(ANNA);
        assertThat(sql.sql("delete from session").update()).isEqualTo(1);
        assertThat(sql.sql("update board_order set sent = '2026-11'").update()).isEqualTo(1);
        assertThat(sql.sql("delete from alert where part = 'east'").update()).isZero();
        assertThatThrownBy(() -> raise("east"))
                .isInstanceOf(DataAccessException.class)
                .hasStackTraceContaining("row-level security");
        assertThatThrownBy(() -> sql.sql("insert into alert_digest values (?, 'daily', now(), now())")
                        .param(BEN)
                        .update())
                .hasStackTraceContaining("row-level security");

        OwnRows.end();

        assertThat(parts()).containsExactly("", "east", "w-01", "west");
        assertThat(accounts("select account from session")).containsExactly(BEN);
        assertThat(accounts("select account from board_order where sent = '2026-10'"))
                .containsExactly(BEN);
    }

    @Test
    void a_connection_that_was_given_back_in_the_middle_of_a_transaction_meets_all_rows_again() throws SQLException {
        new OwnRows(ANNA, Set.of("west")).begin();
        try (Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            connection.createStatement().execute("delete from alert");
        }
        OwnRows.end();

        for (int i = 0; i < 20; i++) {
            assertThat(parts()).as("nothing was committed").containsExactly("", "east", "w-01", "west");
        }
    }

    @Test
    void a_thread_that_was_told_nothing_meets_all_rows() throws Exception {
        new OwnRows(ANNA, Set.of("west")).begin();

        List<String> met = CompletableFuture.supplyAsync(this::parts).get();

        assertThat(met).containsExactly("", "east", "w-01", "west");
    }

    private void raise(String part) {
        sql.sql("""
                        insert into alert (id, part, kind, subject, since, first_day, last_day, what, chance, next, raised_at)
                        values (gen_random_uuid(), ?, 'verdict', 'a cause', '2026-10-01', '2026-10-01', '2026-10-02', '', '', '', now())""").param(part).update();
    }

    private List<String> parts() {
        return sql.sql("select part from alert order by part collate \"C\"")
                .query(String.class)
                .list();
    }

    private List<UUID> accounts(String query) {
        return sql.sql(query).query(UUID.class).list();
    }
}
