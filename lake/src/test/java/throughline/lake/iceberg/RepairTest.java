package throughline.lake.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class RepairTest {

    @TempDir
    private Path folder;

    private CatalogueServer catalogue;
    private IcebergLake lake;

    @BeforeEach
    void fill() {
        catalogue = new CatalogueServer();
        open();
        lake.append(TABLE, batch(1), rows(contact("a", "2026-03-31", 1)));
        lake.append(TABLE, batch(2), rows(contact("b", "2026-04-30", 2)));
    }

    private void open() {
        lake = IcebergLake.open(new Storage.Folder(folder), CatalogueServer.at(catalogue.url("lake")));
    }

    @AfterEach
    void close() {
        lake.close();
        catalogue.close();
    }

    private List<Path> files(String pattern) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(f -> f.toString().matches(pattern))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        }
    }

    private String location(Path file) {
        return "local:///" + lake.folder().relativize(file);
    }

    @Test
    void finds_nothing_where_nothing_is_wrong() {
        assertThat(lake.check()).isEmpty();
        assertThat(lake.repair()).isEmpty();
    }

    @Test
    void names_a_file_that_is_gone_and_goes_on_without_it() throws Exception {
        Path gone = files(".*2026-04.*parquet").getFirst();
        Files.delete(gone);

        assertThat(lake.check())
                .containsExactly(new Damage.FileLost(INTERACTIONS, YearMonth.of(2026, 4), location(gone), 1));
        assertThat(lake.check().getFirst().message())
                .isEqualTo(
                        "1 rows of the table interactions of 2026-04 are gone: the file %s is missing or cut short. Restore a backup; repair instead goes on without them, and they have to be brought in again."
                                .formatted(location(gone)));
        assertThat(lake.repair()).hasSize(1);
        assertThat(lake.repair()).isEmpty();
        assertThat(waits(lake)).isEqualTo(Map.of("a", 1.0));
    }

    @Test
    void notices_a_file_that_was_cut_short() throws Exception {
        Path cut = files(".*2026-03.*parquet").getFirst();
        byte[] bytes = Files.readAllBytes(cut);
        Files.write(cut, java.util.Arrays.copyOf(bytes, bytes.length / 2));

        assertThat(lake.check())
                .containsExactly(new Damage.FileLost(INTERACTIONS, YearMonth.of(2026, 3), location(cut), 1));
    }

    @Test
    void goes_back_to_the_description_before_where_the_last_is_gone() throws Exception {
        List<Path> descriptions = files(".*metadata.json");
        Files.delete(descriptions.getFirst());
        lake.close();
        open();

        assertThatThrownBy(() -> lake.plan(INTERACTIONS))
                .hasMessage("A file of the lake is gone: The file is gone: %s. Run the repair to see what is missing"
                        .formatted(location(descriptions.getFirst())));
        assertThat(lake.repair())
                .containsExactly(new Damage.MetadataLost(
                        INTERACTIONS, location(descriptions.getFirst()), location(descriptions.get(1))));
        assertThat(lake.check()).isEmpty();
        assertThat(waits(lake)).isEqualTo(Map.of("a", 1.0));
        assertThat(lake.appended(INTERACTIONS, 2)).isEmpty();
        lake.append(TABLE, batch(2), rows(contact("b", "2026-04-30", 2)));
        assertThat(waits(lake)).isEqualTo(Map.of("a", 1.0, "b", 2.0));
    }

    @Test
    void begins_a_table_anew_where_its_folder_is_gone() throws Exception {
        for (Path file : files(".*interactions.*")) {
            Files.delete(file);
        }

        assertThat(lake.repair()).hasOnlyElementsOfType(Damage.TableLost.class).hasSize(1);
        assertThat(lake.repair()).isEmpty();
        assertThat(lake.plan(INTERACTIONS)).isEmpty();
        lake.append(TABLE, batch(1), rows(contact("a", "2026-03-31", 1)));
        assertThat(waits(lake)).isEqualTo(Map.of("a", 1.0));
    }

    @Test
    void says_that_a_lost_list_of_files_needs_a_backup() throws Exception {
        for (Path file : files(".*-m0.avro")) {
            Files.delete(file);
        }

        assertThat(lake.repair())
                .isNotEmpty()
                .allSatisfy(damage -> assertThat(damage.message())
                        .startsWith("A list of the files of the table interactions is gone or cannot be read: ")
                        .endsWith("Restore a backup."));
    }
}
