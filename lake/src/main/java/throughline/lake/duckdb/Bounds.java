package throughline.lake.duckdb;

/// The least and the greatest value that count.
public record Bounds(double low, double high) {}
