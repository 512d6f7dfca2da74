package throughline.diagnosis;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import throughline.organisation.Register.Push;

/// In which weeks a sales push ran in a unit: its own, one of a unit above it, or one of everybody.
final class PushCalendar {

    private static final String EVERYBODY = "";

    private final Dossier dossier;
    private final Map<String, List<Push>> byUnit = new HashMap<>();
    private final Map<String, List<Push>> concerning = new HashMap<>();

    PushCalendar(Dossier dossier) {
        this.dossier = dossier;
        for (Push push : dossier.register().pushes()) {
            byUnit.computeIfAbsent(push.unit() == null ? EVERYBODY : push.unit(), u -> new ArrayList<>())
                    .add(push);
        }
    }

    /// Whether a push ran in the unit in the middle of the week.
    boolean pushed(String unit, LocalDate week) {
        return running(unit, week.plusDays(3)).findAny().isPresent();
    }

    /// The spell of the unit that the middle of the week lies in: the days of a push, which are those of other units
    /// too where it was decided for several, or the time since the push before.
    String spell(String unit, LocalDate week) {
        LocalDate day = week.plusDays(3);
        return running(unit, day)
                .min(Comparator.comparing(Push::startedOn))
                .map(p -> "%s to %s".formatted(p.startedOn(), p.endedOn()))
                .orElseGet(() -> "%s after %s"
                        .formatted(
                                unit,
                                all(unit)
                                        .filter(p -> p.endedOn() != null
                                                && p.endedOn().isBefore(day)
                                                && coversAMiddle(p.startedOn(), p.endedOn()))
                                        .count()));
    }

    private static boolean coversAMiddle(LocalDate from, LocalDate to) {
        return !from.with(TemporalAdjusters.nextOrSame(DayOfWeek.THURSDAY)).isAfter(to);
    }

    private Stream<Push> running(String unit, LocalDate day) {
        return all(unit)
                .filter(p -> !day.isBefore(p.startedOn()) && (p.endedOn() == null || !day.isAfter(p.endedOn())));
    }

    private Stream<Push> all(String unit) {
        return concerning.computeIfAbsent(unit, this::concerning).stream();
    }

    private List<Push> concerning(String unit) {
        var pushes = new ArrayList<>(byUnit.getOrDefault(EVERYBODY, List.of()));
        pushes.addAll(byUnit.getOrDefault(unit, List.of()));
        dossier.registry().chain(unit).stream()
                .filter(u -> !u.id().equals(unit))
                .forEach(u -> pushes.addAll(byUnit.getOrDefault(u.id(), List.of())));
        return pushes;
    }
}
