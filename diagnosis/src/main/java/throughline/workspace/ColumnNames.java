package throughline.workspace;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.Column;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;

/// The names of a file's columns as the lake knows them: small letters, words joined by `_`.
final class ColumnNames {

    private static final int LONGEST = 80;
    private static final Set<String> COUNTS = Set.of("transfers", "repeats", "systems");

    private ColumnNames() {}

    /// One name a column; null for a column that is left out, which is said.
    static List<@Nullable String> of(FactKind kind, List<String> header, List<String> warnings, String file) {
        var names = new ArrayList<@Nullable String>();
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < header.size(); i++) {
            String name = plain(header.get(i));
            if (name.isEmpty()) {
                warnings.add(say("%s: column %s has no name and is left out.", file, i + 1));
                names.add(null);
                continue;
            }
            if (reserved(name)) {
                name = name + "_given";
            }
            Integer before = first.putIfAbsent(name, i + 1);
            if (before != null) {
                warnings.add(
                        say("%s: column %s occurs twice (%s and %s); the first is read.", file, name, before, i + 1));
                names.add(null);
                continue;
            }
            names.add(name);
        }
        missing(kind, names, warnings, file);
        return names;
    }

    /// The name in small letters; what is neither letter nor digit becomes `_`.
    static String plain(String name) {
        String plain = name.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", "_")
                .replaceAll("^_+|_+$", "");
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) : plain;
    }

    /// A measure as the name of the column it would have, so that `AHT` in one file is `aht` in another.
    static String measure(String name) {
        String plain = plain(name);
        return plain.isEmpty() ? name : plain;
    }

    /// Whether the values of the column are names of measures.
    static boolean holdsMeasures(FactKind kind, String column) {
        return switch (kind) {
            case READINGS, FORECASTS, IMPORTANCES, PROMISES -> column.equals("measure");
            case STEPS -> column.equals("aimed_at");
            default -> false;
        };
    }

    /// Whether the column holds a length of time or a number of times, which is never below 0: in contacts what the
    /// exchange format calls seconds (`_s`) and counts, elsewhere hours, minutes and days.
    static boolean amount(FactKind kind, String column) {
        return switch (kind) {
            case INTERACTIONS -> column.endsWith("_s") || COUNTS.contains(column);
            case TRAINING, LISTENING -> column.equals("hours");
            case AGENDAS, DECISIONS -> column.equals("minutes");
            case STEPS -> column.equals("bedding_days");
            default -> false;
        };
    }

    private static boolean reserved(String name) {
        return FactTable.SYSTEM.stream().anyMatch(c -> c.name().equals(name));
    }

    private static void missing(FactKind kind, List<@Nullable String> names, List<String> warnings, String file) {
        List<String> declared = kind.columns().stream().map(Column::name).toList();
        for (String name : names) {
            if (name == null || declared.contains(name)) {
                continue;
            }
            NearestName.of(name, declared)
                    .filter(near -> !names.contains(near))
                    .ifPresent(near ->
                            warnings.add(say("%s: %s is not a known column. Did you mean %s?", file, name, near)));
        }
    }
}
