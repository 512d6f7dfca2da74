package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.Claim.AllOf;
import throughline.diagnosis.Claim.AnyOf;
import throughline.diagnosis.Claim.Indicator;
import throughline.diagnosis.Judgement.Next;
import throughline.statistics.Interval;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JudgementTest {

    private static final Scale SCALE = new Scale(0, 0.2, 0.3, 1);

    @Test
    void is_present_when_one_sampled_figure_clears_the_margin() {
        assertThat(judgement().essential(sampled(0.4, 0.05)).side()).isEqualTo(Side.PRESENT);
    }

    @Test
    void asks_more_of_a_figure_that_is_one_of_several() {
        Judgement alone = judgement().essential(sampled(0.40, 0.095));
        Judgement among =
                judgement().essential(new AnyOf(List.of(sampled(0.40, 0.095), sampled(0.25, 0.1), sampled(0.25, 0.1))));

        assertThat(alone.side()).isEqualTo(Side.PRESENT);
        assertThat(among.side()).isEqualTo(Side.UNKNOWN);
    }

    @Test
    void shows_the_wider_interval_it_held_against_the_margin() {
        Verdict verdict = judgement()
                .essential(new AnyOf(List.of(sampled(0.40, 0.095), sampled(0.25, 0.1))))
                .verdict("Undecided.", Next.of("Act.", "Count."));

        Indicator shown = verdict.evidence().getFirst().indicator();
        assertThat(verdict.side()).isEqualTo(Side.UNKNOWN);
        assertThat(shown.side()).isEqualTo(Side.UNKNOWN);
        assertThat(shown.statistic().interval().low()).isLessThan(0.3);
        assertThat(shown.lineage().method()).isEqualTo("counted; wider, as one of 2 figures (Holm)");
    }

    @Test
    void lets_a_second_figure_pass_once_the_first_is_sure() {
        Judgement both = judgement().essential(sampled(0.8, 0.05)).other(sampled(0.40, 0.095));

        Verdict verdict = both.verdict("Undecided.", Next.of("Act.", "Count."));

        assertThat(verdict.evidence()).extracting(Evidence::supports).containsExactly(Side.PRESENT, Side.PRESENT);
    }

    @Test
    void counts_a_telling_figure_among_the_several_even_where_it_tells_nothing() {
        Judgement judgement = judgement()
                .essential(sampled(0.40, 0.095))
                .telling(sampled(0.25, 0.1))
                .telling(sampled(0.25, 0.1));

        assertThat(judgement.side()).isEqualTo(Side.UNKNOWN);
    }

    @Test
    void takes_full_counts_as_they_are() {
        Judgement judgement =
                judgement().essential(counted(0.31)).other(counted(0.25)).other(counted(0.25));

        assertThat(judgement.side()).isEqualTo(Side.PRESENT);
    }

    @Test
    void takes_figures_that_are_needed_together_as_one_way_to_be_present() {
        Judgement judgement = judgement().essential(new AllOf(List.of(sampled(0.40, 0.095), sampled(0.40, 0.095))));

        assertThat(judgement.side()).isEqualTo(Side.PRESENT);
    }

    @Test
    void asks_more_of_one_of_several_inside_what_is_needed_together() {
        var either = new AnyOf(List.of(sampled(0.40, 0.095), sampled(0.25, 0.1)));
        var sure = new AnyOf(List.of(sampled(0.50, 0.095), sampled(0.25, 0.1)));

        assertThat(judgement()
                        .essential(new AllOf(List.of(counted(0.9), either)))
                        .side())
                .isEqualTo(Side.UNKNOWN);
        assertThat(judgement().essential(new AllOf(List.of(counted(0.9), sure))).side())
                .isEqualTo(Side.PRESENT);
    }

    @Test
    void is_absent_only_if_the_essential_prong_is() {
        assertThat(judgement().other(sampled(0.1, 0.05)).side()).isEqualTo(Side.UNKNOWN);
        assertThat(judgement().essential(sampled(0.1, 0.05)).side()).isEqualTo(Side.ABSENT);
        assertThat(judgement().essential(sampled(0.1, 0.05)).incomplete().side())
                .isEqualTo(Side.UNKNOWN);
        assertThat(judgement()
                        .essential(sampled(0.1, 0.05))
                        .other(sampled(0.25, 0.2))
                        .side())
                .isEqualTo(Side.UNKNOWN);
    }

    @Test
    void reads_a_falling_scale_from_the_other_end() {
        Scale falling = new Scale(1, 0.8, 0.7, 0);
        Judgement judgement = judgement()
                .essential(indicator(falling, new Statistic("trust", 0.6, new Interval(0.505, 0.695), 0.05, 100)))
                .other(indicator(falling, new Statistic("trust", 0.75, new Interval(0.65, 0.85), 0.05, 100)));

        assertThat(judgement.side()).isEqualTo(Side.UNKNOWN);
    }

    private static Judgement judgement() {
        return Judgement.of(Cause.SAY_DO_GAP).missing("pulse", "More answers.");
    }

    private static Indicator sampled(double value, double half) {
        return indicator(
                SCALE, new Statistic("gap", value, new Interval(value - half, value + half), half / 1.96, 100));
    }

    private static Indicator counted(double value) {
        return indicator(SCALE, Statistic.counted("gap", value, 100));
    }

    private static Indicator indicator(Scale scale, Statistic statistic) {
        var day = LocalDate.of(2026, 1, 1);
        return new Indicator(
                "figure",
                "A figure",
                "A figure is [[so large]].",
                statistic,
                scale,
                Threshold.ours("figure", "present above, absent below"),
                new Lineage(100, "answers", List.of(), new Period(day, day), "counted", "", Optional.empty()),
                Optional.empty());
    }
}
