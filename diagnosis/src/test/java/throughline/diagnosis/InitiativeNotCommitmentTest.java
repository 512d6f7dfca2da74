package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.organisation.Organisation.Kind;
import throughline.statistics.Estimate;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class InitiativeNotCommitmentTest {

    private static final LocalDate FIRST = LocalDate.parse("2024-01-01");
    private static final int STATIONS = 12;
    private static final int LENGTH = 70;

    private final Detector detector = new InitiativeNotCommitment();

    private static LocalDate start(int station) {
        return FIRST.plusDays(150 + 16L * station);
    }

    /// A dozen stations with a step each, one after the other.
    ///
    /// @param gain gain while it is on, on a scale from 1 to 5
    /// @param kept share of it that is kept so many days after the end
    /// @param owner who keeps it afterwards
    private static SmallWorld stations(double gain, DoubleUnaryOperator kept, @Nullable String owner) {
        var world = SmallWorld.from("2024-01-01", "2025-12-28").item("empathy", Kind.PERCEPTION, FactKind.RESPONSES);
        world.table(FactKind.RESPONSES, "unit", "empathy:n");
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        for (int s = 0; s < STATIONS; s++) {
            String station = "Station " + s;
            world.unit(station, Layer.FRONTLINE, null);
            world.step(SmallWorld.step(
                    "s" + s,
                    start(s).toString(),
                    start(s).plusDays(LENGTH).toString(),
                    station,
                    null,
                    "empathy",
                    owner));
            for (LocalDate week = FIRST; week.isBefore(LocalDate.parse("2025-12-29")); week = week.plusWeeks(1)) {
                double since = ChronoUnit.DAYS.between(start(s), week.plusDays(3));
                double now = since < 0 ? 0 : since < LENGTH ? 1 : kept.applyAsDouble(since - LENGTH);
                double season = 0.4 * Math.sin(week.getDayOfYear() / 58.0);
                for (int n = 0; n < 8; n++) {
                    double answer = 3.2 + 0.02 * s + season + gain * now + 0.7 * random.nextGaussian();
                    world.row(week.plusDays(n % 5), station, (double) Math.round(Math.clamp(answer, 1, 5)));
                }
            }
        }
        return world;
    }

    @Test
    void is_present_when_the_gain_fades() {
        Verdict verdict = detector.examine(
                stations(0.8, days -> Math.exp(-days / 30), "p1").dossier());

        assertThat(verdict.side()).isEqualTo(Side.PRESENT);
        assertThat(verdict.evidence().getFirst().indicator().id()).isEqualTo("gain-kept");
        assertThat(verdict.statement())
                .matches("\\d+(\\.\\d)? % of the gain is left 60 to 240 days after the end of 12 steps\\.");
        assertThat(verdict.next()).isEqualTo("Reopen “Step s11” at Station 11 with its owner, a standard and a chart.");
        assertThat(verdict.trend().orElseThrow().points()).hasSizeGreaterThan(26);
    }

    /// A dozen help lines with very different waits and a season that doubles them; each step takes a third off.
    private static SmallWorld queues(long seed, double keptShare) {
        return queues(
                seed,
                keptShare,
                SmallWorld.from("2024-01-01", "2025-12-28").item("wait_s", Kind.DELIVERY, FactKind.INTERACTIONS));
    }

    private static SmallWorld queues(long seed, double keptShare, SmallWorld world) {
        world.table(FactKind.INTERACTIONS, "unit", "wait_s:n");
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int s = 0; s < STATIONS; s++) {
            String line = "Line " + s;
            world.unit(line, Layer.FRONTLINE, null);
            world.step(SmallWorld.step(
                    "s" + s, start(s).toString(), start(s).plusDays(LENGTH).toString(), line, null, "wait_s", "p1"));
            for (LocalDate week = FIRST; week.isBefore(LocalDate.parse("2025-12-29")); week = week.plusWeeks(1)) {
                double since = ChronoUnit.DAYS.between(start(s), week.plusDays(3));
                double gain = Math.log(1.5) * (since < 0 ? 0 : since < LENGTH ? 1 : keptShare);
                double season = 0.35 * Math.cos((week.getDayOfYear() - 20) / 58.0);
                for (int n = 0; n < 6; n++) {
                    double level = Math.log(30 * Math.pow(1.3, s)) + season - gain;
                    world.row(week.plusDays(n % 5), line, Math.exp(level + 0.8 * random.nextGaussian()));
                }
            }
        }
        return world;
    }

    private static List<Estimate> keptOverTwentyWorlds(double keptShare) {
        return LongStream.range(0, 20)
                .mapToObj(seed -> queues(seed, keptShare).dossier())
                .map(dossier -> new Retention(dossier, StepLog.of(dossier)))
                .map(r -> r.result().flatMap(Retention.Result::kept).orElseThrow())
                .toList();
    }

    @Test
    void reads_a_kept_share_off_the_waits_as_kept_whatever_the_season() {
        List<Estimate> kept = keptOverTwentyWorlds(1);

        assertThat(kept.stream().mapToDouble(Estimate::value).average().orElseThrow())
                .isCloseTo(1, within(0.08));
        assertThat(kept.stream().filter(k -> k.interval().contains(1)).count()).isGreaterThanOrEqualTo(17);
    }

    @Test
    void reads_a_gain_that_is_half_lost_as_half() {
        assertThat(keptOverTwentyWorlds(0.5).stream()
                        .mapToDouble(Estimate::value)
                        .average()
                        .orElseThrow())
                .isCloseTo(0.5, within(0.08));
    }

    /// A dozen stations whose steps all begin within forty days, so that none is there to compare with; the gain fades.
    private static SmallWorld wave(long seed) {
        var world = SmallWorld.from("2024-01-01", "2025-12-28").item("empathy", Kind.PERCEPTION, FactKind.RESPONSES);
        world.table(FactKind.RESPONSES, "unit", "empathy:n");
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (int s = 0; s < STATIONS; s++) {
            String station = "Station " + s;
            LocalDate begun = FIRST.plusDays(150 + s * 17L % 40);
            world.unit(station, Layer.FRONTLINE, null);
            world.step(SmallWorld.step(
                    "s" + s, begun.toString(), begun.plusDays(LENGTH).toString(), station, null, "empathy", "p1"));
            for (LocalDate week = FIRST; week.isBefore(LocalDate.parse("2025-12-29")); week = week.plusWeeks(1)) {
                double since = ChronoUnit.DAYS.between(begun, week.plusDays(3));
                double gain = since < 0 ? 0 : since < LENGTH ? 0.6 : 0.6 * Math.exp(-(since - LENGTH) / 30);
                double season = 0.3 * Math.sin(week.getDayOfYear() / 58.0);
                for (int n = 0; n < 8; n++) {
                    double answer = 2.6 + season + gain + 0.7 * random.nextGaussian();
                    world.row(week.plusDays(n % 5), station, (double) Math.round(Math.clamp(answer, 1, 5)));
                }
            }
        }
        return world;
    }

    @Test
    void does_not_read_a_gain_that_fades_as_kept_where_all_units_began_at_about_the_same_time() {
        List<Estimate> kept = LongStream.range(0, 20)
                .mapToObj(seed -> wave(seed).dossier())
                .map(dossier -> new Retention(dossier, StepLog.of(dossier)))
                .flatMap(r -> r.result().flatMap(Retention.Result::kept).stream())
                .toList();

        // 2 % is left from day 60 to 240: the mean of exp(-t / 30).
        assertThat(kept).hasSizeGreaterThan(15);
        assertThat(kept.stream().mapToDouble(Estimate::value).sorted().toArray()[kept.size() / 2])
                .isLessThan(0.35);
        assertThat(kept.stream().filter(k -> k.interval().contains(0.023)).count())
                .isGreaterThanOrEqualTo(kept.size() * 17L / 20);
    }

    @Test
    void is_present_when_nobody_keeps_what_was_gained() {
        var world = stations(0.8, days -> 1, null)
                .step(SmallWorld.step("kept", "2024-02-01", "2024-04-01", "Station 1", null, "empathy", "p1"));

        Verdict verdict = detector.examine(world.dossier());

        assertThat(verdict.side()).isEqualTo(Side.PRESENT);
        assertThat(verdict.statement())
                .isEqualTo("12 of 13 ended steps have neither an owner nor an objective to keep them.");
        assertThat(verdict.next()).isEqualTo("Name who keeps “Step s11” at Station 11, with a standard and a chart.");
    }

    @Test
    void is_absent_when_the_gain_is_kept_and_owned() {
        Verdict verdict = detector.examine(stations(0.8, days -> 1, "p1").dossier());

        assertThat(verdict.side()).isEqualTo(Side.ABSENT);
        assertThat(verdict.evidence())
                .extracting(Evidence::statement)
                .contains("0 of 12 ended steps have neither an owner nor an objective to keep them.");
    }

    @Test
    void counts_the_steps_that_pass_the_gate_so_many_days_after_their_end() {
        Verdict kept = detector.examine(stations(0.8, days -> 1, "p1").dossier());
        Verdict faded = detector.examine(
                stations(0.8, days -> Math.exp(-days / 12), "p1").dossier());

        assertThat(card(kept, "gains-holding").statement()).isEqualTo("12 of 12 steps hold 90 days after their end.");
        assertThat(card(faded, "gains-holding").statement())
                .matches("[0-3] of 12 steps hold 90 days after their end\\.");
        assertThat(card(faded, "gains-holding").supports()).isEqualTo(Side.UNKNOWN);
        assertThat(((Figure.Estimates) card(faded, "gains-holding")
                                .indicator()
                                .figure()
                                .orElseThrow())
                        .rows())
                .extracting(Figure.Estimates.Row::label)
                .first()
                .asString()
                .matches("At the end: 1[012] of 12");
    }

    @Test
    void says_how_long_gains_live() {
        Verdict kept = detector.examine(stations(0.8, days -> 1, "p1").dossier());
        Verdict faded = detector.examine(
                stations(0.8, days -> Math.exp(-days / 60), "p1").dossier());

        assertThat(card(kept, "gain-half-life").statement())
                .matches("(9\\d|100) % of 1[12] gains still hold 180 days after the end of the step\\.");
        assertThat(card(faded, "gain-half-life").statement())
                .matches(
                        "Half of 1[012] gains are lost within (60|75|90|105|120|135|150) days after the end of the step\\.");
    }

    @Test
    void says_when_the_measure_of_a_step_is_no_longer_fed() {
        var dossier = stations(0.8, days -> 1, "p1").dossier();
        var retention =
                new Retention(dossier.during(new Period(FIRST, start(5).plusDays(LENGTH))), StepLog.of(dossier));

        GainsHolding holding = GainsHolding.of(
                retention, Collections.nCopies(20, 0.0), dossier.period().to());

        assertThat(holding.atNinetyDays(dossier, StepLog.of(dossier).steps())
                        .orElseThrow()
                        .statement())
                .matches(
                        "\\[\\[\\d of \\d+ steps hold]] 90 days after their end; the measure of \\d+ is no longer fed\\.");
    }

    private static Evidence card(Verdict verdict, String id) {
        return verdict.evidence().stream()
                .filter(e -> e.indicator().id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void does_not_take_a_season_for_a_gain() {
        Verdict verdict = detector.examine(stations(0, days -> 0, "p1").dossier());

        assertThat(verdict.side()).isEqualTo(Side.UNKNOWN);
        assertThat(verdict.missing().getFirst().what())
                .startsWith("A gain to be kept: while the ended steps were on, their measures did not surely improve");
    }

    @Test
    void is_unknown_while_no_step_ended_long_enough_ago() {
        Dossier two = stations(0.8, days -> 1, "p1").dossier();
        Verdict verdict = detector.examine(two.during(new Period(FIRST, FIRST.plusDays(360))));

        assertThat(verdict.side()).isEqualTo(Side.UNKNOWN);
        assertThat(verdict.missing().getFirst().what())
                .startsWith("Ended steps measured from 4 weeks before their start to 90 days after their end: ");
    }

    @Test
    void is_unknown_with_four_ended_steps() {
        Dossier two = stations(0.8, days -> 1, null).dossier();
        Verdict verdict = detector.examine(two.during(new Period(FIRST, FIRST.plusDays(270))));

        assertThat(verdict.side()).isEqualTo(Side.UNKNOWN);
        assertThat(verdict.missing())
                .containsExactly(new Missing("1 more ended step, about 10 weeks at the present rate.", "steps"));
    }

    @Test
    void takes_no_loss_for_a_gain_in_a_measure_that_may_run_either_way() {
        var world = SmallWorld.from("2024-01-01", "2025-12-28").code("wait_s", FactKind.INTERACTIONS);

        Verdict verdict = detector.examine(queues(1, 1, world).dossier());

        assertThat(verdict.side()).isEqualTo(Side.UNKNOWN);
        assertThat(verdict.missing())
                .extracting(Missing::what)
                .contains("Which way is better for wait_s: declare it with better under measures.");
        assertThat(verdict.evidence()).noneMatch(e -> e.indicator().id().equals("gain-kept"));
    }

    @Test
    void asks_for_a_log_where_there_is_none() {
        Verdict verdict =
                detector.examine(SmallWorld.from("2025-01-06", "2025-12-28").dossier());

        assertThat(verdict.side()).isEqualTo(Side.UNKNOWN);
        assertThat(verdict.next())
                .isEqualTo("Write down every change made to improve service, with its start and its unit.");
    }

    @Test
    void is_unknown_with_sixty_days_of_facts() {
        var world = SmallWorld.from("2025-01-06", "2025-03-06");
        for (int n = 1; n <= 8; n++) {
            world.step("s" + n, "2025-01-1" + n, "2025-02-1" + n, "Harbour", null);
        }

        assertThat(detector.examine(world.dossier()).side()).isEqualTo(Side.UNKNOWN);
    }
}
