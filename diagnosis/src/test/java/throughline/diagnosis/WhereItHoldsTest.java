package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.diagnosis.TinyWorld.FIRST;

import java.time.ZoneOffset;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.explanation.CauseLink;
import throughline.explanation.CauseMap.Drawn;
import throughline.explanation.Explanations;
import throughline.explanation.WhereItHolds;
import throughline.explanation.WhereItHolds.Beside;
import throughline.explanation.WhereItHolds.Part;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;

/// The wait spoils the feeling, on the telephone and in the chat, from 8 to 22 o'clock. Evenings and the chat are less
/// friendly altogether, which is no weaker effect.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WhereItHoldsTest {

    private static final double FEELING_A_SECOND = -0.01;

    /// @param evening share of the effect that is left after 18 o'clock
    /// @param email share of it in the few e-mails
    private static InMemoryLake.Sheet answers(long seed, int n, double evening, double email) {
        var random = new SplittableRandom(seed);
        var sheet = InMemoryLake.of(FactKind.RESPONSES)
                .columns(
                        "response_id", "unit", "channel", "contact_started_at:t", "contact_wait_s:n", "feel_welcome:n");
        for (int i = 0; i < n; i++) {
            int day = (int) (i * 175L / n);
            int hour = random.nextInt(8, 22);
            String channel = random.nextInt(20) == 0 ? "email" : random.nextBoolean() ? "phone" : "chat";
            double wait = 100 + 30 * random.nextGaussian();
            double effect = FEELING_A_SECOND * (hour >= 18 ? evening : 1) * (channel.equals("email") ? email : 1);
            double felt = 4.5
                    + effect * wait
                    - (hour >= 18 ? 0.5 : 0)
                    - (channel.equals("chat") ? 0.3 : 0)
                    + 0.5 * random.nextGaussian();
            sheet.row(
                    FIRST.plusDays(day).toString(),
                    "r" + i,
                    "w-" + random.nextInt(12),
                    channel,
                    FIRST.plusDays(day)
                            .atTime(hour, random.nextInt(60), 7)
                            .toInstant(ZoneOffset.UTC)
                            .toString(),
                    wait,
                    felt);
        }
        return sheet;
    }

    private static WhereItHolds holds(InMemoryLake.Sheet facts) {
        var world = new TinyWorld()
                .measure("wait_s", "Wait", Kind.DELIVERY, null, Better.LOWER, FactKind.INTERACTIONS)
                .measure("feel_welcome", "Felt welcome", Kind.FEELING, null, Better.HIGHER, FactKind.RESPONSES)
                .facts(facts);
        var explanations = new Explanations(world.dossier());
        CauseLink link = ((Drawn) explanations.map(Optional.empty()))
                .link("wait_s", "feel_welcome")
                .orElseThrow();
        return explanations.holds(Optional.empty(), link);
    }

    @Test
    void says_that_the_effect_is_weaker_in_the_evening_and_holds_for_both_channels() {
        WhereItHolds where = holds(answers(3, 4000, 0.4, 1));

        assertThat(where.words()).contains("Holds for chat and phone; weaker after 6 pm.");
        Part evening = where.times().stream()
                .filter(t -> t.name().equals("after 6 pm"))
                .findFirst()
                .orElseThrow();
        assertThat(evening.slope().interval().contains(0.4 * FEELING_A_SECOND)).isTrue();
        assertThat(evening.beside()).isEqualTo(Beside.WEAKER);
    }

    @Test
    void takes_no_unfriendly_evening_for_a_weaker_effect() {
        WhereItHolds where = holds(answers(3, 4000, 1, 1));

        assertThat(where.words()).contains("Holds for chat and phone.");
        assertThat(where.times()).extracting(Part::beside).containsOnly(Beside.NOT_TOLD_APART);
    }

    @Test
    void says_nothing_of_a_channel_with_fewer_than_200_answers() {
        assertThat(holds(answers(3, 3000, 1, 0)).channels())
                .extracting(Part::name)
                .containsExactly("chat", "phone");
    }

    @Test
    void does_not_say_that_it_holds_where_it_does_not() {
        WhereItHolds where = holds(answers(4, 8000, 1, 0));

        assertThat(where.words().orElseThrow()).startsWith("Holds for chat and phone; weaker for email");
    }

    @Test
    void says_nothing_where_neither_channel_nor_hour_is_known() {
        var random = new SplittableRandom(3);
        var sheet = InMemoryLake.of(FactKind.RESPONSES)
                .columns("response_id", "unit", "contact_wait_s:n", "feel_welcome:n");
        for (int i = 0; i < 2000; i++) {
            double wait = 100 + 30 * random.nextGaussian();
            sheet.row(
                    FIRST.plusDays(i * 175L / 2000).toString(),
                    "r" + i,
                    "w-" + random.nextInt(12),
                    wait,
                    4.5 + FEELING_A_SECOND * wait + 0.5 * random.nextGaussian());
        }

        assertThat(holds(sheet).words()).isEmpty();
    }

    /// Five contrasts of a link share the five in a hundred.
    @Test
    void seldom_calls_a_part_weaker_or_stronger_that_is_not() {
        int called = 0;
        for (int seed = 0; seed < 60; seed++) {
            WhereItHolds where = holds(answers(100 + seed, 2000, 1, 1));
            called += Stream.concat(where.channels().stream(), where.times().stream())
                            .anyMatch(p -> p.beside() != Beside.NOT_TOLD_APART)
                    ? 1
                    : 0;
        }
        assertThat(called).isLessThanOrEqualTo(6);
    }
}
