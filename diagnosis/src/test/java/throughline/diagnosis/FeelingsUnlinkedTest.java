package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.diagnosis.TinyWorld.FIRST;
import static throughline.diagnosis.TinyWorld.missing;
import static throughline.diagnosis.TinyWorld.statements;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FeelingsUnlinkedTest {

    private final TinyWorld world = new TinyWorld()
            .measure("feel_welcome", "Felt welcome", Kind.FEELING, null, Better.HIGHER, FactKind.RESPONSES)
            .measure("faults", "Line faults", Kind.INFRASTRUCTURE, null, Better.LOWER, FactKind.READINGS);

    @Test
    void is_present_while_faults_harm_the_feeling_and_no_link_is_on_record() {
        world.facts(answers(4000, -0.6, 0, 1));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.statement())
                .startsWith("While the infrastructure is degraded, “Felt welcome” is 0.")
                .contains("standard deviations worse");
        assertThat(statements(verdict)).contains("No link of infrastructure with perception or feeling is on record.");
        assertThat(verdict.next())
                .startsWith("Mend “Line faults” before coaching people on their tone: about ")
                .endsWith(" answers a week come from degraded states.");
        assertThat(verdict.trend()).isPresent();
    }

    @Test
    void is_absent_while_the_link_found_is_on_record() {
        world.link("faults", "feel_welcome").facts(answers(4000, -0.6, 0, 1));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Absent.class);
        assertThat(statements(verdict))
                .contains("1 link is on record from infrastructure to feelings; no effect was found beside them.");
    }

    @Test
    void shows_that_the_link_is_steady_and_what_it_costs_a_week() {
        world.facts(answers(4000, -0.6, 0, 1));

        Verdict verdict = examine();

        assertThat(statements(verdict))
                .contains(
                        "In 100 of 100 repeats of the search, a degraded infrastructure goes with a change in “Felt welcome”.")
                .anyMatch(s -> s.matches("Degraded states add [0-9.]+ bad answers a week to “Felt welcome”.*"));
    }

    @Test
    void is_present_while_a_sure_effect_is_too_short_for_the_weeks_to_show() {
        world.facts(answers(5, 1_500, -0.3, 0, 1, 0.1));

        Verdict verdict = examine();

        assertThat(statements(verdict)).anyMatch(s -> s.matches("In [1-7]?\\d of 100 repeats of the search.*"));
        assertThat(verdict).isInstanceOf(Verdict.Present.class);
    }

    @Test
    void is_not_absent_while_one_of_the_links_found_is_not_on_record() {
        world.measure("empathy", "Empathy", Kind.PERCEPTION, "empathy", Better.HIGHER, FactKind.RESPONSES)
                .link("faults", "empathy")
                .facts(answers(4000, -0.6, 0, 1, "empathy"));

        assertThat(examine()).isInstanceOf(Verdict.NotEnoughEvidence.class);
    }

    @Test
    void checks_the_direction_of_every_link_on_record() {
        world.measure("empathy", "Empathy", Kind.PERCEPTION, "empathy", Better.HIGHER, FactKind.RESPONSES)
                .link("faults", "feel_welcome")
                .link("faults", "empathy")
                .link("availability", "empathy")
                .facts(answers(4000, -0.6, 0, 1, "empathy"));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Absent.class);
        assertThat(statements(verdict))
                .contains(
                        "Of 3 links on record, 2 could be measured; 2 of 2 pairs of link and question surely run as on"
                                + " record.");
    }

    @Test
    void follows_links_over_delivery_to_the_feeling() {
        world.measure("wait_s", "Waiting", Kind.DELIVERY, null, Better.LOWER, FactKind.INTERACTIONS)
                .link("faults", "wait_s")
                .link("wait_s", "feel_welcome")
                .facts(answers(4000, -0.6, 0, 1));

        assertThat(examine()).isInstanceOf(Verdict.Absent.class);
    }

    /// The contacts were not brought along, so no table holds a wait; what it is the exchange format says.
    @Test
    void does_not_take_a_wait_for_infrastructure_though_there_are_no_contacts() {
        world.link("wait_s", "feel_welcome").facts(answers(4000, -0.6, 0, 1));

        assertThat(examine()).isInstanceOf(Verdict.Present.class);
    }

    @Test
    void asks_what_a_code_on_record_is_when_all_hangs_on_it() {
        world.link("ASA", "feel_welcome").facts(answers(4000, -0.6, 0, 1));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(verdict.missing())
                .contains(new Missing(
                        "The kind, under measures, of ASA: whether it is infrastructure that the record links with feelings.",
                        "organisation.yaml"));
    }

    /// Both codes might be infrastructure; only one of them is said to act on what was found.
    @Test
    void asks_of_no_code_that_the_record_links_with_other_things() {
        world.measure("csat", "Satisfaction", Kind.OUTCOME, null, Better.HIGHER, FactKind.RESPONSES)
                .link("ASA", "feel_welcome")
                .link("K17", "csat")
                .facts(answers(4000, -0.6, 0, 1));

        assertThat(missing(examine()))
                .contains("The kind, under measures, of ASA: whether it is infrastructure that the record links with"
                        + " feelings.");
    }

    @Test
    void does_not_count_a_code_that_leads_to_another_feeling_as_a_link_on_record() {
        world.measure("feel_informed", "Felt informed", Kind.FEELING, null, Better.HIGHER, FactKind.RESPONSES)
                .link("ASA", "feel_informed")
                .facts(answers(4000, -0.6, 0, 1));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(statements(verdict)).noneMatch(s -> s.contains("1 link is on record"));
        assertThat(missing(verdict))
                .contains("The kind, under measures, of ASA: whether it is infrastructure that the record links with"
                        + " feelings.");
    }

    @Test
    void is_absent_while_no_effect_is_as_large_as_it_would_have_to_be() {
        world.facts(answers(11, 30_000, 0, 0, 1, 0.5));

        assertThat(examine()).isInstanceOf(Verdict.Absent.class);
    }

    @Test
    void is_not_deceived_by_bad_days_that_all_units_share() {
        world.facts(answers(4000, 0, 0.6, 1));

        assertThat(examine()).isNotInstanceOf(Verdict.Present.class);
    }

    @Test
    void does_not_take_bad_mondays_for_the_harm_of_faults_that_mostly_come_on_mondays() {
        world.facts(mondays(8000, 0));

        assertThat(examine()).isNotInstanceOf(Verdict.Present.class);
    }

    @Test
    void is_present_while_faults_that_mostly_come_on_mondays_harm_beyond_what_mondays_do() {
        world.facts(mondays(8000, -0.6));

        assertThat(examine()).isInstanceOf(Verdict.Present.class);
    }

    @Test
    void is_present_while_answers_cannot_be_tied_to_the_readings() {
        world.facts(answers(1000, -0.6, 0, 0.2));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.statement())
                .startsWith("Of 1,000 answers, ")
                .endsWith(" can be tied to the state of the infrastructure at the time.");
    }

    @Test
    void is_present_while_the_link_on_record_runs_the_other_way() {
        world.link("faults", "feel_welcome").facts(answers(4000, 0.6, 0, 1));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.next())
                .isEqualTo("Correct the link from Line faults to “Felt welcome”: it runs the other way.");
    }

    @Test
    void does_not_hold_a_guessed_direction_against_the_record() {
        var codes = new TinyWorld()
                .measure("feel_welcome", "Felt welcome", Kind.FEELING, null, Better.HIGHER, FactKind.RESPONSES)
                .measure("faults", "FLT01", Kind.INFRASTRUCTURE, null, Better.HIGHER, FactKind.READINGS)
                .link("faults", "feel_welcome")
                .facts(answers(4000, -0.6, 0, 1));

        assertThat(new FeelingsUnlinked().examine(codes.dossier())).isInstanceOf(Verdict.Absent.class);
    }

    @Test
    void is_not_known_without_a_record_of_links_where_there_is_an_effect() {
        world.unrecorded().facts(answers(4000, -0.6, 0, 1));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(verdict))
                .contains("The links of infrastructure with feelings that are already managed, in an organisation.yaml;"
                        + " there is none.");
        assertThat(verdict.next())
                .isEqualTo("Record which links of infrastructure with feelings are managed, and by whom; “Line faults”"
                        + " comes first.");
    }

    @Test
    void is_not_known_without_readings() {
        var world = new TinyWorld()
                .measure("feel_welcome", "Felt welcome", Kind.FEELING, null, Better.HIGHER, FactKind.RESPONSES)
                .facts(InMemoryLake.of(FactKind.RESPONSES)
                        .columns("response_id", "feel_welcome:n")
                        .row("2026-06-01", "r1", 4));

        Verdict verdict = new FeelingsUnlinked().examine(world.dossier());

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(verdict)).contains("Readings of the infrastructure, such as faults by unit and hour.");
    }

    @Test
    void is_not_known_while_customers_are_asked_for_one_outcome_only() {
        var world = new TinyWorld()
                .measure("feel_welcome", "Satisfaction", Kind.OUTCOME, null, Better.HIGHER, FactKind.RESPONSES)
                .measure("faults", "Line faults", Kind.INFRASTRUCTURE, null, Better.LOWER, FactKind.READINGS)
                .facts(answers(1000, -0.6, 0, 1));

        assertThat(missing(new FeelingsUnlinked().examine(world.dossier())))
                .contains("Answers to a question on how it felt, such as empathy or feel_welcome.");
    }

    @Test
    void asks_for_more_answers() {
        world.facts(answers(100, -0.6, 0, 1));

        assertThat(missing(examine()))
                .contains(
                        "100 more answers tied to a state of the infrastructure, about 6 months at the present rate.");
    }

    private Verdict examine() {
        return new FeelingsUnlinked().examine(world.dossier());
    }

    private static InMemoryLake.Sheet answers(int n, double effect, double shared, double joined, String... more) {
        return answers(11, n, effect, shared, joined, 0.1, more);
    }

    private static InMemoryLake.Sheet mondays(int n, double effect) {
        var random = new Random(12);
        boolean[][] down = new boolean[8][175];
        double[] mood = new double[175];
        for (int day = 0; day < 175; day++) {
            boolean monday = FIRST.plusDays(day).getDayOfWeek() == DayOfWeek.MONDAY;
            mood[day] = monday ? -0.5 : 0;
            for (int unit = 0; unit < 8; unit++) {
                down[unit][day] = random.nextDouble() < (monday ? 0.5 : 0.04);
            }
        }
        return answers(random, n, effect, mood, down, 1);
    }

    /// Answers of eight units over 175 days.
    ///
    /// @param effect what being degraded adds to the feeling
    /// @param shared what a bad day, on which all units are degraded, adds by chance
    /// @param joined share of answers whose state is known
    /// @param often share of unit-days that are degraded
    /// @param more a second question, answered as the first with an error of its own
    static InMemoryLake.Sheet answers(
            long seed, int n, double effect, double shared, double joined, double often, String... more) {
        var random = new Random(seed);
        boolean[][] down = new boolean[8][175];
        double[] mood = new double[175];
        for (int day = 0; day < 175; day++) {
            boolean all = shared > 0 && random.nextDouble() < often;
            mood[day] = shared * random.nextGaussian();
            for (int unit = 0; unit < 8; unit++) {
                down[unit][day] = shared > 0 ? all : random.nextDouble() < often;
            }
        }
        return answers(random, n, effect, mood, down, joined, more);
    }

    /// @param mood what a day adds to the feeling, whatever the state
    /// @param down the days on which a unit is degraded, unit by unit
    private static InMemoryLake.Sheet answers(
            Random random, int n, double effect, double[] mood, boolean[][] down, double joined, String... more) {
        var columns = new ArrayList<>(List.of(
                "response_id", "unit", "touchpoint", "agent", "feel_welcome:n", "degraded:f", "state_faults:n"));
        Stream.of(more).forEach(question -> columns.add(question + ":n"));
        var sheet = InMemoryLake.of(FactKind.RESPONSES).columns(columns.toArray(String[]::new));
        for (int i = 0; i < n; i++) {
            int unit = random.nextInt(8);
            int day = (int) (i * 175L / n);
            boolean degraded = down[unit][day];
            boolean known = random.nextDouble() < joined;
            double felt = 3.5 + mood[day] + (degraded ? effect : 0) + random.nextGaussian();
            var row = new ArrayList<@Nullable Object>(Arrays.asList(
                    "r" + i,
                    "w-" + unit,
                    "phone",
                    "a-" + unit + "-" + i % 3,
                    felt,
                    known ? degraded : null,
                    known ? (degraded ? 6.0 : 0.5) + random.nextDouble() : null));
            Stream.of(more).forEach(question -> row.add(felt + 0.5 * random.nextGaussian()));
            sheet.row(FIRST.plusDays(day).toString(), row.toArray());
        }
        var readings = sheet.of(FactKind.READINGS).columns("measure", "value", "unit");
        for (int day = 0; day < 175; day++) {
            for (int unit = 0; unit < 8; unit++) {
                readings.row(FIRST.plusDays(day).toString(), "faults", down[unit][day] ? 6 : 0, "w-" + unit);
            }
        }
        return readings;
    }
}
