/// Fact tables: what kinds of facts there are, and how rows of them are written.
@NullMarked
package throughline.lake.fact;

import org.jspecify.annotations.NullMarked;
