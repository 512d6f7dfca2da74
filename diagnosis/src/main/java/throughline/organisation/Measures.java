package throughline.organisation;

import static throughline.text.Text.say;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;

/// Every measure that is declared in the dictionary or seen in the facts, with its kind and direction.
public final class Measures {

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /// The entries, ordered by id.
    public Measures(List<Entry> all) {
        all.stream().sorted(Comparator.comparing(Entry::id)).forEach(e -> entries.put(e.id(), e));
    }

    /// One measure.
    ///
    /// @param id its id, the name of its column or of its readings
    /// @param title plain name for a sentence
    /// @param kind the tier it belongs to
    /// @param dimension dimension of perception, or null
    /// @param better which way is better
    /// @param low lower end of its scale, or null
    /// @param high upper end of its scale, or null
    /// @param declared whether the dictionary declares it, rather than name and values
    /// @param seenIn the tables that hold it
    public record Entry(
            String id,
            String title,
            Kind kind,
            @Nullable String dimension,
            Better better,
            @Nullable Double low,
            @Nullable Double high,
            boolean declared,
            Set<FactKind> seenIn) {
        /// Its name in the language that is spoken, where it has the name of a usual measure.
        @Override
        public String title() {
            return say(title);
        }

        /// Copies the set.
        public Entry {
            seenIn = Set.copyOf(seenIn);
        }

        /// Whether it is known which way is better: by the dictionary, by its name, or because of what it is. Of other
        /// measures higher is only taken for better, for want of a word.
        public boolean directed() {
            return declared
                    || better == Better.LOWER
                    || dimension != null
                    || kind == Kind.FEELING
                    || kind == Kind.OUTCOME;
        }

        /// Whether a gain in it can be told from a loss: it is directed, or a question, of which the exchange format
        /// says
        /// that higher is better. Of a code such as `ASA` among the contacts nobody knows.
        public boolean tellsGain() {
            return directed() || kind == Kind.PERCEPTION || kind == Kind.STAFF;
        }

        /// -1 where lower is better, else 1.
        public int sign() {
            return better == Better.LOWER ? -1 : 1;
        }
    }

    /// The measure of the id.
    public Optional<Entry> find(String id) {
        return Optional.ofNullable(entries.get(id));
    }

    /// All measures, by id.
    public List<Entry> list() {
        return List.copyOf(entries.values());
    }

    /// The measures that a table holds as columns (for readings: as values of `measure`), by id.
    public List<Entry> in(FactKind table) {
        return entries.values().stream().filter(e -> e.seenIn().contains(table)).toList();
    }

    /// The measures of the kinds that a table holds, by id.
    public List<Entry> in(FactKind table, Kind... kinds) {
        Set<Kind> wanted = Set.of(kinds);
        return in(table).stream().filter(e -> wanted.contains(e.kind())).toList();
    }
}
