/// How well those who predict know what happens.
@NullMarked
package throughline.statistics.forecast;

import org.jspecify.annotations.NullMarked;
