/// Cells that add up, and the statistics that several branches share.
@NullMarked
package throughline.statistics;

import org.jspecify.annotations.NullMarked;
