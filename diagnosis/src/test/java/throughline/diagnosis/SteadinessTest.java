package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SteadinessTest {

    @Test
    void leaves_out_what_takes_too_long_to_tell_apart() {
        assertThat(Steadiness.kept(new int[] {24, 5000, 8, 1000})).containsExactly(0, 1, 2);
        assertThat(Steadiness.kept(new int[] {24, 300, 110, 120})).containsExactly(0, 1, 2);
        assertThat(Steadiness.kept(new int[] {2, 40, 8})).containsExactly(1, 2);
        assertThat(Steadiness.kept(new int[] {2, 1})).isEmpty();
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

        assertThat(Steadiness.of(world.dossier()))
                .filteredOn(card -> card.id().equals("who-varies"))
                .singleElement()
                .satisfies(card -> assertThat(card.statement())
                        .contains("between people")
                        .endsWith("from one contact to the next (left out, too many to tell apart: units)."));
    }
}
