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
import throughline.server.intake.store.BatchTable.Right;
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
                Right held = over(first).lock(FactKind.RESPONSES).orElseThrow();
                assertThat(over(second).lock(FactKind.RESPONSES)).isEmpty();
                assertThat(over(second).lock(FactKind.EVENTS)).isPresent();
                held.close();
                Right theirs = over(second).lock(FactKind.RESPONSES).orElseThrow();
                assertThat(over(first).lock(FactKind.RESPONSES)).isEmpty();
                theirs.close();
                assertThat(over(first).lock(FactKind.RESPONSES)).isPresent();
            }
            // A server that is killed is a connection that ends; PostgreSQL notices that a moment later.
            one.close();
            await().untilAsserted(() ->
                    assertThat(over(second).lock(FactKind.RESPONSES)).isPresent());
        }
    }
}
