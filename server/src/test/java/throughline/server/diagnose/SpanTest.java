package throughline.server.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.Period;

@DisplayNameGeneration(ReplaceUnderscores.class)
class SpanTest {

    private static final Period YEAR = new Period(LocalDate.of(2025, 11, 16), LocalDate.of(2026, 11, 15));

    @Test
    void ends_with_the_last_day_and_is_followed_back_by_as_many_days() {
        Period now = Span.WEEKS_12.within(YEAR);

        assertThat(now).isEqualTo(new Period(LocalDate.of(2026, 8, 24), LocalDate.of(2026, 11, 15)));
        assertThat(Span.WEEKS_12.before(YEAR))
                .hasValue(new Period(LocalDate.of(2026, 6, 1), LocalDate.of(2026, 8, 23)));
        assertThat(Span.WEEKS_12.words(now)).isEqualTo("12 weeks to 15 November 2026");
    }

    @Test
    void has_nothing_before_it_where_the_data_do_not_reach_back() {
        assertThat(Span.MONTHS_12.before(YEAR)).isEmpty();
        assertThat(Span.EVERYTHING.before(YEAR)).isEmpty();
    }

    @Test
    void says_both_days_where_there_are_fewer_than_it_asks_for() {
        var month = new Period(LocalDate.of(2026, 10, 16), LocalDate.of(2026, 11, 15));

        assertThat(Span.WEEKS_26.words(Span.WEEKS_26.within(month))).isEqualTo("16 October 2026 to 15 November 2026");
        assertThat(Span.EVERYTHING.words(month)).isEqualTo("16 October 2026 to 15 November 2026");
    }
}
