package throughline.diagnosis;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.StepLog.Begun;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Kind;

/// Something that happened and may show in a chart over time.
///
/// @param unit id of the unit it concerns; empty for everybody
public record StepEvent(LocalDate at, Sort sort, String label, String unit) {

    /// What happened.
    public enum Sort {
        STEP,
        DECISION,
        PUSH,
        OUTAGE
    }

    /// Weeks of an outage measure with outages beyond which they are no events but a state (ours).
    private static final double RARE = 0.25;

    /// All that is on record, oldest first.
    static List<StepEvent> all(Dossier dossier, List<Begun> steps) {
        var events = new ArrayList<StepEvent>();
        steps.forEach(s -> events.add(new StepEvent(
                s.step().startedOn(), Sort.STEP, s.title(), whose(s.step().unit()))));
        dossier.register()
                .decisions()
                .forEach(d -> events.add(new StepEvent(
                        d.at(),
                        Sort.DECISION,
                        Optional.ofNullable(d.text())
                                .or(() -> Optional.ofNullable(d.kind()).map(CodeWords::said))
                                .orElse(say("A decision")),
                        whose(d.unit()))));
        dossier.register()
                .pushes()
                .forEach(p -> events.add(new StepEvent(p.startedOn(), Sort.PUSH, say("Sales push"), whose(p.unit()))));
        events.addAll(outages(dossier));
        return events.stream()
                .sorted(Comparator.comparing(StepEvent::at)
                        .thenComparing(StepEvent::sort)
                        .thenComparing(StepEvent::label))
                .toList();
    }

    /// The first week of each run of weeks with an outage in the readings.
    private static List<StepEvent> outages(Dossier dossier) {
        Set<String> measures = dossier.measures().in(FactKind.READINGS, Kind.INFRASTRUCTURE).stream()
                .map(Entry::id)
                .filter(id -> id.toLowerCase(Locale.ROOT).contains("outage"))
                .collect(Collectors.toSet());
        if (measures.isEmpty()) {
            return List.of();
        }
        boolean placed = dossier.has(FactKind.READINGS, "unit");
        var query = CubeQuery.of(FactKind.READINGS)
                .by(new Key.Week())
                .sum("value")
                .where(new Filter.In("measure", measures));
        var weeks = new TreeMap<String, TreeMap<LocalDate, Double>>();
        for (Cell cell : dossier.scan(placed ? query.by("unit") : query)) {
            weeks.computeIfAbsent(whose(placed ? cell.text(1) : null), u -> new TreeMap<>())
                    .merge(cell.day(0), cell.sum(0).sum(), Double::sum);
        }
        var events = new ArrayList<StepEvent>();
        weeks.forEach((unit, own) -> {
            long bad = own.values().stream().filter(v -> v > 0).count();
            own.forEach((week, value) -> {
                if (value > 0 && bad <= RARE * own.size() && own.getOrDefault(week.minusWeeks(1), 0.0) <= 0) {
                    events.add(new StepEvent(week, Sort.OUTAGE, say("Outage"), unit));
                }
            });
        });
        return events;
    }

    private static String whose(@Nullable String unit) {
        return unit == null ? "" : unit;
    }
}
