package throughline.statistics.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.Seeds;
import throughline.statistics.comparison.RankRanges.Range;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RankRangesTest {

    @Test
    void are_single_ranks_where_everything_is_known_exactly() {
        assertThat(RankRanges.of(List.of(known(2, 0), known(5, 0), known(3, 0)), 0.95))
                .containsExactly(new Range(3, 3), new Range(1, 1), new Range(2, 2));
    }

    @Test
    void are_all_ranks_where_nothing_tells_one_from_another() {
        assertThat(RankRanges.of(Collections.nCopies(6, known(3, 0.4)), 0.95)).containsOnly(new Range(1, 6));
    }

    @Test
    void leave_out_a_rank_less_likely_than_the_tail() {
        // Of two normal figures the higher mean is drawn below with the probability Phi(-d / (se sqrt 2)): d = 2.9 and
        // se = 1 give 2.02 %, d = 2.6 gives 3.30 %; the tail is 2.5 %.
        assertThat(RankRanges.of(List.of(known(2.9, 1), known(0, 1)), 0.95))
                .containsExactly(new Range(1, 1), new Range(2, 2));
        assertThat(RankRanges.of(List.of(known(2.6, 1), known(0, 1)), 0.95)).containsOnly(new Range(1, 2));
    }

    @Test
    void hold_the_true_rank_as_often_as_they_say() {
        var random = Seeds.generator(41);
        int held = 0;
        int all = 0;
        for (int world = 0; world < 40; world++) {
            var truths = new ArrayList<Double>();
            var seen = new ArrayList<Estimate>();
            for (int i = 0; i < 20; i++) {
                // Truths are spread as the errors are: reliability .5, so the best guess lies half-way to the mean.
                double truth = random.nextGaussian();
                double figure = truth + random.nextGaussian();
                truths.add(truth);
                seen.add(known(figure / 2, Math.sqrt(0.5)));
            }
            List<Range> ranges = RankRanges.of(seen, 0.95);
            for (int i = 0; i < 20; i++) {
                double own = truths.get(i);
                long rank = 1 + truths.stream().filter(t -> t > own).count();
                held += ranges.get(i).from() <= rank && rank <= ranges.get(i).to() ? 1 : 0;
                all++;
            }
        }

        assertThat((double) held / all).isBetween(0.94, 0.99);
    }

    @Test
    void are_the_same_each_time() {
        List<Estimate> estimates = List.of(known(1, 0.5), known(1.2, 0.4), known(0.3, 0.9), known(2, 0.3));

        assertThat(RankRanges.of(estimates, 0.95)).isEqualTo(RankRanges.of(estimates, 0.95));
    }

    @Test
    void need_figures() {
        assertThatThrownBy(() -> RankRanges.of(List.of(), 0.95)).hasMessage("Ranks need at least 1 estimate, got none");
        assertThatThrownBy(() -> RankRanges.of(List.of(known(1, Double.POSITIVE_INFINITY)), 0.95))
                .hasMessage("Ranks need finite estimates and errors, got 1.0 with an error of Infinity");
    }

    private static Estimate known(double value, double error) {
        return new Estimate(value, new Interval(-100, 100), error, 60);
    }
}
