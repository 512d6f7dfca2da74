package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static throughline.diagnosis.Northgate.FIRST;
import static throughline.diagnosis.Northgate.PEOPLE;
import static throughline.diagnosis.Northgate.STATIONS;
import static throughline.diagnosis.Northgate.agent;
import static throughline.diagnosis.Northgate.station;

import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.FrontLineCard.Says;
import throughline.diagnosis.LikeWithLike.Apart;
import throughline.diagnosis.LikeWithLike.Compared;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TeamsTest {

    private final SplittableRandom random = new SplittableRandom(7);
    private final Northgate world = new Northgate()
            .measure("handle_s", "Handling time", Kind.DELIVERY, Better.LOWER, FactKind.INTERACTIONS)
            .scorecards(Map.of("handle_s", 0.6, "resolved", 0.3, "sales", 0.1))
            .table(
                    FactKind.INTERACTIONS,
                    "interaction_id",
                    "unit",
                    "agent",
                    "touchpoint",
                    "intent",
                    "resolved:f",
                    "handle_s:n");

    @Test
    void show_what_the_customer_got_beside_what_the_job_is_measured_on() {
        stations(200, s -> 0.7);

        FrontLineCard card = Teams.of(world.dossier()).find(station(2)).orElseThrow();

        assertThat(card.title()).isEqualTo("Station 2");
        assertThat(card.contacts()).isEqualTo(200);
        assertThat(card.weight().orElseThrow()).isCloseTo(0.3, within(1e-9));
        assertThat(card.service()).extracting(g -> g.measure().title()).containsExactly("Resolved in one contact");
        assertThat(card.service().getFirst().measure().share()).isTrue();
        assertThat(card.service().getFirst().weight().orElseThrow()).isCloseTo(0.3, within(1e-9));
        assertThat(card.service().getFirst().value().orElseThrow().value()).isBetween(0.6, 0.8);
        assertThat(card.service().getFirst().trend().points()).hasSizeBetween(20, 27);
        assertThat(card.operations()).extracting(g -> g.measure().id()).containsExactly("handle_s", "sales");
        assertThat(card.operations().getFirst().value().orElseThrow().value()).isBetween(250.0, 295.0);
        assertThat(card.operations().getFirst().met()).isEqualTo(Gauge.Met.YES);
        assertThat(card.operations().getLast().value()).isEmpty();
        assertThat(card.operations().getLast().met()).isEqualTo(Gauge.Met.UNKNOWN);
    }

    @Test
    void say_where_targets_are_met_and_customers_are_not_served() {
        stations(400, s -> s == 3 ? 0.4 : 0.75);

        Teams teams = Teams.of(world.dossier());

        assertThat(teams.first().orElseThrow().id()).isEqualTo(station(3));
        assertThat(teams.first().orElseThrow().says()).isEqualTo(Says.TARGETS_MET_CUSTOMERS_NOT);
        assertThat(teams.apart(Apart.WORSE)).isOne();
        assertThat(teams.apart(Apart.BETTER)).isZero();
        assertThat(compared(teams, 3).ratio()).isBetween(0.5, 0.62);
        assertThat(teams.find(station(4)).orElseThrow().says()).isEqualTo(Says.TARGETS_MET);
    }

    @Test
    void find_nobody_apart_where_chance_alone_is_at_work() {
        stations(300, s -> 0.7);

        Teams teams = Teams.of(world.dossier());

        assertThat(teams.comparisons().getFirst().of()).isEqualTo(STATIONS);
        assertThat(teams.comparisons().getFirst().compared()).allMatch(c -> c.apart() == Apart.ORDINARY);
    }

    @Test
    void do_not_blame_a_team_for_harder_work() {
        for (int s = 0; s < STATIONS; s++) {
            for (int i = 0; i < 400; i++) {
                boolean refund = random.nextDouble() < (s == 0 ? 0.9 : 0.3);
                contact(s, i, "phone", refund ? "refund" : "information", random.nextDouble() < (refund ? 0.5 : 0.9));
            }
        }

        Compared harder = compared(Teams.of(world.dossier()), 0);

        assertThat(harder.raw()).isLessThan(0.6);
        assertThat(harder.ratio()).isBetween(0.85, 1.15);
        assertThat(harder.apart()).isEqualTo(Apart.ORDINARY);
        assertThat(harder.adjusted().value()).isBetween(0.7, 0.85);
    }

    @Test
    void leave_out_a_team_of_under_60_contacts() {
        stations(100, s -> 0.7);
        for (int i = 0; i < 59; i++) {
            contact(STATIONS, i, "phone", "refund", true);
        }

        Teams teams = Teams.of(world.dossier());

        assertThat(teams.teams()).hasSize(STATIONS);
        assertThat(teams.few()).isOne();
        assertThat(teams.comparisons().getFirst().compared()).hasSize(STATIONS);
    }

    @Test
    void rank_nobody_below_a_reliability_of_point_seven_and_say_how_many_more_answers_it_takes() {
        stations(70, s -> 0.58 + 0.025 * s);

        LikeWithLike resolved = Teams.of(world.dossier()).comparisons().getFirst();

        assertThat(resolved.compared())
                .allMatch(c -> c.reliability() < 0.7 && c.rank().isEmpty());
        assertThat(resolved.compared()).anyMatch(c -> c.more().orElse(0) > 20);
    }

    @Test
    void rank_between_two_ranks_where_teams_can_be_told_apart() {
        stations(1500, s -> 0.5 + 0.04 * s);

        LikeWithLike resolved = Teams.of(world.dossier()).comparisons().getFirst();

        assertThat(resolved.compared()).allMatch(c -> c.reliability() >= 0.7);
        assertThat(resolved.compared().getFirst().id()).isEqualTo(station(9));
        assertThat(resolved.compared().getFirst().rank().orElseThrow().from()).isOne();
        assertThat(resolved.compared().getLast().rank().orElseThrow().to()).isEqualTo(STATIONS);
        assertThat(resolved.compared())
                .allMatch(c ->
                        c.rank().orElseThrow().from() <= c.rank().orElseThrow().to());
        assertThat(resolved.compared())
                .anyMatch(c ->
                        c.rank().orElseThrow().from() < c.rank().orElseThrow().to());
    }

    @Test
    void compare_with_nobody_whose_work_fewer_than_four_others_share() {
        for (int s = 0; s < STATIONS; s++) {
            for (int i = 0; i < 100; i++) {
                contact(s, i, s < 4 ? "counter" : "phone", "refund", random.nextDouble() < (s == 0 ? 0.2 : 0.7));
            }
        }

        Teams teams = Teams.of(world.dossier());

        assertThat(teams.comparisons().getFirst().alone())
                .containsExactly(station(0), station(1), station(2), station(3));
        assertThat(teams.comparisons().getFirst().of()).isEqualTo(6);
        assertThat(teams.find(station(0)).orElseThrow().service().getFirst().like())
                .isEmpty();
    }

    @Test
    void show_a_reader_of_one_unit_nothing_of_the_others_but_what_all_came_to() {
        stations(300, s -> s == 3 ? 0.4 : 0.75);
        Teams all = Teams.of(world.dossier());

        Teams own = all.only(Set.of(station(3)));

        assertThat(own.teams()).extracting(FrontLineCard::id).containsExactly(station(3));
        assertThat(own.comparisons().getFirst().compared())
                .extracting(Compared::id)
                .containsExactly(station(3));
        assertThat(own.comparisons().getFirst().of()).isEqualTo(STATIONS);
        assertThat(own.comparisons().getFirst().limits(300, 0.998))
                .isEqualTo(all.comparisons().getFirst().limits(300, 0.998));
    }

    @Test
    void show_a_reader_of_one_unit_nothing_of_all_where_fewer_than_five_are_all_there_are() {
        for (int s = 0; s < 4; s++) {
            for (int i = 0; i < 100; i++) {
                contact(s, i, "phone", "refund", random.nextDouble() < 0.7);
            }
        }
        Teams all = Teams.of(world.dossier());
        assertThat(all.find(station(3)).orElseThrow().service().getFirst().all())
                .isPresent();

        FrontLineCard own = all.only(Set.of(station(3))).find(station(3)).orElseThrow();

        assertThat(own.service().getFirst().value()).isPresent();
        assertThat(own.service()).allMatch(g -> g.all().isEmpty());
        assertThat(own.operations()).allMatch(g -> g.all().isEmpty());
    }

    @Test
    void are_none_without_facts() {
        Teams teams = Teams.of(new Northgate().dossier());

        assertThat(teams.teams()).isEmpty();
        assertThat(teams.people()).isEqualTo(STATIONS * PEOPLE);
    }

    private static Compared compared(Teams teams, int station) {
        return teams.comparisons().getFirst().find(station(station)).orElseThrow();
    }

    /// Contacts of all stations, each resolved with the chance of its station and served in under 300 seconds.
    private void stations(int contacts, IntToDoubleFunction resolved) {
        for (int s = 0; s < STATIONS; s++) {
            for (int i = 0; i < contacts; i++) {
                contact(
                        s,
                        i,
                        "phone",
                        i % 3 == 0 ? "refund" : "information",
                        random.nextDouble() < resolved.applyAsDouble(s));
            }
        }
    }

    private void contact(int station, int number, String touchpoint, String intent, boolean resolved) {
        world.row(
                FIRST.plusDays(random.nextInt(364)),
                "i%s-%s".formatted(station, number),
                station(station),
                agent(station, number % PEOPLE),
                touchpoint,
                intent,
                resolved,
                250 + 40 * random.nextDouble());
    }
}
