package throughline.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.RakingWeights.Trait;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RakingWeightsTest {

    private static final Trait FIRST = new Trait(new int[] {0, 0, 1, 1}, new double[] {60, 40});
    private static final Trait SECOND = new Trait(new int[] {0, 1, 0, 1}, new double[] {30, 70});

    @Test
    void agree_with_loglin_of_R() {
        // R 4.2.2: loglin(outer(r, c) * sum(S), list(1, 2), fit = TRUE, start = S, eps = 1e-13)$fit / S.
        double[] answers = {12, 22, 6, 30, 17, 3, 8, 9, 11, 5, 14, 10};
        int[] row = {0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3};
        int[] column = {0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2};

        RakingWeights.Result result = RakingWeights.of(
                answers, List.of(new Trait(row, new double[] {0.2, 0.35, 0.25, 0.2}), new Trait(column, new double[] {
                    0.5, 0.3, 0.2
                })));

        assertThat(result.weights())
                .containsExactly(
                        new double[] {
                            1.07465279261, 0.564886178916, 0.679445092084,
                            1.26001928441, 0.662323202267, 0.796642343095,
                            1.86685486699, 0.981303468112, 1.180311804641,
                            1.57374980411, 0.827234172307, 0.994997256715
                        },
                        within(1e-9));
        assertThat(result.designEffect()).isCloseTo(1.1182019389318, within(1e-9));
        assertThat(result.effective()).isCloseTo(147 / 1.1182019389318, within(1e-6));
    }

    @Test
    void keep_the_odds_ratio_of_two_by_two() {
        // With x in the first cell: x (10 + x) / ((60 - x)(30 - x)) = 40 * 10 / (20 * 30).
        double[] answers = {40, 20, 30, 10};
        double odds = 40.0 * 10 / (20 * 30);
        double a = 1 - odds;
        double b = 10 + 90 * odds;
        double c = -1800 * odds;
        double x = (-b + Math.sqrt(b * b - 4 * a * c)) / (2 * a);

        RakingWeights.Result result = RakingWeights.of(answers, List.of(FIRST, SECOND));

        assertThat(result.weights()[0] * 40).isCloseTo(x, within(1e-9));
        assertThat(result.weights()[1] * 20).isCloseTo(60 - x, within(1e-9));
        assertThat(result.weights()[2] * 30).isCloseTo(30 - x, within(1e-9));
        assertThat(result.weights()[3] * 10).isCloseTo(10 + x, within(1e-9));
    }

    @Test
    void are_one_where_the_answers_look_like_everybody() {
        RakingWeights.Result result = RakingWeights.of(new double[] {18, 42, 12, 28}, List.of(FIRST, SECOND));

        assertThat(result.weights()).containsExactly(new double[] {1, 1, 1, 1}, within(1e-12));
        assertThat(result.designEffect()).isCloseTo(1, within(1e-12));
        assertThat(result.rounds()).isEqualTo(1);
    }

    @Test
    void are_refused_where_nobody_of_a_category_answered_or_nothing_fits() {
        assertThatThrownBy(() -> RakingWeights.of(new double[] {5, 5, 0, 0}, List.of(FIRST)))
                .hasMessage("Category 1 of trait 0 has 40.0 % of the population and 0 answers: join it with another");
        assertThatThrownBy(() -> RakingWeights.of(new double[] {5, 0, 0, 5}, List.of(FIRST, SECOND)))
                .isInstanceOf(ArithmeticException.class)
                .hasMessageStartingWith(
                        "No weights fit all 2 traits at once: after 10,000 rounds a share is still off by 0.3");
        assertThatThrownBy(() -> RakingWeights.of(new double[] {1, 2}, List.of(FIRST)))
                .hasMessage("Trait 0 gives a category to 4 of 2 cells");
        assertThatThrownBy(() -> RakingWeights.of(
                        new double[] {1, 2}, List.of(new Trait(new int[] {0, 2}, new double[] {1, 1}))))
                .hasMessage("Trait 0 has categories 0 to 1, a cell has 2");
        assertThatThrownBy(() -> RakingWeights.of(
                        new double[] {1, 2}, List.of(new Trait(new int[] {0, 1}, new double[] {0, 0}))))
                .hasMessage("Trait 0 has an empty population");
        assertThatThrownBy(() -> RakingWeights.of(new double[] {1, -2}, List.of()))
                .hasMessage("Answers are counted from 0, got -2.0");
        assertThatThrownBy(() -> RakingWeights.of(new double[] {0}, List.of()))
                .hasMessage("Raking needs at least 1 trait and 1 answer, got 0 and 0.0");
    }
}
