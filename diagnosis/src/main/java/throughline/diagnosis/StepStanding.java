package throughline.diagnosis;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import throughline.diagnosis.StepLog.Begun;
import throughline.organisation.Layer;
import throughline.organisation.Register.Step;
import throughline.statistics.control.HoldingGate;

/// A step and where it is between its baseline and holding.
///
/// @param step as it is on record
/// @param number which step of its unit it is, from 1
/// @param place the unit, or `Everybody`
/// @param layer the layer it asks to change
/// @param units the units whose work it changes, by id
/// @param phase where it is
/// @param progress how much of the phase has passed, 0 to 1
/// @param weeks its measure week by week; empty where nothing measures it in its units
/// @param events what else happened there since its baseline began, oldest first
/// @param over whether it was ended, and its bedding-in has passed
/// @param decides the day on which is known more: whether it has stuck, or that its bedding-in has passed
public record StepStanding(
        Step step,
        int number,
        String place,
        Optional<Layer> layer,
        List<String> units,
        Phase phase,
        double progress,
        Optional<StepWeeks> weeks,
        List<StepEvent> events,
        boolean over,
        Optional<LocalDate> decides) {

    /// Copies the lists.
    public StepStanding {
        units = List.copyOf(units);
        events = List.copyOf(events);
    }

    /// Where a step can be.
    public enum Phase {
        /// Its baseline has too few weeks, so nobody can say whether it works.
        BASELINE,
        /// Less than four weeks old.
        CHANGE,
        BEDDING_IN,
        /// The gate was open when it was looked at, and no alarm stands.
        STUCK,
        /// It had stuck, and its gain is being lost.
        SLIPPED,
        /// The gate was shut both times.
        NOT_STUCK,
        /// It was ended without having stuck.
        ENDED,
        /// Nothing measures it, and its bedding-in has passed.
        UNMEASURED
    }

    static StepStanding of(
            Begun begun, int number, String place, Optional<StepWeeks> weeks, List<StepEvent> events, LocalDate day) {
        Phase phase = phase(begun, weeks, day);
        LocalDate start = begun.step().startedOn();
        LocalDate grown = start.plusDays(Retention.GROWTH);
        LocalDate bedded = start.plusDays(begun.bedding());
        Optional<LocalDate> decides = (phase == Phase.CHANGE || phase == Phase.BEDDING_IN)
                        && weeks.isPresent()
                        && charts(weeks.get())
                        && !ended(begun, day)
                ? weeks.flatMap(StepWeeks::decides)
                : bedded.isAfter(day) ? Optional.of(bedded) : Optional.empty();
        double progress = switch (phase) {
            case CHANGE -> share(start, grown, day);
            case BEDDING_IN -> share(grown, decides.orElse(bedded), day);
            default -> 1;
        };
        return new StepStanding(
                begun.step(),
                number,
                place,
                begun.layer(),
                begun.units(),
                phase,
                progress,
                weeks,
                events,
                over(begun, day),
                decides);
    }

    private static Phase phase(Begun begun, Optional<StepWeeks> weeks, LocalDate day) {
        if (weeks.flatMap(StepWeeks::slipped).isPresent()) {
            return Phase.SLIPPED;
        }
        if (weeks.flatMap(StepWeeks::stuck).isPresent()) {
            return Phase.STUCK;
        }
        if (over(begun, day)) {
            return Phase.ENDED;
        }
        if (weeks.isPresent() && !charts(weeks.get())) {
            return Phase.BASELINE;
        }
        if (weeks.filter(w -> w.looked() >= GateLooks.DAYS.size()).isPresent()) {
            return Phase.NOT_STUCK;
        }
        if (weeks.isEmpty() && bedded(begun, day)) {
            return Phase.UNMEASURED;
        }
        return day.isBefore(begun.step().startedOn().plusDays(Retention.GROWTH)) ? Phase.CHANGE : Phase.BEDDING_IN;
    }

    private static boolean charts(StepWeeks weeks) {
        return weeks.baselineWeeks() >= HoldingGate.MINIMUM_BASELINE;
    }

    private static boolean over(Begun begun, LocalDate day) {
        return ended(begun, day) && bedded(begun, day);
    }

    private static boolean bedded(Begun begun, LocalDate day) {
        return !day.isBefore(begun.step().startedOn().plusDays(begun.bedding()));
    }

    private static boolean ended(Begun begun, LocalDate day) {
        LocalDate ended = begun.step().endedOn();
        return ended != null && !ended.isAfter(day);
    }

    private static double share(LocalDate from, LocalDate to, LocalDate day) {
        double all = StepLog.daysBetween(from, to);
        return all <= 0 ? 1 : Math.clamp(StepLog.daysBetween(from, day) / all, 0, 1);
    }

    /// Its name, or its id where it has none.
    public String title() {
        return step.name().isBlank() ? step.id() : step.name();
    }

    /// Days it is given to become habit.
    public int bedding() {
        return new Begun(step, layer, units).bedding();
    }

    /// Whether it is not known yet if it has stuck, or its bedding-in has not passed.
    public boolean open() {
        return switch (phase) {
            case CHANGE, BEDDING_IN -> true;
            case BASELINE -> decides.isPresent();
            case STUCK, SLIPPED, NOT_STUCK, ENDED, UNMEASURED -> false;
        };
    }

    /// Whether it keeps the next step of its units waiting while it is their latest; none does that was ended after
    /// its bedding-in, even if it slips back later.
    public boolean waits() {
        return open() || (!over && (phase == Phase.SLIPPED || phase == Phase.NOT_STUCK));
    }

    /// Whether what is below it may follow: it has stuck, or nothing can tell and it has had its time.
    boolean leads() {
        return phase == Phase.STUCK || phase == Phase.UNMEASURED || (phase == Phase.BASELINE && !open());
    }
}
