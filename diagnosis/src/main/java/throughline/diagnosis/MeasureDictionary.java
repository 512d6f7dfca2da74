package throughline.diagnosis;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Filter;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Journey;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Measure;
import throughline.organisation.Organisation.Objective;
import throughline.organisation.Organisation.Scorecard;
import throughline.organisation.Organisation.Standard;
import throughline.organisation.Organisation.Touchpoint;

/// Every measure the organisation has declared, uses or is measured by: what it means, where it comes from, how fresh
/// it is, and what it is used for.
///
/// @param measures by tier, each tier by title
public record MeasureDictionary(List<Described> measures) {

    /// Nothing.
    public static final MeasureDictionary NONE = new MeasureDictionary(List.of());

    private static final Pattern WORDS = Pattern.compile("[^\\p{L}\\p{N}_\\-.]+");

    /// Copies the list.
    public MeasureDictionary {
        measures = List.copyOf(measures);
    }

    /// What a measure is used for.
    ///
    /// @param causes whose evidence looks at it
    /// @param standards on it
    /// @param scorecards number of lines it is on
    /// @param heaviest its largest share of a scorecard, 0 to 1
    /// @param journeys names of those that pass a touchpoint with a standard on it
    /// @param objectives number of objectives that name it
    /// @param links number of known links of cause and effect that name it
    public record Uses(
            List<Cause> causes,
            List<On> standards,
            long scorecards,
            double heaviest,
            List<String> journeys,
            long objectives,
            long links) {

        /// Copies the lists.
        public Uses {
            causes = List.copyOf(causes);
            standards = List.copyOf(standards);
            journeys = List.copyOf(journeys);
        }

        /// Whether anything uses it.
        public boolean any() {
            return !causes.isEmpty() || !standards.isEmpty() || scorecards + objectives + links > 0;
        }
    }

    /// A standard on a measure.
    ///
    /// @param touchpoint its id
    /// @param title its name
    public record On(String touchpoint, String title, Standard standard) {}

    /// How fresh a measure's table is.
    ///
    /// @param newest Monday of the last week with facts
    /// @param late whether that is too old to judge by
    public record Fresh(LocalDate newest, boolean late) {}

    /// A measure.
    ///
    /// @param kind the tier; empty where nothing is known of it but its name
    /// @param dimension of perception, or null
    /// @param unit such as `s`, or null
    /// @param better which way is better; empty where nothing is known of it but its name
    /// @param low lower end of its scale, or null
    /// @param high upper end of its scale, or null
    /// @param declared whether the record declares it; else its kind and direction are inferred
    /// @param tables where it is measured; none where it is not
    /// @param files the files of these tables
    /// @param fresh of the freshest of these tables
    public record Described(
            String id,
            String title,
            Optional<Kind> kind,
            @Nullable String dimension,
            @Nullable String unit,
            Optional<Better> better,
            @Nullable Double low,
            @Nullable Double high,
            boolean declared,
            List<FactKind> tables,
            List<String> files,
            Optional<Fresh> fresh,
            Uses uses) {

        /// Copies the lists.
        public Described {
            tables = List.copyOf(tables);
            files = List.copyOf(files);
        }

        /// Whether the facts have it.
        public boolean measured() {
            return !tables.isEmpty();
        }
    }

    /// The dictionary of what the dossier covers, with the causes of its diagnosis.
    public static MeasureDictionary of(Dossier dossier, Diagnosis diagnosis) {
        Organisation record = dossier.organisation();
        Map<String, Set<Cause>> causes = causes(diagnosis);
        Map<FactKind, Optional<Freshness>> fresh = new EnumMap<>(FactKind.class);
        Set<String> ids = new LinkedHashSet<>();
        dossier.measures().list().forEach(e -> ids.add(e.id()));
        record.measures().forEach(m -> ids.add(m.id()));
        record.scorecards().forEach(s -> ids.add(s.measure()));
        record.touchpoints().forEach(t -> t.standards().forEach(s -> ids.add(s.measure())));
        return new MeasureDictionary(ids.stream()
                .filter(id -> dossier.measures().find(id).isPresent()
                        || dossier.measures().list().stream().noneMatch(e -> id.equals(e.dimension())))
                .map(id -> described(dossier, id, causes.getOrDefault(id, Set.of()), fresh))
                .sorted(Comparator.comparingInt(
                                (Described d) -> d.kind().map(Enum::ordinal).orElse(Kind.values().length))
                        .thenComparing(Described::title)
                        .thenComparing(Described::id))
                .toList());
    }

    /// The measures that are declared or used and that no fact has.
    public List<Described> unmeasured() {
        return measures.stream().filter(m -> !m.measured()).toList();
    }

    private static Described described(
            Dossier dossier, String id, Set<Cause> causes, Map<FactKind, Optional<Freshness>> fresh) {
        Optional<Entry> entry = dossier.measures().find(id);
        Optional<Measure> declared = dossier.organisation().measures().stream()
                .filter(m -> m.id().equals(id))
                .findFirst();
        // Whether a matter was resolved is a column of contacts of its own, not one of the measures beside it.
        List<FactKind> tables = Stream.concat(
                        entry.stream().flatMap(e -> e.seenIn().stream()), CardMeasure.table(dossier, id).stream())
                .distinct()
                .sorted()
                .toList();
        return new Described(
                id,
                Wording.sentence(declared.map(Measure::name)
                        .or(() -> entry.map(Entry::title))
                        .orElse(id.replace('_', ' '))),
                entry.map(Entry::kind).or(() -> declared.map(Measure::kind)),
                entry.map(Entry::dimension).orElse(null),
                declared.map(Measure::unit).orElse(id.endsWith("_s") ? "s" : null),
                entry.map(Entry::better).or(() -> declared.map(Measure::better)),
                entry.map(Entry::low).orElse(null),
                entry.map(Entry::high).orElse(null),
                declared.isPresent(),
                tables,
                tables.stream()
                        .flatMap(t -> dossier.files(t).stream())
                        .distinct()
                        .toList(),
                tables.stream()
                        .flatMap(t -> fresh.computeIfAbsent(t, k -> Freshness.of(dossier, k)).stream())
                        .max(Comparator.comparing(Freshness::newest))
                        .map(f -> new Fresh(f.newest(), f.behind() > f.allowed())),
                uses(dossier, id, entry, causes));
    }

    private static Uses uses(Dossier dossier, String id, Optional<Entry> entry, Set<Cause> causes) {
        Organisation record = dossier.organisation();
        // A standard or a line may name the dimension instead of the question.
        Set<String> names = new LinkedHashSet<>();
        names.add(id);
        entry.map(Entry::dimension).filter(Objects::nonNull).ifPresent(names::add);
        var standards = new ArrayList<On>();
        for (Touchpoint touchpoint : record.touchpoints()) {
            touchpoint.standards().stream()
                    .filter(s -> names.contains(s.measure()))
                    .forEach(s -> standards.add(new On(touchpoint.id(), touchpoint.title(), s)));
        }
        List<Scorecard> lines = record.scorecards().stream()
                .filter(s -> s.weight() > 0 && names.contains(s.measure()))
                .toList();
        return new Uses(
                causes.stream().sorted().toList(),
                standards,
                lines.size(),
                lines.stream().mapToDouble(l -> share(record, l)).max().orElse(0),
                record.journeys().stream()
                        .filter(j -> standards.stream().anyMatch(s -> j.steps().contains(s.touchpoint())))
                        .map(Journey::title)
                        .toList(),
                record.objectives().stream()
                        .map(Objective::measures)
                        .filter(m -> m.stream().anyMatch(names::contains))
                        .count(),
                record.links().stream()
                        .filter(l -> names.contains(l.cause()) || names.contains(l.effect()))
                        .count());
    }

    private static double share(Organisation record, Scorecard line) {
        double all = record.scorecards().stream()
                .filter(s -> Objects.equals(s.unit(), line.unit()) && Objects.equals(s.role(), line.role()))
                .mapToDouble(Scorecard::weight)
                .sum();
        return line.weight() / all;
    }

    /// The causes whose evidence looks at a measure, by the columns of its rows and the words of its query.
    private static Map<String, Set<Cause>> causes(Diagnosis diagnosis) {
        Map<String, Set<Cause>> causes = new LinkedHashMap<>();
        for (Verdict verdict : diagnosis.verdicts()) {
            for (Evidence evidence : verdict.evidence()) {
                Lineage lineage = evidence.indicator().lineage();
                Stream.concat(
                                WORDS.splitAsStream(lineage.query()),
                                lineage.behind().stream().flatMap(MeasureDictionary::named))
                        .forEach(word -> causes.computeIfAbsent(word, w -> new LinkedHashSet<>())
                                .add(verdict.cause()));
            }
        }
        return causes;
    }

    private static Stream<String> named(RowQuery query) {
        return Stream.concat(query.columns().stream(), query.filters().stream().flatMap(f -> switch (f) {
            case Filter.In in when in.column().equals("measure") -> in.values().stream();
            case Filter.Known known -> Stream.of(known.column());
            case Filter.Range range -> Stream.of(range.column());
            default -> Stream.empty();
        }));
    }
}
