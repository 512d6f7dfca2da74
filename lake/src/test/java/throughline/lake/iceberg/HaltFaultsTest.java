package throughline.lake.iceberg;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.lake.fact.FactKind.INTERACTIONS;
import static throughline.lake.iceberg.Contacts.waits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import throughline.lake.Faults;

/// A process is halted while it writes, commits, compacts, expires and cleans; the next one goes on. The short form
/// takes steps spread over the whole; `-Dthroughline.faults=long` takes each.
@DisplayNameGeneration(ReplaceUnderscores.class)
class HaltFaultsTest {

    private static final int SHORT = 10;

    @TempDir
    private static Path scratch;

    private static CatalogueServer catalogue;
    private static int steps;

    @BeforeAll
    static void count() throws Exception {
        catalogue = new CatalogueServer();
        String said = run(0, scratch.resolve("whole"));
        steps = Integer.parseInt(said.lines()
                .filter(line -> line.startsWith("steps "))
                .findFirst()
                .orElseThrow(() -> new AssertionError(said))
                .substring(6));
    }

    @AfterAll
    static void close() {
        catalogue.close();
    }

    static IntStream steps() {
        assertThat(steps).isGreaterThan(100);
        int stride = Math.ceilDiv(steps, Faults.rounds(SHORT, steps));
        return IntStream.iterate(1 + stride / 2, step -> step <= steps, step -> step + stride);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void nothing_acknowledged_is_lost_and_nothing_is_there_twice(int step) throws Exception {
        Path folder = scratch.resolve("halted-" + step);
        String said = run(step, folder);
        assertThat(said).contains("halted at ");
        Set<Integer> acknowledged = said.lines()
                .filter(line -> line.startsWith("acknowledged "))
                .map(line -> Integer.parseInt(line.substring(13)))
                .collect(Collectors.toSet());

        try (var lake = open(folder)) {
            assertThat(lake.check()).isEmpty();
            assertThat(waits(lake))
                    .isIn(Writer.expected(acknowledged.size()), Writer.expected(acknowledged.size() + 1));

            Writer.script(lake, acknowledged);

            assertThat(waits(lake)).isEqualTo(Writer.expected(Writer.BATCHES));
            lake.removeOrphans(INTERACTIONS, Instant.now().plusSeconds(1));
            assertThat(lake.removeOrphans(INTERACTIONS, Instant.now().plusSeconds(1)))
                    .isZero();
            assertThat(waits(lake)).isEqualTo(Writer.expected(Writer.BATCHES));
            lake.expire(INTERACTIONS, Instant.now().plusSeconds(1), Writer.BATCHES - 1L, Set.of());
            lake.expire(INTERACTIONS, Instant.now().plusSeconds(1), Writer.BATCHES - 1L, Set.of());
            assertThat(parquet(folder))
                    .hasSameSizeAs(lake.plan(INTERACTIONS).orElseThrow().files());
        }
    }

    private static List<Path> parquet(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".parquet")).toList();
        }
    }

    private static IcebergLake open(Path folder) {
        return IcebergLake.open(new Storage.Folder(folder), CatalogueServer.at(url(folder)));
    }

    private static String url(Path folder) {
        return catalogue.url(folder.getFileName().toString().replace("-", "_"));
    }

    private static String run(int step, Path folder) throws Exception {
        Path output = scratch.resolve("output-" + step);
        Writer.start(output, "script", folder.toString(), url(folder), String.valueOf(step))
                .waitFor();
        return Files.readString(output);
    }
}
