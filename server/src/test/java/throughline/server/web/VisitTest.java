package throughline.server.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import throughline.diagnosis.Period;
import throughline.server.diagnose.Scope.Comparison;
import throughline.server.diagnose.Scope.Pinned;
import throughline.server.page.Shell.Kept;

@DisplayNameGeneration(ReplaceUnderscores.class)
class VisitTest {

    @Test
    void carries_month_part_and_theme_along_in_forms_as_in_addresses() {
        Visit visit = Visit.of("2026-10", "w-1", null, "dark");

        assertThat(visit.kept())
                .containsExactly(new Kept("part", "w-1"), new Kept("period", "2026-10"), new Kept("theme", "dark"));
        assertThat(visit.diagnosis()).isEqualTo("/?part=w-1&period=2026-10&theme=dark");
    }

    @Test
    void carries_nothing_along_that_is_usual() {
        assertThat(Visit.USUAL.kept()).isEmpty();
        assertThat(Visit.USUAL.diagnosis()).isEqualTo("/");
    }

    @Test
    void carries_very_days_along_wherever_one_goes() {
        Visit visit = Visit.of("2026-03-01..2026-05-31", null, null, null);

        assertThat(visit.scope().pinned())
                .contains(new Pinned(
                        new Period(LocalDate.parse("2026-03-01"), LocalDate.parse("2026-05-31")),
                        Comparison.JUST_BEFORE));
        assertThat(visit.diagnosis()).isEqualTo("/?period=2026-03-01..2026-05-31");
        assertThat(visit.measure("wait_s")).contains("/measure?period=2026-03-01..2026-05-31&id=wait_s");
    }

    @Test
    void carries_along_what_very_days_are_compared_with() {
        Visit visit = Visit.of("2025-11-01..2026-10-31..a-month-earlier", null, null, null);

        assertThat(visit.scope().comparison()).isEqualTo(Comparison.A_MONTH_EARLIER);
        assertThat(visit.diagnosis()).isEqualTo("/?period=2025-11-01..2026-10-31..a-month-earlier");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-999999999-01-01..2026-11-15",
                "2026-01-01..+999999999-12-31",
                "1899-12-31..2026-11-15",
                "2026-01-01..2101-01-01",
                "-999999999-01"
            })
    void refuses_years_that_nobody_has_facts_of(String period) {
        assertThatThrownBy(() -> Visit.of(period, null, null, null))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("Periods lie in the years 1900 to 2100.");
    }

    @Test
    void takes_days_that_mean_nothing_for_none() {
        assertThat(Visit.of("2026-05-31..2026-03-01", null, null, null)).isEqualTo(Visit.USUAL);
        assertThat(Visit.of("2026-05-31..", null, null, null)).isEqualTo(Visit.USUAL);
        assertThat(Visit.of("2026-03-01..2026-05-31..other", null, null, null)).isEqualTo(Visit.USUAL);
    }
}
