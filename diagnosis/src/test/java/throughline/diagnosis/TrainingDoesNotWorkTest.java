package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.diagnosis.Northgate.FIRST;
import static throughline.diagnosis.Northgate.LAST;
import static throughline.diagnosis.Northgate.PEOPLE;
import static throughline.diagnosis.Northgate.STATIONS;
import static throughline.diagnosis.Northgate.agent;
import static throughline.diagnosis.Northgate.missing;
import static throughline.diagnosis.Northgate.statements;
import static throughline.diagnosis.Northgate.station;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TrainingDoesNotWorkTest {

    private final Northgate world =
            new Northgate().measure("listening", Kind.PERCEPTION, Better.HIGHER, FactKind.EVALUATIONS);
    private final SplittableRandom random = new SplittableRandom(8);
    private final Map<String, LocalDate> course = new HashMap<>();
    private int lasting = 999;

    @Test
    void is_absent_where_nearly_all_are_trained_and_it_shows() {
        train(0.95, "service-delivery");
        evaluate(0.8, 0);

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Absent.class);
        assertThat(statements(verdict)).anyMatch(s -> s.startsWith("A course changes how service is judged by +0."));
    }

    @Test
    void is_present_where_a_course_changes_nothing() {
        train(0.95, "service-delivery");
        evaluate(0, 0);

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.next())
                .isEqualTo("Change the course before the next person takes it: practise one skill, "
                        + "coach on day 14, 45 and 90.");
    }

    @Test
    void is_not_present_where_the_register_began_long_after_the_answers() {
        train(0.95, "service-delivery", 130);
        evaluate(-0.5, 0);

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(verdict))
                .contains("The courses before 8 November 2025, the first on record: who seems new to training may "
                        + "have had some before.");
    }

    @Test
    void is_absent_although_weaker_people_were_sent_first() {
        train(0.95, "service-delivery");
        evaluate(0.8, 1.5);

        assertThat(examine()).isInstanceOf(Verdict.Absent.class);
    }

    @Test
    void is_present_where_few_were_trained() {
        train(0.2, "service-delivery");

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.statement())
                .isEqualTo(
                        "8 of 40 people of the front line had a service-delivery course of 4 hours or more in 12 months.");
        assertThat(verdict.next())
                .isEqualTo(
                        "Plan practice and coaching for Station 2: 4 of 4 people there had no service-delivery course "
                                + "of 4 hours or more in 12 months.");
        assertThat(verdict.trend())
                .hasValueSatisfying(t -> assertThat(t.points()).hasSize(52));
    }

    @Test
    void is_present_where_training_is_scripts() {
        train(0.95, "service-delivery");
        for (int i = 0; i < 40; i++) {
            world.trained(agent(i / 4, i % 4), LAST.minusDays(30L + i), "behaviour-script", 12);
        }

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.statement())
                .isEqualTo(
                        "Scripts of behaviour took 480 of 708 hours of service training; practice and coaching took 708.");
    }

    @Test
    void is_unknown_without_evaluations_or_answers() {
        train(0.95, "service-delivery");

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(verdict))
                .contains(
                        "Evaluations or answers about the same person before and after a first service-delivery course: "
                                + "0 people have both, 30 are needed.");
    }

    @Test
    void is_unknown_without_a_training_register() {
        evaluate(0, 0);

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(verdict))
                .containsExactly("Courses completed by the front line: who, when, what kind, how many hours.");
    }

    @Test
    void is_unknown_where_training_names_people_by_other_ids() {
        for (int i = 0; i < 40; i++) {
            world.trained("employee " + i, FIRST.plusDays(5L * i), "service-delivery", 6);
        }

        assertThat(missing(examine()))
                .contains("The same ids for people in training as among the people or agents who serve.");
    }

    @Test
    void sets_scores_aside_only_where_evaluators_surely_disagree() {
        assertThat(missing(judgedTogether(60, 2)))
                .anyMatch(m -> m.startsWith("Evaluators who agree: over 60 contacts"));
        assertThat(statements(judgedTogether(60, 0.2)))
                .anyMatch(s ->
                        s.matches("Evaluators who judged the same contact agree 0\\.9\\d of 1 \\(60 contacts, .*"));
    }

    @Test
    void does_not_set_scores_aside_for_a_low_agreement_over_few_contacts() {
        Verdict verdict = judgedTogether(20, 0.8);

        double agreement = verdict.evidence().stream()
                .filter(e -> e.indicator().id().equals("evaluator-agreement"))
                .mapToDouble(e -> e.indicator().statistic().value())
                .findFirst()
                .orElseThrow();
        assertThat(agreement).isLessThan(0.667);
        assertThat(missing(verdict)).noneMatch(m -> m.startsWith("Evaluators who agree"));
    }

    /// Contacts that two evaluators judged, each with an error of their own.
    private Verdict judgedTogether(int contacts, double error) {
        var evaluated = new Northgate().measure("listening", Kind.PERCEPTION, Better.HIGHER, FactKind.EVALUATIONS);
        evaluated.trained(agent(0, 0), FIRST.plusDays(100), "service-delivery", 6);
        evaluated.table(FactKind.EVALUATIONS, "evaluation_id", "agent", "evaluator", "calibration", "listening:n");
        for (int i = 0; i < contacts; i++) {
            double truth = random.nextGaussian();
            for (String evaluator : List.of("q1", "q2")) {
                evaluated.row(
                        FIRST.plusDays(i),
                        "e" + i + evaluator,
                        agent(i % STATIONS, 0),
                        evaluator,
                        "c" + i,
                        truth + error * random.nextGaussian());
            }
        }
        return new TrainingDoesNotWork().examine(evaluated.dossier());
    }

    @Test
    void is_present_where_what_a_course_changed_is_gone_after_90_days() {
        train(0.95, "service-delivery");
        lasting = 85;
        evaluate(1.2, 0);

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.statement()).startsWith("From 90 days after a course ");
        assertThat(statements(verdict))
                .anyMatch(s -> s.matches("A course is worth \\+1\\.\\d\\d to day 30, \\+0\\.\\d\\d to day 90, "
                        + ".0\\.\\d\\d to day 180, in standard deviations of single scores\\."));
    }

    @Test
    void names_the_skill_that_each_team_should_practise_next() {
        var teams = SmallWorld.from("2026-01-01", "2026-06-30")
                .item("empathy", Kind.PERCEPTION, FactKind.RESPONSES)
                .item("reliability", Kind.PERCEPTION, FactKind.RESPONSES)
                .item("csat", Kind.OUTCOME, FactKind.RESPONSES)
                .table(FactKind.RESPONSES, "response_id", "unit", "empathy:n", "reliability:n", "csat:n");
        for (int i = 0; i < 1600; i++) {
            int unit = i % 8;
            double empathy = 4 - (unit == 3 ? 0.8 : 0) + random.nextGaussian();
            double reliability = 4 - (unit == 5 ? 0.8 : 0) + random.nextGaussian();
            teams.row(
                    LocalDate.of(2026, 3, 2),
                    "r" + i,
                    "w-" + unit,
                    empathy,
                    reliability,
                    0.8 * empathy + 0.4 * reliability + random.nextGaussian());
        }

        NextSkill next = NextSkill.of(teams.dossier()).orElseThrow();

        assertThat(next.words(teams.dossier())).isEqualTo("empathy at w-3");
        assertThat(next.answers()).isEqualTo(1600);
        assertThat(next.teams())
                .filteredOn(t -> t.unit().equals("w-5"))
                .singleElement()
                .satisfies(t -> assertThat(t.skill().id()).isEqualTo("reliability"));
        assertThat(new Evidence(1, next.card(teams.dossier()), Side.UNKNOWN).statement())
                .matches("w-3 gains most from practising empathy: it carries \\d\\d % of what matters and lies "
                        + "0\\.\\d\\d standard deviations below the best teams\\.");
    }

    @Test
    void names_no_skill_where_teams_are_alike() {
        var teams = SmallWorld.from("2026-01-01", "2026-06-30")
                .item("empathy", Kind.PERCEPTION, FactKind.RESPONSES)
                .item("reliability", Kind.PERCEPTION, FactKind.RESPONSES)
                .table(FactKind.RESPONSES, "response_id", "unit", "empathy:n", "reliability:n");
        for (int i = 0; i < 400; i++) {
            teams.row(LocalDate.of(2026, 3, 2), "r" + i, "w-" + i % 8, 1 + i / 8 % 5, 1 + i / 8 % 5);
        }

        assertThat(NextSkill.of(teams.dossier())).isEmpty();
    }

    @Test
    void asks_for_earlier_courses_where_the_register_is_too_young() {
        world.trained(agent(0, 0), LAST.minusDays(60), "service-delivery", 6);

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(verdict))
                .contains("The courses before 1 May 2026, the first on record: who was not trained shows from half a "
                        + "year on.")
                .noneMatch(m -> m.startsWith("Share of the front line trained"));
    }

    @Test
    void does_not_take_six_weeks_of_scripts_for_a_year_of_training() {
        for (int i = 0; i < 40; i++) {
            world.trained(agent(i / 4, i % 4), LAST.minusDays(i), "behaviour-script", 12);
        }

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(statements(verdict))
                .contains(
                        "Scripts of behaviour took 480 of 480 hours of service training; practice and coaching took 480.");
    }

    private Verdict examine() {
        return new TrainingDoesNotWork().examine(world.dossier());
    }

    /// Courses spread over the year, the first stations first.
    private void train(double share, String kind) {
        train(share, kind, 100);
    }

    private void train(double share, String kind, int days) {
        int n = (int) Math.round(share * STATIONS * PEOPLE);
        for (int i = 0; i < n; i++) {
            String person = agent(i / PEOPLE, i % PEOPLE);
            LocalDate on = FIRST.plusDays(days + 4L * i);
            course.put(person, on);
            world.trained(person, on, kind, 6);
        }
    }

    private void evaluate(double effect, double weakness) {
        world.table(FactKind.EVALUATIONS, "evaluation_id", "agent", "unit", "listening:n");
        for (int i = 0; i < 6000; i++) {
            int who = random.nextInt(STATIONS * PEOPLE);
            String person = agent(who / PEOPLE, who % PEOPLE);
            LocalDate day = FIRST.plusDays(random.nextInt(364));
            LocalDate trained = course.get(person);
            boolean after = trained != null && day.isAfter(trained) && day.isBefore(trained.plusDays(lasting));
            double level = -weakness * (1 - who / 40.0);
            world.row(
                    day,
                    "e" + i,
                    person,
                    station(who / PEOPLE),
                    4 + level + random.nextGaussian() + (after ? effect : 0));
        }
    }
}
