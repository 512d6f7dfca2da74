package throughline.lake.iceberg;

import java.time.YearMonth;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import throughline.lake.fact.Column;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;

/// The files that hold a table's rows at one snapshot. It stays true: a later commit makes other files. Only
/// expiry of the snapshot takes its files away.
///
/// @param kind which table
/// @param snapshot id of the snapshot
/// @param columns its columns by their numbers in the files, in their order
/// @param files the files
public record Plan(FactKind kind, long snapshot, Map<Integer, Column> columns, List<File> files) {

    /// A data file.
    ///
    /// @param location where it is, as a URI
    /// @param month the month of the days of all its rows
    /// @param rows how many rows it has
    /// @param bytes its size
    public record File(String location, YearMonth month, long rows, long bytes) {}

    /// Keeps copies.
    public Plan {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        files = List.copyOf(files);
    }

    /// The files of these months only.
    ///
    /// @param to the last month
    public Plan months(YearMonth from, YearMonth to) {
        return new Plan(
                kind,
                snapshot,
                columns,
                files.stream()
                        .filter(f -> !f.month().isBefore(from) && !f.month().isAfter(to))
                        .toList());
    }

    /// The columns as the application knows them.
    public FactTable table() {
        return Shape.facts(kind, columns);
    }

    /// How many rows all files have.
    public long rows() {
        return files.stream().mapToLong(File::rows).sum();
    }
}
