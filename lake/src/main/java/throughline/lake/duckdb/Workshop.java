package throughline.lake.duckdb;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import throughline.lake.sql.Sql;

/// Where tables are made from tables: each result is a Parquet file in the lake's folder with a view over it. Safe for
/// several threads that make different tables.
final class Workshop {

    private final Connections connections;
    private final Path folder;
    private final boolean paged;
    private final AtomicLong written = new AtomicLong();
    private final Map<String, String> definitions = new ConcurrentHashMap<>();

    private Workshop(Connections connections, Path folder, boolean paged) {
        this.connections = connections;
        this.folder = folder;
        this.paged = paged;
    }

    /// A workshop whose results are asked where they lie.
    static Workshop ofTables(Connections connections, Path folder) {
        return new Workshop(connections, folder, false);
    }

    /// A workshop whose results are each read once, to be [#split] into pages.
    static Workshop ofPages(Connections connections, Path folder) {
        return new Workshop(connections, folder, true);
    }

    /// Names a SELECT; it runs whenever it is read.
    void view(String name, String select) {
        definitions.put(name, select);
        connections.run("create or replace view %s as %s".formatted(Sql.name(name), select));
    }

    /// Runs a SELECT, keeps its rows in their order, and gives the file they are in.
    String write(String name, String select) {
        String file = folder.resolve("%s-%d.parquet".formatted(name, written.incrementAndGet()))
                .toString();
        connections.run("copy (%s) to %s (format parquet, compression snappy)".formatted(select, Sql.text(file)));
        view(name, "select * from " + scan(List.of(file)));
        return file;
    }

    /// Makes a result that no other table is made of: a file, or where it is read only once, a view.
    void finish(String name, String select) {
        if (paged) {
            view(name, select);
        } else {
            write(name, select);
        }
    }

    /// Runs a SELECT into files, one folder for each value of a column.
    ///
    /// @param into a folder that is not there yet
    void split(String select, String column, Path into) {
        connections.run("copy (%s) to %s (format parquet, compression snappy, partition_by (%s))"
                .formatted(select, Sql.text(into.toString()), Sql.name(column)));
    }

    /// Files of the same columns as one table, in this order.
    static String scan(List<String> files) {
        return files.stream().map(Sql::text).collect(Collectors.joining(", ", "read_parquet([", "])"));
    }

    /// Whether there is a table or a view of the name.
    boolean has(String name) {
        return definitions.containsKey(name);
    }

    /// The SELECT a view stands for.
    String definition(String name) {
        return Objects.requireNonNull(definitions.get(name));
    }

    long number(String select) {
        return connections.number(select, List.of());
    }

    /// Texts and numbers of a small answer, row by row.
    List<Object[]> small(String select) {
        return connections.small(select);
    }
}
