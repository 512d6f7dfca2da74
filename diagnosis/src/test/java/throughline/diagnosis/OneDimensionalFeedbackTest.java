package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.diagnosis.TinyWorld.FIRST;
import static throughline.diagnosis.TinyWorld.missing;
import static throughline.diagnosis.TinyWorld.statements;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OneDimensionalFeedbackTest {

    private final TinyWorld world = new TinyWorld();

    @Test
    void is_absent_while_four_aspects_are_asked_about_on_nearly_all_contacts() {
        rich().facts(answers(contacts(90, 10), 300, "phone", "empathy:n", "ces:n", "feel_welcome:n", "csat:n"));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Absent.class);
        assertThat(verdict.statement())
                .isEqualTo("Answers cover 4 aspects of service on at least 80 % of contacts: "
                        + "effort, empathy, feeling and outcome.");
        assertThat(statements(verdict))
                .contains("In the last 90 days customers answered at touchpoints with 90 % of contacts.");
    }

    @Test
    void says_nothing_of_contacts_where_none_are_on_record() {
        rich().facts(answers(contacts(0, 0), 300, "phone", "empathy:n", "ces:n", "feel_welcome:n", "csat:n"));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Absent.class);
        assertThat(verdict.statement())
                .isEqualTo("Answers cover 4 aspects of service: effort, empathy, feeling and outcome.");
    }

    @Test
    void is_present_with_a_single_score() {
        world.measure("nps", "Would recommend", Kind.OUTCOME, null, Better.HIGHER, FactKind.RESPONSES)
                .facts(answers(contacts(100, 0), 300, "phone", "nps:n"));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.statement()).isEqualTo("All 300 answers hold one question: Would recommend.");
        assertThat(verdict.next()).isEqualTo("Add two questions beside Would recommend: on empathy and effort.");
    }

    @Test
    void is_present_while_several_questions_measure_one_thing() {
        world.measure("csat", "Satisfaction", Kind.OUTCOME, null, Better.HIGHER, FactKind.RESPONSES)
                .measure("nps", "Would recommend", Kind.OUTCOME, null, Better.HIGHER, FactKind.RESPONSES)
                .measure("loyalty", "Would return", Kind.OUTCOME, null, Better.HIGHER, FactKind.RESPONSES)
                .facts(answers(contacts(100, 0), 400, "phone", "csat:n", "nps:n", "loyalty:n"));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.statement()).startsWith("The 3 questions asked measure one thing: they are worth 1.");
    }

    /// Two pairs of questions, of which 220 answers do not yet show that they are two.
    @Test
    void is_not_known_while_few_answers_may_hide_a_second_factor() {
        var sheet = contacts(100, 0)
                .of(FactKind.RESPONSES)
                .columns("response_id", "touchpoint", "q1:n", "q2:n", "q3:n", "q4:n");
        var random = new Random(3);
        for (int i = 0; i < 220; i++) {
            double mood = random.nextGaussian();
            Object[] row = {"r" + i, "phone", 0, 0, 0, 0};
            for (int pair = 0; pair < 2; pair++) {
                double own = 0.8 * random.nextGaussian();
                for (int k = 2 + 2 * pair; k < 4 + 2 * pair; k++) {
                    row[k] = Math.clamp(Math.round(3 + 0.7 * (mood + own + random.nextGaussian())), 1, 5);
                }
            }
            sheet.row(FIRST.plusDays(i % 175).toString(), row);
        }
        for (int k = 1; k <= 4; k++) {
            world.measure("q" + k, "Q" + k, Kind.PERCEPTION, null, Better.HIGHER, FactKind.RESPONSES);
        }
        world.facts(sheet);

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(verdict.missing())
                .contains(new Missing(
                        "More answers to all questions at once: those so far may hide a second thing that they measure.",
                        "responses"));
    }

    @Test
    void is_not_known_while_the_busiest_touchpoint_is_never_asked_about() {
        rich().touchpoint("web", "Website")
                .facts(answers(contacts(40, 60), 300, "phone", "empathy:n", "ces:n", "feel_welcome:n", "csat:n"));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(verdict.next()).isEqualTo("Ask customers at Website (60 % of contacts); nobody has answered there.");
    }

    @Test
    void asks_to_spread_the_questions_where_every_aspect_is_asked_about_somewhere() {
        for (String aspect : List.of("reliability", "responsiveness", "assurance")) {
            world.measure(aspect, aspect, Kind.PERCEPTION, aspect, Better.HIGHER, FactKind.RESPONSES);
        }
        rich().facts(answers(
                contacts(60, 40),
                300,
                "phone",
                "empathy:n",
                "ces:n",
                "feel_welcome:n",
                "csat:n",
                "reliability:n",
                "responsiveness:n",
                "assurance:n"));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(verdict.statement())
                .isEqualTo(
                        "Customers are asked about 7 sides of service, but about fewer than three on most contacts.");
        assertThat(missing(verdict))
                .contains("Aspects of service asked about: 2.00 lies between the limits, and more answers would not "
                        + "settle it; it is looked at again each month.");
        assertThat(statements(verdict))
                .anyMatch(s -> s.startsWith("Answers cover fewer than three aspects of service on 80 % of contacts"));
        assertThat(verdict.next()).isEqualTo("Ask customers at web (40 % of contacts); nobody has answered there.");
    }

    @Test
    void is_present_while_almost_nobody_is_asked() {
        rich().facts(answers(contacts(5, 95), 300, "phone", "empathy:n", "ces:n", "feel_welcome:n", "csat:n"));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.statement())
                .isEqualTo("In the last 90 days customers answered at touchpoints with 5 % of contacts.");
    }

    @Test
    void is_present_while_complaints_are_all_there_is_and_the_dictionary_knows_no_question() {
        world.declared("wait_s", Kind.DELIVERY).facts(complaints(contacts(100, 0), 60));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.statement())
                .isEqualTo("60 of 60 voices of customers are complaints; no answer to a question is among them.");
        assertThat(verdict.next()).isEqualTo("Ask customers before they complain, first at phone (100 % of contacts).");
    }

    @Test
    void is_not_known_while_a_questionnaire_is_declared_but_its_answers_are_not_there() {
        world.declared("empathy", Kind.PERCEPTION).facts(complaints(contacts(100, 0), 60));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(verdict)).contains("200 answers of customers; there are none yet.");
    }

    @Test
    void is_not_known_with_few_answers() {
        rich().facts(answers(contacts(90, 10), 50, "phone", "empathy:n", "ces:n", "feel_welcome:n", "csat:n"));

        assertThat(missing(examine())).contains("150 more answers of customers, about 18 months at the present rate.");
    }

    @Test
    void does_not_count_a_dimension_whose_questions_do_not_agree() {
        twoOnEmpathy().facts(noise(contacts(100, 0), 400, "empathy_1:n", "empathy_2:n", "feel_welcome:n", "csat:n"));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(verdict)).contains("Better questions on empathy: those asked do not agree with each other.");
    }

    @Test
    void is_not_absent_while_the_questions_of_one_dimension_do_not_agree_though_the_others_are_enough() {
        rich().measure("empathy_1", "They listened", Kind.PERCEPTION, "warmth", Better.HIGHER, FactKind.RESPONSES)
                .measure("empathy_2", "They cared", Kind.PERCEPTION, "warmth", Better.HIGHER, FactKind.RESPONSES)
                .facts(noise(
                        contacts(100, 0),
                        400,
                        "empathy:n",
                        "ces:n",
                        "feel_welcome:n",
                        "csat:n",
                        "empathy_1:n",
                        "empathy_2:n"));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(verdict.statement())
                .isEqualTo("Customers are asked about three sides of service or more, if the questions on each agree.");
        assertThat(missing(verdict)).contains("Better questions on warmth: those asked do not agree with each other.");
    }

    @Test
    void is_present_while_complaints_are_all_there_is_and_nothing_says_that_anybody_asks() {
        world.facts(complaints(contacts(100, 0), 60));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.statement())
                .isEqualTo("60 of 60 voices of customers are complaints; no answer to a question is among them.");
    }

    @Test
    void is_not_known_while_customers_are_invited_but_their_answers_are_not_there() {
        world.facts(invitations(complaints(contacts(100, 0), 60), 40, 40));

        assertThat(examine()).isInstanceOf(Verdict.NotEnoughEvidence.class);
    }

    @Test
    void shows_who_does_not_answer() {
        rich().facts(invitations(
                answers(contacts(90, 10), 300, "phone", "empathy:n", "ces:n", "feel_welcome:n", "csat:n"), 200, 100));

        assertThat(statements(examine()))
                .contains("When asked about contacts not resolved, 10 % of customers answer (10 of 100); "
                        + "about resolved ones, 25 %.");
    }

    @Test
    void shows_how_few_of_the_badly_served_complain() {
        var sheet = InMemoryLake.of(FactKind.INTERACTIONS).columns("interaction_id", "touchpoint", "resolved:f");
        for (int i = 0; i < 400; i++) {
            sheet.row("2026-06-%02d".formatted(1 + i % 28), "i" + i, "phone", i % 2 == 0);
        }
        sheet = sheet.of(FactKind.COMPLAINTS).columns("complaint_id", "touchpoint", "resolved:f");
        for (int i = 0; i < 20; i++) {
            sheet.row("2026-06-%02d".formatted(1 + i), "c" + i, "phone", i % 4 == 0);
        }
        world.facts(sheet);

        assertThat(statements(examine()))
                .contains(
                        "Customers complained after 15 of 200 contacts that were not resolved; the rest kept silent.");
    }

    @Test
    void shows_how_many_things_the_answers_tell_apart() {
        rich().facts(noise(contacts(90, 10), 400, "empathy:n", "ces:n", "feel_welcome:n", "csat:n"));

        Verdict verdict = examine();

        assertThat(statements(verdict))
                .anyMatch(s -> s.matches(
                        "By their answers, 4 questions tell (3.9\\d|4.00) things apart; 0 stand out from chance."));
        assertThat(verdict.evidence())
                .anyMatch(e -> e.indicator().lineage().method().startsWith("polychoric correlations"));
    }

    @Test
    void shows_how_well_the_questions_on_one_thing_agree() {
        world.measure("empathy_1", "They listened", Kind.PERCEPTION, "empathy", Better.HIGHER, FactKind.RESPONSES)
                .measure("empathy_2", "They cared", Kind.PERCEPTION, "empathy", Better.HIGHER, FactKind.RESPONSES)
                .measure("empathy_3", "They understood", Kind.PERCEPTION, "empathy", Better.HIGHER, FactKind.RESPONSES)
                .measure("feel_welcome", "Felt welcome", Kind.FEELING, null, Better.HIGHER, FactKind.RESPONSES)
                .measure("csat", "Satisfaction", Kind.OUTCOME, null, Better.HIGHER, FactKind.RESPONSES)
                .facts(answers(
                        contacts(100, 0),
                        400,
                        "phone",
                        "empathy_1:n",
                        "empathy_2:n",
                        "empathy_3:n",
                        "feel_welcome:n",
                        "csat:n"));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Absent.class);
        assertThat(statements(verdict)).contains("The 3 questions on empathy agree to 0.94 of 1.");
    }

    @Test
    void is_not_known_while_it_is_not_sure_that_the_questions_on_a_dimension_agree() {
        twoOnEmpathy()
                .facts(filled(
                        contacts(100, 0), 210, "phone", 0.9, "empathy_1:n", "empathy_2:n", "feel_welcome:n", "csat:n"));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(verdict.statement())
                .isEqualTo("Customers are asked about three sides of service or more, if the questions on each agree.");
        assertThat(missing(verdict)).anyMatch(m -> m.contains("questions on empathy"));
    }

    /// Each customer is asked one of the two questions on empathy.
    @Test
    void is_not_absent_while_no_customer_is_asked_two_questions_on_a_dimension() {
        twoOnEmpathy().facts(inTurn("2026-06-%02d", "2026-06-%02d"));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(verdict))
                .contains(
                        "Answers to two questions on empathy by the same customer; whether those asked agree is not known.");
    }

    @Test
    void is_absent_where_a_question_has_taken_the_place_of_another() {
        twoOnEmpathy().facts(inTurn("2026-02-%02d", "2026-06-%02d"));

        assertThat(examine()).isInstanceOf(Verdict.Absent.class);
    }

    /// 200 answers to the first question on empathy, then as many to the second.
    private static InMemoryLake.Sheet inTurn(String first, String second) {
        var sheet = contacts(100, 0)
                .of(FactKind.RESPONSES)
                .columns("response_id", "touchpoint", "empathy_1:n", "empathy_2:n", "feel_welcome:n", "csat:n");
        for (int i = 0; i < 400; i++) {
            int level = 1 + (i / 7) % 5;
            boolean before = i < 200;
            sheet.row(
                    (before ? first : second).formatted(1 + i % 28),
                    "r" + i,
                    "phone",
                    before ? (Double) (double) level : null,
                    before ? null : (Double) (double) level,
                    (double) Math.clamp(level + i % 3 - 1, 1, 5),
                    (double) (1 + (i / 3) % 5));
        }
        return sheet;
    }

    private static InMemoryLake.Sheet invitations(InMemoryLake.Sheet before, int resolved, int unresolved) {
        var sheet = before.of(FactKind.INVITATIONS).columns("invitation_id", "resolved:f", "answered:f");
        for (int i = 0; i < resolved + unresolved; i++) {
            boolean good = i < resolved;
            sheet.row("2026-06-%02d".formatted(1 + i % 28), "v" + i, good, i % (good ? 4 : 10) == 0);
        }
        return sheet;
    }

    private TinyWorld twoOnEmpathy() {
        return world.measure(
                        "empathy_1", "They listened", Kind.PERCEPTION, "empathy", Better.HIGHER, FactKind.RESPONSES)
                .measure("empathy_2", "They cared", Kind.PERCEPTION, "empathy", Better.HIGHER, FactKind.RESPONSES)
                .measure("feel_welcome", "Felt welcome", Kind.FEELING, null, Better.HIGHER, FactKind.RESPONSES)
                .measure("csat", "Satisfaction", Kind.OUTCOME, null, Better.HIGHER, FactKind.RESPONSES);
    }

    private TinyWorld rich() {
        return world.measure("empathy", "Understood", Kind.PERCEPTION, "empathy", Better.HIGHER, FactKind.RESPONSES)
                .measure("ces", "Effort", Kind.PERCEPTION, "effort", Better.LOWER, FactKind.RESPONSES)
                .measure("feel_welcome", "Felt welcome", Kind.FEELING, null, Better.HIGHER, FactKind.RESPONSES)
                .measure("csat", "Satisfaction", Kind.OUTCOME, null, Better.HIGHER, FactKind.RESPONSES);
    }

    private Verdict examine() {
        return new OneDimensionalFeedback().examine(world.dossier());
    }

    private static InMemoryLake.Sheet contacts(int phone, int web) {
        var sheet = InMemoryLake.of(FactKind.INTERACTIONS).columns("interaction_id", "touchpoint");
        for (int i = 0; i < phone + web; i++) {
            sheet.row("2026-06-%02d".formatted(1 + i % 28), "i" + i, i < phone ? "phone" : "web");
        }
        return sheet;
    }

    /// Answers in which all questions go with one mood of the customer.
    private static InMemoryLake.Sheet answers(InMemoryLake.Sheet before, int n, String touchpoint, String... items) {
        return filled(before, n, touchpoint, 0.3, items);
    }

    /// Answers in which no question goes with another.
    private static InMemoryLake.Sheet noise(InMemoryLake.Sheet before, int n, String... items) {
        return filled(before, n, "phone", 30, items);
    }

    private static InMemoryLake.Sheet filled(
            InMemoryLake.Sheet before, int n, String touchpoint, double noise, String... items) {
        String[] columns = new String[items.length + 2];
        columns[0] = "response_id";
        columns[1] = "touchpoint";
        System.arraycopy(items, 0, columns, 2, items.length);
        var sheet = before.of(FactKind.RESPONSES).columns(columns);
        var random = new Random(7);
        for (int i = 0; i < n; i++) {
            double mood = random.nextGaussian();
            Object[] row = new Object[columns.length];
            row[0] = "r" + i;
            row[1] = touchpoint;
            for (int k = 2; k < row.length; k++) {
                row[k] = Math.clamp(Math.round(3 + (mood + noise * random.nextGaussian()) / Math.max(1, noise)), 1, 5);
            }
            sheet.row(FIRST.plusDays(i % 175).toString(), row);
        }
        return sheet;
    }

    private static InMemoryLake.Sheet complaints(InMemoryLake.Sheet before, int n) {
        var sheet = before.of(FactKind.COMPLAINTS).columns("complaint_id", "touchpoint");
        for (int i = 0; i < n; i++) {
            sheet.row("2026-06-%02d".formatted(1 + i % 28), "c" + i, "phone");
        }
        return sheet;
    }
}
