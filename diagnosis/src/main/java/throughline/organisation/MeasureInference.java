package throughline.organisation;

import static throughline.text.Text.key;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;

/// Says of every measure what it is: by the dictionary first, then by its name, then by where it occurs and its values.
///
/// The rules are the exchange format's "Measures without a dictionary". Beyond them: another number of `interactions`
/// is a delivery measure whose direction its name tells; a number of `offers` or `pushes` is a sales measure; other
/// numbers (an age, a distance) are attributes and no measures. An item `x_expected` beside `x` belongs to `x` and is
/// no measure of its own.
public final class MeasureInference {

    /// Ending of the column that holds the expectation of an item.
    private static final String EXPECTED = "_expected";

    /// Most values that a whole-number item of a questionnaire has (0 to 10).
    public static final int MOST_ANSWERS = 11;

    private static final Set<String> LOWER_IN_NAME =
            Set.of("fault", "drop", "error", "outage", "delay", "wait", "queue");
    private static final Set<String> LOWER_IN_CONTACT = Set.of(
            "handle", "hold", "transfer", "repeat", "abandon", "fail", "duration", "effort", "minutes", "seconds");
    private static final Set<String> DELIVERY = Set.of("wait_s", "handle_s", "hold_s", "transfers", "repeats");
    private static final Set<String> DIMENSIONS =
            Set.of("empathy", "reliability", "responsiveness", "assurance", "tangibles");
    private static final Set<String> OUTCOMES = Set.of("csat", "nps", "loyalty", "recommend");
    private static final Set<String> EFFORT = Set.of("ces", "effort");

    /// Tables that decide what a measure is, before those that merely hold it as well.
    private static final List<FactKind> DECIDING = List.of(
            FactKind.RESPONSES,
            FactKind.INTERACTIONS,
            FactKind.EVALUATIONS,
            FactKind.PULSE,
            FactKind.OFFERS,
            FactKind.PUSHES,
            FactKind.READINGS);

    private static final Map<String, String> TITLES = Map.ofEntries(
            Map.entry("wait_s", key("Waiting time")),
            Map.entry("handle_s", key("Handling time")),
            Map.entry("hold_s", key("Time on hold")),
            Map.entry("repeats", key("Times a customer had to repeat themselves")),
            Map.entry("systems", key("Screens used")),
            Map.entry("csat", key("Satisfaction")),
            Map.entry("nps", key("Likelihood to recommend")),
            Map.entry("recommend", key("Likelihood to recommend")),
            Map.entry("ces", key("Effort")),
            Map.entry("effort", key("Effort")),
            Map.entry("empathy", key("Empathy")),
            Map.entry("reliability", key("Reliability")),
            Map.entry("responsiveness", key("Responsiveness")),
            Map.entry("assurance", key("Assurance")),
            Map.entry("tangibles", key("Tangibles")),
            Map.entry("loyalty", key("Loyalty")));

    private MeasureInference() {}

    /// The item whose expectation the column holds; the column itself where it holds none.
    public static String item(String column) {
        return column.endsWith(EXPECTED) ? column.substring(0, column.length() - EXPECTED.length()) : column;
    }

    /// The kind of a measure of contacts that the exchange format names, whether or not there are any
    /// contacts.
    public static Optional<Kind> kindOfContact(String id) {
        return DELIVERY.contains(id)
                ? Optional.of(Kind.DELIVERY)
                : id.equals("systems") ? Optional.of(Kind.INFRASTRUCTURE) : Optional.empty();
    }

    /// What was seen of one number or flag in one table.
    ///
    /// @param id name of its column, or of its readings
    /// @param low least value seen
    /// @param high greatest value seen
    /// @param whole whether every value is a whole number; a flag counts 1 or 0
    /// @param values how many different values there are, counted as far as 12
    public record Seen(FactKind table, String id, double low, double high, boolean whole, int values) {}

    /// The measures and what is to be said about how they were understood.
    ///
    /// @param guessed ids whose kind only their values tell, ordered
    /// @param attributes columns of numbers that are no measures, such as `responses.age`, ordered
    public record Result(Measures measures, List<String> guessed, List<String> attributes) {}

    /// Infers every measure.
    ///
    /// @param dictionary the measures that organisation.yaml declares
    /// @param seen the number and flag columns beyond the declared ones, and the measures of readings
    public static Result of(List<Organisation.Measure> dictionary, Collection<Seen> seen) {
        Map<String, List<Seen>> places = new TreeMap<>();
        seen.stream()
                .sorted(Comparator.comparing(Seen::table))
                .forEach(s ->
                        places.computeIfAbsent(s.id(), id -> new ArrayList<>()).add(s));
        Map<String, Organisation.Measure> declared = new TreeMap<>();
        dictionary.forEach(m -> declared.put(m.id(), m));
        declared.keySet().forEach(id -> places.putIfAbsent(id, List.of()));

        var entries = new ArrayList<Measures.Entry>();
        var guessed = new ArrayList<String>();
        var attributes = new ArrayList<String>();
        places.forEach((id, where) -> {
            if (!item(id).equals(id) && places.containsKey(item(id))) {
                return;
            }
            Organisation.Measure word = declared.get(id);
            Optional<Guess> guess = guess(id, where);
            if (word == null && guess.isEmpty()) {
                where.forEach(s -> attributes.add(s.table().table() + "." + id));
                return;
            }
            if (word == null && guess.get().byValues()) {
                guessed.add(id);
            }
            entries.add(entry(id, where, word, guess.orElse(null)));
        });
        return new Result(new Measures(entries), List.copyOf(guessed), List.copyOf(attributes));
    }

    private static Measures.Entry entry(
            String id, List<Seen> where, Organisation.@Nullable Measure word, @Nullable Guess guess) {
        Set<FactKind> tables = EnumSet.noneOf(FactKind.class);
        where.forEach(s -> tables.add(s.table()));
        Kind kind = word != null && word.kind() != null ? word.kind() : guess != null ? guess.kind() : Kind.DELIVERY;
        Better better =
                word != null && word.better() != null ? word.better() : guess != null ? guess.better() : Better.HIGHER;
        String dimension =
                word != null && word.dimension() != null ? word.dimension() : guess == null ? null : guess.dimension();
        Double low = word != null && word.low() != null ? word.low() : guess == null ? null : guess.low();
        Double high = word != null && word.high() != null ? word.high() : guess == null ? null : guess.high();
        String title = word != null && word.name() != null ? word.name() : title(id);
        return new Measures.Entry(id, title, kind, dimension, better, low, high, word != null, tables);
    }

    private static Optional<Guess> guess(String id, List<Seen> where) {
        for (FactKind table : DECIDING) {
            for (Seen seen : where) {
                if (seen.table() == table) {
                    return guess(id, seen);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Guess> guess(String id, Seen seen) {
        return switch (seen.table()) {
            case READINGS -> Optional.of(new Guess(Kind.INFRASTRUCTURE, null, byName(id, LOWER_IN_NAME), null, null));
            case INTERACTIONS -> Optional.of(contact(id));
            case RESPONSES -> answer(id, seen);
            case EVALUATIONS -> Optional.of(scaled(Kind.PERCEPTION, dimension(id), Better.HIGHER, seen));
            case PULSE -> Optional.of(staff(id, seen));
            case OFFERS, PUSHES -> Optional.of(new Guess(Kind.SALES, null, Better.HIGHER, null, null));
            default -> Optional.empty();
        };
    }

    private static Guess contact(String id) {
        Optional<Kind> named = kindOfContact(id);
        if (named.isPresent()) {
            return new Guess(named.get(), null, Better.LOWER, null, null);
        }
        Better better = byName(id, LOWER_IN_NAME) == Better.LOWER ? Better.LOWER : byName(id, LOWER_IN_CONTACT);
        return new Guess(Kind.DELIVERY, null, better, null, null);
    }

    private static Optional<Guess> answer(String id, Seen seen) {
        String dimension = dimension(id);
        if (dimension != null) {
            return Optional.of(scaled(Kind.PERCEPTION, dimension, Better.HIGHER, seen));
        }
        if (id.startsWith("feel_")) {
            return Optional.of(scaled(Kind.FEELING, null, Better.HIGHER, seen));
        }
        if (id.equals("nps")) {
            return Optional.of(new Guess(Kind.OUTCOME, null, Better.HIGHER, 0.0, 10.0));
        }
        String root = root(id);
        if (OUTCOMES.contains(root)) {
            return Optional.of(scaled(Kind.OUTCOME, null, Better.HIGHER, seen));
        }
        if (EFFORT.contains(root)) {
            return Optional.of(scaled(Kind.PERCEPTION, "effort", Better.LOWER, seen));
        }
        if (seen.whole() && seen.values() <= MOST_ANSWERS) {
            Guess item = scaled(Kind.PERCEPTION, null, Better.HIGHER, seen);
            return Optional.of(new Guess(item.kind(), null, item.better(), item.low(), item.high(), true));
        }
        return Optional.empty();
    }

    private static Guess staff(String id, Seen seen) {
        Better better = id.equals("too_many_changes") ? Better.LOWER : Better.HIGHER;
        boolean usual = seen.low() >= 1 && seen.high() <= 5 && seen.high() > 1;
        return usual ? new Guess(Kind.STAFF, null, better, 1.0, 5.0) : scaled(Kind.STAFF, null, better, seen);
    }

    private static Guess scaled(Kind kind, @Nullable String dimension, Better better, Seen seen) {
        boolean flat = !(seen.low() < seen.high());
        return new Guess(kind, dimension, better, flat ? null : seen.low(), flat ? null : seen.high());
    }

    private static Better byName(String id, Set<String> words) {
        return words.stream().anyMatch(id::contains) ? Better.LOWER : Better.HIGHER;
    }

    private static @Nullable String dimension(String id) {
        String root = root(id);
        return DIMENSIONS.contains(root) ? root : null;
    }

    /// The id without a closing `_1`, `_2` ...
    private static String root(String id) {
        return id.replaceFirst("_\\d+$", "");
    }

    private static String title(String id) {
        String known = TITLES.get(id);
        if (known != null) {
            return known;
        }
        String words = (id.startsWith("feel_") ? "feeling_" + id.substring(5) : id)
                .replace('_', ' ')
                .strip();
        return words.isEmpty() ? id : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    private record Guess(
            Kind kind,
            @Nullable String dimension,
            Better better,
            @Nullable Double low,
            @Nullable Double high,
            boolean byValues) {

        Guess(Kind kind, @Nullable String dimension, Better better, @Nullable Double low, @Nullable Double high) {
            this(kind, dimension, better, low, high, false);
        }
    }
}
