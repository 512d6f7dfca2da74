package throughline.simulation.score;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Side;
import throughline.simulation.Cohort;
import throughline.simulation.Decoy;
import throughline.simulation.Truth.State;

/// How often the verdicts on a cohort of simulated organisations were right.
///
/// @param seed seed of the cohort; the same seed and number give the same score
/// @param trials one an organisation, by number
public record Score(long seed, List<Trial> trials) {

    /// Days from which the targets hold.
    public static final int ENOUGH_DAYS = 180;
    /// Severity from which the targets hold.
    public static final double FULL_SEVERITY = 0.7;
    /// Causes that need more time than two months.
    public static final Set<Cause> SLOW = EnumSet.of(
            Cause.INITIATIVE_NOT_COMMITMENT, Cause.STARTS_AT_THE_BOTTOM, Cause.SALES_FIRST, Cause.TOO_MUCH_AT_ONCE);

    private static final int SHORT_DAYS = 60;

    /// Puts the trials in order.
    public Score {
        trials = trials.stream().sorted(Comparator.comparingInt(Trial::number)).toList();
    }

    /// Makes up the organisations of a cohort and diagnoses them, as many at a time as there are processors.
    ///
    /// @param organisations how many, at least 1
    /// @param done told how many are done, from any thread
    public static Score of(long seed, int organisations, IntConsumer done) {
        if (organisations < 1) {
            throw new IllegalArgumentException("A score needs at least 1 organisation, got " + organisations);
        }
        return new Score(
                seed,
                AtOnce.of(
                        IntStream.rangeClosed(1, organisations).boxed().toList(),
                        number -> Trial.of(number, Cohort.settings(seed, number)),
                        done));
    }

    /// All outcomes.
    public Stream<Outcome> outcomes() {
        return trials.stream().flatMap(t -> t.outcomes().stream());
    }

    /// The table of a cause over all trials.
    public Tally tally(Cause cause) {
        return Tally.of(outcomes().filter(o -> o.cause() == cause));
    }

    /// The table of all causes over all trials.
    public Tally tally() {
        return Tally.of(outcomes());
    }

    /// The table of a cause where the targets hold: enough days, and a cause that is there in full or not at all.
    public Tally targeted(Cause cause) {
        return Tally.of(targeted().filter(o -> o.cause() == cause));
    }

    /// The outcomes for which the targets hold.
    public Stream<Outcome> targeted() {
        return trials.stream()
                .filter(t -> t.settings().days() >= ENOUGH_DAYS)
                .flatMap(t -> t.outcomes().stream())
                .filter(o -> !o.works() || o.truth().severity() >= FULL_SEVERITY);
    }

    /// The table of a cause in a band of a slice.
    public Tally tally(Cause cause, Slice slice, int band) {
        return Tally.of(sliced(slice, band).filter(o -> o.cause() == cause));
    }

    /// The table of all causes in a band of a slice.
    public Tally tally(Slice slice, int band) {
        return Tally.of(sliced(slice, band));
    }

    /// The outcomes in a band of a slice.
    public Stream<Outcome> sliced(Slice slice, int band) {
        return trials.stream().flatMap(t -> t.outcomes().stream().filter(o -> slice.band(t, o) == band));
    }

    /// Verdicts *present* in organisations without any cause, over all fifteen, beside the number of organisations.
    public Tally.Rate falseAlarms() {
        List<Trial> healthy = trials.stream().filter(Trial::healthy).toList();
        return new Tally.Rate(alarms(healthy.stream()), healthy.size());
    }

    /// Causes called present although they do not work, in organisations with the decoy.
    public Tally.Rate fooled(Decoy decoy) {
        List<Trial> with = trials.stream()
                .filter(t -> t.settings().decoys().contains(decoy))
                .toList();
        return new Tally.Rate(alarms(with.stream()), with.size());
    }

    private static long alarms(Stream<Trial> trials) {
        return trials.flatMap(t -> t.outcomes().stream())
                .filter(o -> !o.works() && o.verdict() == Side.PRESENT)
                .count();
    }

    /// How often a slow cause was left open where two months are all there is, and time is what lacks.
    public Tally.Rate patient(Cause cause) {
        List<Outcome> early = trials.stream()
                .filter(t -> t.settings().days() <= SHORT_DAYS)
                .map(t -> t.outcomes().get(cause.ordinal()))
                .filter(o -> o.truth().state() == State.UNKNOWN)
                .toList();
        return new Tally.Rate(early.stream().filter(o -> !o.decided()).count(), early.size());
    }

    /// How well confidence is calibrated over the verdicts *present* and *absent*.
    public Calibration calibration() {
        return Calibration.of(outcomes().filter(Outcome::decided).toList());
    }

    /// How well the confidence of a cause's verdicts is calibrated.
    public Calibration calibration(Cause cause) {
        return Calibration.of(
                outcomes().filter(o -> o.cause() == cause && o.decided()).toList());
    }

    /// How well confidence is calibrated over all verdicts, *not enough evidence* among them.
    public Calibration calibrationOfAll() {
        return Calibration.of(outcomes().toList());
    }
}
