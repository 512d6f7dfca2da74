package throughline.lake.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static throughline.lake.fact.FactKind.INTERACTIONS;
import static throughline.lake.iceberg.Contacts.TABLE;
import static throughline.lake.iceberg.Contacts.batch;
import static throughline.lake.iceberg.Contacts.contact;
import static throughline.lake.iceberg.Contacts.rows;
import static throughline.lake.iceberg.Contacts.waits;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.fact.FactTable;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PositionsTest {

    private static CatalogueServer catalogue;

    @TempDir
    private Path folder;

    private String url;
    private IcebergLake lake;

    @BeforeAll
    static void serve() {
        catalogue = new CatalogueServer();
    }

    @AfterAll
    static void stop() {
        catalogue.close();
    }

    @BeforeEach
    void open(TestInfo test) {
        url = catalogue.url(test.getTestMethod().orElseThrow().getName());
        lake = open();
    }

    @AfterEach
    void close() {
        lake.close();
    }

    private IcebergLake open() {
        return IcebergLake.open(new Storage.Folder(folder), CatalogueServer.at(url));
    }

    private static Progress progress(Map<String, Long> from, Map<String, Long> to) {
        return new Progress(new TreeMap<>(from), new TreeMap<>(to));
    }

    private boolean advance(Map<String, Long> from, Map<String, Long> to, Contacts.Contact... contacts) {
        return lake.advance(TABLE, progress(from, to), rows(contacts));
    }

    @Test
    void come_in_together_with_the_rows() {
        assertThat(lake.positions(INTERACTIONS)).isEmpty();

        assertThat(advance(Map.of(), Map.of("calls/0", 5L), contact("a", "2026-03-01", 1)))
                .isTrue();
        assertThat(advance(Map.of(), Map.of("calls/1", 2L), contact("b", "2026-03-01", 2)))
                .isTrue();
        assertThat(advance(Map.of("calls/0", 5L), Map.of("calls/0", 9L), contact("a", "2026-03-02", 3)))
                .isTrue();

        assertThat(lake.positions(INTERACTIONS)).containsExactly(Map.entry("calls/0", 9L), Map.entry("calls/1", 2L));
        assertThat(waits(lake)).isEqualTo(Map.of("a", 3.0, "b", 2.0));
    }

    @Test
    void turn_away_what_somebody_else_has_read() {
        advance(Map.of(), Map.of("calls/0", 5L), contact("a", "2026-03-01", 1));

        assertThat(advance(Map.of(), Map.of("calls/0", 7L), contact("late", "2026-03-01", 2)))
                .isFalse();
        assertThat(advance(Map.of("calls/0", 3L), Map.of("calls/0", 4L), contact("late", "2026-03-01", 2)))
                .isFalse();

        assertThat(lake.positions(INTERACTIONS)).isEqualTo(Map.of("calls/0", 5L));
        assertThat(waits(lake)).isEqualTo(Map.of("a", 1.0));
    }

    @Test
    void turn_away_what_another_process_reads_meanwhile() {
        assertThat(lake.advance(TABLE, progress(Map.of(), Map.of("calls/0", 5L)), appender -> {
                    try (IcebergLake other = open()) {
                        other.advance(
                                TABLE,
                                progress(Map.of(), Map.of("calls/0", 8L)),
                                rows(contact("theirs", "2026-03-01", 1)));
                    }
                    rows(contact("ours", "2026-03-01", 2)).accept(appender);
                }))
                .isFalse();

        assertThat(waits(lake)).isEqualTo(Map.of("theirs", 1.0));
    }

    @Test
    void take_the_same_step_again_for_done() {
        advance(Map.of(), Map.of("calls/0", 5L), contact("a", "2026-03-01", 1));

        assertThat(advance(Map.of(), Map.of("calls/0", 5L), contact("a", "2026-03-01", 1)))
                .isTrue();

        assertThat(waits(lake)).hasSize(1);
        assertThat(lake.plan(INTERACTIONS).orElseThrow().files()).hasSize(1);
    }

    @Test
    void go_on_without_rows_in_a_table_that_is_new() {
        var bare = new FactTable(INTERACTIONS, FactTable.SYSTEM);

        assertThat(lake.advance(bare, progress(Map.of(), Map.of("calls/0", 5L)), appender -> {}))
                .isTrue();
        assertThat(advance(Map.of("calls/0", 5L), Map.of("calls/0", 6L), contact("a", "2026-03-01", 1)))
                .isTrue();

        assertThat(waits(lake)).isEqualTo(Map.of("a", 1.0));
    }

    @Test
    void outlive_batches_compaction_and_the_expiry_of_their_snapshot() {
        advance(Map.of(), Map.of("calls/0", 5L), contact("a", "2026-03-01", 1));
        lake.append(TABLE, batch(0), rows(contact("b", "2026-03-02", 2)));
        lake.compact(INTERACTIONS);
        for (int round = 0; round < 2; round++) {
            lake.expire(INTERACTIONS, Instant.now().plusSeconds(1), 0, Set.of());
        }

        assertThat(lake.positions(INTERACTIONS)).isEqualTo(Map.of("calls/0", 5L));
        assertThat(advance(Map.of("calls/0", 5L), Map.of("calls/0", 6L), contact("c", "2026-03-03", 3)))
                .isTrue();
        assertThat(lake.positions(INTERACTIONS)).isEqualTo(Map.of("calls/0", 6L));
        assertThat(waits(lake)).isEqualTo(Map.of("a", 1.0, "b", 2.0, "c", 3.0));
    }

    @Test
    void only_go_forward() {
        for (Map<String, Long> to : List.of(Map.<String, Long>of(), Map.of("calls/0", 5L))) {
            assertThatThrownBy(() -> progress(Map.of("calls/0", 5L), to))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Progress ");
        }
        assertThatThrownBy(() -> progress(Map.of(), Map.of("a=b", 5L)))
                .hasMessage("The name of a source has neither comma nor equals sign, got a=b");
    }
}
