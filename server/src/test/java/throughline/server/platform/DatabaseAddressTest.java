package throughline.server.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DatabaseAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://ann:p%40ss%2Fw+rd%25@db.example:6432/service?sslmode=require",
                "postgresql://ann:p%40ss%2Fw+rd%25@db.example:6432/service?sslmode=require",
                "jdbc:postgresql://db.example:6432/service?user=ann&password=p%40ss%2Fw%2Brd%25&sslmode=require"
            })
    void reads_both_forms_alike(String url) {
        var address = DatabaseAddress.parse(url);
        PGSimpleDataSource source = address.dataSource();

        assertThat(source.getServerNames()).containsExactly("db.example");
        assertThat(source.getPortNumbers()).containsExactly(6432);
        assertThat(source.getDatabaseName()).isEqualTo("service");
        assertThat(source.getUser()).isEqualTo("ann");
        assertThat(source.getPassword()).isEqualTo("p@ss/w+rd%");
        assertThat(source.getSslMode()).isEqualTo("require");
        assertThat(address).hasToString("db.example:6432/service");
    }

    @Test
    void fills_in_what_may_be_left_out() {
        PGSimpleDataSource source =
                DatabaseAddress.parse("postgres://ann:pw@[::1]").dataSource();

        assertThat(source.getServerNames()).containsExactly("[::1]");
        assertThat(source.getPortNumbers()).containsExactly(5432);
        assertThat(source.getDatabaseName()).isEqualTo("ann");
    }

    @Test
    void translates_the_names_that_the_driver_gives_otherwise() {
        PGSimpleDataSource source = DatabaseAddress.parse(
                        "postgres://ann:pw@a:1,b:2/x?connect_timeout=7&application_name=service&channel_binding=require")
                .dataSource();

        assertThat(source.getConnectTimeout()).isEqualTo(7);
        assertThat(source.getApplicationName()).isEqualTo("service");
        assertThat(source.getChannelBinding()).isEqualTo("require");
        assertThat(source.getServerNames()).containsExactly("a", "b");
        assertThat(source.getPortNumbers()).containsExactly(1, 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://ann:secret@db/service",
                "db.example:5432",
                "postgres://ann:secret@half@db/service",
                "jdbc:postgresql://db:port/service?user=ann&password=secret"
            })
    void refuses_what_it_cannot_read_without_repeating_a_password(String url) {
        assertThatThrownBy(() -> DatabaseAddress.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("DATABASE_URL cannot be read. It is written postgres://user:password@host")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"postgres://db.example/service", "jdbc:postgresql://db.example/service"})
    void asks_for_a_user(String url) {
        assertThatThrownBy(() -> DatabaseAddress.parse(url))
                .hasMessageStartingWith("DATABASE_URL names no user. It is written");
    }
}
