package throughline.workspace;

import static throughline.text.Text.say;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Wording;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;

/// Counts the words of one column that are not among those the exchange format knows there. They are kept as
/// they stand; what looks for a known word passes them over, so they are named.
final class KnownWords {

    /// Words for the place where somebody deals with the organisation.
    static final List<String> CHANNELS = List.of(
            "phone",
            "web",
            "app",
            "email",
            "chat",
            "letter",
            "store",
            "reception",
            "carpark",
            "delivery",
            "billing",
            "hr",
            "pr",
            "social",
            "partner",
            "other");

    private static final int MOST = 1_000;
    private static final int NAMED = 3;

    private static final List<String> LAYERS =
            Arrays.stream(Layer.values()).map(Layer::id).toList();

    private final FactKind kind;
    private final String column;
    private final List<String> known;
    private final Set<String> good = new HashSet<>();
    private final Map<String, Long> odd = new TreeMap<>();
    private long others;

    private KnownWords(FactKind kind, String column, List<String> known) {
        this.kind = kind;
        this.column = column;
        this.known = known;
    }

    /// A count for the column, where the exchange format lists its words and some of them matter.
    static Optional<KnownWords> of(FactKind kind, String column) {
        List<String> words = switch (column) {
            case "layer", "targets_layer" -> LAYERS;
            case "channel" -> kind == FactKind.INTERACTIONS ? CHANNELS : List.<String>of();
            case "direction" ->
                kind == FactKind.DECISIONS ? List.of("improves", "worsens", "neutral") : List.<String>of();
            case "kind" ->
                kind == FactKind.TRAINING
                        ? List.of("service-delivery", "behaviour-script", "technical", "product", "compliance")
                        : List.<String>of();
            case "cause" ->
                kind == FactKind.STEPS
                        ? Arrays.stream(Cause.values()).map(Cause::id).toList()
                        : List.<String>of();
            default -> List.<String>of();
        };
        return words.isEmpty() ? Optional.empty() : Optional.of(new KnownWords(kind, column, words));
    }

    /// Takes a value in.
    ///
    /// @param rows how many rows have it
    void add(String word, long rows) {
        if (good.contains(word)) {
            return;
        }
        if (isKnown(word)) {
            good.add(word);
        } else if (odd.size() < MOST || odd.containsKey(word)) {
            odd.merge(word, rows, Long::sum);
        } else {
            others += rows;
        }
    }

    private boolean isKnown(String word) {
        if (column.endsWith("layer")) {
            return Layer.find(word).isPresent();
        }
        String plain = word.strip().toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
        return known.contains(plain)
                || switch (column) {
                    case "direction" -> plain.startsWith("worse") || plain.startsWith("improve");
                    case "kind" -> plain.equals("service") || plain.contains("script");
                    default -> false;
                };
    }

    /// What was found, where and how often, and what to write instead.
    Optional<String> remark() {
        if (odd.isEmpty()) {
            return Optional.empty();
        }
        List<String> named = odd.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(e -> "\"%s\" (%s)".formatted(shown(e.getKey()), Wording.count(e.getValue(), "row", "rows")))
                .toList();
        String more = others == 0 ? "" : say(" Further words were not counted.");
        return Optional.of(say(
                named.size() == 1
                        ? "%s in %s: %s is not known and passed over. Write %s.%s"
                        : "%s in %s: %s are not known and passed over. Write %s.%s",
                column,
                kind.table(),
                Wording.names(named, NAMED),
                choice(known),
                more));
    }

    /// The words to choose from, such as `a, b or c`.
    static String choice(List<String> words) {
        return say("%s or %s", String.join(", ", words.subList(0, words.size() - 1)), words.getLast());
    }

    private static String shown(String word) {
        return word.length() > 40 ? word.substring(0, 40) + "…" : word;
    }
}
