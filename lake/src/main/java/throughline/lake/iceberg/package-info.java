/// The permanent lake: fact tables as Iceberg v2 tables, written by this package only. Their catalogue is in
/// Postgres; their rows are Parquet files that DuckDB writes, one month a file, so that any engine reads
/// them.
@NullMarked
package throughline.lake.iceberg;

import org.jspecify.annotations.NullMarked;
