package throughline.diagnosis;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.StepLog.Begun;
import throughline.diagnosis.StepStanding.Phase;
import throughline.organisation.Layer;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Objective;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Register.Push;
import throughline.organisation.Register.Step;

/// What stands against starting a step or a sales push now.
///
/// - One at a time: the next step of a unit waits until the last has stuck, or was ended after its bedding-in
///   (cause 2.5).
/// - From above: a step of the front line waits for one above it that has stuck (cause 2.2).
/// - Basics first: nothing that sells is started in a unit below par (cause 2.4).
public final class StepOrder {

    /// Most names in a sentence.
    private static final int NAMES = 4;

    private final Dossier dossier;
    private final Steps steps;
    private final List<Step> filed;

    /// Of the whole organisation over all its days.
    ///
    /// @param filed steps that were started and are not among the facts yet
    public StepOrder(Dossier dossier, Steps steps, List<Step> filed) {
        this.dossier = dossier;
        this.steps = steps;
        this.filed = List.copyOf(filed);
    }

    /// The rule that stands against it.
    public enum Rule {
        ONE_AT_A_TIME,
        FROM_ABOVE,
        BASICS_FIRST
    }

    /// A reason to wait.
    ///
    /// @param sentence the reason
    /// @param opens the day on which it may be over; empty where no day is known
    public record Wait(Rule rule, String sentence, Optional<LocalDate> opens) {}

    /// What a step has to wait for; empty where it may start.
    public List<Wait> waits(Step step) {
        Begun begun = StepLog.begun(dossier, step);
        var waits = new ArrayList<Wait>();
        steps.before(begun.units()).stream().map(StepOrder::wait).forEach(waits::add);
        filed.stream()
                .filter(f -> !f.id().equals(step.id()))
                .map(f -> StepLog.begun(dossier, f))
                .filter(f -> f.units().stream().anyMatch(begun.units()::contains))
                .map(f -> new Wait(
                        Rule.ONE_AT_A_TIME,
                        say(
                                "“%s” was started there a moment ago. Starting another would leave us unable to say which step worked.",
                                f.title()),
                        Optional.empty()))
                .forEach(waits::add);
        fromAbove(begun).ifPresent(waits::add);
        if (sells(step)) {
            basics(begun.units()).ifPresent(waits::add);
        }
        return List.copyOf(waits);
    }

    /// What a sales push has to wait for.
    public List<Wait> waits(Push push) {
        return basics(within(push.unit())).stream().toList();
    }

    /// Why the next step of the units of a step waits for it; empty where it does not.
    public static Optional<Wait> next(StepStanding step) {
        return step.waits() ? Optional.of(wait(step)) : Optional.empty();
    }

    private static Wait wait(StepStanding before) {
        String what = say("“%s” at %s", before.title(), before.place());
        return switch (before.phase()) {
            case SLIPPED ->
                new Wait(
                        Rule.ONE_AT_A_TIME,
                        say("%s has slipped back. Find out why before something else is changed.", what),
                        Optional.empty());
            case NOT_STUCK ->
                new Wait(
                        Rule.ONE_AT_A_TIME,
                        say(
                                "%s has not stuck in %s days. End it, and say what was learnt.",
                                what, GateLooks.DAYS.getLast()),
                        Optional.empty());
            default ->
                new Wait(
                        Rule.ONE_AT_A_TIME,
                        say(
                                "%s is not proven yet. Starting early would leave us unable to say which step worked.",
                                what),
                        before.decides());
        };
    }

    private Optional<Wait> fromAbove(Begun begun) {
        boolean layered = dossier.organisation().units().stream()
                .map(u -> dossier.registry().layer(u.id()))
                .anyMatch(l -> l.filter(layer -> layer != Layer.FRONTLINE).isPresent());
        if (!layered || begun.layer().filter(l -> l == Layer.FRONTLINE).isEmpty()) {
            return Optional.empty();
        }
        List<StepStanding> above = steps.all().stream()
                .filter(s -> s.layer().filter(l -> l != Layer.FRONTLINE).isPresent())
                .filter(s -> isAbove(s.step().unit(), begun.units()))
                .toList();
        if (above.stream().anyMatch(StepStanding::leads)) {
            return Optional.empty();
        }
        return Optional.of(above.stream()
                .filter(StepStanding::open)
                .min(Comparator.comparing(s -> s.decides().orElse(LocalDate.MAX)))
                .map(s -> new Wait(
                        Rule.FROM_ABOVE,
                        say(
                                "A step of the front line waits for one above it that has stuck. “%s” at %s is on its way.",
                                s.title(), s.place()),
                        s.decides()))
                .orElseGet(() -> new Wait(
                        Rule.FROM_ABOVE,
                        above.stream().anyMatch(s -> s.phase() == Phase.SLIPPED)
                                ? say(
                                        "A step of the front line waits for one above it that holds, and the one above has slipped back.")
                                : say(
                                        "A step of the front line waits for one above it that has stuck. Begin with a step of those who lead."),
                        Optional.empty())));
    }

    /// Whether a unit is that of everybody, or lies on the way up from all of the units.
    private boolean isAbove(@Nullable String unit, List<String> below) {
        return unit == null
                || below.stream()
                        .allMatch(b -> dossier.registry().chain(b).stream()
                                .map(Unit::id)
                                .anyMatch(unit::equals));
    }

    /// Whether a step is about selling: by the measure it aims at, or by its objective.
    private boolean sells(Step step) {
        return Optional.ofNullable(step.aimedAt())
                        .flatMap(dossier.measures()::find)
                        .filter(m -> m.kind() == Kind.SALES)
                        .isPresent()
                || Optional.ofNullable(step.objective())
                        .flatMap(dossier.registry()::objective)
                        .map(Objective::about)
                        .filter("sales"::equals)
                        .isPresent();
    }

    private List<String> within(@Nullable String unit) {
        return unit == null
                ? dossier.organisation().units().stream().map(Unit::id).toList()
                : dossier.registry().subtree(unit).stream().sorted().toList();
    }

    private Optional<Wait> basics(List<String> units) {
        LocalDate day = dossier.period().to();
        List<String> below = Basics.of(dossier)
                .map(b -> units.stream()
                        .filter(u -> b.belowPar(u, day).orElse(false))
                        .map(u -> StepLog.title(dossier, u))
                        .toList())
                .orElse(List.of());
        return below.isEmpty()
                ? Optional.empty()
                : Optional.of(new Wait(
                        Rule.BASICS_FIRST,
                        say(
                                "Service at %s is below par. Selling there opens when the basics hold.",
                                Wording.names(below, NAMES)),
                        Optional.empty()));
    }
}
