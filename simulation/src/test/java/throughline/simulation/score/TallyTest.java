package throughline.simulation.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Side;
import throughline.simulation.Truth.Answer;
import throughline.simulation.Truth.State;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TallyTest {

    private static final List<Outcome> NINE = List.of(
            outcome(State.PRESENT, 0.8, Side.PRESENT, 0.9),
            outcome(State.PRESENT, 0.9, Side.PRESENT, 0.9),
            outcome(State.PRESENT, 0.6, Side.ABSENT, 0.8),
            outcome(State.PRESENT, 0.6, Side.UNKNOWN, 0.5),
            outcome(State.ABSENT, 0.1, Side.PRESENT, 0.6),
            outcome(State.ABSENT, 0.1, Side.ABSENT, 0.95),
            outcome(State.ABSENT, 0.1, Side.UNKNOWN, 0.5),
            outcome(State.UNKNOWN, 0.9, Side.PRESENT, 1),
            outcome(State.UNKNOWN, 0.1, Side.UNKNOWN, 1));

    static Outcome outcome(State truth, double severity, Side verdict, double confidence) {
        return new Outcome(Cause.STORES_ONLY, new Answer(truth, severity, ""), verdict, confidence, "");
    }

    @Test
    void counts_each_verdict_under_its_truth() {
        Tally tally = Tally.of(NINE);

        assertThat(tally.count(State.PRESENT, Side.PRESENT)).isEqualTo(2);
        assertThat(tally.count(State.ABSENT, Side.PRESENT)).isEqualTo(1);
        assertThat(tally.all()).isEqualTo(9);
    }

    @Test
    void reads_the_rates_off_the_table() {
        Tally tally = Tally.of(NINE);

        assertThat(tally.precision()).isEqualTo(new Tally.Rate(2, 3));
        assertThat(tally.recall()).as("what is left open is not found").isEqualTo(new Tally.Rate(2, 4));
        assertThat(tally.falsePresent()).isEqualTo(new Tally.Rate(1, 3));
        assertThat(tally.falseAbsent()).isEqualTo(new Tally.Rate(1, 4));
        assertThat(tally.leftOpen()).isEqualTo(new Tally.Rate(2, 7));
        assertThat(tally.judgedBlindly()).isEqualTo(new Tally.Rate(1, 2));
    }

    @Test
    void knows_no_rate_of_nothing() {
        assertThat(Tally.of(Stream.of()).precision().known()).isFalse();
        assertThat(Target.written(Tally.of(Stream.of()).recall())).isEqualTo("none to count");
    }

    @Test
    void holds_a_confident_verdict_against_what_works_whether_or_not_the_files_show_it() {
        Calibration calibration =
                Calibration.of(NINE.stream().filter(Outcome::decided).toList());

        // By hand: .01 + .01 + .64 + .36 + .0025 + 0 over six verdicts.
        assertThat(calibration.brier()).isCloseTo(1.0225 / 6, within(1e-12));
        assertThat(calibration.curve())
                .extracting(Calibration.Point::held)
                .containsExactly(
                        new Tally.Rate(0, 1), new Tally.Rate(0, 1), new Tally.Rate(2, 2), new Tally.Rate(2, 2));
    }

    @Test
    void holds_not_enough_evidence_against_whether_there_is_any() {
        assertThat(outcome(State.UNKNOWN, 0.9, Side.UNKNOWN, 1).holds()).isTrue();
        assertThat(outcome(State.PRESENT, 0.9, Side.UNKNOWN, 1).holds()).isFalse();
    }
}
