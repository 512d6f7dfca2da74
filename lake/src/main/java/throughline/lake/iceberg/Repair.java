package throughline.lake.iceberg;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.FileInfo;
import org.jspecify.annotations.Nullable;
import throughline.lake.duckdb.LakeException;
import throughline.lake.fact.FactKind;

/// Compares what the catalogue says of a table with the files that are there, and puts right what can be.
/// Looking changes nothing; repairing twice is repairing once.
final class Repair {

    private static final String OF_TABLE = " where catalog_name = ? and table_namespace = ? and table_name = ?";

    private final DataSource catalogue;
    private final Warehouse warehouse;
    private final IcebergTable target;

    Repair(DataSource catalogue, Warehouse warehouse, IcebergTable target) {
        this.catalogue = catalogue;
        this.warehouse = warehouse;
        this.target = target;
    }

    private record Row(String location, @Nullable String previous) {}

    List<Damage> check() {
        Optional<Row> row = row();
        if (row.isEmpty()) {
            return List.of();
        }
        String location = row.get().location();
        if (isWhole(location)) {
            return target.find().map(this::files).orElse(List.of());
        }
        FactKind kind = target.kind();
        return List.of(earlier(row.get())
                .<Damage>map(earlier -> new Damage.MetadataLost(kind, location, earlier))
                .orElse(new Damage.TableLost(kind, location)));
    }

    List<Damage> repair() {
        List<Damage> damage = check();
        List<Damage.FileLost> lost = new ArrayList<>();
        for (Damage one : damage) {
            switch (one) {
                case Damage.TableLost table ->
                    run("delete from iceberg_tables" + OF_TABLE + " and metadata_location = ?", table.location());
                case Damage.MetadataLost metadata ->
                    run(
                            "update iceberg_tables set metadata_location = ?, previous_metadata_location = null"
                                    + OF_TABLE + " and metadata_location = ?",
                            metadata.location(),
                            metadata.earlier());
                case Damage.FileLost file -> lost.add(file);
                case Damage.ListLost list -> {
                    // Without the list nobody knows which files it named: only a backup helps.
                }
            }
        }
        target.forget();
        if (!lost.isEmpty()) {
            Table table = target.find().orElseThrow();
            target.commit(table, () -> missing(table).isEmpty(), () -> {
                var delete = table.newDelete();
                missing(table).forEach(file -> delete.deleteFile(file.location()));
                delete.commit();
            });
        }
        return damage;
    }

    private List<Damage> files(Table table) {
        Snapshot current = table.currentSnapshot();
        if (current == null) {
            return List.of();
        }
        FactKind kind = target.kind();
        FileIO io = table.io();
        if (!io.newInputFile(current.manifestListLocation()).exists()) {
            return List.of(new Damage.ListLost(kind, current.manifestListLocation()));
        }
        List<Damage> lists = current.allManifests(io).stream()
                .map(ManifestFile::path)
                .filter(path -> !io.newInputFile(path).exists())
                .<Damage>map(path -> new Damage.ListLost(kind, path))
                .toList();
        return lists.isEmpty()
                ? missing(table).stream()
                        .<Damage>map(file ->
                                new Damage.FileLost(kind, MonthFiles.month(file), file.location(), file.recordCount()))
                        .toList()
                : lists;
    }

    private List<DataFile> missing(Table table) {
        return target.files(table, table.currentSnapshot()).stream()
                .filter(file -> {
                    var input = table.io().newInputFile(file.location());
                    return !input.exists() || input.getLength() != file.fileSizeInBytes();
                })
                .toList();
    }

    /// The newest description of the table that is whole: the one before, else that of the highest number.
    private Optional<String> earlier(Row row) {
        String folder = row.location().substring(0, row.location().lastIndexOf('/') + 1);
        Stream<String> others = StreamSupport.stream(
                        warehouse.io().listPrefix(folder).spliterator(), false)
                .map(FileInfo::location)
                .filter(location -> location.endsWith(".metadata.json"))
                .sorted(Comparator.reverseOrder());
        return Stream.concat(Stream.ofNullable(row.previous()), others)
                .filter(this::isWhole)
                .findFirst();
    }

    private boolean isWhole(String location) {
        try {
            TableMetadataParser.read(warehouse.io().newInputFile(location));
            return true;
        } catch (NotFoundException | org.apache.iceberg.exceptions.RuntimeIOException | IllegalArgumentException e) {
            return false;
        }
    }

    private Optional<Row> row() {
        try (Connection connection = catalogue.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "select metadata_location, previous_metadata_location from iceberg_tables" + OF_TABLE)) {
            name(statement, 1);
            try (ResultSet result = statement.executeQuery()) {
                return result.next()
                        ? Optional.of(new Row(result.getString(1), result.getString(2)))
                        : Optional.empty();
            }
        } catch (SQLException e) {
            throw unanswered(e);
        }
    }

    /// Changes the row of the table, if it still names the location.
    private void run(String sql, String location, String... before) {
        try (Connection connection = catalogue.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            int position = 1;
            for (String value : before) {
                statement.setString(position++, value);
            }
            position = name(statement, position);
            statement.setString(position, location);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw unanswered(e);
        }
    }

    private int name(PreparedStatement statement, int from) throws SQLException {
        statement.setString(from, IcebergLake.CATALOGUE);
        statement.setString(from + 1, target.name().namespace().toString());
        statement.setString(from + 2, target.name().name());
        return from + 3;
    }

    private static LakeException unanswered(SQLException e) {
        return new LakeException("The lake's catalogue in the database did not answer: " + e.getMessage(), e);
    }
}
