package throughline.lake.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.lake.fact.FactKind.INTERACTIONS;
import static throughline.lake.fact.FactKind.RESPONSES;
import static throughline.lake.iceberg.Contacts.ask;
import static throughline.lake.iceberg.Contacts.batch;
import static throughline.lake.iceberg.Contacts.contact;
import static throughline.lake.iceberg.Contacts.waits;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactRow;
import throughline.lake.fact.FactTable;
import throughline.lake.iceberg.Contents.Rows;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RemovalTest {

    private static final FactTable TABLE =
            Contacts.with(new Column("wait_s", ColumnType.NUMBER), new Column("customer", ColumnType.TEXT));

    @TempDir
    private Path folder;

    private CatalogueServer catalogue;
    private IcebergLake lake;

    @BeforeEach
    void fill() {
        catalogue = new CatalogueServer();
        lake = IcebergLake.open(new Storage.Folder(folder), CatalogueServer.at(catalogue.url("lake")));
        append(1, "a", "2026-03-30", "s-canary-1");
        append(2, "b", "2026-03-31", "s-2");
        append(3, "c", "2026-04-01", "s-canary-1");
    }

    @AfterEach
    void close() {
        lake.close();
        catalogue.close();
    }

    private void append(long batch, String id, String day, String customer) {
        lake.append(TABLE, batch(batch), appender -> {
            var row = new FactRow(TABLE);
            row.date(2, Math.toIntExact(LocalDate.parse(day).toEpochDay()));
            row.text(TABLE.position("interaction_id"), id);
            row.number(TABLE.position("wait_s"), (double) batch);
            row.text(TABLE.position("customer"), customer);
            appender.append(row);
        });
    }

    private List<List<Object>> customers() {
        return ask(lake, lake.plan(INTERACTIONS).orElseThrow(), "interaction_id, coalesce(customer, 'nobody')");
    }

    private boolean folderHas(String text) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void forgets_whose_rows_they_are_and_keeps_the_rows() {
        assertThat(lake.forget(INTERACTIONS, "customer", List.of("s-canary-1", "never-seen"), List.of("customer")))
                .isEqualTo(2);

        assertThat(customers())
                .containsExactlyInAnyOrder(List.of("a", "nobody"), List.of("b", "s-2"), List.of("c", "nobody"));
        assertThat(waits(lake)).isEqualTo(Map.of("a", 1.0, "b", 2.0, "c", 3.0));
        assertThat(lake.forget(INTERACTIONS, "customer", List.of("s-canary-1"), List.of("customer")))
                .isZero();
        assertThat(lake.check()).isEmpty();
    }

    @Test
    void empties_other_columns_of_those_rows_and_of_no_others() {
        assertThat(lake.forget(
                        INTERACTIONS, "customer", List.of("s-2"), List.of("wait_s", "customer", "no_such_column")))
                .isEqualTo(1);

        assertThat(customers()).contains(List.of("a", "s-canary-1"), List.of("b", "nobody"));
        assertThat(ask(lake, lake.plan(INTERACTIONS).orElseThrow(), "interaction_id, coalesce(wait_s, -1)"))
                .containsExactlyInAnyOrder(List.of("a", 1.0), List.of("b", -1.0), List.of("c", 3.0));
    }

    @Test
    void says_what_rows_of_a_person_hold() {
        assertThat(lake.contents().texts(INTERACTIONS, "interaction_id", "customer", List.of("s-canary-1")))
                .containsExactlyInAnyOrder("a", "c");
        assertThat(lake.contents().texts(INTERACTIONS, "interaction_id", "customer", List.of("never-seen")))
                .isEmpty();
        assertThat(lake.contents().texts(INTERACTIONS, "no_such_column", "customer", List.of("s-2")))
                .isEmpty();
        assertThat(lake.contents().texts(RESPONSES, "response_id", "customer", List.of("s-2")))
                .isEmpty();
    }

    @Test
    void counts_the_rows_of_a_person_and_of_days_before_a_day() {
        assertThat(lake.contents().count(INTERACTIONS, new Rows.With("customer", List.of("s-canary-1", "s-2"))))
                .isEqualTo(3);
        assertThat(lake.contents().count(INTERACTIONS, new Rows.With("customer", List.of())))
                .isZero();
        assertThat(lake.contents().count(INTERACTIONS, new Rows.With("no_such_column", List.of("s-2"))))
                .isZero();
        assertThat(lake.contents().count(INTERACTIONS, new Rows.Before(LocalDate.of(2026, 3, 31))))
                .isEqualTo(1);
        assertThat(lake.contents().count(RESPONSES, new Rows.Before(LocalDate.of(2026, 3, 31))))
                .isZero();
    }

    @Test
    void is_not_clean_before_the_last_file_of_earlier_snapshots_is_gone() throws Exception {
        lake.forget(INTERACTIONS, "customer", List.of("s-canary-1"), List.of("customer"));
        Instant forgotten = Instant.now().plusMillis(1);
        while (Instant.now().isBefore(forgotten)) {
            Thread.onSpinWait();
        }

        for (int i = 0; !lake.cleanSince(INTERACTIONS, forgotten); i++) {
            assertThat(folderHas("s-canary-1")).isTrue();
            assertThat(i).isLessThan(3);
            lake.expire(INTERACTIONS, Instant.now().plusSeconds(60), 3, Set.of());
        }

        assertThat(folderHas("s-canary-1")).isFalse();
    }

    @Test
    void leaves_no_byte_of_them_once_older_snapshots_have_expired() throws Exception {
        assertThat(folderHas("s-canary-1")).isTrue();

        lake.forget(INTERACTIONS, "customer", List.of("s-canary-1"), List.of("customer"));
        lake.compact(INTERACTIONS);
        lake.expire(INTERACTIONS, Instant.now().plusSeconds(60), 3, Set.of());

        assertThat(folderHas("s-canary-1")).isFalse();
        assertThat(folderHas("s-2")).isTrue();
    }

    @Test
    void removes_the_rows_of_days_before_a_day() {
        assertThat(lake.removeBefore(INTERACTIONS, LocalDate.of(2026, 3, 31))).isEqualTo(1);
        assertThat(waits(lake)).isEqualTo(Map.of("b", 2.0, "c", 3.0));

        assertThat(lake.removeBefore(INTERACTIONS, LocalDate.of(2026, 5, 1))).isEqualTo(2);
        assertThat(lake.plan(INTERACTIONS).orElseThrow().rows()).isZero();
        assertThat(lake.removeBefore(INTERACTIONS, LocalDate.of(2026, 5, 1))).isZero();
    }

    @Test
    void finds_nothing_in_a_table_that_is_not_there_or_lacks_the_column() {
        assertThat(lake.forget(RESPONSES, "customer", List.of("s-2"), List.of("customer")))
                .isZero();
        assertThat(lake.forget(INTERACTIONS, "no_such_column", List.of("s-2"), List.of("customer")))
                .isZero();
        assertThat(lake.removeBefore(RESPONSES, LocalDate.of(2026, 5, 1))).isZero();
    }

    @Test
    void lets_rows_come_in_afterwards_as_before() {
        lake.forget(INTERACTIONS, "customer", List.of("s-2"), List.of("customer"));

        append(4, "b", "2026-03-31", "s-9");
        lake.append(Contacts.TABLE, batch(5), Contacts.rows(contact("d", "2026-04-02", 5)));

        assertThat(customers())
                .contains(List.of("b", "s-9"), List.of("d", "nobody"))
                .hasSize(4);
    }
}
