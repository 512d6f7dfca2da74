package throughline.lake.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static throughline.lake.fact.FactKind.INTERACTIONS;
import static throughline.lake.iceberg.Contacts.TABLE;
import static throughline.lake.iceberg.Contacts.batch;
import static throughline.lake.iceberg.Contacts.contact;
import static throughline.lake.iceberg.Contacts.rows;
import static throughline.lake.iceberg.Contacts.waits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileMetadata;
import org.apache.iceberg.PartitionData;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.jdbc.JdbcCatalog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class UpkeepTest {

    @TempDir
    private Path folder;

    private CatalogueServer catalogue;
    private IcebergLake lake;

    @BeforeEach
    void open() {
        catalogue = new CatalogueServer();
        lake = IcebergLake.open(new Storage.Folder(folder), CatalogueServer.at(catalogue.url("lake")));
    }

    @AfterEach
    void close() {
        lake.close();
        catalogue.close();
    }

    private static Instant later() {
        return Instant.now().plusSeconds(1);
    }

    private long files(String ending) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(ending)).count();
        }
    }

    /// The table as other software opens it.
    private Table table() {
        var catalog = new JdbcCatalog(
                properties -> new LocalFiles(folder, Steps.NONE),
                properties -> new PooledConnections(CatalogueServer.at(catalogue.url("lake")), Steps.NONE),
                false);
        catalog.initialize(
                IcebergLake.CATALOGUE, Map.of("uri", "jdbc:", "warehouse", "local://", "jdbc.schema-version", "V1"));
        return catalog.loadTable(TableIdentifier.of(IcebergLake.NAMESPACE, "interactions"));
    }

    @Test
    void compaction_makes_one_file_of_the_small_ones_of_a_month() {
        for (int b = 0; b < 5; b++) {
            lake.append(TABLE, batch(b), rows(contact("a" + b, "2026-03-01", b), contact("b" + b, "2026-04-01", b)));
        }
        var before = waits(lake);

        assertThat(lake.compact(INTERACTIONS)).isEqualTo(10);

        assertThat(lake.plan(INTERACTIONS).orElseThrow().files()).hasSize(2);
        assertThat(waits(lake)).isEqualTo(before).hasSize(10);
        assertThat(lake.compact(INTERACTIONS)).isZero();
        assertThat(lake.appended(INTERACTIONS, 3)).isPresent();
    }

    @Test
    void expiry_deletes_the_file_that_the_newest_snapshot_replaced() throws Exception {
        lake.append(TABLE, batch(1), rows(contact("a", "2026-03-31", 1), contact("b", "2026-03-31", 1)));
        lake.append(TABLE, batch(2), rows(contact("a", "2026-04-30", 2)));
        assertThat(files(".parquet")).isEqualTo(3);

        lake.expire(INTERACTIONS, later(), 2, Set.of());

        assertThat(files(".parquet")).isEqualTo(2);
        assertThat(waits(lake)).isEqualTo(Map.of("a", 2.0, "b", 1.0));
        assertThat(lake.expire(INTERACTIONS, later(), 2, Set.of())).isZero();
    }

    @Test
    void expiry_keeps_a_snapshot_whose_batches_may_be_asked_for() {
        Appended first = lake.append(TABLE, batch(1), rows(contact("a", "2026-03-31", 1)));
        Appended second = lake.append(TABLE, batch(2), rows(contact("a", "2026-03-31", 2)));
        lake.append(TABLE, batch(3), rows(contact("a", "2026-03-31", 3)));

        lake.expire(INTERACTIONS, later(), 1, Set.of());

        assertThat(lake.plan(INTERACTIONS, first.snapshot())).isEmpty();
        assertThat(lake.appended(INTERACTIONS, 2)).contains(second);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lake.append(TABLE, batch(1), rows()))
                .withMessage("Batch 1 of interactions was settled: batches up to 1 are no longer told apart");
    }

    @Test
    void expiry_keeps_what_is_younger() {
        Appended first = lake.append(TABLE, batch(1), rows(contact("a", "2026-03-31", 1)));
        lake.append(TABLE, batch(2), rows(contact("a", "2026-03-31", 2)));

        assertThat(lake.expire(INTERACTIONS, Instant.EPOCH, 2, Set.of())).isZero();
        assertThat(waits(lake, lake.plan(INTERACTIONS, first.snapshot()).orElseThrow()))
                .isEqualTo(Map.of("a", 1.0));
    }

    @Test
    void removal_of_orphans_leaves_every_file_that_a_snapshot_knows() throws Exception {
        Appended first = lake.append(TABLE, batch(1), rows(contact("a", "2026-03-31", 1)));
        lake.append(TABLE, batch(2), rows(contact("a", "2026-03-31", 2)));
        Path data = folder.resolve("facts/interactions/data/day_month=2026-03");
        Files.writeString(data.resolve(UUID.randomUUID() + ".parquet"), "half a file");

        assertThat(lake.removeOrphans(INTERACTIONS, Instant.now().minusSeconds(60)))
                .isZero();
        assertThat(lake.removeOrphans(INTERACTIONS, later())).isEqualTo(1);

        assertThat(waits(lake)).isEqualTo(Map.of("a", 2.0));
        assertThat(waits(lake, lake.plan(INTERACTIONS, first.snapshot()).orElseThrow()))
                .isEqualTo(Map.of("a", 1.0));
        assertThat(lake.check()).isEmpty();
    }

    @Test
    void a_table_with_delete_files_of_other_software_is_refused() {
        lake.append(TABLE, batch(1), rows(contact("a", "2026-03-31", 1)));
        Table table = table();
        DataFile file;
        try (var tasks = table.newScan().planFiles()) {
            file = tasks.iterator().next().file();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        var partition = new PartitionData(table.spec().partitionType());
        partition.set(0, file.partition().get(0, Integer.class));
        table.newRowDelta()
                .addDeletes(FileMetadata.deleteFileBuilder(table.spec())
                        .ofPositionDeletes()
                        .withPath(file.location() + "-deletes.parquet")
                        .withFormat("parquet")
                        .withPartition(partition)
                        .withFileSizeInBytes(1)
                        .withRecordCount(1)
                        .build())
                .commit();

        assertThatThrownBy(() -> lake.plan(INTERACTIONS))
                .hasMessage(
                        "interactions was changed by other software in a way that is not read here (delete files or files that are not Parquet); rewrite the table there, and let only Throughline write it");
    }

    @Test
    void files_say_what_they_hold() throws Exception {
        lake.append(
                TABLE,
                batch(1),
                rows(contact("a", "2026-03-01", 1.5), contact("z", "2026-03-31", -2), contact("m", "2026-03-02", 7)));
        Table table = table();

        try (var tasks = table.newScan().includeColumnStats().planFiles()) {
            DataFile file = tasks.iterator().next().file();
            int wait = table.schema().findField("wait_s").fieldId();
            int id = table.schema().findField("interaction_id").fieldId();
            int at = table.schema().findField("started_at").fieldId();
            assertThat(MonthFiles.lower(file, id)).contains("a");
            assertThat(MonthFiles.upper(file, id)).contains("z");
            assertThat(file.lowerBounds()
                            .get(wait)
                            .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                            .getDouble(0))
                    .isEqualTo(-2);
            assertThat(file.upperBounds()
                            .get(at)
                            .order(java.nio.ByteOrder.LITTLE_ENDIAN)
                            .getLong(0))
                    .isEqualTo(1_774_960_200_123_456L);
            assertThat(file.nullValueCounts()).containsEntry(wait, 0L);
            assertThat(file.recordCount()).isEqualTo(3);
        }
    }
}
