package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static throughline.diagnosis.Figures.counted;
import static throughline.diagnosis.Figures.estimated;

import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.Claim.Indicator;
import throughline.diagnosis.Judgement.Next;
import throughline.statistics.Interval;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JudgementVerdictTest {

    private static final Indicator LOST = counted("lost", 0.8);
    private static final Indicator UNANSWERED = counted("unanswered", 0.95);
    private static final Indicator LATE = counted("late", 0.2);
    private static final Indicator RUDE = counted("rude", 0.05);
    private static final Indicator OPEN = counted("open", 0.5);
    private static final Next NEXT = Next.of("Find what was lost.", "Record what is lost.");

    private final Judgement judgement = Judgement.of(Cause.STORES_ONLY);

    @Test
    void is_present_with_any_prong_that_is_and_speaks_with_the_strongest() {
        Verdict verdict = judge(judgement.essential(LATE).other(LOST).other(UNANSWERED));

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.cause()).isEqualTo(Cause.STORES_ONLY);
        assertThat(verdict.statement()).isEqualTo("95 of 100 contacts were unanswered.");
        assertThat(verdict.strength()).isEqualTo(UNANSWERED.strength());
        assertThat(verdict.strengthInterval()).isEqualTo(UNANSWERED.strengthInterval());
        assertThat(verdict.confidence()).isEqualTo(Indicator.COUNTED);
        assertThat(verdict.next()).isEqualTo("Find what was lost.");
    }

    @Test
    void is_present_even_where_the_essential_prong_could_not_be_judged() {
        assertThat(judge(judgement.other(LOST).incomplete())).isInstanceOf(Verdict.Present.class);
    }

    @Test
    void is_absent_where_all_prongs_are_and_speaks_with_what_comes_nearest_to_present() {
        Verdict verdict = judge(judgement.essential(RUDE).other(LATE));

        assertThat(verdict).isInstanceOf(Verdict.Absent.class);
        assertThat(verdict.statement()).isEqualTo("20 of 100 contacts were late.");
        assertThat(verdict.strength()).isEqualTo(LATE.strength());
        assertThat(verdict.confidence()).isEqualTo(Indicator.COUNTED);
        assertThat(verdict.next()).isEqualTo("Nothing to do. It is looked at again with the next data.");
        assertThat(verdict.missing()).isEmpty();
    }

    @Test
    void is_not_absent_without_its_essential_prong() {
        Verdict verdict = judge(judgement.other(LATE));

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(verdict.statement()).isEqualTo("Little is known.");
        assertThat(verdict.confidence())
                .as("absent does not count without the essential prong")
                .isCloseTo(0.98, within(1e-12));
        assertThat(verdict.missing()).containsExactly(new Missing("Record what is lost.", "organisation.yaml"));
    }

    @Test
    void is_not_absent_while_a_part_of_its_essential_prong_is_missing() {
        Verdict verdict =
                judge(judgement.essential(LATE).incomplete().missing("responses", "12 more answers, about 3 weeks."));

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(verdict.missing()).containsExactly(new Missing("12 more answers, about 3 weeks.", "responses"));
        assertThat(verdict.confidence())
                .as("absent does not count without a part of the essential prong")
                .isCloseTo(0.98, within(1e-12));
    }

    @Test
    void says_once_what_is_missing_twice() {
        Verdict verdict = judge(judgement.missing("responses", "More answers.").missing("responses", "More answers."));

        assertThat(verdict.missing()).containsExactly(new Missing("More answers.", "responses"));
    }

    @Test
    void says_of_every_open_figure_what_would_settle_it() {
        Indicator near = estimated("near", 0.7, 0.55, 0.85);

        Verdict verdict = judge(judgement.essential(near).other(OPEN));

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(verdict.missing())
                .extracting(Missing::what)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("Share near: ").contains("more contacts"),
                        second -> assertThat(second).startsWith("Share open: 50 % lies between the limits"));
        assertThat(verdict.confidence()).isCloseTo(1 - near.probabilityPresent(), within(1e-12));
        assertThat(verdict.next()).isEqualTo("Record what is lost.");
    }

    @Test
    void is_certain_that_it_knows_nothing_where_nothing_could_be_measured() {
        Verdict verdict = judge(judgement.context(LATE));

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(verdict.confidence()).isEqualTo(Indicator.COUNTED);
        assertThat(verdict.strength()).isEqualTo(0.5);
        assertThat(verdict.strengthInterval()).isEqualTo(new Interval(0, 1));
        assertThat(verdict.evidence()).extracting(Evidence::indicator).containsExactly(LATE);
    }

    @Test
    void puts_the_evidence_of_its_side_first_and_what_does_not_count_last() {
        Verdict verdict = judge(judgement
                .context(counted("beside", 1))
                .essential(LATE)
                .other(OPEN)
                .other(LOST)
                .other(UNANSWERED));

        assertThat(verdict.evidence())
                .extracting(e -> e.indicator().id())
                .containsExactly("unanswered", "lost", "open", "late", "beside");
        assertThat(verdict.evidence()).extracting(Evidence::number).containsExactly(1, 2, 3, 4, 5);
        assertThat(verdict.evidence())
                .extracting(Evidence::supports)
                .containsExactly(Side.PRESENT, Side.PRESENT, Side.UNKNOWN, Side.ABSENT, Side.PRESENT);
    }

    @Test
    void is_told_by_a_claim_that_may_show_the_cause_but_cannot_clear_it() {
        assertThat(judge(Judgement.of(Cause.STORES_ONLY).essential(LATE).telling(LOST)))
                .isInstanceOf(Verdict.Present.class);
        assertThat(judge(Judgement.of(Cause.STORES_ONLY).essential(LATE).telling(OPEN)))
                .isInstanceOf(Verdict.Absent.class);
        assertThat(judge(Judgement.of(Cause.STORES_ONLY).telling(LATE))).isInstanceOf(Verdict.NotEnoughEvidence.class);
    }

    @Test
    void has_no_side_without_claims_and_no_trend_unless_given_one() {
        assertThat(judgement.side()).isEqualTo(Side.UNKNOWN);
        assertThat(judge(judgement).trend()).isEqualTo(Optional.empty());
    }

    private static Verdict judge(Judgement judgement) {
        return judgement.verdict("Little is known.", NEXT);
    }
}
