package throughline.lake.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.lake.fact.FactKind.INTERACTIONS;
import static throughline.lake.iceberg.Contacts.TABLE;
import static throughline.lake.iceberg.Contacts.batch;
import static throughline.lake.iceberg.Contacts.contact;
import static throughline.lake.iceberg.Contacts.rows;
import static throughline.lake.iceberg.Contacts.waits;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The ids of all these files lie between the same two, so that only looking tells which file holds one.
@DisplayNameGeneration(ReplaceUnderscores.class)
class KnownIdsTest {

    private static final int FILES = 5;

    @TempDir
    private Path folder;

    private CatalogueServer catalogue;
    private IcebergLake lake;
    private final SplittableRandom random = new SplittableRandom(54);
    private final TreeMap<String, Double> expected = new TreeMap<>();
    private final List<String> ids = new ArrayList<>();

    @BeforeEach
    void fill() {
        catalogue = new CatalogueServer();
        lake = open();
        for (int file = 0; file < FILES; file++) {
            var contacts = new Contacts.Contact[20];
            for (int i = 0; i < contacts.length; i++) {
                String id = "%016x".formatted(random.nextLong());
                ids.add(id);
                expected.put(id, 1.0 * file);
                contacts[i] = contact(id, "2026-03-10", file);
            }
            lake.append(TABLE, batch(file), rows(contacts));
        }
    }

    private IcebergLake open() {
        return IcebergLake.open(new Storage.Folder(folder), CatalogueServer.at(catalogue.url("lake")));
    }

    @AfterEach
    void close() {
        lake.close();
        catalogue.close();
    }

    private Appended correct(int batch, String id) {
        expected.put(id, 100.0 + batch);
        return lake.append(TABLE, batch(batch), rows(contact(id, "2026-03-11", 100.0 + batch)));
    }

    private Set<String> files() {
        return lake.plan(INTERACTIONS).orElseThrow().files().stream()
                .map(Plan.File::location)
                .collect(Collectors.toSet());
    }

    @Test
    void one_file_is_written_again_for_one_correction() {
        Set<String> before = files();

        Appended correction = correct(10, ids.get(45));

        assertThat(correction.replaced()).isEqualTo(1);
        Set<String> kept = files();
        kept.retainAll(before);
        assertThat(kept).hasSize(FILES - 1);
        assertThat(waits(lake)).isEqualTo(expected);
    }

    @Test
    void a_new_id_replaces_nothing() {
        assertThat(correct(10, "7fffffffffffffff").replaced()).isZero();
        assertThat(waits(lake)).isEqualTo(expected);
    }

    @Test
    void an_id_is_found_after_the_temporary_folder_was_cleaned() throws Exception {
        lake.close();
        Set<Path> others = folders();
        lake = open();
        Set<Path> own = folders();
        own.removeAll(others);
        correct(10, ids.get(45));
        int deleted = 0;
        for (Path temporary : own) {
            try (DirectoryStream<Path> hashes = Files.newDirectoryStream(temporary, "hashes-*")) {
                for (Path file : hashes) {
                    Files.delete(file);
                    deleted++;
                }
            }
        }

        assertThat(deleted).isPositive();
        assertThat(correct(11, ids.get(45)).replaced()).isEqualTo(1);
        assertThat(waits(lake)).isEqualTo(expected);
    }

    private static Set<Path> folders() throws IOException {
        var folders = new HashSet<Path>();
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (DirectoryStream<Path> all = Files.newDirectoryStream(temporary, "throughline-parquet-*")) {
            all.forEach(folders::add);
        }
        return folders;
    }

    @Test
    void an_id_is_found_wherever_it_went() {
        for (int i = 0; i < 12; i++) {
            switch (i) {
                case 3 -> lake.compact(INTERACTIONS);
                case 6 -> {
                    lake.close();
                    lake = open();
                }
                case 9 -> {
                    // Another process writes files that this one has not seen.
                    try (IcebergLake other = open()) {
                        IcebergLake here = lake;
                        lake = other;
                        correct(100, ids.get(7));
                        lake = here;
                    }
                }
                default -> {}
            }
            assertThat(correct(10 + i, ids.get(i % 4 == 0 ? 7 : random.nextInt(ids.size())))
                            .replaced())
                    .isEqualTo(1);
        }

        assertThat(waits(lake)).isEqualTo(expected);
    }
}
