package throughline.lake.fact;

/// One column of a fact table.
///
/// @param name lower-case name as in the exchange format, such as `wait_s`
/// @param type what it holds
public record Column(String name, ColumnType type) {}
