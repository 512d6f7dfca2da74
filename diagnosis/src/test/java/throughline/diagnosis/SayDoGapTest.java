package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.diagnosis.Northgate.FIRST;
import static throughline.diagnosis.Northgate.missing;
import static throughline.diagnosis.Northgate.statements;
import static throughline.diagnosis.Northgate.station;

import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;
import throughline.text.Language;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SayDoGapTest {

    private final Northgate world = new Northgate();
    private final SplittableRandom random = new SplittableRandom(9);

    @Test
    void is_present_where_cuts_follow_announcements_and_staff_do_not_believe_them() {
        announce("worsens", 15);
        pulse(300, 2.2, 0);

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(statements(verdict))
                .contains("16 of 16 announcements about service stand within 90 days of a decision that worsens it "
                        + "in the same place.");
        assertThat(verdict.next())
                .isEqualTo("Keep what was announced on 28 May 2026 or withdraw it: a decision of 23 May 2026 "
                        + "in West region on staffing works against it.");
    }

    @Test
    void names_the_kind_of_a_decision_in_the_language_of_its_reader() throws Exception {
        announce("worsens", 15);
        pulse(300, 2.2, 0);

        assertThat(Language.GERMAN.speak(this::examine).next())
                .isEqualTo(
                        "Halten Sie, was am 28. Mai 2026 angekündigt wurde, oder nehmen Sie es zurück: Eine Entscheidung"
                                + " vom 23. Mai 2026 (West region) über Personal wirkt dagegen.");
    }

    @Test
    void is_absent_where_nothing_contradicts_what_is_said_and_staff_believe_it() {
        announce("improves", 15);
        pulse(300, 4.2, 0);

        assertThat(examine()).isInstanceOf(Verdict.Absent.class);
    }

    /// None of five leaves up to 43 in 100 open.
    @Test
    void is_not_absent_where_none_of_the_few_announcements_on_record_was_contradicted() {
        announce("improves", 15, 5);
        pulse(300, 4.2, 0);

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(verdict)).anyMatch(s -> s.startsWith("Share of announcements in conflict: "));
    }

    @Test
    void is_not_present_where_two_of_five_announcements_were_contradicted_and_staff_do_not_believe_them() {
        announce("improves", 15, 5);
        world.decided("cut", FIRST.plusDays(171), "west", "worsens");
        pulse(300, 2.2, 0);

        Verdict verdict = examine();

        assertThat(statements(verdict)).anyMatch(s -> s.startsWith("2 of 5 announcements"));
        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
    }

    @Test
    void does_not_lay_a_decision_for_everybody_at_the_door_of_the_unit_that_was_spoken_to() {
        for (int i = 0; i < 16; i++) {
            world.announced("a" + i, FIRST.plusDays(31 + 20L * i), station(3));
        }
        world.decided("d", FIRST.plusDays(100), null, "worsens");
        world.decided("e", FIRST.plusDays(260), null, "worsens");
        pulse(300, 2.2, 0);

        assertThat(examine().next())
                .isEqualTo("Keep what was announced on 28 May 2026 or withdraw it: a decision of 18 March 2026 for all"
                        + " units on staffing works against it.");
    }

    @Test
    void is_unknown_where_cuts_follow_but_staff_believe_all_the_same() {
        announce("worsens", 15);
        pulse(300, 4.2, 0);

        assertThat(examine()).isInstanceOf(Verdict.NotEnoughEvidence.class);
    }

    @Test
    void says_which_figures_disagree_where_nothing_else_is_missing() {
        announce("worsens", 15);
        pulse(300, 4.2, 0);
        for (int i = 0; i < 24; i++) {
            world.promised("p" + i, FIRST.plusDays(30 + 10L * i), null, 0, true);
        }

        assertThat(missing(examine()))
                .containsExactly("The figures point different ways: share of announcements in conflict and mean of "
                        + "believes_promise. They are looked at again with the next data.");
    }

    @Test
    void does_not_hold_a_cut_elsewhere_or_long_after_against_an_announcement() {
        for (int i = 0; i < 17; i++) {
            world.announced("a" + i, FIRST.plusDays(21L * i), station(i % 9));
            world.decided("elsewhere" + i, FIRST.plusDays(21L * i), station(9), "worsens");
            world.decided("later" + i, FIRST.plusDays(21L * i + 95), station(i % 9), "worsens");
        }
        pulse(300, 4.2, 0);

        assertThat(examine()).isInstanceOf(Verdict.Absent.class);
    }

    @Test
    void does_not_hold_one_station_of_ten_against_a_word_to_all() {
        for (int i = 0; i < 17; i++) {
            world.announced("a" + i, FIRST.plusDays(21L * i), null);
            world.decided("d" + i, FIRST.plusDays(21L * i), station(3), "worsens");
        }
        pulse(300, 4.2, 0);

        assertThat(examine()).isInstanceOf(Verdict.Absent.class);
    }

    @Test
    void is_present_where_staff_see_words_without_deeds() {
        announce("improves", 15);
        pulse(300, 3.2, 1.2);

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.statement())
                .matches("Staff rate what leaders say 1\\.\\d\\d points higher than what is done \\(300 answers\\)\\.");
    }

    @Test
    void is_present_where_promises_are_broken() {
        announce("improves", 15);
        pulse(300, 3.2, 0);
        for (int i = 0; i < 24; i++) {
            world.promised("p" + i, FIRST.plusDays(30 + 10L * i), null, 0, i % 3 == 0);
        }

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.statement()).isEqualTo("8 of 24 promises about service that have come due were kept.");
    }

    @Test
    void judges_a_promise_by_its_measure_where_the_ledger_is_silent() {
        world.measure("wait_s", Kind.DELIVERY, Better.LOWER, FactKind.INTERACTIONS);
        world.table(FactKind.INTERACTIONS, "interaction_id", "wait_s:n");
        for (int i = 0; i < 364; i++) {
            world.row(FIRST.plusDays(i), "i" + i, i < 180 ? 60 : 20);
        }
        world.promised("early", FIRST.plusDays(60), "wait_s", 30, null);
        world.promised("late", FIRST.plusDays(240), "wait_s", 30, null);

        PromisesKept kept = PromisesKept.of(world.dossier());

        assertThat(kept.kept()).isEqualTo(1);
        assertThat(kept.broken()).extracting(p -> p.id()).containsExactly("early");
    }

    @Test
    void is_unknown_while_nothing_was_announced_or_promised() {
        pulse(300, 2.0, 2);

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(verdict))
                .containsExactly(
                        "What has been announced about service, and when; there is nothing yet.",
                        "What has been promised about service, with due days; nothing has come due.");
    }

    @Test
    void is_unknown_with_too_few_answers_of_staff() {
        announce("worsens", 15);
        pulse(20, 2.0, 0);

        assertThat(missing(examine()).getFirst())
                .isEqualTo("10 more answers of staff on whether they believe what is promised, about 6 months at the "
                        + "present rate.");
    }

    @Test
    void shows_how_much_more_management_believes_than_the_front_line() {
        announce("improves", 15);
        beliefs(300, 60);

        assertThat(statements(examine()))
                .anyMatch(s ->
                        s.matches("Management believes the promise (0\\.9|1\\.0)\\d points more than the front line "
                                + "\\(likely .*; \\d+ and \\d+ answers\\)\\."));
    }

    @Test
    void keeps_the_level_of_a_few_managers_to_itself() {
        announce("improves", 15);
        beliefs(300, 10);

        assertThat(statements(examine())).noneMatch(s -> s.startsWith("Management believes"));
    }

    private Verdict examine() {
        return new SayDoGap().examine(world.dossier());
    }

    /// The front line gives 3 on average, management 4; both in four waves.
    private void beliefs(int frontline, int management) {
        world.table(FactKind.PULSE, "unit", "layer", "believes_promise:n");
        for (int i = 0; i < frontline + management; i++) {
            boolean above = i >= frontline;
            int nth = above ? i - frontline : i;
            world.row(
                    FIRST.plusDays(nth % 4 * 84L),
                    above ? "west" : station(i % 10),
                    above ? "management" : "frontline",
                    (above ? 4 : 3) + (i % 3 - 1) * 0.5);
        }
    }

    private void announce(String direction, int daysAfter) {
        announce(direction, daysAfter, 16);
    }

    private void announce(String direction, int daysAfter, int times) {
        for (int i = 0; i < times; i++) {
            world.announced("a" + i, FIRST.plusDays(31 + 20L * i), null);
            world.decided("d" + i, FIRST.plusDays(31 + 20L * i + daysAfter), "west", direction);
        }
    }

    private void pulse(int answers, double believes, double gap) {
        world.table(
                FactKind.PULSE, "unit", "believes_promise:n", "leaders_say_service_first:n", "we_act_service_first:n");
        for (int i = 0; i < answers; i++) {
            double mood = 0.5 * random.nextGaussian();
            world.row(
                    FIRST.plusDays(i / 5 * 5L * 364 / answers),
                    station(i % 10),
                    believes + mood,
                    3.5 + mood + 0.4 * random.nextGaussian() + gap / 2,
                    3.5 + mood + 0.4 * random.nextGaussian() - gap / 2);
        }
    }
}
