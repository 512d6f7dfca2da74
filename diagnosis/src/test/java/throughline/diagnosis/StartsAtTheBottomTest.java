package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.organisation.Organisation.Kind;

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

    /// Forty stations whose staff and customers feel alike, but for the first three: happy customers, unhappy staff.
    private static SmallWorld stations() {
        var world = withFrontLineSteps(railway(), 6)
                .item("proud", Kind.STAFF, FactKind.PULSE)
                .item("manager_models_service", Kind.STAFF, FactKind.PULSE)
                .item("empathy", Kind.PERCEPTION, FactKind.RESPONSES);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
        world.table(FactKind.PULSE, "unit", "proud:n", "manager_models_service:n");
        for (int s = 0; s < 40; s++) {
            for (int n = 0; n < 20; n++) {
                double staff = level(s < 3 ? -1 : 1, s) + 0.5 * random.nextGaussian();
                world.row(LocalDate.parse("2025-01-06"), "Station " + s, 3 + staff, 2 + n % 2);
            }
        }
        world.table(FactKind.RESPONSES, "unit", "empathy:n");
        for (int s = 0; s < 40; s++) {
            for (int n = 0; n < 30; n++) {
                double customer = level(1, s) + 0.5 * random.nextGaussian();
                world.row(LocalDate.parse("2025-01-06").plusDays(n), "Station " + s, 3 + customer);
            }
        }
        return world;
    }

    private static double level(int sign, int station) {
        return station < 3 ? sign : 0.3 * (station % 5 - 2);
    }

    @Test
    void links_what_staff_and_customers_of_a_unit_feel() {
        Verdict verdict = detector.examine(stations().dossier());

        assertThat(verdict.evidence())
                .extracting(Evidence::statement)
                .anyMatch(s -> s.matches("Units whose staff feel better have customers who judge better: correlation"
                        + " \\+0\\.\\d+ over 40 units, likely \\+0\\.\\d+ to \\+0\\.\\d+\\."))
                .contains(
                        "3 of 40 units have customers above the organisation's mean and staff below it.",
                        "Staff give 2.50 of 5 to managers who model service (800 answers, likely 2.46 to 2.54).");
    }

    @Test
    void links_nothing_with_fewer_than_thirty_units() {
        var few = IntStream.range(0, 29).mapToObj(s -> "Station " + s).collect(Collectors.toSet());

        assertThat(StaffAndCustomers.of(stations().dossier().within(few))
                        .flatMap(units -> units.link(stations().dossier())))
                .isEmpty();
    }

    @Test
    void holds_what_the_front_line_carries_against_its_share_of_the_people() {
        var world = withFrontLineSteps(railway(), 6)
                .training("2025-03-03", Layer.FRONTLINE, 40)
                .serviceObjective("o", "board", List.of());
        for (int n = 0; n < 18; n++) {
            world.person("p" + n, n < 2 ? "board" : "Westgate");
        }

        Verdict verdict = detector.examine(world.dossier());

        assertThat(verdict.evidence())
                .extracting(Evidence::statement)
                .contains(
                        "The front line is 89 % of the people and carries 100 % of steps, 100 % of training and 0 % of"
                                + " goals.");
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
                .serviceObjective("o", "west", List.of())
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
