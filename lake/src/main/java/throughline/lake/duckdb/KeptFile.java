package throughline.lake.duckdb;

import java.time.YearMonth;

/// A Parquet file of facts that never changes.
///
/// @param name tells it from every other file there ever was
/// @param month the month of the days of all its rows
public record KeptFile(String name, YearMonth month) {}
