package throughline.lake.iceberg;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import javax.sql.DataSource;
import throughline.lake.duckdb.DuckDbCubeEngine;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;

/// The tables of a sealed lake as Iceberg tables, so that another engine can ask them: with their derived columns, and
/// with the cases and traces. What is derived is derived once, by DuckDB; the other engine only scans and adds up.
///
/// A publication has a name and is written once. Newer facts are another publication under another name; the old
/// one is dropped when nobody asks it any more. An engine may be made of it once [#publish] has returned.
public final class PublishedTables implements AutoCloseable {

    /// What names of publications begin with; nothing else in a lake does.
    public static final String PREFIX = "published";

    private final IcebergLake lake;
    private final String name;

    private PublishedTables(IcebergLake lake, String name) {
        this.lake = lake;
        this.name = name;
    }

    /// Opens a publication; of a name that was never published it is empty.
    ///
    /// @param name [#PREFIX], then small letters, digits and `_`, such as `published_7`
    /// @throws IllegalArgumentException if the name is another one
    public static PublishedTables open(Storage storage, DataSource catalogue, String name) {
        if (!name.matches(PREFIX + "[a-z0-9_]*")) {
            throw new IllegalArgumentException(
                    "A publication is named published and then by small letters, digits and _, got " + name);
        }
        return new PublishedTables(IcebergLake.published(storage, catalogue, name), name);
    }

    /// The namespace of the tables in the catalogue.
    public String name() {
        return name;
    }

    /// Writes every table of an engine. May be repeated after a crash with the same engine.
    public void publish(DuckDbCubeEngine engine) {
        for (FactKind kind : FactKind.values()) {
            Optional<FactTable> table = engine.table(kind);
            table.ifPresent(
                    known -> lake.append(known, new TreeSet<>(List.of(0L)), appender -> engine.copy(kind, appender)));
        }
    }

    /// The tables that were published, each as it is now.
    public List<Plan> plans() {
        return Arrays.stream(FactKind.values())
                .flatMap(kind -> lake.plan(kind).stream())
                .toList();
    }

    /// Takes the publication away.
    public void drop() {
        lake.drop();
    }

    @Override
    public void close() {
        lake.close();
    }
}
