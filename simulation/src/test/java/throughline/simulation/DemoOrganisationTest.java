package throughline.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.diagnosis.Cause;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DemoOrganisationTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 4, 14);

    @Test
    void has_causes_of_all_three_kinds_and_ends_yesterday(@TempDir Path folder) throws IOException {
        Truth truth = DemoOrganisation.write(folder, TODAY);
        List<String> days = WrittenTable.of(folder, "interactions").rows().stream()
                .map(r -> r.getField("started_at"))
                .filter(at -> at.startsWith("20"))
                .map(at -> at.substring(0, 10))
                .sorted()
                .toList();

        assertThat(count(truth, Truth.State.PRESENT)).isEqualTo(6);
        assertThat(count(truth, Truth.State.ABSENT)).isEqualTo(6);
        assertThat(count(truth, Truth.State.UNKNOWN)).isEqualTo(3);
        assertThat(days).hasSizeBetween(40_000, 60_000);
        assertThat(days.getFirst()).isEqualTo("2024-04-14");
        assertThat(days.getLast()).isEqualTo("2026-04-13");
    }

    private static long count(Truth truth, Truth.State state) {
        return Arrays.stream(Cause.values())
                .filter(c -> truth.answer(c).state() == state)
                .count();
    }
}
