/// The engine for lakes that one machine does not add up any more: questions go to a Trino cluster by JDBC.
@NullMarked
package throughline.lake.trino;

import org.jspecify.annotations.NullMarked;
