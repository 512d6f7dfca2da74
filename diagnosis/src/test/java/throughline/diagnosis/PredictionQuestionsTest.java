package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.diagnosis.Northgate.LAST;
import static throughline.diagnosis.Northgate.station;

import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PredictionQuestionsTest {

    private final Northgate world = new Northgate();
    private final SplittableRandom random = new SplittableRandom(5);

    @Test
    void are_the_outcome_and_what_goes_with_it_most_of_what_enough_customers_answer() {
        answers(200, 0);

        assertThat(PredictionQuestions.of(world.dossier()))
                .extracting(Entry::id)
                .containsExactly("csat", "friendly", "quick", "clean");
    }

    @Test
    void are_none_where_too_few_answered_lately() {
        answers(29, 0);
        answers(400, 120);

        assertThat(PredictionQuestions.of(world.dossier())).isEmpty();
    }

    private void answers(int number, int back) {
        if (back == 0) {
            world.measure("csat", Kind.OUTCOME, Better.HIGHER, FactKind.RESPONSES)
                    .measure("clean", Kind.PERCEPTION, Better.HIGHER, FactKind.RESPONSES)
                    .measure("friendly", Kind.PERCEPTION, Better.HIGHER, FactKind.RESPONSES)
                    .measure("quick", Kind.PERCEPTION, Better.HIGHER, FactKind.RESPONSES)
                    .measure("rare", Kind.PERCEPTION, Better.HIGHER, FactKind.RESPONSES);
            world.table(
                    FactKind.RESPONSES, "response_id", "unit", "csat:n", "clean:n", "friendly:n", "quick:n", "rare:n");
        }
        for (int i = 0; i < number; i++) {
            double friendly = random.nextGaussian();
            double quick = random.nextGaussian();
            @Nullable Double rare = i < 20 ? Double.valueOf(friendly) : null;
            world.row(
                    LAST.minusDays(back + i % 80),
                    "r" + back + "-" + i,
                    station(i % 10),
                    2 * friendly + quick + 0.3 * random.nextGaussian(),
                    random.nextGaussian(),
                    friendly,
                    quick,
                    rare);
        }
    }
}
