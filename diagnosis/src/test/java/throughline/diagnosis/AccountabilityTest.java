package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static throughline.diagnosis.TinyWorld.FIRST;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.Accountability.Answering;
import throughline.diagnosis.Accountability.Gap;
import throughline.diagnosis.Accountability.Goal;
import throughline.diagnosis.Accountability.Held;
import throughline.diagnosis.Accountability.Hold;
import throughline.diagnosis.Accountability.Reach;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.organisation.Organisation.Section;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AccountabilityTest {

    private final TinyWorld world = new TinyWorld()
            .promise("p1", FIRST)
            .unit("board", Layer.BOARD, null)
            .unit("ops", Layer.EXECUTIVE, "board")
            .unit("west", Layer.MANAGEMENT, "ops")
            .unit("station", Layer.FRONTLINE, "west")
            .person("p1", "Ada North", Layer.BOARD, "board", null)
            .person("p3", "Ben West", Layer.MANAGEMENT, "west", "p1")
            .touchpoint("phone", "Telephone", "p3")
            .touchpoint("web", "Website", "p1", "p3")
            .touchpoint("desk", "Returns desk")
            .objective("o1", "board", "service", 0.3, List.of())
            .objective("o2", "west", "service", 0.3, List.of("o1"))
            .objective("o3", "station", "sales", 1.0, List.of());

    @Test
    void tells_who_holds_each_touchpoint_and_what_it_weighs_with_those_nobody_registered() {
        world.facts(contacts());

        Accountability found = Accountability.of(world.dossier());

        assertThat(found.touchpoints())
                .extracting(Held::title, Held::hold, Held::contacts, Held::gaps)
                .containsExactly(
                        tuple("Telephone", Hold.ONE, 40L, List.of()),
                        tuple("Website", Hold.SEVERAL, 30L, List.of(Gap.SEVERAL)),
                        tuple("Returns desk", Hold.NOBODY, 20L, List.of(Gap.NOBODY)),
                        tuple("kiosk", Hold.NOBODY, 10L, List.of(Gap.UNREGISTERED)));
        assertThat(found.orphans().stream().mapToDouble(Held::share).sum()).isCloseTo(0.6, within(1e-12));
        assertThat(found.unregistered()).extracting(Held::id).containsExactly("kiosk");
        assertThat(found.contacts()).isEqualTo(100);
        assertThat(found.unplaced()).isEqualTo(7);
    }

    @Test
    void lays_people_touchpoints_and_goals_on_the_tree_of_units() {
        Accountability found = Accountability.of(world.dossier());

        assertThat(found.units())
                .extracting(u -> u.unit().id(), Answering::depth, Answering::people, Answering::touchpoints)
                .containsExactly(
                        tuple("board", 0, List.of("Ada North"), 2),
                        tuple("ops", 1, List.of(), 2),
                        tuple("west", 2, List.of("Ben West"), 2),
                        tuple("station", 3, List.of(), 0));
        assertThat(found.units())
                .extracting(u -> u.goal().getClass().getSimpleName())
                .containsExactly("Passed", "NotRecorded", "Passed", "None");
        assertThat(found.units().getFirst().several()).isEqualTo(1);
        assertThat(found.homeless()).isEqualTo(1);
        assertThat(found.owner()).hasValueSatisfying(p -> assertThat(p.id()).isEqualTo("p1"));
    }

    @Test
    void shows_of_a_part_only_its_units_and_starts_anew_at_its_top() {
        Accountability found = Accountability.of(world.dossier().within(Set.of("west", "station")));

        assertThat(found.units())
                .extracting(u -> u.unit().id(), Answering::depth)
                .containsExactly(tuple("west", 0), tuple("station", 1));
    }

    @Test
    void counts_a_layer_as_covered_from_the_margin_of_cause_1_2_on() {
        Accountability found = Accountability.of(world.dossier());

        assertThat(found.layers())
                .extracting(Reach::layer, r -> r.coverage().isPresent(), Reach::covered)
                .containsExactly(
                        tuple(Layer.BOARD, true, true),
                        tuple(Layer.EXECUTIVE, false, false),
                        tuple(Layer.MANAGEMENT, true, true),
                        tuple(Layer.FRONTLINE, true, false));
        assertThat(Accountability.COVERED).isCloseTo(0.8, within(1e-6));
    }

    @Test
    void follows_a_single_owner_to_the_board_and_to_a_goal() {
        world.person("p5", "Cy Loop", Layer.MANAGEMENT, "west", "p6")
                .person("p6", "Di Loop", Layer.MANAGEMENT, "west", "p5")
                .person("p7", "Eve Apart", Layer.BOARD, "board", null)
                .person("p8", "Flo Shop", Layer.FRONTLINE, "station", "p3")
                .person("p9", "Gus Free", Layer.MANAGEMENT, "ops", "p1")
                .left("gone", "Hal Gone", Layer.MANAGEMENT, FIRST)
                .touchpoint("a", "A", "p5")
                .touchpoint("b", "B", "p7")
                .touchpoint("c", "C", "p8")
                .touchpoint("d", "D", "p9")
                .touchpoint("e", "E", "gone")
                .touchpoint("f", "F", "nobody-knows");

        Accountability found = Accountability.of(world.dossier());

        assertThat(found.touchpoints())
                .filteredOn(t -> t.id().length() == 1)
                .extracting(Held::id, Held::gaps)
                .containsExactly(
                        tuple("a", List.of(Gap.CIRCLE)),
                        tuple("b", List.of(Gap.ELSEWHERE)),
                        tuple("c", List.of(Gap.GOAL_APART)),
                        tuple("d", List.of(Gap.NO_GOAL)),
                        tuple("e", List.of(Gap.LEFT)),
                        tuple("f", List.of(Gap.STRANGER)));
    }

    @Test
    void leaves_no_unit_out_that_stands_in_a_circle() {
        world.unit("x", Layer.MANAGEMENT, "y").unit("y", Layer.MANAGEMENT, "x");

        assertThat(Accountability.of(world.dossier()).units())
                .extracting(u -> u.unit().id())
                .containsExactly("board", "ops", "west", "station", "x", "y");
    }

    @Test
    void says_that_nothing_is_recorded_where_there_is_no_organisation_yaml() {
        var unrecorded =
                new TinyWorld().unrecorded().without(Section.TOUCHPOINTS).facts(contacts());

        Accountability found = Accountability.of(unrecorded.dossier());

        assertThat(found.recorded()).isFalse();
        assertThat(found.touchpoints()).allMatch(t -> !t.registered());
        assertThat(found.units()).isEmpty();
        assertThat(found.layers()).allMatch(r -> r.coverage().isEmpty());
    }

    @Test
    void tells_a_goal_that_is_passed_on_by_its_objective() {
        assertThat(Accountability.of(world.dossier()).units())
                .filteredOn(u -> u.goal() instanceof Goal.Passed)
                .extracting(u -> ((Goal.Passed) u.goal()).objective().id())
                .containsExactly("o1", "o2");
    }

    private static InMemoryLake.Sheet contacts() {
        var sheet = InMemoryLake.of(FactKind.INTERACTIONS).columns("interaction_id", "touchpoint");
        for (int i = 0; i < 107; i++) {
            String at = i < 40 ? "phone" : i < 70 ? "web" : i < 90 ? "desk" : i < 100 ? "kiosk" : null;
            sheet.row("2026-06-%02d".formatted(1 + i % 28), "i" + i, at);
        }
        return sheet;
    }
}
