package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.organisation.Layer;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StartsAtTheBottomTest {

    private final Detector detector = new StartsAtTheBottom();

    private static SmallWorld railway() {
        return SmallWorld.from("2025-01-06", "2025-12-28")
                .unit("board", Layer.BOARD, null)
                .unit("operations", Layer.EXECUTIVE, "board")
                .unit("west", Layer.MANAGEMENT, "operations")
                .unit("Westgate", Layer.FRONTLINE, "west");
    }

    private static SmallWorld withFrontLineSteps(SmallWorld world, int steps) {
        for (int n = 1; n <= steps; n++) {
            world.step("f" + n, "2025-%02d-20".formatted(n + 2), null, "Westgate", null);
        }
        return world;
    }

    @Test
    void is_present_when_only_the_front_line_is_asked_to_change() {
        Verdict verdict = detector.examine(withFrontLineSteps(railway(), 6)
                .training("2025-03-03", Layer.FRONTLINE, 40)
                .dossier());

        assertThat(verdict.side()).isEqualTo(Side.PRESENT);
        assertThat(verdict.evidence())
                .extracting(Evidence::statement)
                .contains(
                        "6 of 6 steps ask the front line to change.",
                        "No step asks anything of the board or the executive.",
                        "100 % of the hours of service training went to the front line, 1 course in all.");
        assertThat(verdict.next())
                .isEqualTo("Give the board a step of its own before “Step f6” asks more of Westgate.");
    }

    @Test
    void is_absent_when_every_layer_began_from_the_top() {
        Verdict verdict = detector.examine(withFrontLineSteps(railway(), 4)
                .step("b", "2025-01-20", null, "board", null)
                .step("e", "2025-02-03", null, "operations", null)
                .step("m", "2025-02-20", null, "west", null)
                .dossier());

        assertThat(verdict.side()).isEqualTo(Side.ABSENT);
        assertThat(verdict.evidence())
                .extracting(Evidence::statement)
                .contains("All 4 layers have begun, from the board down.");
    }

    @Test
    void allows_a_layer_thirty_days_after_the_layer_below() {
        Verdict verdict = detector.examine(withFrontLineSteps(railway(), 4)
                .step("e", "2025-02-03", null, "operations", null)
                .step("b", "2025-03-04", null, "board", null)
                .step("m", "2025-02-20", null, "west", null)
                .dossier());

        assertThat(verdict.side()).isEqualTo(Side.ABSENT);
    }

    @Test
    void counts_a_layer_with_training_and_goals_of_its_own() {
        Verdict verdict = detector.examine(withFrontLineSteps(railway(), 4)
                .step("b", "2025-01-20", null, "board", null)
                .step("e", "2025-02-03", null, "operations", null)
                .training("2025-02-03", Layer.MANAGEMENT, 8)
                .serviceObjective("o", "west", java.util.List.of())
                .dossier());

        assertThat(verdict.side()).isEqualTo(Side.ABSENT);
    }

    @Test
    void is_unknown_when_the_board_began_last() {
        Verdict verdict = detector.examine(withFrontLineSteps(railway(), 5)
                .step("b", "2025-11-20", null, "board", null)
                .dossier());

        assertThat(verdict.side()).isEqualTo(Side.UNKNOWN);
        assertThat(verdict.evidence())
                .extracting(Evidence::statement)
                .contains("The board, the executive and 1 other have not begun before the layers below.");
        assertThat(verdict.missing()).isNotEmpty();
    }

    @Test
    void is_unknown_when_most_steps_have_no_layer() {
        var world = SmallWorld.from("2025-01-06", "2025-12-28");
        for (int n = 1; n <= 6; n++) {
            world.step("s" + n, "2025-02-0" + n, null, "Harbour", n > 3 ? Layer.FRONTLINE : null);
        }

        Verdict verdict = detector.examine(world.dossier());

        assertThat(verdict.side()).isEqualTo(Side.UNKNOWN);
        assertThat(verdict.missing())
                .containsExactly(new Missing(
                        "The layer of 2 more steps; it is known of 3 of 6 and at least 80 % are needed.", "steps"));
    }

    @Test
    void is_unknown_with_sixty_days_of_facts() {
        var world = SmallWorld.from("2025-01-06", "2025-03-06");
        for (int n = 1; n <= 8; n++) {
            world.step("s" + n, "2025-01-1" + n, null, null, Layer.FRONTLINE);
        }

        assertThat(detector.examine(world.dossier()).side()).isEqualTo(Side.UNKNOWN);
    }

    @Test
    void is_unknown_without_a_log() {
        assertThat(detector.examine(railway().dossier()).side()).isEqualTo(Side.UNKNOWN);
    }
}
