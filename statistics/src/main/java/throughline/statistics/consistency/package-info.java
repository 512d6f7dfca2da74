/// Whether people work to the clock.
@NullMarked
package throughline.statistics.consistency;

import org.jspecify.annotations.NullMarked;
