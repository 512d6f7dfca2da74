package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.diagnosis.StepOrder.Rule;
import throughline.diagnosis.StepOrder.Wait;
import throughline.diagnosis.StepStanding.Phase;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Register.Push;
import throughline.organisation.Register.Step;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StepsTest {

    private static final LocalDate FIRST = LocalDate.parse("2025-01-06");
    private static final LocalDate START = LocalDate.parse("2025-07-07");

    /// What a station's answers gain, by week.
    private interface Gain {
        double of(int station, LocalDate week);
    }

    private static final Gain NONE = (station, week) -> 0;

    /// Three stations with ten answers a week and a board, up to a day; of the week it falls into those that came in.
    private static SmallWorld stations(LocalDate last, Gain gain) {
        var world = SmallWorld.from(FIRST.toString(), last.toString())
                .item("empathy", Kind.PERCEPTION, FactKind.RESPONSES)
                .item("units_sold", Kind.SALES, FactKind.READINGS)
                .unit("Board", Layer.BOARD, null);
        for (int n = 1; n <= 3; n++) {
            world.unit("Station " + n, Layer.FRONTLINE, "Board");
        }
        world.table(FactKind.RESPONSES, "response_id", "unit", "empathy:n");
        var random = new SplittableRandom(3);
        for (LocalDate week = FIRST; !week.isAfter(last); week = week.plusWeeks(1)) {
            for (int n = 1; n <= 3; n++) {
                for (int answer = 0; answer < 10; answer++) {
                    if (week.plusDays(answer % 5).isAfter(last)) {
                        continue;
                    }
                    world.row(
                            week.plusDays(answer % 5),
                            week + "-" + n + "-" + answer,
                            "Station " + n,
                            3 + gain.of(n, week) + 0.5 * random.nextGaussian());
                }
            }
        }
        return world;
    }

    /// At station 1 by 0.8 from the start to the day, if there is one.
    private static Gain gained(@Nullable LocalDate lost) {
        return (station, week) ->
                station == 1 && !week.isBefore(START) && (lost == null || week.isBefore(lost)) ? 0.8 : 0;
    }

    private static Step step(String id, LocalDate start, String unit, Layer layer, @Nullable String aim) {
        return SmallWorld.step(id, start.toString(), null, unit, layer, aim, null);
    }

    private static Step atStation1(String id, LocalDate start) {
        return step(id, start, "Station 1", Layer.FRONTLINE, "empathy");
    }

    private static StepStanding standing(SmallWorld world) {
        return Steps.of(world.dossier()).active().getFirst();
    }

    private static List<Wait> waits(SmallWorld world, Step step) {
        Dossier dossier = world.dossier();
        return new StepOrder(dossier, Steps.of(dossier), List.of()).waits(step);
    }

    @Test
    void says_that_a_step_of_three_weeks_is_changing_and_when_it_is_decided() {
        StepStanding step = standing(stations(START.plusDays(20), gained(null)).step(atStation1("a", START)));

        assertThat(step.phase()).isEqualTo(Phase.CHANGE);
        assertThat(step.progress()).isEqualTo(20 / 28.0, within(1e-9));
        assertThat(step.decides()).contains(LocalDate.parse("2025-09-07"));
        assertThat(step.place()).isEqualTo("Station 1");
    }

    @Test
    void says_that_a_step_has_stuck_when_the_gate_is_open_at_the_end_of_the_week_of_day_60() {
        StepStanding step = standing(stations(START.plusDays(69), gained(null)).step(atStation1("a", START)));
        StepWeeks weeks = step.weeks().orElseThrow();

        assertThat(step.phase()).isEqualTo(Phase.STUCK);
        assertThat(weeks.stuck()).contains(LocalDate.parse("2025-09-07"));
        assertThat(weeks.before()).isEqualTo(3, within(0.1));
        assertThat(weeks.after().orElseThrow()).isEqualTo(3.8, within(0.15));
        assertThat(weeks.change().orElseThrow().value()).isEqualTo(0.8, within(0.2));
        assertThat(weeks.others().orElseThrow()).isEqualTo(0, within(0.1));
        assertThat(weeks.baselineWeeks()).isEqualTo(22);
        assertThat(weeks.quiet()).isEqualTo(weeks.weeksSince());
        assertThat(weeks.held()).isEqualTo(2);
        assertThat(step.waits()).isFalse();
    }

    @Test
    void counts_the_weeks_held_from_the_week_it_had_stuck_in_and_beyond_those_shown() {
        StepWeeks weeks = standing(stations(
                                START.plusWeeks(90).minusDays(1),
                                (station, week) -> station == 1 && !week.isBefore(START)
                                        ? week.isBefore(START.plusWeeks(20)) ? 0.8 : 1.8
                                        : 0)
                        .step(atStation1("a", START)))
                .weeks()
                .orElseThrow();

        assertThat(weeks.stuck()).contains(START.plusWeeks(9).minusDays(1));
        assertThat(weeks.weeks().getLast().at()).isEqualTo(START.plusWeeks(78));
        assertThat(weeks.held()).isEqualTo(82);
        assertThat(weeks.quiet()).isEqualTo(90);
    }

    @Test
    void does_not_take_the_week_of_day_60_as_known_before_it_is_over() {
        StepStanding step =
                standing(stations(LocalDate.parse("2025-09-06"), gained(null)).step(atStation1("a", START)));
        StepWeeks weeks = step.weeks().orElseThrow();

        assertThat(step.phase()).isEqualTo(Phase.BEDDING_IN);
        assertThat(weeks.looked()).isZero();
        assertThat(weeks.weeks().getLast().at()).isEqualTo(LocalDate.parse("2025-08-25"));
        assertThat(step.decides()).contains(LocalDate.parse("2025-09-07"));
    }

    @Test
    void does_not_credit_a_step_with_what_other_units_gained_too() {
        StepStanding step = standing(stations(START.plusDays(100), (station, week) -> week.isBefore(START) ? 0 : 0.8)
                .step(atStation1("a", START)));

        assertThat(step.phase()).isEqualTo(Phase.NOT_STUCK);
        assertThat(step.weeks().orElseThrow().others().orElseThrow()).isEqualTo(0.8, within(0.15));
        assertThat(step.weeks().orElseThrow().gate().orElseThrow().holding()).isFalse();
    }

    @Test
    void freezes_the_limits_of_the_baseline_whatever_comes_after() {
        StepWeeks early = standing(stations(START.plusDays(20), gained(null)).step(atStation1("a", START)))
                .weeks()
                .orElseThrow();
        StepWeeks late = standing(stations(START.plusDays(200), gained(null)).step(atStation1("a", START)))
                .weeks()
                .orElseThrow();

        assertThat(late.baseline()).isEqualTo(early.baseline());
        assertThat(early.since()).isEmpty();
        assertThat(late.since().orElseThrow().centre()).isEqualTo(3.8, within(0.1));
    }

    @Test
    void raises_the_alarm_when_what_had_stuck_is_lost_again() {
        LocalDate lost = START.plusWeeks(12);
        StepStanding step = standing(stations(lost.plusWeeks(14), gained(lost)).step(atStation1("a", START)));

        assertThat(step.phase()).isEqualTo(Phase.SLIPPED);
        assertThat(step.weeks().orElseThrow().slipped().orElseThrow()).isBetween(lost, lost.plusWeeks(8));
        assertThat(step.weeks().orElseThrow().after().orElseThrow()).isEqualTo(3.8, within(0.15));
        assertThat(step.weeks().orElseThrow().weeks())
                .filteredOn(w -> !w.at().isBefore(lost))
                .extracting(StepWeeks.Week::signal)
                .contains(StepWeeks.Signal.WORSE)
                .doesNotContain(StepWeeks.Signal.BETTER);
        assertThat(StepOrder.next(step).orElseThrow().sentence())
                .isEqualTo("“Step a” at Station 1 has slipped back. Find out why before something else is changed.");
    }

    @Test
    void lets_the_next_step_start_after_one_that_was_ended_and_slips_back_later() {
        LocalDate lost = START.plusWeeks(12);
        Step ended = SmallWorld.step(
                "a", START.toString(), START.plusWeeks(11).toString(), "Station 1", Layer.FRONTLINE, "empathy", null);
        var world = stations(lost.plusWeeks(14), gained(lost))
                .step(step("top", FIRST, "Board", Layer.BOARD, null))
                .step(ended);
        StepStanding step = Steps.of(world.dossier()).find("a").orElseThrow();

        assertThat(step.phase()).isEqualTo(Phase.SLIPPED);
        assertThat(step.waits()).isFalse();
        assertThat(waits(world, atStation1("b", lost.plusWeeks(14)))).isEmpty();
    }

    @Test
    void says_that_a_baseline_of_few_weeks_tells_nothing() {
        LocalDate early = FIRST.plusWeeks(10);
        StepStanding step = standing(stations(early.plusDays(100), NONE).step(atStation1("a", early)));

        assertThat(step.phase()).isEqualTo(Phase.BASELINE);
        assertThat(step.weeks().orElseThrow().baselineWeeks()).isEqualTo(6);
        assertThat(step.waits()).isFalse();
    }

    @Test
    void gives_a_step_that_nothing_measures_its_bedding_in() {
        StepStanding early =
                standing(stations(START.plusDays(59), NONE).step(step("a", START, "Board", Layer.BOARD, null)));
        StepStanding late =
                standing(stations(START.plusDays(60), NONE).step(step("a", START, "Board", Layer.BOARD, null)));

        assertThat(early.phase()).isEqualTo(Phase.BEDDING_IN);
        assertThat(early.decides()).contains(START.plusDays(60));
        assertThat(late.phase()).isEqualTo(Phase.UNMEASURED);
    }

    @Test
    void marks_what_else_happened_in_the_unit() {
        var world = stations(START.plusDays(69), gained(null))
                .step(atStation1("a", START))
                .step(step("b", START.minusDays(30), "Station 2", Layer.FRONTLINE, null))
                .push(
                        "Station 1",
                        START.minusDays(20).toString(),
                        START.minusDays(6).toString())
                .push(
                        "Station 2",
                        START.minusDays(20).toString(),
                        START.minusDays(6).toString());

        assertThat(Steps.of(world.dossier()).find("a").orElseThrow().events())
                .containsExactly(new StepEvent(START.minusDays(20), StepEvent.Sort.PUSH, "Sales push", "Station 1"));
    }

    @Test
    void lets_no_second_step_start_before_the_first_has_stuck() {
        var open = stations(START.plusDays(40), gained(null))
                .step(step("top", FIRST, "Board", Layer.BOARD, null))
                .step(atStation1("a", START));
        var stuck = stations(START.plusDays(69), gained(null))
                .step(step("top", FIRST, "Board", Layer.BOARD, null))
                .step(atStation1("a", START));

        assertThat(waits(open, atStation1("b", START.plusDays(40))))
                .containsExactly(new Wait(
                        Rule.ONE_AT_A_TIME,
                        "“Step a” at Station 1 is not proven yet. Starting early would leave us unable to say which step worked.",
                        Optional.of(LocalDate.parse("2025-09-07"))));
        assertThat(waits(open, step("b", START.plusDays(40), "Station 2", Layer.FRONTLINE, "empathy")))
                .isEmpty();
        assertThat(waits(stuck, atStation1("b", START.plusDays(69)))).isEmpty();
    }

    @Test
    void counts_a_step_that_was_started_and_is_not_among_the_facts_yet() {
        Dossier dossier = stations(START.plusDays(40), NONE)
                .step(step("top", FIRST, "Board", Layer.BOARD, null))
                .dossier();
        Step filed = atStation1("a", START.plusDays(40));
        var order = new StepOrder(dossier, Steps.of(dossier), List.of(filed));

        assertThat(order.waits(atStation1("b", START.plusDays(40))))
                .containsExactly(new Wait(
                        Rule.ONE_AT_A_TIME,
                        "“Step a” was started there a moment ago. Starting another would leave us unable to say which step worked.",
                        Optional.empty()));
        assertThat(order.waits(filed)).isEmpty();
        assertThat(order.waits(step("b", START.plusDays(40), "Station 2", Layer.FRONTLINE, "empathy")))
                .isEmpty();
    }

    @Test
    void lets_no_step_of_the_front_line_start_before_one_above_it_has_stuck_or_had_its_time() {
        Step front = atStation1("b", START);
        var without = stations(START.plusDays(69), NONE);
        var early = stations(START.plusDays(9), NONE).step(step("top", START, "Board", Layer.BOARD, null));

        assertThat(waits(without, front))
                .containsExactly(new Wait(
                        Rule.FROM_ABOVE,
                        "A step of the front line waits for one above it that has stuck. Begin with a step of those who lead.",
                        Optional.empty()));
        assertThat(waits(early, front))
                .containsExactly(new Wait(
                        Rule.FROM_ABOVE,
                        "A step of the front line waits for one above it that has stuck. “Step top” at Board is on its way.",
                        Optional.of(START.plusDays(60))));
        assertThat(waits(without, step("b", START, "Board", Layer.BOARD, null))).isEmpty();
    }

    @Test
    void lets_nothing_that_sells_start_where_service_is_below_par() {
        var world = stations(START.plusDays(69), (station, week) -> station == 2 ? -1 : 0)
                .step(step("top", FIRST, "Board", Layer.BOARD, null));
        Dossier dossier = world.dossier();
        var order = new StepOrder(dossier, Steps.of(dossier), List.of());

        assertThat(order.waits(new Push("", "p", START, null, "Station 2", null)))
                .extracting(Wait::rule, Wait::sentence)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        Rule.BASICS_FIRST,
                        "Service at Station 2 is below par. Selling there opens when the basics hold."));
        assertThat(order.waits(new Push("", "p", START, null, "Station 1", null)))
                .isEmpty();
        assertThat(order.waits(step("b", START, "Station 2", Layer.FRONTLINE, "units_sold")))
                .extracting(Wait::rule)
                .containsExactly(Rule.BASICS_FIRST);
        assertThat(order.waits(step("b", START, "Station 2", Layer.FRONTLINE, "empathy")))
                .isEmpty();
    }
}
