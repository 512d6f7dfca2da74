package throughline.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What is promised of a database, whichever kind it is of.
@ParameterizedClass
@EnumSource(DatabaseKind.class)
@DisplayNameGeneration(ReplaceUnderscores.class)
class DatabaseTest {

    @Parameter
    private DatabaseKind kind;

    private DatabaseAddress address;

    @BeforeEach
    void make() throws SQLException, IOException {
        address = kind.empty();
    }

    @Test
    void keeps_our_tables_in_a_schema_of_their_own_and_finds_them_again() {
        try (var database = Database.at(address)) {
            assertThat(database.isReachable()).isTrue();
            assertThat(tables(database))
                    .contains(
                            "api_token",
                            "erasure",
                            "free_text",
                            "intake_batch",
                            "intake_reject",
                            "retention",
                            "subject");
            client(database)
                    .sql("insert into api_token (name, sha256) values ('till', decode(repeat('ab', 32), 'hex'))")
                    .update();
        }
        try (var again = Database.at(address)) {
            assertThat(client(again)
                            .sql("select count(*) from api_token")
                            .query(Long.class)
                            .single())
                    .isEqualTo(1);
        }
    }

    private static Iterable<String> tables(Database database) {
        return client(database)
                .sql("select table_name from information_schema.tables where table_schema = 'throughline'")
                .query(String.class)
                .list();
    }

    private static JdbcClient client(Database database) {
        return JdbcClient.create(database.dataSource());
    }

    @Test
    void confirms_nothing_that_a_crash_could_take_away() throws SQLException {
        try (var database = Database.at(address);
                Connection connection = database.dataSource().getConnection()) {
            assertThat(Requirements.settings(connection))
                    .containsAllEntriesOf(Map.of("fsync", "on", "full_page_writes", "on", "synchronous_commit", "on"));
        }
    }

    @Test
    void refuses_one_that_trades_safety_for_speed() {
        refuses(with("options=-c%20synchronous_commit=off"))
                .hasMessage(
                        "The database at %s runs with synchronous_commit = off: it would lose what it has confirmed. Set it to on and start Throughline again.",
                        address.shown());
    }

    @Test
    void refuses_one_that_can_only_be_read() {
        refuses(with("options=-c%20default_transaction_read_only=on"))
                .hasMessageEndingWith("can only be read, as a standby can. Let DATABASE_URL name the primary.");
    }

    @Test
    void refuses_one_that_cannot_hold_every_letter() throws SQLException, IOException {
        TestPostgres.execute(
                kind.administrator(DatabaseKind.databaseOf(address)),
                "create database %s_ascii encoding 'SQL_ASCII' locale 'C' template template0"
                        .formatted(DatabaseKind.databaseOf(address)));

        refuses(new DatabaseAddress(
                        "ascii",
                        address.jdbc()
                                .replace(
                                        DatabaseKind.databaseOf(address) + "?",
                                        DatabaseKind.databaseOf(address) + "_ascii?")))
                .hasMessageStartingWith("The database at ascii is encoded in SQL_ASCII; Throughline needs UTF8.");
    }

    @Test
    void says_that_the_password_is_wrong() {
        refuses(new DatabaseAddress("here", address.jdbc().replaceFirst("password=[^&]*", "password=guessed")))
                .hasMessageStartingWith("There is no way into the database at here: ")
                .hasMessageEndingWith("The user or the password in DATABASE_URL is wrong.");
    }

    @Test
    void says_that_there_is_no_such_database() {
        refuses(new DatabaseAddress(
                        "here", address.jdbc().replace(DatabaseKind.databaseOf(address) + "?", "unheard_of?")))
                .hasMessageContaining("\"unheard_of\" does not exist")
                .hasMessageEndingWith("CREATE DATABASE throughline OWNER <user>;");
    }

    @Test
    void says_that_nobody_answers_there() {
        refuses(new DatabaseAddress("here", address.jdbc().replaceFirst("//[^/]*/", "//127.0.0.1:1/")))
                .hasMessageStartingWith("There is no way into the database at here: Connection to 127.0.0.1:1 refused.")
                .hasMessageContaining("Is it running, and are host, port and sslmode in DATABASE_URL right?");
    }

    @Test
    void says_which_right_is_missing_and_how_to_give_it() throws SQLException, IOException {
        String guest = "guest_" + DatabaseKind.databaseOf(address);
        TestPostgres.execute(
                kind.administrator(DatabaseKind.databaseOf(address)),
                "create role %s login password 'pw'".formatted(guest));

        refuses(new DatabaseAddress(
                        "here",
                        address.jdbc()
                                .replaceFirst("user=[^&]*", "user=" + guest)
                                .replaceFirst("password=[^&]*", "password=pw")))
                .hasMessageStartingWith("The user of DATABASE_URL may not make tables in here: ")
                .hasMessageContaining("permission denied for database")
                .hasMessageContaining("GRANT CREATE ON DATABASE");
    }

    private DatabaseAddress with(String option) {
        return new DatabaseAddress(address.shown(), address.jdbc() + "&" + option);
    }

    private static AbstractThrowableAssert<?, ?> refuses(DatabaseAddress address) {
        return assertThatThrownBy(() -> Database.at(address).close()).isInstanceOf(DatabaseUnavailableException.class);
    }

    @Test
    void says_no_value_of_a_row_when_it_refuses_one() {
        try (var database = Database.at(address)) {
            JdbcClient sql = client(database);
            String token = "insert into api_token (name, sha256) values ('canary', sha256(?))";
            sql.sql(token).param(new byte[] {1}).update();

            assertThatThrownBy(() -> sql.sql(token).param(new byte[] {2}).update())
                    .rootCause()
                    .hasMessageContaining("duplicate key")
                    .message()
                    .doesNotContain("canary");
        }
    }
}
