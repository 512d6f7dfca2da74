package throughline.server.intake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DuplicateKeyException;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.PersonalData.Words;
import throughline.server.intake.store.ErasureTable.Counts;
import throughline.server.intake.store.ErasureTable.Order;
import throughline.server.platform.DatabaseKind;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ErasureTableTest {

    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void remembers_how_far_each_erasure_has_come(DatabaseKind kind) throws Exception {
        try (var database = kind.open()) {
            var table = new ErasureTable(database.dataSource());
            var customer = new Order(UUID.randomUUID(), NOON, "42", null);
            var days = new Order(UUID.randomUUID(), NOON.plusSeconds(1), null, LocalDate.of(2025, 1, 1));

            assertThat(table.knows(customer)).isFalse();
            table.insert(customer, new Counts(3, 2, 1, 0));
            table.insert(days, new Counts(7, 0, 0, 0));
            assertThat(table.knows(customer)).isTrue();
            assertThat(table.begun()).containsExactly(customer, days);
            assertThat(table.unfinished()).isEmpty();
            assertThatThrownBy(
                            () -> table.insert(new Order(UUID.randomUUID(), NOON, "42", null), new Counts(0, 0, 0, 0)))
                    .isInstanceOf(DuplicateKeyException.class);

            table.rewritten(customer.receipt());
            assertThat(table.begun()).containsExactly(days);
            Instant last = table.unfinished().orElseThrow();
            table.rewriteTables();
            table.dropLog();
            table.finished(last);
            assertThat(table.unfinished()).isEmpty();
            assertThat(table.begun()).containsExactly(days);
        }
    }

    @ParameterizedTest
    @EnumSource(DatabaseKind.class)
    void deletes_texts_by_their_day(DatabaseKind kind) throws Exception {
        try (var database = kind.open()) {
            var table = new ErasureTable(database.dataSource());
            int today = Math.toIntExact(LocalDate.now(java.time.ZoneOffset.UTC).toEpochDay());
            new PersonTable(database.dataSource())
                    .keep(
                            FactKind.COMPLAINTS,
                            List.of(
                                    new Words("k1", "text", today - 900, null, "long ago"),
                                    new Words("k2", "text", today - 500, null, "a while ago"),
                                    new Words("k3", "text", today - 10, null, "lately")));

            assertThat(table.forgetWordsBefore(LocalDate.ofEpochDay(today - 899)))
                    .isEqualTo(1);
            assertThat(table.forgetOldWords()).as("older than 13 months").isEqualTo(1);
            table.keep("free_text", "P7D");
            assertThat(table.forgetOldWords()).isEqualTo(1);
        }
    }
}
