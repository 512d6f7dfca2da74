package throughline.statistics.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Summary;
import throughline.statistics.comparison.CaseMixAdjustment.Cell;
import throughline.statistics.comparison.CaseMixAdjustment.Entity;
import throughline.statistics.comparison.CaseMixAdjustment.Form;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CaseMixAdjustmentTest {

    /// 5 people, a factor of 4 and one of 3 levels, unequal numbers of rows.
    private static List<Cell> work(Form form) {
        var cells = new ArrayList<Cell>();
        for (int i = 0; i < 60; i++) {
            int person = i % 5;
            int block = i / 5;
            int a = block % 4;
            int third = i * 7 / 3;
            int b = third % 3;
            int n = 5 + i * 13 % 17;
            double y = 2 + 0.5 * person - 0.3 * a + (b == 1 ? 0.8 : 0) + Math.sin(i * 1.7);
            double mean = form == Form.RATIO ? Math.floor(Math.exp(y / 2) * 2) / n : y;
            cells.add(new Cell(person, new int[] {a, b}, new Summary(n, mean, 0)));
        }
        return cells;
    }

    @Test
    void agrees_with_weighted_least_squares() {
        // numpy 2.4.6: lstsq on person, a and b; expected = mean of all moved by the mix.
        double[] expected = {
            2.726252824375794, 2.7838786379364566, 3.0287510194315033, 2.8380539977504258, 2.725857588109677
        };
        List<Entity> people = CaseMixAdjustment.of(Form.DIFFERENCE, work(Form.DIFFERENCE));

        for (int person = 0; person < 5; person++) {
            assertThat(people.get(person).expected()).isCloseTo(expected[person], within(1e-7));
        }
    }

    @Test
    void agrees_with_poisson_regression() {
        // numpy 2.4.6: Newton's steps of a Poisson regression on person, a and b.
        double[] ratios = {
            0.5587228217394214, 0.7738326351552253, 0.9018809870857629, 1.1194062245442877, 1.7034169444013674
        };
        List<Entity> people = CaseMixAdjustment.of(Form.RATIO, work(Form.RATIO));

        for (int person = 0; person < 5; person++) {
            assertThat(people.get(person).ratio()).isCloseTo(ratios[person], within(1e-6));
        }
    }

    @Test
    void expects_as_much_in_all_as_was_observed() {
        for (Form form : Form.values()) {
            List<Entity> people = CaseMixAdjustment.of(form, work(form));

            assertThat(people.stream()
                            .mapToDouble(p -> p.observed().count() * p.expected())
                            .sum())
                    .isCloseTo(
                            people.stream().mapToDouble(p -> p.observed().sum()).sum(), within(1e-6));
        }
    }

    @Test
    void does_not_blame_a_person_for_hard_work_nor_the_work_for_a_person() {
        // Nights are 10 minutes longer; Ada works nights, Bo days, Cy both; Bo alone is 3 minutes slow.
        List<Entity> people = CaseMixAdjustment.of(
                Form.DIFFERENCE,
                List.of(
                        new Cell(0, new int[] {1}, Summary.of(20, 20, 20, 20)),
                        new Cell(1, new int[] {0}, Summary.of(13, 13)),
                        new Cell(2, new int[] {0}, Summary.of(10, 10)),
                        new Cell(2, new int[] {1}, Summary.of(20))));

        assertThat(people.get(0).observed().mean() - people.get(0).expected())
                .isCloseTo(people.get(2).observed().mean() - people.get(2).expected(), within(1e-6));
        assertThat(people.get(1).adjusted().mean() - people.get(0).adjusted().mean())
                .isCloseTo(3, within(1e-6));
        assertThat(people.get(2).adjusted().squares()).isCloseTo(0, within(1e-9));
    }

    @Test
    void compares_nobody_with_those_who_do_other_work() {
        List<Entity> people = CaseMixAdjustment.of(
                Form.RATIO,
                List.of(
                        new Cell(0, new int[] {0}, new Summary(10, 0.4, 0)),
                        new Cell(1, new int[] {0}, new Summary(10, 0.2, 0)),
                        new Cell(2, new int[] {1}, new Summary(10, 0.9, 0))));

        assertThat(people).extracting(Entity::compared).containsExactly(2, 2, 1);
        assertThat(people.get(2).ratio()).isEqualTo(1);
        assertThat(people.get(0).expected()).isCloseTo(0.3, within(1e-9));
    }

    @Test
    void is_refused_without_rows() {
        assertThatThrownBy(() -> CaseMixAdjustment.of(Form.RATIO, List.of()))
                .hasMessage("A case-mix adjustment needs at least 1 row, got none");
    }
}
