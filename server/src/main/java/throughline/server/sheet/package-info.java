/// Tables as they leave the pages: read from what a page shows, written as CSV and Parquet.
@NullMarked
package throughline.server.sheet;

import org.jspecify.annotations.NullMarked;
