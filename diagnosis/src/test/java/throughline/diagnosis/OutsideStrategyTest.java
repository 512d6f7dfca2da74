package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static throughline.diagnosis.TinyWorld.FIRST;
import static throughline.diagnosis.TinyWorld.missing;
import static throughline.diagnosis.TinyWorld.statements;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Section;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OutsideStrategyTest {

    private final TinyWorld world = new TinyWorld();

    @Test
    void is_absent_while_the_boards_goal_reaches_the_front_line() {
        units().objective("o1", "board", "service", 0.3, List.of())
                .objective("o2", "board", "sales", 0.7, List.of())
                .objective("o3", "ops", "service", 0.3, List.of("o1"))
                .objective("o4", "w-1", "service", 0.3, List.of("o3"))
                .objective("o5", "w-2", "service", 0.3, List.of("o3"));
        meetings(8, 30);

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Absent.class);
        assertThat(statements(verdict))
                .containsExactlyInAnyOrder(
                        "Service carries 30 % of the weight of the board's 2 objectives.",
                        "1 of 1 executive units has a goal that leads to the board's service objective.",
                        "2 of 2 front-line units have a goal that leads to the board's service objective.",
                        "In 8 meetings, board and executive spent 25 % of the time on service (likely 22 to 28 %).");
    }

    @Test
    void is_present_while_the_board_aims_at_sales_and_cost_only() {
        units().objective("o1", "board", "sales", 0.6, List.of()).objective("o2", "board", "cost", 0.4, List.of());
        world.measure("csat", "Satisfaction", Kind.OUTCOME, null, Better.HIGHER, FactKind.RESPONSES)
                .facts(InMemoryLake.of(FactKind.RESPONSES)
                        .columns("response_id", "csat:n")
                        .row("2026-06-01", "r1", 2));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.statement()).isEqualTo("None of the board's 2 objectives is about service.");
        assertThat(verdict.next()).isEqualTo("Set a board objective about service, measured by Satisfaction.");
    }

    @Test
    void is_present_while_service_hardly_weighs_anything() {
        units().objective("o1", "board", "service", 0.04, List.of()).objective("o2", "board", "sales", 0.96, List.of());

        assertThat(examine().statement()).isEqualTo("Service carries 4 % of the weight of the board's 2 objectives.");
        assertThat(examine()).isInstanceOf(Verdict.Present.class);
    }

    @Test
    void does_not_scale_a_lone_weight_up() {
        units().objective("o1", "board", "service", 0.05, List.of());

        assertThat(examine().statement()).isEqualTo("Service carries 5 % of the weight of the board's 1 objective.");
    }

    @Test
    void is_present_while_the_goal_does_not_reach_the_front_line() {
        units().objective("o1", "board", "service", 0.3, List.of())
                .objective("o3", "ops", "service", 0.3, List.of("o1"))
                .objective("o4", "w-1", "service", 0.3, List.of())
                .objective("o5", "w-2", "cost", 0.3, List.of());

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.statement())
                .isEqualTo("0 of 2 front-line units have a goal that leads to the board's service objective.");
        assertThat(verdict.next()).isEqualTo("Give w-1 and w-2 a goal under the board's service objective.");
        assertThat(statements(verdict))
                .contains(
                        "The path to the board's service objective is lost most at the layer front line: 0 % there have it.");
    }

    @Test
    void survives_objectives_that_are_each_others_parents() {
        units().objective("o1", "board", "service", 0.3, List.of())
                .objective("o4", "w-1", "service", 0.3, List.of("o5"))
                .objective("o5", "w-2", "service", 0.3, List.of("o4"));

        assertThat(examine()).isInstanceOf(Verdict.Present.class);
    }

    @Test
    void is_present_while_leaders_never_talk_about_service() {
        units().objective("o1", "board", "service", 0.3, List.of())
                .objective("o3", "ops", "service", 0.3, List.of("o1"))
                .objective("o4", "w-1", "service", 0.3, List.of("o3"))
                .objective("o5", "w-2", "service", 0.3, List.of("o3"));
        meetings(8, 0);

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.next())
                .isEqualTo("Put service on the agenda of every meeting of the board, with what customers said.");
    }

    @Test
    void is_not_known_while_the_layers_below_have_no_objectives_on_record() {
        units().objective("o1", "board", "service", 0.3, List.of());

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(verdict)).contains("The objectives of the layers below the board; none is on record.");
    }

    @Test
    void is_not_known_where_the_record_leaves_objectives_out() {
        units();
        world.without(Section.OBJECTIVES);

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(verdict))
                .contains("The objectives of the board and of each layer: organisation.yaml has no objectives; write"
                        + " objectives: [] if there are none.");
    }

    @Test
    void is_present_where_the_record_says_that_there_are_no_objectives() {
        units();

        assertThat(examine().statement()).isEqualTo("No objective of any layer is on record.");
    }

    @Test
    void is_not_known_while_no_unit_is_the_board() {
        world.unit("hq", null, null).objective("o1", "hq", "sales", 0.3, List.of());

        assertThat(missing(examine())).contains("Which unit or which people are the board: none has the layer board.");
    }

    @Test
    void asks_for_more_meetings() {
        world.unrecorded();
        meetings(4, 30);

        assertThat(missing(examine()))
                .contains(
                        "2 more meetings of board or executive with their agendas, about 13 weeks at the present rate.");
    }

    private TinyWorld units() {
        return world.unit("board", Layer.BOARD, null)
                .unit("ops", Layer.EXECUTIVE, "board")
                .unit("w-1", Layer.FRONTLINE, "ops")
                .unit("w-2", Layer.FRONTLINE, "ops");
    }

    private void meetings(int number, double minutes) {
        meetings(number, minutes, 9);
    }

    private void meetings(int number, double minutes, int others) {
        var sheet = InMemoryLake.of(FactKind.AGENDAS).columns("layer", "topic", "minutes");
        for (int i = 0; i < number; i++) {
            world.agenda(FIRST.plusWeeks(3L * i), Layer.BOARD, "service", minutes);
            for (int item = 0; item < others; item++) {
                world.agenda(FIRST.plusWeeks(3L * i), Layer.BOARD, "cost " + item, 90.0 / others);
            }
            sheet.row(FIRST.plusWeeks(3L * i).toString(), "board", "cost", 90);
        }
        world.facts(sheet);
    }

    @Test
    void is_not_known_from_a_few_short_meetings_that_were_all_alike() {
        units().objective("o1", "board", "service", 0.3, List.of())
                .objective("o3", "ops", "service", 0.3, List.of("o1"))
                .objective("o4", "w-1", "service", 0.3, List.of("o3"))
                .objective("o5", "w-2", "service", 0.3, List.of("o3"));
        meetings(7, 0, 3);

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(statements(verdict))
                .contains("In 7 meetings, board and executive spent 0 % of the time on service (likely 0 to 12 %).");
    }

    @Test
    void never_takes_answers_that_are_all_alike_for_certain() {
        world.without(Section.OBJECTIVES);
        var sheet = InMemoryLake.of(FactKind.PULSE).columns("unit", "service_is_top_priority:n");
        for (int i = 0; i < 80; i++) {
            sheet.row("2026-06-01", "w-" + i % 8, 1.0);
        }
        world.facts(sheet);

        Statistic mean = examine().evidence().getFirst().indicator().statistic();

        // Student's t of 7 degrees, 2.365, times one step of one answer in 80.
        assertThat(mean.interval().high() - mean.value())
                .isCloseTo(2.365 / 80, org.assertj.core.api.Assertions.within(1e-4));
    }

    @Test
    void shows_how_many_decisions_name_evidence_without_counting_it() {
        world.without(Section.OBJECTIVES);
        units();
        for (int i = 0; i < 10; i++) {
            world.decided(FIRST.plusDays(i), i < 3 ? "Answers of the last quarter" : i == 3 ? " " : null);
        }

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(statements(verdict))
                .containsExactly("3 of 10 decisions that change the ability to serve name customer evidence.");
        // Wilson's interval of 3 in 10: statsmodels 0.14 proportion_confint(3, 10, method="wilson").
        assertThat(verdict.evidence()
                        .getFirst()
                        .indicator()
                        .statistic()
                        .interval()
                        .low())
                .isCloseTo(0.1078, within(1e-4));
        assertThat(verdict.evidence().getFirst().supports()).isEqualTo(Side.UNKNOWN);
    }

    @Test
    void asks_what_decisions_rest_on_where_nobody_says() {
        units();
        for (int i = 0; i < 10; i++) {
            world.decided(FIRST.plusDays(i), null);
        }

        assertThat(missing(examine())).contains("What customer evidence each of the 10 decisions was based on.");
    }

    @Test
    void lets_a_low_priority_speak_only_where_colleagues_agree() {
        world.without(Section.OBJECTIVES);
        units();
        var sheet = InMemoryLake.of(FactKind.PULSE).columns("unit", "service_is_top_priority:n");
        for (int i = 0; i < 80; i++) {
            sheet.row("2026-06-01", "w-" + i % 8, i / 8 % 4 == 3 ? 5 : 1);
        }
        world.facts(sheet);

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(statements(verdict))
                .containsExactly("Staff rate “service is the top priority” 1.80 on average (80 answers, "
                        + "agreement in teams 0.00 of 1).");
    }

    @Test
    void says_that_agreement_is_not_known_where_no_unit_has_five_answers() {
        world.without(Section.OBJECTIVES);
        units();
        var sheet = InMemoryLake.of(FactKind.PULSE).columns("unit", "service_is_top_priority:n");
        for (int i = 0; i < 80; i++) {
            sheet.row("2026-06-01", "u-" + i % 20, i / 20 % 4 == 3 ? 5 : 1);
        }
        world.facts(sheet);

        Verdict verdict = examine();

        assertThat(statements(verdict))
                .containsExactly("Staff rate “service is the top priority” 2.00 on average (80 answers, "
                        + "agreement in teams not known).");
        assertThat(missing(verdict))
                .contains("The unit of answers to “service is the top priority”, 5 answers in one unit or more.");
    }

    private Verdict examine() {
        return new OutsideStrategy().examine(world.dossier());
    }
}
