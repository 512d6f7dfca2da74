/// Slopes within groups.
@NullMarked
package throughline.statistics.regression;

import org.jspecify.annotations.NullMarked;
