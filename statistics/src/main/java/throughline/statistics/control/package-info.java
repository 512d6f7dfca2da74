/// Whether a process changed, and whether the change holds.
@NullMarked
package throughline.statistics.control;

import org.jspecify.annotations.NullMarked;
