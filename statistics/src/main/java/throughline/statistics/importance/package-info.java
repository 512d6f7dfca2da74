/// Which drivers matter, and how much each.
@NullMarked
package throughline.statistics.importance;

import org.jspecify.annotations.NullMarked;
