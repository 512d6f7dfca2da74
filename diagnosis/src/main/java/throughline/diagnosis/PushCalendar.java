package throughline.diagnosis;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        LocalDate day = week.plusDays(3);
        return concerning.computeIfAbsent(unit, this::concerning).stream()
                .anyMatch(p -> !day.isBefore(p.startedOn()) && (p.endedOn() == null || !day.isAfter(p.endedOn())));
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
