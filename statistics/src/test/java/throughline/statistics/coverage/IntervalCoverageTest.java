package throughline.statistics.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import throughline.statistics.Seeds;

/// How often intervals of 95 in 100 hold the truth, for every interval the product shows; `./throughline test
/// --coverage` draws more samples of each world and writes `target/coverage.md`.
@Tag("simulation")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IntervalCoverageTest {

    /// Samples of each world; slow worlds have fewer.
    private static final int SAMPLES = Integer.getInteger("throughline.coverage.samples", 400);

    private static final int FEWEST = 40;

    private static final List<String> TABLE = new ArrayList<>();

    @TestFactory
    Stream<DynamicTest> of_each_interval_is_close_to_the_level() {
        List<World> worlds = new ArrayList<>(FigureWorlds.all());
        worlds.addAll(ModelWorlds.all());
        worlds.addAll(ScaleWorlds.all());
        return worlds.stream().map(world -> DynamicTest.dynamicTest(world.interval(), () -> check(world)));
    }

    private static void check(World world) {
        RandomGenerator random = Seeds.generator(2026, world.interval().hashCode());
        int samples = Math.max(FEWEST, SAMPLES / world.effort());
        int covered = 0;
        for (int i = 0; i < samples; i++) {
            covered += world.covers().test(random) ? 1 : 0;
        }
        double share = covered / (double) samples;
        TABLE.add("| %s | %s | %,d | %.3f | %s |"
                .formatted(
                        world.interval(),
                        world.made(),
                        samples,
                        share,
                        share < 0.93 ? "too narrow" : share > 0.97 ? "wide" : ""));
        // Three standard errors of the simulation itself.
        double error = 3 * Math.sqrt(0.95 * 0.05 / samples);
        assertThat(share).isBetween(world.low() - error, Math.min(1, world.high() + error));
    }

    @AfterAll
    static void write() throws IOException {
        List<String> lines = new ArrayList<>(
                List.of("| interval | world | samples | covered | outside .93 to .97 |", "|---|---|---|---|---|"));
        lines.addAll(TABLE);
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target", "coverage.md"), lines);
    }
}
