package throughline.server.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.Freshness;
import throughline.diagnosis.Side;
import throughline.lake.fact.FactKind;
import throughline.server.alerts.Chances.Measured;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ChancesTest {

    @Test
    void of_a_verdict_are_those_that_docs_accuracy_measures() throws Exception {
        String all = Files.readAllLines(Path.of("..", "docs", "accuracy.md")).stream()
                .filter(line -> line.startsWith("| all |"))
                .findFirst()
                .orElseThrow();
        int[] n = Arrays.stream(all.split("\\|"))
                .skip(2)
                .limit(9)
                .mapToInt(cell -> Integer.parseInt(cell.strip()))
                .toArray();

        // The columns are truth and verdict: present, absent, unknown, and of each the three verdicts.
        assertThat(Chances.measured(Side.PRESENT))
                .isEqualTo(new Measured(Side.PRESENT, n[0] + n[3] + n[6], n[3] + n[6]));
        assertThat(Chances.measured(Side.ABSENT)).isEqualTo(new Measured(Side.ABSENT, n[1] + n[4] + n[7], n[1] + n[7]));
        assertThat(Chances.measured(Side.UNKNOWN))
                .isEqualTo(new Measured(Side.UNKNOWN, n[2] + n[5] + n[8], n[2] + n[5]));
    }

    private static Freshness late(long gaps, long recorded) {
        return new Freshness(FactKind.READINGS, LocalDate.of(2026, 3, 2), 90, 62, gaps, recorded, 9);
    }

    @Test
    void are_told_in_plain_sentences() {
        assertThat(Chances.ofVerdict(Side.PRESENT))
                .isEqualTo(
                        "Not measured for changes. Of single verdicts: 697 causes were called present in simulated organisations; 2 wrongly, or without enough to know it.");
        assertThat(Chances.ofVerdict(Side.UNKNOWN))
                .isEqualTo(
                        "Not measured for changes. Of single verdicts: 835 causes were called not enough evidence in simulated organisations; 113 of them could have been decided.");
        assertThat(Chances.perYear(0.064, "for a step that goes on holding"))
                .isEqualTo("About once in 16 years without cause, for a step that goes on holding.");
        assertThat(Chances.perYear(0.9, "by the gaps on its own record"))
                .isEqualTo("About once a year without cause, by the gaps on its own record.");
        assertThat(Chances.ofGaps(late(0, 84))).isEqualTo("No such gap in 12 weeks on record.");
        assertThat(Chances.ofGaps(late(1, 1096)))
                .isEqualTo("About once in 2 years without cause, by the gaps on its own record.");
    }
}
