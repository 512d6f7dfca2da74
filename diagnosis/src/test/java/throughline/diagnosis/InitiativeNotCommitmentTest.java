package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.organisation.Organisation.Kind;

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
    void is_unknown_with_sixty_days_of_facts() {
        var world = SmallWorld.from("2025-01-06", "2025-03-06");
        for (int n = 1; n <= 8; n++) {
            world.step("s" + n, "2025-01-1" + n, "2025-02-1" + n, "Harbour", null);
        }

        assertThat(detector.examine(world.dossier()).side()).isEqualTo(Side.UNKNOWN);
    }
}
