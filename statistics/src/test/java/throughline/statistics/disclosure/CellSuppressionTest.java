package throughline.statistics.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CellSuppressionTest {

    @Test
    void shows_every_row_of_a_table_of_large_cells() {
        assertThat(CellSuppression.rows(new long[][] {{8, 9}, {7, 6}}, 5)).containsExactly(true, true);
    }

    @Test
    void holds_back_a_small_row_and_one_more_so_that_it_is_not_the_difference() {
        // Twenty said something; the unit of three is the total less the other two, so one of those goes as well.
        assertThat(CellSuppression.rows(new long[][] {{3}, {7}, {10}}, 5)).containsExactly(false, false, true);
    }

    @Test
    void holds_back_a_row_whose_few_answers_of_a_week_are_what_others_leave() {
        // Unit A alone answered in week 1: its total less that week's is the two people of week 2. Without it they are
        // still what the other two leave of week 2, so the smaller of those goes as well.
        assertThat(CellSuppression.rows(new long[][] {{6, 2}, {0, 20}, {0, 9}}, 5))
                .containsExactly(false, true, false);
    }

    @Test
    void holds_back_small_rows_only_where_they_are_enough_together() {
        assertThat(CellSuppression.rows(new long[][] {{3}, {4}, {5}, {10}}, 5))
                .containsExactly(false, false, true, true);
    }

    @Test
    void refuses_a_column_of_too_few_answers() {
        assertThatThrownBy(() -> CellSuppression.rows(new long[][] {{3, 9}, {1, 9}}, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The total of a column of 4 answers is published; at least 5 are needed. Merge columns.");
    }

    @Test
    void holds_back_at_least_two_cells_of_a_line_and_at_least_so_many_answers() {
        assertThat(CellSuppression.cells(new long[] {40, 3, 9, 0}, 5)).containsExactly(true, false, false, true);
        assertThat(CellSuppression.cells(new long[] {40, 3, 1, 9}, 5)).containsExactly(true, false, false, false);
        assertThat(CellSuppression.cells(new long[] {40, 3, 2, 9}, 5)).containsExactly(true, false, false, true);
        assertThat(CellSuppression.cells(new long[] {40, 30}, 5)).containsExactly(true, true);
    }

    @Test
    void counts_people_by_the_largest_wave_where_they_answer_again_and_again() {
        long[][] weekly = new long[3][12];
        Arrays.fill(weekly[0], 1);
        Arrays.fill(weekly[1], 6);
        Arrays.fill(weekly[2], 9);
        int[] each = java.util.stream.IntStream.range(0, 12).toArray();

        assertThat(CellSuppression.rows(weekly, 5)).containsExactly(true, true, true);
        assertThat(CellSuppression.rowsOfWaves(weekly, each, 5)).containsExactly(false, false, true);
        assertThatThrownBy(() -> CellSuppression.rowsOfWaves(new long[][] {{4, 4}}, new int[] {0, 0}, 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The largest wave of a published total has 4 answers; at least 5 are needed. Merge totals.");
    }

    /// People of a group are as many at least as answered in its largest wave; tries every cut.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void lets_no_sum_or_difference_of_waves_single_out_fewer_than_five_people(long seed) {
        var random = new Random(seed);
        int several = 0;
        for (int trial = 0; trial < 60; trial++) {
            long[][] counts = new long[4][3];
            for (long[] row : counts) {
                Arrays.setAll(row, w -> random.nextInt(3) == 0 ? 0 : random.nextInt(12));
            }
            for (int w = 0; w < 3; w++) {
                counts[3][w] += 5;
            }
            int[] total = trial % 2 == 0 ? new int[] {0, 1, 2} : new int[] {0, 0, 1};
            boolean[] shown = CellSuppression.rowsOfWaves(counts, total, 5);
            several += shown[0] || shown[1] || shown[2] ? 1 : 0;
            assertThat(fewestPeople(counts, total, shown))
                    .as(Arrays.deepToString(counts) + " shows " + Arrays.toString(shown))
                    .isGreaterThanOrEqualTo(5);
        }
        assertThat(several).isPositive();
    }

    private static long fewestPeople(long[][] counts, int[] total, boolean[] shown) {
        long smallest = Long.MAX_VALUE;
        int rows = counts.length;
        for (int set = 1; set < 1 << (rows + 3); set++) {
            long people = 0;
            boolean possible = true;
            for (int r = 0; r < rows; r++) {
                possible &= ((set >> r) & 1) == 0 || shown[r];
            }
            for (int w = 0; w < total.length; w++) {
                long wave = 0;
                for (int r = 0; r < rows; r++) {
                    wave += ((set >> r) & 1) == ((set >> (rows + total[w])) & 1) ? 0 : counts[r][w];
                }
                people = Math.max(people, wave);
            }
            smallest = possible && people > 0 ? Math.min(smallest, people) : smallest;
        }
        return smallest;
    }

    /// Tries every sum and difference with factors 0 and 1 (the smallest group is always among them: a cut).
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void lets_no_sum_or_difference_of_published_totals_single_out_fewer_than_five(long seed) {
        var random = new Random(seed);
        for (int trial = 0; trial < 60; trial++) {
            long[][] counts = new long[4][3];
            for (long[] row : counts) {
                Arrays.setAll(row, c -> random.nextInt(3) == 0 ? 0 : random.nextInt(5));
            }
            for (int c = 0; c < 3; c++) {
                counts[3][c] += 5;
            }
            boolean[] shown = CellSuppression.rows(counts, 5);
            assertThat(smallestGroup(counts, shown))
                    .as(Arrays.deepToString(counts) + " shows " + Arrays.toString(shown))
                    .isGreaterThanOrEqualTo(5);
        }
    }

    private static long smallestGroup(long[][] counts, boolean[] shown) {
        long smallest = Long.MAX_VALUE;
        int rows = counts.length;
        int columns = counts[0].length;
        for (int set = 1; set < 1 << (rows + columns); set++) {
            long group = 0;
            boolean possible = true;
            for (int r = 0; r < rows; r++) {
                int taken = (set >> r) & 1;
                possible &= taken == 0 || shown[r];
                for (int c = 0; c < columns; c++) {
                    group += taken == ((set >> (rows + c)) & 1) ? 0 : counts[r][c];
                }
            }
            smallest = possible && group > 0 ? Math.min(smallest, group) : smallest;
        }
        return smallest;
    }
}
