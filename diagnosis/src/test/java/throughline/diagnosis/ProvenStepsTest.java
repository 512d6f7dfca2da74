package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.organisation.Organisation.Kind;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProvenStepsTest {

    private static final LocalDate START = LocalDate.parse("2025-05-05");

    /// One step for all four stations, and what it brings by week.
    private static ProvenSteps proven(ToDoubleFunction<LocalDate> gain) {
        return proven(gain, "2025-12-28");
    }

    private static ProvenSteps proven(ToDoubleFunction<LocalDate> gain, String last) {
        var world = SmallWorld.from("2025-01-06", last).item("empathy", Kind.PERCEPTION, FactKind.RESPONSES);
        for (int n = 1; n <= 4; n++) {
            world.unit("Station " + n, Layer.FRONTLINE, null);
        }
        world.step(SmallWorld.step("all", START.toString(), null, null, Layer.FRONTLINE, "empathy", null));
        world.table(FactKind.RESPONSES, "response_id", "unit", "empathy:n");
        var random = new SplittableRandom(7);
        for (LocalDate week = LocalDate.parse("2025-01-06");
                week.isBefore(LocalDate.parse("2025-12-22"));
                week = week.plusWeeks(1)) {
            for (int n = 1; n <= 4; n++) {
                for (int answer = 0; answer < 10; answer++) {
                    world.row(
                            week.plusDays(answer % 5),
                            week + "-" + n + "-" + answer,
                            "Station " + n,
                            3 + gain.applyAsDouble(week) + 0.4 * random.nextGaussian());
                }
            }
        }
        var dossier = world.dossier();
        return ProvenSteps.of(dossier, StepLog.of(dossier));
    }

    @Test
    void sees_a_step_that_all_units_take_at_once() {
        ProvenSteps proven = proven(week -> week.isBefore(START) ? 0 : 0.8);

        assertThat(proven.proven()).hasSize(4).containsEntry("all\nStation 1", LocalDate.parse("2025-07-06"));
    }

    @Test
    void waits_until_the_week_of_the_look_is_over() {
        ProvenSteps proven = proven(week -> week.isBefore(START) ? 0 : 0.8, "2025-07-05");

        assertThat(proven.proven()).isEmpty();
        assertThat(proven.charted()).hasSize(4);
    }

    @Test
    void looks_at_the_gate_on_two_days_only() {
        ProvenSteps proven = proven(week -> week.isBefore(START.plusDays(100)) ? 0 : 2);

        assertThat(proven.proven()).isEmpty();
        assertThat(proven.charted()).hasSize(4);
    }

    @Test
    void does_not_count_the_dip_before_a_step_as_its_baseline() {
        ProvenSteps proven = proven(week -> !week.isBefore(START.minusDays(28)) && week.isBefore(START) ? -2 : 0);

        assertThat(proven.charted()).containsEntry("all\nStation 1", 13);
        assertThat(proven.proven()).isEmpty();
    }
}
