package throughline.diagnosis;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import throughline.diagnosis.StepLog.Begun;
import throughline.diagnosis.StepStanding.Phase;

/// The steps that have begun and where each is. Whether a step has stuck is what cause 2.5 sees of it ([GateLooks]),
/// over all units under it together.
///
/// @param day the last day of the facts
/// @param all every step, in the order of their start
/// @param events steps, decisions, sales pushes and outages on record, oldest first
public record Steps(LocalDate day, List<StepStanding> all, List<StepEvent> events) {

    /// Copies the lists.
    public Steps {
        all = List.copyOf(all);
        events = List.copyOf(events);
    }

    /// The steps of the dossier, which must reach back to the baselines.
    public static Steps of(Dossier dossier) {
        StepLog log = StepLog.whole(dossier);
        LocalDate day = dossier.period().to();
        Map<String, StepWeeks.Source> sources = new TreeMap<>();
        ProvenSteps.measures(dossier, log)
                .forEach((aim, measure) -> sources.put(aim, StepWeeks.Source.of(dossier, measure)));
        Map<String, Set<String>> rollouts = log.rollouts();
        List<StepEvent> events = StepEvent.all(dossier, log.steps());
        Map<String, Integer> numbers = new HashMap<>();
        var all = new ArrayList<StepStanding>();
        for (Begun begun : log.steps()) {
            Optional<StepWeeks> weeks = Optional.ofNullable(sources.get(ProvenSteps.aim(begun)))
                    .flatMap(s -> StepWeeks.of(begun, s, rollouts.getOrDefault(StepLog.rollout(begun), Set.of()), day));
            String unit = begun.step().unit();
            all.add(StepStanding.of(
                    begun,
                    numbers.merge(unit == null ? "" : unit, 1, Integer::sum),
                    unit == null ? say("Everybody") : StepLog.title(dossier, unit),
                    weeks,
                    events(events, begun, weeks, dossier),
                    day));
        }
        return new Steps(day, all, events);
    }

    private static List<StepEvent> events(
            List<StepEvent> events, Begun begun, Optional<StepWeeks> weeks, Dossier dossier) {
        LocalDate from = weeks.flatMap(w -> w.weeks().stream().findFirst())
                .map(StepWeeks.Week::at)
                .orElse(begun.step().startedOn());
        Set<String> places = new HashSet<>(begun.units());
        begun.units().forEach(u -> dossier.registry().chain(u).forEach(above -> places.add(above.id())));
        return events.stream()
                .filter(e -> !e.at().isBefore(from))
                .filter(e -> e.unit().isEmpty() || places.contains(e.unit()))
                .filter(e -> e.sort() != StepEvent.Sort.STEP
                        || !e.at().equals(begun.step().startedOn())
                        || !e.label().equals(begun.title()))
                .toList();
    }

    /// The latest step of each unit: what waits for somebody first, then by name of the unit.
    public List<StepStanding> active() {
        Map<String, StepStanding> latest = new LinkedHashMap<>();
        all.forEach(s -> latest.put(unit(s), s));
        return latest.values().stream()
                .sorted(Comparator.<StepStanding>comparingInt(s -> rank(s.phase()))
                        .thenComparing(StepStanding::place)
                        .thenComparing(s -> s.step().id()))
                .toList();
    }

    /// How many units have begun a step.
    public int units() {
        return Math.toIntExact(all.stream().map(Steps::unit).distinct().count());
    }

    private static String unit(StepStanding step) {
        return Objects.requireNonNullElse(step.step().unit(), "");
    }

    private static int rank(Phase phase) {
        return switch (phase) {
            case SLIPPED -> 0;
            case NOT_STUCK -> 1;
            case BEDDING_IN -> 2;
            case CHANGE -> 3;
            case STUCK -> 4;
            case BASELINE -> 5;
            case UNMEASURED, ENDED -> 6;
        };
    }

    /// The step of the id.
    public Optional<StepStanding> find(String id) {
        return all.stream().filter(s -> s.step().id().equals(id)).findFirst();
    }

    /// How many steps are in the phase.
    public long count(Phase phase) {
        return all.stream().filter(s -> s.phase() == phase).count();
    }

    /// Other steps that are open in units of this one as well.
    public List<StepStanding> beside(StepStanding step) {
        return all.stream()
                .filter(s -> !s.equals(step) && s.open() && s.units().stream().anyMatch(step.units()::contains))
                .toList();
    }

    /// How many units' latest steps are open while another step is open in a unit of theirs.
    public long crowded() {
        Map<String, Integer> open = new HashMap<>();
        all.stream()
                .filter(StepStanding::open)
                .forEach(s -> Set.copyOf(s.units()).forEach(u -> open.merge(u, 1, Integer::sum)));
        return active().stream()
                .filter(s -> s.open() && s.units().stream().anyMatch(u -> open.getOrDefault(u, 0) > 1))
                .count();
    }

    /// What keeps the next step of the units waiting, the latest first: steps that are open, and the latest of a
    /// unit where it has slipped or not stuck.
    List<StepStanding> before(List<String> units) {
        return all.reversed().stream()
                .filter(s -> s.units().stream().anyMatch(units::contains))
                .filter(s -> s.open()
                        || (s.waits() && s.units().stream().anyMatch(u -> units.contains(u) && isLatest(s, u))))
                .toList();
    }

    private boolean isLatest(StepStanding step, String unit) {
        return all.reversed().stream()
                .filter(s -> s.units().contains(unit))
                .findFirst()
                .filter(step::equals)
                .isPresent();
    }
}
