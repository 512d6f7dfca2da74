package throughline.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.Cause;
import throughline.diagnosis.StepStanding;
import throughline.diagnosis.StepStanding.Phase;
import throughline.diagnosis.StepWeeks;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Standard;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Register.Step;
import throughline.organisation.Registry;
import throughline.server.page.StepSheet.Check;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;
import throughline.statistics.control.Better;
import throughline.statistics.control.HoldingGate;

/// A step that began on 7 July 2025 and is looked at on 7 September.
@DisplayNameGeneration(ReplaceUnderscores.class)
class StepSheetTest {

    private static final LocalDate START = LocalDate.parse("2025-07-07");
    private static final LocalDate LOOK = LocalDate.parse("2025-09-07");
    private static final Estimate SPREAD = estimate(1, 0.6, 1.7);
    private static final Links NOWHERE = new Links() {
        @Override
        public String diagnosis() {
            return "/";
        }

        @Override
        public String cause(Cause cause) {
            return "/";
        }
    };

    private static Estimate estimate(double value, double low, double high) {
        return new Estimate(value, new Interval(low, high), 0.1, 20);
    }

    private static StepStanding step(Estimate change, Optional<Double> others, Estimate spread, int held) {
        var weeks = new StepWeeks(
                "Satisfaction",
                false,
                Better.HIGHER,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                START,
                5,
                Optional.of(6.0),
                Optional.of(new HoldingGate.Result(change.low() > 0, 8, change, 0)),
                Optional.of(change),
                others,
                Optional.of(spread),
                9,
                held,
                22,
                9,
                held < 0 ? Optional.empty() : Optional.of(LOOK),
                Optional.empty(),
                Optional.of(LOOK),
                0);
        return new StepStanding(
                new Step(
                        "steps.csv:2",
                        "a",
                        "Greet",
                        START,
                        null,
                        null,
                        "csat",
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null),
                1,
                "Everybody",
                Optional.empty(),
                List.of(),
                held < 0 ? Phase.BEDDING_IN : Phase.STUCK,
                0.5,
                Optional.of(weeks),
                List.of(),
                false,
                Optional.of(LOOK));
    }

    private static StepStanding undecided(Estimate change, Optional<Double> others, Estimate spread) {
        return step(change, others, spread, -1);
    }

    private static StepSheet sheet(StepStanding step, LocalDate day) {
        return StepSheet.of(step, new Registry(Organisation.unrecorded("Northgate")), day, NOWHERE);
    }

    private static Check check(StepStanding step, String name) {
        return sheet(step, LOOK.minusDays(7)).checks().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tells_beside_the_gain_what_other_units_gained_too() {
        var both = undecided(estimate(2, 1.5, 2.5), Optional.of(3.0), SPREAD);
        var neither = undecided(estimate(0, -0.4, 0.4), Optional.of(0.0), SPREAD);
        var alone = undecided(estimate(2, 1.5, 2.5), Optional.empty(), SPREAD);

        assertThat(check(both, "Shift is real").rule().replace('\u00a0', ' '))
                .isEqualTo("beyond other units, which changed by +3.00; at least +1.50 (95 in 100)");
        assertThat(check(alone, "Shift is real").rule().replace('\u00a0', ' '))
                .isEqualTo("no other unit to compare with; at least +1.50 (95 in 100)");
        assertThat(sheet(neither, LOOK).checks())
                .extracting(Check::name)
                .containsExactly("Shift is real", "On the better side", "Spread no wider", "Quiet weeks");
    }

    @Test
    void says_that_the_spread_is_no_wider_only_where_it_is_surely_not_by_half() {
        Estimate gain = estimate(2, 1.5, 2.5);

        assertThat(check(undecided(gain, Optional.of(0.0), estimate(0.8, 0.5, 1.5)), "Spread no wider")
                        .state())
                .isEqualTo("yes");
        assertThat(check(undecided(gain, Optional.of(0.0), SPREAD), "Spread no wider")
                        .state())
                .isEqualTo("not known yet");
        assertThat(check(undecided(gain, Optional.of(0.0), estimate(1.6, 1.1, 2.2)), "Spread no wider")
                        .state())
                .isEqualTo("no");
    }

    @Test
    void tells_no_day_that_has_passed_as_one_to_come() {
        StepStanding step = undecided(estimate(2, 1.5, 2.5), Optional.of(0.0), SPREAD);

        assertThat(StepWords.waits(step, LOOK.minusDays(10))).isEqualTo("2 more weeks, then it is decided");
        assertThat(StepWords.next(step, Optional.empty(), LOOK.minusDays(10)))
                .isEqualTo("Next not chosen. Opens 7 September 2025");
        assertThat(sheet(step, LOOK.minusDays(10)).verdict())
                .isEqualTo("If the first two hold then, this step counts as stuck on 7 September 2025.");
        assertThat(StepWords.waits(step, LOOK)).isEqualTo("More weeks of its measure");
        assertThat(StepWords.next(step, Optional.empty(), LOOK))
                .isEqualTo("Next not chosen. Opens with more weeks of its measure");
        assertThat(sheet(step, LOOK).verdict()).isEqualTo("More weeks of its measure are needed.");
        assertThat(StepWords.opens(LOOK, LOOK.minusDays(1), LOOK.plusDays(1)))
                .isEqualTo("when the facts reach 7 September 2025");
    }

    @Test
    void draws_the_standard_of_its_measure_where_touchpoints_agree_on_one() {
        StepStanding step = undecided(estimate(2, 1.5, 2.5), Optional.of(0.0), SPREAD);

        assertThat(standard(step, mean(6.5), mean(6.5))).isEqualTo("6.50");
        assertThat(standard(step, mean(6.5), mean(7))).isEqualTo("6.50 to 7, by touchpoint");
        assertThat(StepStandard.of("csat", registry(mean(6.5), mean(7))).line()).isEmpty();
        assertThat(StepStandard.of("csat", registry(mean(6.5))).line()).hasValue(6.5);
        assertThat(standard(step, new Standard("csat", null, 6.5, 0.8, null, true)))
                .as("a share of contacts is no mean")
                .isEqualTo("none");
    }

    private static Standard mean(double atLeast) {
        return new Standard("csat", null, atLeast, null, null, true);
    }

    private static Registry registry(Standard... standards) {
        Organisation none = Organisation.unrecorded("Northgate");
        return new Registry(new Organisation(
                none.name(),
                none.timezone(),
                true,
                Optional.empty(),
                List.of(),
                List.of(),
                Stream.of(standards)
                        .map(s -> new Touchpoint(
                                "t" + s.hashCode(),
                                null,
                                null,
                                null,
                                List.of(),
                                List.of(),
                                null,
                                List.of(),
                                null,
                                List.of(s)))
                        .toList(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of()));
    }

    private static String standard(StepStanding step, Standard... standards) {
        return StepSheet.of(step, registry(standards), LOOK, NOWHERE).facts().stream()
                .filter(f -> f.name().equals("Standard of its measure"))
                .map(StepSheet.Fact::value)
                .findFirst()
                .orElse("none");
    }

    @Test
    void says_how_long_it_has_held_since_it_had_stuck() {
        StepStanding held = step(estimate(2, 1.5, 2.5), Optional.of(0.0), SPREAD, 3);
        StepStanding worse = step(estimate(2, 1.5, 2.5), Optional.of(0.0), SPREAD, 0);

        assertThat(StepWords.waits(held, LOOK)).isEqualTo("Held 3 weeks");
        assertThat(StepWords.headline(held)).endsWith("and has held for three weeks");
        assertThat(StepWords.waits(worse, LOOK)).isEqualTo("Worse in its latest week");
        assertThat(StepWords.headline(worse)).endsWith("and has stuck, but its latest week is worse");
    }
}
