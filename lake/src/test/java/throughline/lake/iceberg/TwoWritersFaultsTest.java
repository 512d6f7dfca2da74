package throughline.lake.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.lake.fact.FactKind.INTERACTIONS;
import static throughline.lake.iceberg.Contacts.waits;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.Faults;

/// Two processes commit to one table at once, with batches of their own, a contact that both correct all the time, and
/// batches that both have. 20 rounds; `-Dthroughline.faults=long` makes them 1,000.
@DisplayNameGeneration(ReplaceUnderscores.class)
class TwoWritersFaultsTest {

    private static final int ROUNDS = Faults.rounds(20, 1_000);

    @TempDir
    private Path scratch;

    @Test
    void all_batches_of_two_processes_are_in_and_none_twice() throws Exception {
        try (var catalogue = new CatalogueServer()) {
            Process[] writers = new Process[2];
            for (int w = 0; w < 2; w++) {
                writers[w] = Writer.start(
                        scratch.resolve("output-" + w),
                        "batches",
                        scratch.resolve("lake").toString(),
                        catalogue.url("lake"),
                        "0",
                        String.valueOf(ROUNDS),
                        String.valueOf(w));
            }
            for (int w = 0; w < 2; w++) {
                assertThat(writers[w].waitFor())
                        .as(Files.readString(scratch.resolve("output-" + w)))
                        .isZero();
            }

            try (var lake = IcebergLake.open(
                    new Storage.Folder(scratch.resolve("lake")), CatalogueServer.at(catalogue.url("lake")))) {
                assertThat(LongStream.range(0, 3L * ROUNDS))
                        .allMatch(batch -> lake.appended(INTERACTIONS, batch).isPresent());
                var ids = LongStream.range(0, 3L * ROUNDS)
                        .mapToObj(batch -> (batch % 3 == 2 ? "both-" : "own-") + batch)
                        .collect(java.util.stream.Collectors.toSet());
                ids.add("last");
                assertThat(waits(lake).keySet()).isEqualTo(ids);
                assertThat(lake.check()).isEmpty();
            }
        }
    }
}
