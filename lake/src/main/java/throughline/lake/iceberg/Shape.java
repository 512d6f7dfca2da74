package throughline.lake.iceberg;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.UpdateSchema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;

/// Fact tables as Iceberg describes tables.
final class Shape {

    private Shape() {}

    static Schema schema(FactTable table) {
        List<Types.NestedField> fields = new ArrayList<>();
        for (Column column : table.columns()) {
            fields.add(Types.NestedField.optional(fields.size() + 1, column.name(), type(column.type())));
        }
        return new Schema(fields);
    }

    static PartitionSpec byMonth(Schema schema) {
        return PartitionSpec.builderFor(schema).month("day").build();
    }

    /// The columns by their numbers, in their order.
    static Map<Integer, Column> columns(Schema schema) {
        var columns = new LinkedHashMap<Integer, Column>();
        schema.columns().forEach(field -> columns.put(field.fieldId(), new Column(field.name(), type(field.type()))));
        return columns;
    }

    /// Adds to a table what columns it lacks.
    ///
    /// @return whether any were added
    /// @throws IllegalArgumentException if a column is there with another type; no type is ever changed
    static boolean add(FactTable incoming, Schema schema, UpdateSchema update) {
        boolean added = false;
        for (Column column : incoming.columns()) {
            Types.NestedField field = schema.findField(column.name());
            if (field == null) {
                update.addColumn(column.name(), type(column.type()));
                added = true;
            } else if (type(field.type()) != column.type()) {
                throw new IllegalArgumentException(
                        "Column %s of %s holds %s since it first came; %s cannot be kept in it. Send it as before or under another name"
                                .formatted(
                                        column.name(),
                                        incoming.kind().table(),
                                        word(type(field.type())),
                                        word(column.type())));
            }
        }
        return added;
    }

    static FactTable facts(FactKind kind, Map<Integer, Column> columns) {
        return new FactTable(kind, List.copyOf(columns.values()));
    }

    private static Type type(ColumnType type) {
        return switch (type) {
            case TEXT -> Types.StringType.get();
            case NUMBER -> Types.DoubleType.get();
            case FLAG -> Types.BooleanType.get();
            case TIME -> Types.TimestampType.withZone();
            case DATE -> Types.DateType.get();
        };
    }

    private static ColumnType type(Type type) {
        return switch (type.typeId()) {
            case STRING -> ColumnType.TEXT;
            case DOUBLE -> ColumnType.NUMBER;
            case BOOLEAN -> ColumnType.FLAG;
            case TIMESTAMP -> ColumnType.TIME;
            case DATE -> ColumnType.DATE;
            default -> throw new IllegalArgumentException("A fact table has no column of type " + type);
        };
    }

    private static String word(ColumnType type) {
        return switch (type) {
            case TEXT -> "texts";
            case NUMBER -> "numbers";
            case FLAG -> "true or false";
            case TIME -> "times";
            case DATE -> "days";
        };
    }
}
