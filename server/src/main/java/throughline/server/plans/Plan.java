package throughline.server.plans;

import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import throughline.organisation.Layer;
import throughline.organisation.Register.Step;

/// A step that a unit takes next.
///
/// @param unit id of the unit; empty is everybody
/// @param row what is known of it, text by column of the table `steps`, without its id, unit and start
/// @param plannedOn the day on which it was chosen
public record Plan(UUID id, String unit, Map<String, String> row, LocalDate plannedOn) {

    /// Copies the map.
    public Plan {
        row = Map.copyOf(row);
    }

    /// What will be different.
    public String name() {
        return row.getOrDefault("name", "");
    }

    /// The step it would be if it began on a day.
    public Step step(LocalDate day) {
        return new Step(
                "",
                id.toString(),
                name(),
                day,
                unit.isEmpty() ? null : unit,
                null,
                row.get("aimed_at"),
                row.get("cause"),
                row.get("objective"),
                Optional.ofNullable(row.get("targets_layer"))
                        .flatMap(Layer::find)
                        .orElse(null),
                row.get("sponsor"),
                row.get("owner_after"),
                row.get("size"),
                null,
                null,
                null);
    }
}
