package throughline.lake.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactRow;
import throughline.lake.fact.FactTable;
import throughline.lake.iceberg.IcebergLake;
import throughline.lake.iceberg.Plan;
import throughline.lake.iceberg.Scan;
import throughline.lake.kafka.Handling.Converted;

/// Rows for tests: `{"name": "a", "value": 1}`. The name is the id of an interaction, or the measure of a reading,
/// which
/// has no id and would be there twice.
final class Readings {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Readings() {}

    private record Row(Message message, String name, JsonNode value) {}

    static String message(String name, Object value) {
        return "{\"name\": \"%s\", \"value\": %s}".formatted(name, value);
    }

    /// Reads names and values; a value that is a text makes the column one of texts.
    static Converted convert(FactKind kind, List<Message> messages) {
        List<Row> rows = new ArrayList<>();
        List<RejectedRow> rejected = new ArrayList<>();
        for (Message message : messages) {
            try {
                JsonNode json = JSON.readTree(message.text());
                JsonNode row = message.event() ? json.get("data") : json;
                if (row.has("unreadable")) {
                    throw new IllegalArgumentException("These messages cannot be read.");
                }
                rows.add(new Row(message, row.get("name").asText(), row.get("value")));
            } catch (JsonProcessingException e) {
                rejected.add(new RejectedRow(
                        message.topic(), message.partition(), message.offset(), 1, "", "Not JSON.", message.text()));
            }
        }
        if (rows.isEmpty()) {
            return new Converted(Optional.empty(), appender -> {}, rejected);
        }
        boolean texts = rows.stream().anyMatch(row -> row.value().isTextual());
        var columns = new ArrayList<>(FactTable.SYSTEM);
        columns.add(new Column(name(kind), ColumnType.TEXT));
        columns.add(new Column("value", texts ? ColumnType.TEXT : ColumnType.NUMBER));
        var table = new FactTable(kind, columns);
        return new Converted(
                Optional.of(table),
                appender -> {
                    var buffer = new FactRow(table);
                    for (Row row : rows) {
                        buffer.clear();
                        buffer.text(
                                0, row.message().topic() + "/" + row.message().partition());
                        buffer.number(1, (double) row.message().offset());
                        buffer.date(2, Math.toIntExact(LocalDate.of(2026, 3, 1).toEpochDay()));
                        buffer.text(3, row.name());
                        if (texts) {
                            buffer.text(4, row.value().asText());
                        } else {
                            buffer.number(4, row.value().asDouble());
                        }
                        appender.append(buffer);
                    }
                },
                rejected);
    }

    private static String name(FactKind kind) {
        return kind.id().orElse("measure");
    }

    /// The values by name; fails where a name is there twice.
    static SortedMap<String, Double> values(IcebergLake lake, FactKind kind) {
        var values = new TreeMap<String, Double>();
        Optional<Plan> plan = lake.plan(kind).filter(found -> !found.files().isEmpty());
        if (plan.isEmpty()) {
            return values;
        }
        try (Scan scan = lake.scan(plan.get());
                var connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("select %s, value from (%s)".formatted(name(kind), scan.select()))) {
            while (result.next()) {
                if (values.put(result.getString(1), result.getDouble(2)) != null) {
                    throw new AssertionError(result.getString(1) + " is there twice");
                }
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        return values;
    }
}
