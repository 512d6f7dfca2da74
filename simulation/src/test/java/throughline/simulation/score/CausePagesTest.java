package throughline.simulation.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import throughline.diagnosis.Cause;

/// Each cause's page states the error rates of the published score, word for word as here.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CausePagesTest {

    private static final Path DOCS = Path.of("..", "docs");

    @ParameterizedTest
    @EnumSource
    void state_the_error_rates_of_the_published_score(Cause cause) throws IOException {
        String row = Files.readAllLines(DOCS.resolve("accuracy.md")).stream()
                .filter(line -> line.startsWith("| %s `%s` |".formatted(cause.number(), cause.id())))
                .findFirst()
                .orElseThrow();
        long[] n = Arrays.stream(row.split("\\|"))
                .skip(2)
                .limit(9)
                .mapToLong(cell -> Long.parseLong(cell.strip()))
                .toArray();

        assertThat(DOCS.resolve("causes").resolve(cause.id() + ".md"))
                .content()
                .containsOnlyOnce("## Error rates\n")
                .contains(
                        "Right when called present: %d of %d. Found where it is: %d of %d. Called absent although it is there: %d."
                                .formatted(n[0], n[0] + n[3], n[0], n[0] + n[1] + n[2], n[1]),
                        "Left open although the files suffice: %d of %d. Judged although they do not: %d of %d."
                                .formatted(
                                        n[2] + n[5],
                                        n[0] + n[1] + n[2] + n[3] + n[4] + n[5],
                                        n[6] + n[7],
                                        n[6] + n[7] + n[8]));
    }
}
