package throughline.server.page;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import throughline.diagnosis.Figure.Series;
import throughline.diagnosis.StepEvent;
import throughline.organisation.Organisation.Unit;
import throughline.server.diagnose.Examination;

/// What happened, as the charts over time mark it: steps, decisions, sales pushes and outages.
///
/// @param events that concern all that is shown, oldest first
record EventWords(List<StepEvent> events) {

    /// Marks in a chart; a table beside it has no room for more either.
    private static final int MOST = 6;

    /// What concerns everybody, or the unit that is shown and those above it. What one unit of many does would
    /// not show in what all have in common.
    static EventWords of(Examination examination) {
        Set<String> up = examination
                .part()
                .map(part -> examination.dossier().registry().chain(part.id()).stream()
                        .map(Unit::id)
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
        return new EventWords(examination.steps().events().stream()
                .filter(e -> e.unit().isEmpty() || up.contains(e.unit()))
                .toList());
    }

    /// The latest marks from the week of the first day to that of the last.
    List<Series.Event> between(LocalDate first, LocalDate last) {
        List<StepEvent> within = events.stream()
                .filter(e -> !e.at().isBefore(first) && e.at().isBefore(last.plusWeeks(1)))
                .toList();
        return within.subList(Math.max(0, within.size() - MOST), within.size()).stream()
                .map(e -> new Series.Event(e.at(), words(e)))
                .toList();
    }

    /// An event as a table names it.
    static String words(StepEvent event) {
        return switch (event.sort()) {
            case STEP -> say("Step: %s", event.label());
            case DECISION -> say("Decision: %s", event.label());
            case PUSH, OUTAGE -> event.label();
        };
    }
}
