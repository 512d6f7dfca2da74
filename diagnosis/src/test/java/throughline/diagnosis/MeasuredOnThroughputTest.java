package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.diagnosis.Northgate.FIRST;
import static throughline.diagnosis.Northgate.agent;
import static throughline.diagnosis.Northgate.missing;
import static throughline.diagnosis.Northgate.statements;
import static throughline.diagnosis.Northgate.station;

import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;
import throughline.text.Language;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MeasuredOnThroughputTest {

    private final Northgate world = new Northgate()
            .measure("handle_s", Kind.DELIVERY, Better.LOWER, FactKind.INTERACTIONS)
            .measure("empathy", Kind.PERCEPTION, Better.HIGHER, FactKind.RESPONSES);
    private final SplittableRandom random = new SplittableRandom(7);

    @Test
    void names_a_role_in_the_language_of_its_reader() throws Exception {
        world.scorecards(Map.of("handle_s", 0.6, "sales", 0.2, "empathy", 0.2));

        assertThat(Language.GERMAN.speak(this::examine).next()).contains("(Kundenkontakt, Station 0): handle_s");
    }

    @Test
    void is_present_while_cards_weigh_speed() {
        world.scorecards(Map.of("handle_s", 0.6, "sales", 0.2, "empathy", 0.2));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.statement())
                .isEqualTo("The middle scorecard gives 20 % of its weight to what the customer gets; "
                        + "40 of 40 people have under 30 %.");
        assertThat(verdict.next())
                .isEqualTo("Re-weigh the scorecard of agent, Station 0: handle_s counts 60 %, what customers get 20 %; "
                        + "make it at least half.");
    }

    @Test
    void is_absent_while_half_of_every_card_is_what_the_customer_gets() {
        world.scorecards(Map.of("handle_s", 0.5, "empathy", 0.2, "first_contact_resolution", 0.3));

        assertThat(examine()).isInstanceOf(Verdict.Absent.class);
    }

    @Test
    void is_unknown_while_cards_lie_between() {
        world.scorecards(Map.of("handle_s", 0.6, "empathy", 0.4));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(verdict.missing()).isNotEmpty();
    }

    @Test
    void does_not_count_cards_of_leaders() {
        world.scorecards(Map.of("empathy", 0.6, "handle_s", 0.4)).scorecard("west", "area manager", "handle_s", 1);

        assertThat(examine()).isInstanceOf(Verdict.Absent.class);
    }

    @Test
    void takes_the_card_of_the_region_where_a_station_has_none() {
        world.scorecard("west", "agent", "handle_s", 9).scorecard("west", "agent", "empathy", 1);

        assertThat(examine()).isInstanceOf(Verdict.Present.class);
    }

    @Test
    void is_unknown_without_cards_and_says_what_is_missing() {
        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(verdict))
                .containsExactly(
                        "Scorecards of the front line: what each role is judged by, with weights.",
                        "How long each contact was worked on (handle_s).");
    }

    @Test
    void is_present_where_some_people_hang_up_and_others_on_the_same_queue_do_not() {
        contacts(6000, (agent, refund) -> agent % 4 == 0 ? 0.2 : 0.005);

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(statements(verdict))
                .anyMatch(s -> s.matches(".* served contacts were over in under 10 seconds .*"))
                .anyMatch(s -> s.matches("\\d+ % of served contacts are over in under 10 seconds, "
                        + "far more with 10 of 40 people than their queues explain\\."));
    }

    @Test
    void is_not_shown_by_a_queue_that_is_short_by_nature() {
        contacts(6000, (agent, refund) -> refund ? 0.0 : 0.15);

        assertThat(examine()).isNotInstanceOf(Verdict.Present.class);
    }

    @Test
    void is_present_where_contacts_end_just_below_the_target() {
        world.scorecards(Map.of("empathy", 0.6, "handle_s", 0.4));
        world.table(FactKind.INTERACTIONS, "interaction_id", "unit", "agent", "handle_s:n");
        for (int i = 0; i < 12_000; i++) {
            double seconds = Math.exp(5.6 + 0.4 * random.nextGaussian());
            boolean hurried = seconds > 300 && seconds < 380 && random.nextDouble() < 0.6;
            world.row(
                    FIRST.plusDays(random.nextInt(364)),
                    "i" + i,
                    station(i % 10),
                    agent(i % 10, i / 10 % 4),
                    hurried ? 275 + 24 * random.nextDouble() : seconds);
        }

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.statement())
                .matches("2\\.\\d+ times as many contacts end just below the target of 300 seconds .*");
        assertThat(verdict.next())
                .as("not to give half of a card to what customers get that has six tenths of it already")
                .isEqualTo("Replace the handling-time target by a band, and judge contacts by whether they were"
                        + " resolved.");
    }

    @Test
    void says_what_rewards_follow_and_names_nobody() {
        world.scorecards(Map.of("empathy", 0.6, "handle_s", 0.4));
        world.table(FactKind.INTERACTIONS, "interaction_id", "unit", "agent", "handle_s:n");
        double[] pace = new double[40];
        for (int who = 0; who < 40; who++) {
            pace[who] = 200 + 60 * random.nextDouble();
            for (int i = 0; i < 10; i++) {
                world.row(
                        FIRST.plusDays(random.nextInt(364)),
                        "i" + who + "-" + i,
                        station(who / 4),
                        agent(who / 4, who % 4),
                        pace[who]);
            }
            world.rewarded(agent(who / 4, who % 4), FIRST.plusDays(90), 900 - 2 * pace[who] + random.nextGaussian());
        }
        world.table(FactKind.RESPONSES, "response_id", "unit", "agent", "intent", "empathy:n");
        for (int i = 0; i < 2000; i++) {
            int who = random.nextInt(40);
            boolean refund = random.nextBoolean();
            world.row(
                    FIRST.plusDays(random.nextInt(364)),
                    "r" + i,
                    station(who / 4),
                    agent(who / 4, who % 4),
                    refund ? "refund" : "transfer",
                    (who < 2 ? 5 : 4) - (refund ? 1 : 0) + 0.5 * random.nextGaussian());
        }

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Absent.class);
        assertThat(statements(verdict))
                .anyMatch(s -> s.matches("Rewards follow “handle_s” most: \\d+ % of what is explained .*"))
                .anyMatch(s -> s.matches("2 of 40 people lie outside what chance and the mix of their work explain; "
                        + "answers suffice to compare 40\\."))
                .noneMatch(s -> s.contains("a-0-"));
    }

    @Test
    void counts_people_who_were_given_nothing_among_those_whom_rewards_follow() {
        world.table(FactKind.INTERACTIONS, "interaction_id", "unit", "agent", "handle_s:n");
        for (int who = 0; who < 40; who++) {
            double pace = 200 + who + 20 * random.nextDouble();
            for (int i = 0; i < 10; i++) {
                world.row(
                        FIRST.plusDays(random.nextInt(364)),
                        "i" + who + "-" + i,
                        station(who / 4),
                        agent(who / 4, who % 4),
                        pace);
            }
            if (who < 32) {
                world.rewarded(agent(who / 4, who % 4), FIRST.plusDays(90), 100 + random.nextGaussian());
            }
        }
        Dossier dossier = world.dossier();

        Claim.Indicator card =
                RewardsFollow.of(dossier, HandlingTime.of(dossier)).orElseThrow();

        assertThat(card.lineage().rows()).isEqualTo(40);
        assertThat(card.statement()).matches("Rewards follow “handle_s” most: .*; the measures explain [3-9]\\d %\\.");
    }

    @Test
    void is_not_cleared_by_what_staff_are_noticed_for_while_no_card_is_known() {
        world.table(FactKind.PULSE, "unit", "noticed_for");
        for (int i = 0; i < 200; i++) {
            world.row(FIRST.plusDays(i), station(i % 10), i % 5 == 0 ? "throughput" : "quality");
        }

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(statements(verdict))
                .contains("160 of 200 staff say they are noticed for quality rather than for throughput or sales.");
    }

    private interface Cut {
        double share(int agent, boolean refund);
    }

    private void contacts(int n, Cut cut) {
        world.table(FactKind.INTERACTIONS, "interaction_id", "unit", "agent", "intent", "handle_s:n");
        for (int i = 0; i < n; i++) {
            int who = random.nextInt(40);
            // Some people get more refunds than others.
            boolean refund = random.nextDouble() < 0.2 + 0.6 * (who % 4) / 3.0;
            boolean cutShort = random.nextDouble() < cut.share(who, refund);
            world.row(
                    FIRST.plusDays(random.nextInt(364)),
                    "i" + i,
                    station(who / 4),
                    agent(who / 4, who % 4),
                    refund ? "refund" : "transfer",
                    cutShort ? 4 : 120 + 100 * random.nextDouble());
        }
    }

    private Verdict examine() {
        return new MeasuredOnThroughput().examine(world.dossier());
    }
}
