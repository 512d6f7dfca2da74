package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.fact.FactKind;

/// Whether a table is late by its own rhythm, and how often that happens by itself.
@DisplayNameGeneration(ReplaceUnderscores.class)
class FreshnessTest {

    private static final LocalDate MONDAY = LocalDate.of(2024, 1, 1);

    /// The freshness of a table with a row on each day, so many days after a Monday.
    private static Freshness on(LocalDate day, int... rows) {
        InMemoryLake.Sheet sheet = InMemoryLake.of(FactKind.READINGS).columns("measure", "value");
        for (int row : rows) {
            sheet.row(MONDAY.plusDays(row).toString(), "uptime", 1);
        }
        return Freshness.of(
                        new TinyWorld().facts(sheet).dossier().during(new Period(MONDAY, MONDAY.plusYears(4))),
                        FactKind.READINGS,
                        day)
                .orElseThrow();
    }

    private static int[] every(int days, int times) {
        int[] rows = new int[times];
        for (int i = 0; i < times; i++) {
            rows[i] = i * days;
        }
        return rows;
    }

    @Test
    void allows_two_months_to_a_table_that_fills_each_week_and_twice_its_distance_to_a_slower_one() {
        LocalDate end = MONDAY.plusDays(7 * 103 + 6);

        assertThat(on(end.plusDays(62), every(7, 104)).late()).isFalse();
        assertThat(on(end.plusDays(63), every(7, 104)).late()).isTrue();
        assertThat(on(end.plusDays(63), every(7, 104)).behind()).isEqualTo(63);
        assertThat(on(MONDAY.plusDays(91 * 7 + 6 + 182), every(91, 8)).late()).isFalse();
        assertThat(on(MONDAY.plusDays(91 * 7 + 6 + 183), every(91, 8)).late()).isTrue();
    }

    @Test
    void says_how_often_a_year_brings_a_longer_gap_by_itself() {
        LocalDate day = MONDAY.plusYears(3);

        assertThat(on(day, every(7, 104)).chance()).isCloseTo(0.5 / (728 / 365.25), within(1e-9));
        assertThat(on(day, 0, 7, 14, 21, 28, 35, 42, 49, 119, 126, 133, 140, 147)
                        .chance())
                .as("one gap of ten weeks in 22 weeks")
                .isCloseTo(1.5 / (154 / 365.25), within(1e-9));
    }

    @Test
    void counts_the_gaps_on_record_and_the_days_they_were_looked_for_in() {
        Freshness young = on(MONDAY.plusDays(200), every(7, 12));
        assertThat(young.gaps()).isZero();
        assertThat(young.recorded()).isEqualTo(84);

        assertThat(on(MONDAY.plusDays(400), 0, 7, 14, 98, 105).gaps()).isEqualTo(1);
    }

    @Test
    void knows_no_rhythm_of_what_came_in_once_or_twice() {
        assertThat(on(MONDAY.plusDays(200), 0, 1, 2).rhythmic()).isFalse();
        assertThat(on(MONDAY.plusDays(200), 0, 7).rhythmic()).isFalse();
        assertThat(on(MONDAY.plusDays(200), 0, 7, 14).rhythmic()).isTrue();
    }

    @Test
    void takes_no_row_of_days_to_come_for_a_sign_of_life() {
        Freshness silent = on(MONDAY.plusDays(200), 0, 7, 14, 21, 900);

        assertThat(silent.newest()).isEqualTo(MONDAY.plusDays(21));
        assertThat(silent.late()).isTrue();
        assertThat(silent.gaps()).isZero();
        assertThat(on(MONDAY.plusDays(900), 0, 7, 14, 21, 900).late()).isFalse();
    }

    @Test
    void is_empty_without_facts() {
        assertThat(Freshness.of(new TinyWorld().dossier(), FactKind.READINGS, MONDAY))
                .isEqualTo(Optional.empty());
    }
}
