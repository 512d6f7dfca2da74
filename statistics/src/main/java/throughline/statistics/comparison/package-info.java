/// Units and rankings side by side.
@NullMarked
package throughline.statistics.comparison;

import org.jspecify.annotations.NullMarked;
