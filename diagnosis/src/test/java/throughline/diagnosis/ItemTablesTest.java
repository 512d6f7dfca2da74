package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.diagnosis.TinyWorld.FIRST;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.fact.FactKind;
import throughline.statistics.Contingency;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ItemTablesTest {

    private static final List<String> EIGHT =
            IntStream.range(0, 8).mapToObj(i -> "q" + i).toList();

    private final TinyWorld world = new TinyWorld();
    private final @Nullable Object[][] sheets = new Object[600][9];

    @Test
    void count_every_pair_as_the_answer_sheets_do() {
        fill(7);
        ItemTables tables = ItemTables.of(world.dossier(), EIGHT, 200).orElseThrow();

        assertThat(tables.items()).containsExactlyInAnyOrderElementsOf(EIGHT);
        for (int i = 0; i < 8; i++) {
            for (int j = 0; j < i; j++) {
                Contingency expected =
                        byHand(tables.items().get(i), tables.items().get(j));
                Contingency counted = tables.pairs()[i][j];
                assertThat(counted.rowCounts()).containsExactly(expected.rowCounts());
                assertThat(counted.columnCounts()).containsExactly(expected.columnCounts());
                assertThat(counted.count(1, 1)).isEqualTo(expected.count(1, 1));
            }
        }
        assertThat(tables.correlations().items()).isEqualTo(8);
    }

    @Test
    void leave_out_a_question_that_too_few_answered_together_with_the_others() {
        fill(1);

        assertThat(ItemTables.of(world.dossier(), EIGHT, 400).orElseThrow().items())
                .hasSize(7)
                .doesNotContain("q7");
    }

    @Test
    void are_not_made_of_questions_without_steps() {
        var sheet = InMemoryLake.of(FactKind.RESPONSES).columns("response_id", "q0:n", "q1:n");
        for (int i = 0; i < 300; i++) {
            sheet.row(FIRST.plusDays(i % 100).toString(), "r" + i, i % 5, i / 3.0);
        }
        world.facts(sheet);

        assertThat(ItemTables.of(world.dossier(), List.of("q0", "q1"), 200)).isEmpty();
        assertThat(ItemTables.of(world.dossier(), List.of("q0"), 200)).isEmpty();
        assertThat(ItemTables.of(world.dossier(), List.of(), 200)).isEmpty();
    }

    /// Eight questions, the last of which about one sheet in `rare` answers; all others nine in ten.
    private void fill(int often) {
        var random = new Random(5);
        var sheet = InMemoryLake.of(FactKind.RESPONSES)
                .columns("response_id", "q0:n", "q1:n", "q2:n", "q3:n", "q4:n", "q5:n", "q6:n", "q7:f");
        for (int i = 0; i < sheets.length; i++) {
            double mood = random.nextGaussian();
            sheets[i][0] = "r" + i;
            for (int k = 0; k < 8; k++) {
                double answer = Math.clamp(Math.round(3 + mood + random.nextGaussian()), 1, 5);
                boolean silent = random.nextInt(10) >= (k < 7 ? 9 : often);
                sheets[i][k + 1] = silent ? null : k < 7 ? (Object) answer : (Object) (answer > 3);
            }
            sheet.row(FIRST.plusDays(i % 100).toString(), sheets[i]);
        }
        world.facts(sheet);
    }

    private Contingency byHand(String row, String column) {
        var builder = new Contingency.Builder();
        for (@Nullable Object[] sheet : sheets) {
            double a = answer(sheet[1 + EIGHT.indexOf(row)]);
            double b = answer(sheet[1 + EIGHT.indexOf(column)]);
            if (!Double.isNaN(a) && !Double.isNaN(b)) {
                builder.add(a, b, 1);
            }
        }
        return builder.build();
    }

    private static double answer(@Nullable Object value) {
        return switch (value) {
            case null -> Double.NaN;
            case Boolean yes -> yes ? 1 : 0;
            default -> (Double) value;
        };
    }
}
