package throughline.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.SmallWorld;
import throughline.explanation.LineOfSight.Stop;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Standard;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LineOfSightTest {

    private static final LocalDate MONDAY = LocalDate.parse("2025-01-06");

    private static SmallWorld railway() {
        return SmallWorld.from("2025-01-06", "2025-03-30")
                .unit("board", Layer.BOARD, null)
                .unit("operations", Layer.EXECUTIVE, "board")
                .unit("sales", Layer.EXECUTIVE, "board")
                .unit("west", Layer.MANAGEMENT, "operations")
                .unit("Westgate", Layer.FRONTLINE, "west")
                .unit("Eastgate", Layer.FRONTLINE, "west");
    }

    private static Stop stop(LineOfSight sight, String title) {
        return sight.stops().stream()
                .filter(s -> s.title().equals(title))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void follows_objectives_from_parent_to_parent() {
        var sight = LineOfSight.of(railway()
                .serviceObjective("b", "board", List.of())
                .serviceObjective("o", "operations", List.of("b"))
                .serviceObjective("s", "sales", List.of())
                .serviceObjective("w", "west", List.of("o"))
                .serviceObjective("g", "Westgate", List.of("nowhere"))
                .dossier());

        assertThat(sight.stops())
                .extracting(s -> s.outgoing().words())
                .containsExactly(
                        "1 of 1 has a service goal",
                        "1 of 2 have a service goal",
                        "1 of 1 has a service goal",
                        "0 of 2 have a service goal",
                        "no answers about the promise");
        assertThat(sight.worstOut()).isEqualTo(OptionalInt.of(2));
        assertThat(sight.pointsOut()).isEqualTo(OptionalInt.of(100));
        assertThat(sight.sentence())
                .isEqualTo("The promise loses most between the management and the front line."
                        + " What comes back is not on record.");
    }

    @Test
    void says_so_where_nothing_is_on_record() {
        var sight = LineOfSight.of(SmallWorld.from("2025-01-06", "2025-03-30").dossier());

        assertThat(sight.stops()).allSatisfy(s -> {
            assertThat(s.outgoing().share()).isEmpty();
            assertThat(s.returning().share()).isEmpty();
        });
        assertThat(sight.worstOut()).isEmpty();
        assertThat(stop(sight, "Board").outgoing().words()).isEqualTo("no goals on record");
        assertThat(sight.sentence())
                .isEqualTo("How far the promise reaches is not on record. What comes back is not on record.");
    }

    @Test
    void ends_at_a_cycle() {
        var sight = LineOfSight.of(railway()
                .serviceObjective("x", "west", List.of("y"))
                .serviceObjective("y", "operations", List.of("x"))
                .dossier());

        assertThat(stop(sight, "Management").outgoing().brief()).isEqualTo("0 of 1");
    }

    @Test
    void counts_answers_whose_promised_feelings_reach_four_of_five() {
        var world = railway()
                .promise("welcome", "informed")
                .item("feel_welcome", Kind.FEELING, FactKind.RESPONSES)
                .item("feel_informed", Kind.FEELING, FactKind.RESPONSES)
                .table(FactKind.RESPONSES, "feel_welcome:n", "feel_informed:n")
                .row(MONDAY, 4, 4)
                .row(MONDAY, 5, 3)
                .row(MONDAY, 5, 2)
                .row(MONDAY, 4, null)
                .row(MONDAY, null, null);

        assertThat(stop(LineOfSight.of(world.dossier()), "Customers").outgoing().words())
                .isEqualTo("3 of 4 felt it");
    }

    @Test
    void holds_answers_against_the_standard_where_no_feeling_is_asked() {
        var world = railway()
                .touchpoint("desk", "Desk", "store", new Standard("empathy", null, 3.0, null, null, true))
                .item("empathy", Kind.PERCEPTION, FactKind.RESPONSES)
                .table(FactKind.RESPONSES, "touchpoint", "empathy:n")
                .row(MONDAY, "desk", 3)
                .row(MONDAY, "desk", 2)
                .row(MONDAY, "web", 1);

        assertThat(stop(LineOfSight.of(world.dossier()), "Customers").outgoing().words())
                .isEqualTo("1 of 2 meet the standard");
    }

    @Test
    void counts_the_voices_a_layer_has_an_ear_for() {
        var world = railway()
                .touchpoint("desk", "Lost property", "store")
                .item("empathy", Kind.PERCEPTION, FactKind.RESPONSES)
                .scorecard("Westgate", "empathy")
                .agenda("2025-02-03", Layer.BOARD, "Lost property")
                .agenda("2025-02-03", Layer.EXECUTIVE, "service")
                .table(FactKind.RESPONSES, "unit", "touchpoint", "empathy:n")
                .row(MONDAY, "Westgate", "web", 3)
                .row(MONDAY, "Westgate", "web", 3)
                .row(MONDAY, "Eastgate", "web", 3)
                .table(FactKind.COMPLAINTS, "unit", "touchpoint")
                .row(MONDAY, "Eastgate", "desk");

        var sight = LineOfSight.of(world.dossier());

        assertThat(sight.stops())
                .extracting(s -> s.returning().words())
                .containsExactly(
                        "1 of 4 voices",
                        "0 of 4 voices",
                        "what it looks at is not on record",
                        "2 of 4 voices",
                        "4 of 4 voices");
        assertThat(sight.worstBack()).isEqualTo(OptionalInt.of(3));
        assertThat(sight.pointsBack()).isEqualTo(OptionalInt.of(50));
        assertThat(sight.sentence()).endsWith("The board looks at what 25 of 100 customers' voices are about.");
    }
}
