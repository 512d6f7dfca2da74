package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;

/// Twelve people of four units answer from 8 to 20 o'clock; each contact takes one to four systems.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WhoVariesTest {

    @Test
    void leaves_out_what_takes_too_long_to_tell_apart() {
        assertThat(WhoVaries.kept(new int[] {24, 5000, 8, 1000})).containsExactly(0, 1, 2);
        assertThat(WhoVaries.kept(new int[] {24, 300, 110, 120})).containsExactly(0, 1, 2);
        assertThat(WhoVaries.kept(new int[] {2, 40, 8})).containsExactly(1, 2);
        assertThat(WhoVaries.kept(new int[] {2, 1})).isEmpty();
    }

    @Test
    void says_on_the_card_what_was_left_out() {
        var random = new SplittableRandom(3);
        var answers = InMemoryLake.of(FactKind.RESPONSES).columns("response_id", "unit", "agent", "csat:n");
        for (int i = 0; i < 1500; i++) {
            int agent = i % 260;
            String day = TinyWorld.FIRST.plusDays(i % 170).toString();
            answers.row(day, "a" + i, "u" + agent / 2, "p" + agent, 5 + agent % 5 + random.nextGaussian());
        }
        var world = new TinyWorld()
                .measure("csat", "Satisfaction", Kind.OUTCOME, null, Better.HIGHER, FactKind.RESPONSES)
                .facts(answers);

        assertThat(card(world).statement())
                .contains("between people")
                .endsWith(
                        "from one contact to the next (left out, too many to tell apart: units). Too few answers know the hour of their contact and the system it took.");
    }

    private static Indicator card(TinyWorld world) {
        return Steadiness.of(world.dossier()).stream()
                .filter(card -> card.id().equals("who-varies"))
                .findFirst()
                .orElseThrow();
    }

    /// @param evening what an answer about a contact from 18 o'clock loses
    /// @param screen what it loses for every further system
    /// @param timed share of the contacts whose time is known, and not only their day
    private static InMemoryLake.Sheet answers(long seed, double evening, double screen, double timed) {
        var random = new SplittableRandom(seed);
        var answers = InMemoryLake.of(FactKind.RESPONSES)
                .columns("response_id", "unit", "agent", "contact_started_at:t", "contact_systems:n", "csat:n");
        for (int i = 0; i < 2000; i++) {
            int agent = random.nextInt(12);
            int hour = random.nextInt(8, 20);
            int systems = random.nextInt(1, 5);
            LocalDateTime began = TinyWorld.FIRST.plusDays(i % 170).atTime(hour, random.nextInt(60), 1);
            double csat = 7 - (hour >= 18 ? evening : 0) - screen * systems + random.nextGaussian();
            answers.row(
                    TinyWorld.FIRST.plusDays(i % 170 + 1).toString(),
                    "a" + i,
                    "u" + agent / 3,
                    "p" + agent,
                    random.nextDouble() < timed
                            ? began.toInstant(ZoneOffset.UTC).toString()
                            : began.toLocalDate().toString(),
                    systems,
                    csat);
        }
        return answers;
    }

    private static TinyWorld world(InMemoryLake.Sheet answers) {
        return new TinyWorld()
                .measure("csat", "Satisfaction", Kind.OUTCOME, null, Better.HIGHER, FactKind.RESPONSES)
                .facts(answers);
    }

    private static Optional<Figure.Estimates.Row> share(Indicator card, String label) {
        return ((Figure.Estimates) card.figure().orElseThrow())
                .rows().stream().filter(row -> row.label().equals(label)).findFirst();
    }

    @Test
    void finds_the_hours_when_evenings_are_truly_weaker() {
        Indicator card = card(world(answers(5, 1.5, 0, 1)));

        assertThat(card.statement())
                .contains("lie between hours of the day]]")
                .endsWith("from one contact to the next.");
        Figure.Estimates.Row hours = share(card, "Between hours of the day").orElseThrow();
        // Two of twelve hours lose 1.5 beside a spread of 1 inside: .34 of 1.34.
        assertThat(hours.low()).isPositive().isLessThan(0.25);
        assertThat(hours.high()).isGreaterThan(0.25);
        assertThat(share(card, "Between people").orElseThrow().low()).isZero();
    }

    @Test
    void finds_the_systems_when_each_more_costs_something() {
        Indicator card = card(world(answers(5, 0, 0.8, 1)));

        assertThat(card.statement()).contains("lie between numbers of systems used]]");
        assertThat(share(card, "Between hours of the day").orElseThrow().low()).isZero();
    }

    @Test
    void says_no_hour_where_most_contacts_are_known_by_their_day_only() {
        Indicator card = card(world(answers(5, 1.5, 0, 0.7)));

        assertThat(share(card, "Between hours of the day")).isEmpty();
        assertThat(card.statement()).endsWith(" Too few answers know the hour of their contact.");
    }

    @Test
    void takes_the_name_of_the_system_where_contacts_say_it() {
        var random = new SplittableRandom(8);
        var answers =
                InMemoryLake.of(FactKind.RESPONSES).columns("response_id", "system", "contact_systems:n", "csat:n");
        for (int i = 0; i < 600; i++) {
            int system = random.nextInt(5);
            answers.row(
                    TinyWorld.FIRST.plusDays(i % 170).toString(),
                    "a" + i,
                    "system " + system,
                    random.nextInt(1, 5),
                    5 + system + random.nextGaussian());
        }

        assertThat(card(world(answers)).statement())
                .contains("lie between systems]]")
                .endsWith(" Too few answers know the hour of their contact.");
    }

    /// An interval of 95 % whose lower end may be 0 leaves it out by chance in no more than 5 of 100.
    @Test
    void seldom_calls_hours_or_systems_different_that_are_not() {
        int alarms = 0;
        int looks = 0;
        for (int seed = 0; seed < 60; seed++) {
            Indicator card = card(world(answers(1000 + seed, 0, 0, 1)));
            for (String label : new String[] {"Between hours of the day", "Between numbers of systems used"}) {
                alarms += share(card, label).orElseThrow().low() > 0 ? 1 : 0;
                looks++;
            }
        }
        assertThat(alarms).isLessThanOrEqualTo((int) Math.ceil(0.05 * looks));
    }
}
