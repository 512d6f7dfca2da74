/// The lake in one process: our own Parquet files and one DuckDB over them.
@NullMarked
package throughline.lake.duckdb;

import org.jspecify.annotations.NullMarked;
