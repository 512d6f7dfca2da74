package throughline.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation;
import tools.jackson.databind.json.JsonMapper;

/// How foreign files become the tables of a workspace. The form of the file is described in docs/connecting-data.md.
///
/// One without tables says something of the organisation only; the files of its folder are read as they are.
///
/// @param name the organisation's name, where the mapping gives one
/// @param timezone the organisation's zone, where the mapping gives one
/// @param measures dictionary of measures
/// @param tables the tables and what they are made of
public record Mapping(
        @Nullable String name, Optional<ZoneId> timezone, List<Organisation.Measure> measures, List<Table> tables) {

    /// Name of the file in a folder of foreign files.
    public static final String FILE = "mapping.yaml";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /// Copies the lists.
    public Mapping {
        measures = List.copyOf(measures);
        tables = List.copyOf(tables);
    }

    /// One table made of the rows of one or several foreign files.
    ///
    /// @param kind what a row becomes
    /// @param file name of the source file, in which `*` stands for anything
    /// @param separator what stands between the cells of its rows
    /// @param where which rows count
    /// @param fields how each field is made; none takes the columns as they are
    public record Table(
            FactKind kind, String file, char separator, List<RowFilter> where, Map<String, FieldRule> fields) {}

    /// Reads a mapping file.
    ///
    /// @throws UnreadableWorkspaceException if anything in it is wrong, naming every line and path
    public static Mapping read(Path file) {
        return new MappingReader(file).read();
    }

    /// The mapping without its tables, for a folder whose files are tables already.
    Mapping withoutTables() {
        return new Mapping(name, timezone, measures, List.of());
    }

    /// Whether it says nothing.
    boolean isEmpty() {
        return name == null && timezone.isEmpty() && measures.isEmpty() && tables.isEmpty();
    }

    /// Both mappings in one; what the later says of a name, a zone or a measure counts.
    Mapping plus(Mapping later) {
        var all = new ArrayList<>(measures);
        all.removeIf(m -> later.measures.stream().anyMatch(l -> l.id().equals(m.id())));
        all.addAll(later.measures);
        var both = new ArrayList<>(tables);
        both.addAll(later.tables);
        return new Mapping(later.name == null ? name : later.name, later.timezone.or(() -> timezone), all, both);
    }

    /// Writes a mapping without tables; one that says nothing is not written.
    void write(Path file) throws IOException {
        if (isEmpty()) {
            return;
        }
        var text = new StringBuilder();
        if (name != null) {
            text.append("name: ").append(quoted(name)).append('\n');
        }
        timezone.ifPresent(zone -> text.append("timezone: ").append(zone).append('\n'));
        text.append(measures.isEmpty() ? "" : "measures:\n");
        for (Organisation.Measure m : measures) {
            text.append("  - {id: ").append(quoted(m.id()));
            field(text, "name", m.name());
            field(text, "kind", m.kind());
            field(text, "dimension", m.dimension());
            field(text, "unit", m.unit());
            field(text, "better", m.better());
            if (m.low() != null && m.high() != null) {
                text.append(", scale: [")
                        .append(m.low())
                        .append(", ")
                        .append(m.high())
                        .append(']');
            }
            text.append("}\n");
        }
        Files.writeString(file, text);
    }

    private static void field(StringBuilder text, String key, @Nullable Object value) {
        if (value != null) {
            String word =
                    value instanceof Enum<?> constant ? constant.name().toLowerCase(Locale.ROOT) : value.toString();
            text.append(", ").append(key).append(": ").append(quoted(word));
        }
    }

    /// A string as YAML and JSON write it between double quotes.
    private static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }

    /// The organisation with what the mapping says of it. A recorded name, zone or measure comes first.
    Organisation completed(Organisation organisation) {
        var all = new ArrayList<>(organisation.measures());
        measures.stream()
                .filter(m -> organisation.measures().stream().noneMatch(o -> o.id().equals(m.id())))
                .forEach(all::add);
        boolean recorded = organisation.recorded();
        return new Organisation(
                recorded || name == null ? organisation.name() : name,
                recorded ? organisation.timezone() : timezone.orElse(organisation.timezone()),
                recorded,
                organisation.promise(),
                organisation.units(),
                organisation.people(),
                organisation.touchpoints(),
                organisation.journeys(),
                all,
                organisation.objectives(),
                organisation.scorecards(),
                organisation.links(),
                organisation.sections());
    }
}
