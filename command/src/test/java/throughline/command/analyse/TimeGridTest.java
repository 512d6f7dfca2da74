package throughline.command.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TimeGridTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-01 2026-02-01 2026-04-01, 1 month, 4",
        "2026-01-31 2026-02-28 2026-03-31, 1 month, 3",
        "2026-01 2026-03, 2 months, 2",
        "2025-Q4 2026-Q1 2026-Q2, 3 months, 3",
        "2024-01-01 2025-01-01 2026-01-01, 1 year, 3",
        "2026-01-05 2026-01-12 2026-02-02, 1 week, 5",
        "2026-W01 2026-W02 2026-W05, 1 week, 5",
        "2026-01-05 2026-01-06 2026-01-09, 1 day, 5",
        "2026-01-05T09:00:00Z 2026-01-05T10:00:00Z 2026-01-05T12:00:00Z, 1 hour, 4",
        "2026-03-28T00:00+01:00 2026-03-29T00:00+01:00 2026-03-30T00:00+02:00, 1 day, 3",
        "1 2 4, 1, 4",
        "0.5 1.0 2.0, 0.5, 4",
        "2019 2021 2025, 2, 4"
    })
    void finds_the_step_and_counts_gaps(String times, String step, int length) {
        TimeGrid grid = TimeGrid.of("t", times.split(" ", -1));

        assertThat(grid.step()).isEqualTo(step);
        assertThat(grid.length()).isEqualTo(length);
    }

    @Test
    void places_rows_in_any_order() {
        TimeGrid grid = TimeGrid.of("t", new String[] {"2026-04-01", "2026-01-01", "2026-02-01"});

        assertThat(new int[] {grid.place(0), grid.place(1), grid.place(2)}).containsExactly(3, 0, 1);
        assertThat(grid.reached("2026-01-15")).containsExactly(true, false, true);
    }

    @Test
    void refuses_what_is_no_time_and_what_gets_too_long() {
        assertThatThrownBy(() -> TimeGrid.of("t", new String[] {"1", "soon"}))
                .hasMessage("\"1\" is no time of column t: neither a number, nor a date such as 2026-01-31, 2026-01, "
                        + "2026-W05, 2026-Q1 or 2026-01-31T09:30:00Z.");
        assertThatThrownBy(() -> TimeGrid.of("t", new String[] {"7", "7"}))
                .hasMessage("Column t holds one time only. A change needs times before and after it.");
        assertThatThrownBy(() -> TimeGrid.of("t", new String[] {"1", "2", "3000000"}))
                .hasMessageStartingWith(
                        "The times in column t have a common step of 1, which makes 3,000,000 times; at most 100,000");
        assertThatThrownBy(() -> TimeGrid.of("t", new String[] {"1", "2"}).reached("2026-01-01"))
                .hasMessage("\"2026-01-01\" is no number, and column t holds numbers.");
    }
}
