package throughline.statistics.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Seeds;
import throughline.statistics.journey.Fitness.Departure;
import throughline.statistics.journey.Variants.Variant;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FitnessTest {

    private static final List<String> REFUND = List.of("web", "phone", "email");

    private static Variants of(Variant... variants) {
        return Variants.of(List.of(variants));
    }

    /// By hand: 6 cases as designed (4 of 4 moves, cost 0); 3 skip the phone (2 of 3 moves, cost 1 of 5);
    /// 1 goes on to the store (3 of 5 moves, cost 1 of 7). Optimal alignments with costs 1, 1, 0 (van der
    /// Aalst and others 2012).
    @Test
    void counts_moves_and_alignment_costs_as_by_hand() {
        var fitness = Fitness.of(
                of(
                        new Variant(REFUND, 6),
                        new Variant(List.of("web", "email"), 3),
                        new Variant(List.of("web", "phone", "email", "store"), 1)),
                List.of(REFUND),
                0.95,
                1);

        assertThat(fitness.moves().value()).isCloseTo((6 * 4 + 3 * 2 + 3) / (6 * 4 + 3 * 3 + 5.0), within(1e-12));
        assertThat(fitness.alignment().value()).isCloseTo(0.6 + 0.3 * 0.8 + 0.1 * 6 / 7, within(1e-12));
        assertThat(fitness.exact()).isEqualTo(6);
        assertThat(fitness.departures())
                .containsExactly(
                        new Departure("web", "email", 3),
                        new Departure("email", "store", 1),
                        new Departure("store", Fitness.OUTSIDE, 1));
    }

    @Test
    void is_perfect_where_each_case_follows_one_of_the_designs() {
        var fitness = Fitness.of(
                of(new Variant(REFUND, 30), new Variant(List.of("store"), 70)),
                List.of(List.of("store"), REFUND),
                0.95,
                1);

        assertThat(fitness.alignment().value()).isEqualTo(1);
        assertThat(fitness.moves().value()).isEqualTo(1);
        assertThat(fitness.alignment().low()).isBetween(0.95, 0.99);
        assertThat(fitness.departures()).isEmpty();
    }

    @Test
    void is_nothing_where_no_step_is_shared() {
        var fitness = Fitness.of(of(new Variant(List.of("store"), 10)), List.of(REFUND), 0.95, 1);

        assertThat(fitness.alignment().value()).isZero();
        assertThat(fitness.moves().value()).isZero();
    }

    @Test
    void holds_the_truth_in_95_of_100_worlds() {
        int hits = 0;
        for (int world = 0; world < 400; world++) {
            RandomGenerator random = Seeds.generator(7, world);
            long skip = 0;
            for (int c = 0; c < 300; c++) {
                skip += random.nextDouble() < 0.3 ? 1 : 0;
            }
            var fitness = Fitness.of(
                    of(new Variant(REFUND, 300 - skip), new Variant(List.of("web", "email"), skip)),
                    List.of(REFUND),
                    0.95,
                    world);
            hits += fitness.alignment().interval().contains(0.7 + 0.3 * 0.8) ? 1 : 0;
        }
        assertThat(hits / 400.0).isBetween(0.92, 0.98);
    }

    @Test
    void draws_many_variants_alike_as_quickly_as_few() {
        Variant[] variants = IntStream.range(0, 100_000)
                .mapToObj(v -> new Variant(List.of("web", "phone", v % 2 == 0 ? "email" : "other " + v), 1))
                .toArray(Variant[]::new);

        var fitness = assertTimeout(Duration.ofSeconds(10), () -> Fitness.of(of(variants), List.of(REFUND), 0.95, 1));

        assertThat(fitness.moves().value()).isCloseTo(0.75, within(1e-12));
        assertThat(fitness.moves().interval().width()).isBetween(0.002, 0.005);
    }

    @Test
    void counts_a_case_on_the_design_it_keeps_to_best_and_on_the_first_of_those_as_close() {
        List<List<String>> designs = List.of(List.of("web", "email"), REFUND);

        assertThat(Fitness.closest(List.of("web", "phone", "email"), designs)).isEqualTo(1);
        assertThat(Fitness.closest(List.of("web", "email"), designs)).isEqualTo(0);
        assertThat(Fitness.closest(List.of("kiosk"), designs)).isEqualTo(0);
    }

    @Test
    void refuses_few_cases_and_empty_designs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fitness.of(of(new Variant(REFUND, 4)), List.of(REFUND), 0.95, 1))
                .withMessage("Fitness needs at least 5 cases, got 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Fitness.of(of(new Variant(REFUND, 5)), List.of(List.of()), 0.95, 1))
                .withMessage("Fitness needs designs of at least 1 step, got [[]]");
    }
}
