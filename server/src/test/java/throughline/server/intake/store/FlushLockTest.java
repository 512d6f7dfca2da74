package throughline.server.intake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import throughline.lake.fact.FactKind;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseKind;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FlushLockTest {

    private static BatchTable over(Connection connection) {
        return new BatchTable(new SingleConnectionDataSource(connection, true));
    }

    @ParameterizedTest
    @EnumSource
    void lets_one_of_two_servers_flush_a_table_and_the_other_once_the_first_is_gone(DatabaseKind kind)
            throws Exception {
        DatabaseAddress address = kind.fresh();
        try (var one = Database.at(address);
                var other = Database.at(address);
                Connection second = other.dataSource().getConnection()) {
            try (Connection first = one.dataSource().getConnection()) {
                assertThat(over(first).lock(FactKind.RESPONSES)).isTrue();
                assertThat(over(second).lock(FactKind.RESPONSES)).isFalse();
                assertThat(over(second).lock(FactKind.EVENTS)).isTrue();
                over(first).unlock(FactKind.RESPONSES);
                assertThat(over(second).lock(FactKind.RESPONSES)).isTrue();
                assertThat(over(first).lock(FactKind.RESPONSES)).isFalse();
                over(second).unlock(FactKind.RESPONSES);
                assertThat(over(first).lock(FactKind.RESPONSES)).isTrue();
            }
            // A server that is killed is a connection that ends; PostgreSQL notices that a moment later.
            one.close();
            await().untilAsserted(() ->
                    assertThat(over(second).lock(FactKind.RESPONSES)).isTrue());
        }
    }
}
