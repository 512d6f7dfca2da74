package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static throughline.diagnosis.TinyWorld.FIRST;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.explanation.BadExperiences;
import throughline.explanation.CauseLink;
import throughline.explanation.CauseMap;
import throughline.explanation.CauseMap.Drawn;
import throughline.explanation.CauseMap.State;
import throughline.explanation.CauseMap.TooLittle;
import throughline.explanation.Explanations;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Journey;
import throughline.organisation.Organisation.Kind;

/// The map of a simulated linear model: faults lengthen the wait, the wait spoils the feeling, the feeling makes the
/// outcome; a tidy desk and the rota change nothing. The season moves faults, tidiness and the feeling together.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CauseMapTest {

    private static final double WAIT_A_FAULT = 20;
    private static final double FEELING_A_SECOND = -0.01;
    private static final double OUTCOME_A_POINT = 0.8;

    private final TinyWorld world = new TinyWorld()
            .person("p1", "Ada North", null, null, null)
            .journey("call", "phone")
            .measure("faults", "Line faults", Kind.INFRASTRUCTURE, null, Better.LOWER, FactKind.READINGS)
            .measure("rota", "Gaps in the rota", Kind.INFRASTRUCTURE, null, Better.LOWER, FactKind.READINGS)
            .measure("wait_s", "Wait", Kind.DELIVERY, null, Better.LOWER, FactKind.INTERACTIONS)
            .measure("tidy", "Tidy desk", Kind.DELIVERY, null, Better.HIGHER, FactKind.RESPONSES)
            .measure("feel_welcome", "Felt welcome", Kind.FEELING, null, Better.HIGHER, FactKind.RESPONSES)
            .measure("csat", "Satisfied", Kind.OUTCOME, null, Better.HIGHER, FactKind.RESPONSES);

    private static InMemoryLake.Sheet answers(int n, int units, int days) {
        var random = new Random(19);
        boolean[][] down = new boolean[units][days];
        double[] season = new double[days];
        for (int day = 0; day < days; day++) {
            season[day] = Math.sin(day / 20.0);
            for (int unit = 0; unit < units; unit++) {
                down[unit][day] = random.nextDouble() < 0.15 + 0.1 * season[day];
            }
        }
        var sheet = InMemoryLake.of(FactKind.RESPONSES)
                .columns(
                        "response_id",
                        "unit",
                        "touchpoint",
                        "state_faults:n",
                        "contact_wait_s:n",
                        "tidy:n",
                        "tidy_again:n",
                        "feel_welcome:n",
                        "csat:n");
        for (int i = 0; i < n; i++) {
            int unit = random.nextInt(units);
            int day = (int) (i * (long) days / n);
            double faults = down[unit][day] ? 3 : 0;
            double wait = 80 + 5 * unit + WAIT_A_FAULT * faults + 25 * random.nextGaussian();
            double felt = 4.3 + FEELING_A_SECOND * wait + 0.5 * season[day] + 0.6 * random.nextGaussian();
            double tidy = 3 + 0.5 * season[day] + 0.1 * unit + random.nextGaussian();
            double outcome = 0.5 + OUTCOME_A_POINT * felt + 0.5 * random.nextGaussian();
            sheet.row(
                    FIRST.plusDays(day).toString(),
                    "r" + i,
                    "w-" + unit,
                    unit % 2 == 0 ? "phone" : "desk",
                    faults,
                    wait,
                    tidy,
                    i % 3 == 0 ? null : tidy,
                    felt,
                    outcome);
        }
        var readings = sheet.of(FactKind.READINGS).columns("measure", "value", "unit");
        for (int day = 0; day < days; day += 7) {
            for (int unit = 0; unit < units; unit++) {
                readings.row(FIRST.plusDays(day).toString(), "rota", 0.8 + 0.1 * random.nextDouble(), "w-" + unit);
            }
        }
        return readings;
    }

    private CauseMap map(Optional<Journey> journey) {
        return new Explanations(world.dossier()).map(journey);
    }

    private Drawn drawn() {
        assertThat(map(Optional.empty())).isInstanceOf(Drawn.class);
        return (Drawn) map(Optional.empty());
    }

    private static List<String> sure(Drawn map) {
        return map.links().stream()
                .filter(CauseLink::sure)
                .map(l -> l.cause().id() + " " + l.effect().id())
                .toList();
    }

    @Test
    void draws_the_links_of_the_model_and_no_other_although_the_season_moves_all() {
        world.facts(answers(6000, 12, 175));

        Drawn map = drawn();

        assertThat(sure(map)).containsExactlyInAnyOrder("faults wait_s", "wait_s feel_welcome", "feel_welcome csat");
        assertThat(map.nodes()).extracting(n -> n.id()).contains("rota", "tidy");
        assertThat(map.strongestPath())
                .extracting(CauseLink::words)
                .containsExactly(
                        "from “Line faults” to “Wait”",
                        "from “Wait” to “Felt welcome”",
                        "from “Felt welcome” to “Satisfied”");
        assertThat(map.headline()).isEqualTo("“Wait” does most to how service feels");
        assertThat(map.rests().units()).isEqualTo(12);
        assertThat(map.rests().effective()).isBetween(2000.0, 6000.0);
    }

    @Test
    void measures_each_effect_in_its_own_units_with_the_truth_inside_the_interval() {
        world.facts(answers(6000, 12, 175));

        Drawn map = drawn();

        holds(map, "faults", "wait_s", WAIT_A_FAULT);
        holds(map, "wait_s", "feel_welcome", FEELING_A_SECOND);
        holds(map, "feel_welcome", "csat", OUTCOME_A_POINT);
        CauseLink wait = map.link("wait_s", "feel_welcome").orElseThrow();
        assertThat(wait.lowers()).isTrue();
        // Faults work through the wait alone, so nothing has to be held still.
        assertThat(wait.held()).isEmpty();
        assertThat(wait.standardised().value()).isBetween(-0.7, -0.4);
    }

    private static void holds(Drawn map, String cause, String effect, double truth) {
        CauseLink link = map.link(cause, effect).orElseThrow();
        assertThat(link.slope().interval().contains(truth)).as(link.words()).isTrue();
        assertThat(link.slope().value()).isCloseTo(truth, within(Math.abs(truth) * 0.1));
    }

    @Test
    void puts_each_link_to_three_tests() {
        world.facts(answers(6000, 12, 175));

        CauseLink wait = drawn().link("wait_s", "feel_welcome").orElseThrow();

        assertThat(wait.stability()).isGreaterThanOrEqualTo(0.95);
        assertThat(wait.shuffled()).isEqualTo(CauseLink.Test.PASSED);
        assertThat(wait.sameWay()).isEqualTo(CauseLink.Test.PASSED);
        assertThat(wait.sameWayWords()).isEqualTo("Same direction in 12 of 12 units");
        // Cinelli and Hazlett: f2 = r2 / (1 - r2) with a partial correlation of about -.38.
        assertThat(wait.hidden().value()).isBetween(0.25, 0.45);
    }

    @Test
    void holds_links_on_record_against_those_found() {
        world.link("wait_s", "feel_welcome")
                .link("faults", "csat")
                .link("tidy", "csat")
                .link("music", "csat")
                .link("tidy", "wait_s")
                .link("csat", "faults")
                .facts(answers(6000, 12, 175));

        Drawn map = drawn();

        assertThat(map.declared())
                .extracting(CauseMap.Declared::state)
                .containsExactly(
                        State.FOUND,
                        State.THROUGH_OTHERS,
                        State.NOT_FOUND,
                        State.NOT_MEASURED,
                        State.NOT_LOOKED_FOR,
                        State.NOT_LOOKED_FOR);
        assertThat(map.link("wait_s", "feel_welcome").orElseThrow().record().managedBy())
                .contains("Ada North");
        assertThat(map.open())
                .extracting(CauseLink::words)
                .containsExactlyInAnyOrder("from “Line faults” to “Wait”", "from “Felt welcome” to “Satisfied”");
    }

    @Test
    void counts_the_bad_answers_a_week_that_faults_add() {
        world.facts(answers(6000, 12, 175));

        BadExperiences felt = drawn().felt().orElseThrow();

        assertThat(felt.question()).isEqualTo("Felt welcome");
        assertThat(felt.answersAWeek()).isCloseTo(240, within(1.0));
        BadExperiences.Of faults = felt.systems().getFirst();
        assertThat(faults.system().id()).isEqualTo("faults");
        assertThat(faults.sure()).isTrue();
        // Of the 15 in 100 answers with faults, whose feeling is .6 lower at a spread of .73, about 28 in 100 more are
        // at most 2.6; a straight line through both states gives as many.
        assertThat(faults.aWeek().value()).isCloseTo(240 * 0.15 * 0.28, within(3.0));
        assertThat(felt.systems())
                .filteredOn(s -> s.system().id().equals("rota"))
                .hasSize(1)
                .allMatch(s -> !s.sure());
    }

    @Test
    void does_not_call_a_link_found_that_is_joined_in_six_of_ten_searches() {
        world.facts(answers(6000, 12, 175));
        CauseLink link = drawn().link("wait_s", "feel_welcome").orElseThrow();

        assertThat(State.of(link)).isEqualTo(State.FOUND);
        assertThat(State.of(joined(link, 0.6))).isEqualTo(State.UNCERTAIN);
        assertThat(State.of(joined(link, 0.1))).isEqualTo(State.THROUGH_OTHERS);
    }

    private static CauseLink joined(CauseLink link, double stability) {
        return new CauseLink(
                link.cause(),
                link.effect(),
                stability,
                link.slope(),
                link.standardised(),
                link.held(),
                link.chance(),
                link.signs(),
                link.hidden(),
                link.record());
    }

    @Test
    void counts_bad_answers_among_those_that_know_also_the_measures_left_off_the_map() {
        world.facts(answers(6000, 12, 175));
        BadExperiences all = drawn().felt().orElseThrow();
        world.measure("tidy_again", "Tidy desk, again", Kind.DELIVERY, null, Better.HIGHER, FactKind.RESPONSES);

        Drawn map = drawn();

        assertThat(map.leftOut()).extracting(l -> l.title()).containsExactly("Tidy desk, again");
        // Two answers in three know it, whichever way they went.
        BadExperiences some = map.felt().orElseThrow();
        assertThat(some.answersAWeek()).isEqualTo(160);
        assertThat(some.systems().getFirst().aWeek().value()
                        / all.systems().getFirst().aWeek().value())
                .isCloseTo(2.0 / 3, within(0.1));
    }

    @Test
    void counts_the_contacts_of_the_weeks_that_have_answers() {
        world.facts(contacts(answers(6000, 12, 105), "touchpoint"));
        Journey call = world.dossier().organisation().journeys().getFirst();

        assertThat(drawn().felt().orElseThrow().contactsAWeek()).contains(14.0);
        assertThat(((Drawn) map(Optional.of(call))).felt().orElseThrow().contactsAWeek())
                .contains(7.0);
    }

    @Test
    void does_not_count_the_contacts_of_a_journey_that_cannot_be_told_from_others() {
        world.facts(contacts(answers(6000, 12, 105), "channel"));
        Journey call = world.dossier().organisation().journeys().getFirst();

        assertThat(drawn().felt().orElseThrow().contactsAWeek()).contains(14.0);
        assertThat(((Drawn) map(Optional.of(call))).felt().orElseThrow().contactsAWeek())
                .isEmpty();
    }

    /// Two contacts a day over 25 weeks.
    private static InMemoryLake.Sheet contacts(InMemoryLake.Sheet answers, String place) {
        var contacts = answers.of(FactKind.INTERACTIONS).columns("interaction_id", place);
        for (int i = 0; i < 350; i++) {
            contacts.row(FIRST.plusDays(i / 2).toString(), "i" + i, i % 2 == 0 ? "phone" : "desk");
        }
        return contacts;
    }

    @Test
    void leaves_measures_beyond_sixty_three_out_by_name_and_none_of_a_column_that_has_few() {
        var columns = new ArrayList<String>();
        var many = new TinyWorld().measure("csat", "Satisfied", Kind.OUTCOME, null, Better.HIGHER, FactKind.RESPONSES);
        for (int m = 10; m < 50; m++) {
            many.measure("s" + m, "System " + m, Kind.INFRASTRUCTURE, null, Better.HIGHER, FactKind.RESPONSES)
                    .measure("f" + m, "Felt " + m, Kind.FEELING, null, Better.HIGHER, FactKind.RESPONSES);
            columns.addAll(List.of("s" + m + ":n", "f" + m + ":n"));
        }
        columns.addAll(List.of("csat:n", "unit"));
        var sheet = InMemoryLake.of(FactKind.RESPONSES).columns(columns.toArray(String[]::new));
        var random = new Random(5);
        for (int i = 0; i < 150; i++) {
            int row = i;
            sheet.row(
                    FIRST.plusDays(i).toString(),
                    columns.stream()
                            .map(c -> c.equals("unit")
                                    ? "w-" + row % 4
                                    // Fewest answers know the first system.
                                    : c.equals("s10:n") && row % 20 == 0 ? null : (Object) random.nextGaussian())
                            .toArray());
        }

        CauseMap map = new Explanations(many.facts(sheet).dossier()).map(Optional.empty());

        assertThat(map.leftOut())
                .hasSize(18)
                .allMatch(
                        l -> l.why()
                                .equals(
                                        "Only 63 measures are looked at together: of each column those that most answers know."))
                .extracting(l -> l.title())
                .contains("System 10", "System 42", "System 49", "Felt 41", "Felt 49")
                .doesNotContain("System 41", "Felt 40", "Satisfied");
    }

    @Test
    void is_of_a_journey_where_one_is_asked_for() {
        world.facts(answers(6000, 12, 175));
        Journey call = world.dossier().organisation().journeys().getFirst();

        CauseMap map = map(Optional.of(call));

        assertThat(map).isInstanceOf(Drawn.class);
        assertThat(((Drawn) map).rests().units()).isEqualTo(6);
        assertThat(((Drawn) map).rests().answers()).isBetween(2800L, 3200L);
    }

    @Test
    void says_how_many_unit_weeks_and_answers_are_needed_instead_of_guessing() {
        world.facts(answers(120, 2, 56));

        CauseMap map = map(Optional.empty());

        assertThat(map).isInstanceOf(TooLittle.class);
        assertThat(((TooLittle) map).missing())
                .containsExactly(
                        "Too few unit-weeks: 16, 30 are needed.",
                        "Too few weeks: 8, 10 are needed.",
                        "Too few answers: 120, 200 are needed. 80 more answers that know all measures, about 17 weeks at the present rate.");
    }

    @Test
    void is_the_same_for_the_same_facts() {
        world.facts(answers(2000, 12, 175));

        assertThat(drawn()).usingRecursiveComparison().isEqualTo(drawn());
    }

    @Test
    void needs_answers() {
        assertThat(map(Optional.empty())).isInstanceOf(TooLittle.class);
        assertThat(((TooLittle) map(Optional.empty())).missing())
                .containsExactly("Answers of customers, tied to their contacts: there are none in these days.");
    }
}
