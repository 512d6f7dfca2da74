package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.diagnosis.Northgate.FIRST;
import static throughline.diagnosis.Northgate.LAST;
import static throughline.diagnosis.Northgate.PEOPLE;
import static throughline.diagnosis.Northgate.STATIONS;
import static throughline.diagnosis.Northgate.agent;
import static throughline.diagnosis.Northgate.station;

import java.time.LocalDate;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.LikeWithLike.Apart;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Person;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PersonalCardsTest {

    private final SplittableRandom random = new SplittableRandom(11);
    private final Northgate world = new Northgate()
            .measure("handle_s", "Handling time", Kind.DELIVERY, Better.LOWER, FactKind.INTERACTIONS)
            .scorecards(Map.of("handle_s", 0.6, "resolved", 0.4))
            .table(FactKind.INTERACTIONS, "interaction_id", "unit", "agent", "intent", "resolved:f", "handle_s:n");

    @Test
    void hold_a_person_against_the_same_work() {
        for (int s = 0; s < STATIONS; s++) {
            for (int p = 0; p < PEOPLE; p++) {
                boolean hard = s == 0 && p == 0;
                contacts(s, p, 200, hard ? 0.9 : 0.3);
            }
        }

        FrontLineCard card = PersonalCards.of(world.dossier()).of(person(agent(0, 0), station(0), null, null));

        Gauge resolved = card.service().getFirst();
        assertThat(card.unit()).contains("Station 0");
        assertThat(card.contacts()).isEqualTo(200);
        assertThat(resolved.value().orElseThrow().value()).isLessThan(0.62);
        assertThat(resolved.all().orElseThrow()).isLessThan(0.62);
        assertThat(resolved.apart()).isEqualTo(Apart.ORDINARY);
        assertThat(resolved.like().orElseThrow().rank())
                .as("nobody is told a rank")
                .isEmpty();
        assertThat(card.operations().getFirst().target().orElseThrow()).isEqualTo(300);
        assertThat(card.operations().getFirst().all()).isPresent();
    }

    @Test
    void show_no_figure_of_under_60_contacts() {
        for (int s = 0; s < STATIONS; s++) {
            for (int p = 0; p < PEOPLE; p++) {
                contacts(s, p, s == 0 && p == 0 ? 59 : 80, 0.3);
            }
        }

        Gauge resolved = PersonalCards.of(world.dossier())
                .of(person(agent(0, 0), station(0), null, null))
                .service()
                .getFirst();

        assertThat(resolved.n()).isEqualTo(59);
        assertThat(resolved.value()).isEmpty();
        assertThat(resolved.like()).isEmpty();
        assertThat(resolved.trend().points()).isEmpty();
    }

    @Test
    void compare_with_nobody_while_fewer_than_five_share_the_work() {
        for (int p = 0; p < PEOPLE; p++) {
            contacts(0, p, 100, 0.3);
        }

        Gauge resolved = PersonalCards.of(world.dossier())
                .of(person(agent(0, 0), station(0), null, null))
                .service()
                .getFirst();

        assertThat(resolved.value()).isPresent();
        assertThat(resolved.like()).isEmpty();
        assertThat(resolved.all()).isEmpty();
    }

    @Test
    void are_for_the_person_and_who_leads_the_person_directly() {
        Person kim = person("kim", "w-1", "lea", null);

        assertThat(PersonalCards.mayBeSeenBy(kim, "kim", LAST)).isTrue();
        assertThat(PersonalCards.mayBeSeenBy(kim, "lea", LAST)).isTrue();
        assertThat(PersonalCards.mayBeSeenBy(kim, "lea's manager", LAST)).isFalse();
        assertThat(PersonalCards.mayBeSeenBy(kim, "", LAST)).isFalse();
        assertThat(PersonalCards.mayBeSeenBy(person("kim", "w-1", null, null), "lea", LAST))
                .isFalse();
    }

    @Test
    void are_no_longer_for_who_led_somebody_who_has_left() {
        Person kim = person("kim", "w-1", "lea", LAST);

        assertThat(PersonalCards.mayBeSeenBy(kim, "lea", LAST.minusDays(1))).isTrue();
        assertThat(PersonalCards.mayBeSeenBy(kim, "lea", LAST)).isFalse();
        assertThat(PersonalCards.mayBeSeenBy(kim, "kim", LAST)).isTrue();
    }

    private static Person person(String id, String unit, @Nullable String manager, @Nullable LocalDate left) {
        return new Person(id, null, unit, "agent", null, manager, left);
    }

    private void contacts(int station, int person, int many, double refunds) {
        for (int i = 0; i < many; i++) {
            boolean refund = random.nextDouble() < refunds;
            world.row(
                    FIRST.plusDays(random.nextInt(364)),
                    "i%s-%s-%s".formatted(station, person, i),
                    station(station),
                    agent(station, person),
                    refund ? "refund" : "information",
                    random.nextDouble() < (refund ? 0.5 : 0.9),
                    250 + 40 * random.nextDouble());
        }
    }
}
