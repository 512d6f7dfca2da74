package throughline.lake.iceberg;

import static throughline.lake.fact.FactKind.INTERACTIONS;

import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactAppender;
import throughline.lake.fact.FactRow;
import throughline.lake.fact.FactTable;

/// Interactions for tests, and what a lake has of them, read with a DuckDB of the test's own.
final class Contacts {

    private static final Column WAIT = new Column("wait_s", ColumnType.NUMBER);

    static final FactTable TABLE = with(WAIT);

    private Contacts() {}

    record Contact(String id, String day, String unit, double waitSeconds) {}

    static FactTable with(Column... measures) {
        var columns = new ArrayList<>(FactTable.SYSTEM);
        INTERACTIONS.columns().stream()
                .filter(c -> List.of("interaction_id", "started_at", "unit", "resolved")
                        .contains(c.name()))
                .forEach(columns::add);
        columns.addAll(List.of(measures));
        return new FactTable(INTERACTIONS, columns);
    }

    static Contact contact(String id, String day, double waitSeconds) {
        return new Contact(id, day, "north", waitSeconds);
    }

    static SortedSet<Long> batch(long... numbers) {
        var batches = new TreeSet<Long>();
        for (long number : numbers) {
            batches.add(number);
        }
        return batches;
    }

    static Consumer<FactAppender> rows(Contact... contacts) {
        return appender -> {
            FactTable table = appender.table();
            var row = new FactRow(table);
            for (int i = 0; i < contacts.length; i++) {
                Contact contact = contacts[i];
                LocalDate day = LocalDate.parse(contact.day());
                row.clear();
                row.text(0, "interactions.csv");
                row.number(1, i + 1);
                row.date(2, Math.toIntExact(day.toEpochDay()));
                row.text(table.position("interaction_id"), contact.id());
                row.time(
                        table.position("started_at"),
                        day.atTime(12, 30).toEpochSecond(ZoneOffset.UTC) * 1_000_000 + 123_456);
                row.text(table.position("unit"), contact.unit());
                row.flag(table.position("resolved"), i % 2 == 0);
                if (table.position("wait_s") >= 0) {
                    row.number(table.position("wait_s"), contact.waitSeconds());
                }
                appender.append(row);
            }
        };
    }

    /// The waits by id; fails where an id is there twice.
    static SortedMap<String, Double> waits(IcebergLake lake) {
        return lake.plan(INTERACTIONS).map(plan -> waits(lake, plan)).orElseGet(TreeMap::new);
    }

    static SortedMap<String, Double> waits(IcebergLake lake, Plan plan) {
        var waits = new TreeMap<String, Double>();
        for (List<Object> row : ask(lake, plan, "interaction_id, wait_s")) {
            if (waits.put((String) row.get(0), (Double) row.get(1)) != null) {
                throw new AssertionError(row.get(0) + " is there twice");
            }
        }
        return waits;
    }

    static List<List<Object>> ask(IcebergLake lake, Plan plan, String columns) {
        if (plan.files().isEmpty()) {
            return List.of();
        }
        List<List<Object>> rows = new ArrayList<>();
        try (Scan scan = lake.scan(plan);
                var connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select %s from (%s)".formatted(columns, scan.select()))) {
            int width = result.getMetaData().getColumnCount();
            while (result.next()) {
                List<Object> row = new ArrayList<>();
                for (int c = 1; c <= width; c++) {
                    row.add(result.getObject(c));
                }
                rows.add(row);
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return rows;
    }
}
