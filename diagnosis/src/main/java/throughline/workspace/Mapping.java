package throughline.workspace;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation;

/// How foreign files become the tables of a workspace. The form of the file is described in docs/connecting-data.md.
///
/// @param name the organisation's name, where the mapping gives one
/// @param timezone the organisation's zone, where the mapping gives one
/// @param measures dictionary of measures
/// @param tables the tables and what they are made of
public record Mapping(
        @Nullable String name, Optional<ZoneId> timezone, List<Organisation.Measure> measures, List<Table> tables) {

    /// Name of the file in a folder of foreign files.
    public static final String FILE = "mapping.yaml";

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

    /// The organisation with what the mapping says of it. A recorded name, zone or measure comes first.
    Organisation completed(Organisation organisation) {
        var all = new java.util.ArrayList<>(organisation.measures());
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
                organisation.links());
    }
}
