package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Interval;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WordingTest {

    private static final Period TEN_WEEKS = new Period(LocalDate.of(2026, 1, 5), LocalDate.of(2026, 3, 15));

    @Test
    void rounds_shares_but_never_some_to_none_or_most_to_all() {
        assertThat(Wording.percent(0.384)).isEqualTo("38 %");
        assertThat(Wording.percent(0.004)).isEqualTo("0.4 %");
        assertThat(Wording.percent(0.0001)).isEqualTo("under 0.1 %");
        assertThat(Wording.percent(0.996)).isEqualTo("99.6 %");
        assertThat(Wording.percent(0)).isEqualTo("0 %");
        assertThat(Wording.percent(1)).isEqualTo("100 %");
        assertThat(Wording.percents(new Interval(0.31, 0.45))).isEqualTo("31 to 45 %");
    }

    @Test
    void writes_figures_in_the_british_way() {
        assertThat(Wording.count(12408)).isEqualTo("12,408");
        assertThat(Wording.of(17, 61)).isEqualTo("17 of 61");
        assertThat(Wording.number(4.234)).isEqualTo("4.23");
        assertThat(Wording.number(-0.001)).isEqualTo("0.00");
        assertThat(Wording.change(-0.12)).isEqualTo("−0.12");
        assertThat(Wording.change(0.31)).isEqualTo("+0.31");
        assertThat(Wording.day(LocalDate.of(2026, 3, 3))).isEqualTo("3 March 2026");
    }

    @Test
    void lists_names_and_says_how_many_are_left() {
        assertThat(Wording.names(List.of("A"), 3)).isEqualTo("A");
        assertThat(Wording.names(List.of("A", "B"), 3)).isEqualTo("A and B");
        assertThat(Wording.names(List.of("A", "B", "C", "D"), 3)).isEqualTo("A, B, C and 1 other");
    }

    @Test
    void says_how_much_is_needed_and_how_long_that_takes() {
        assertThat(Wording.needed(788, 1200, TEN_WEEKS, "linked answer", "linked answers"))
                .isEqualTo("412 more linked answers, about 6 weeks at the present rate.");
        assertThat(Wording.needed(2, 200, TEN_WEEKS, "answer", "answers"))
                .isEqualTo("198 more answers, more than can be expected in two years at the present rate.");
        assertThat(Wording.needed(0, 30, TEN_WEEKS, "answer", "answers")).isEqualTo("30 answers; there are none yet.");
    }

    @Test
    void says_that_an_end_of_an_interval_is_open() {
        var open = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

        assertThat(Wording.changes(open)).isEqualTo("no lower limit to no upper limit");
        assertThat(Wording.percents(new Interval(0.4, Double.POSITIVE_INFINITY)))
                .isEqualTo("40 to no upper limit");
    }

    @Test
    void says_that_a_difference_may_be_chance() {
        assertThat(Wording.unless(new Interval(-0.1, 0.4))).isEqualTo(", which may be chance");
        assertThat(Wording.unless(new Interval(0.1, 0.4))).isEmpty();
    }

    @Test
    void tells_the_ends_of_a_narrow_interval_apart() {
        assertThat(Wording.percents(new Interval(0.0016, 0.0024))).isEqualTo("0.16 to 0.24 %");
        assertThat(Wording.changes(new Interval(-0.0195, -0.0095))).isEqualTo("−0.0195 to −0.0095");
    }
}
