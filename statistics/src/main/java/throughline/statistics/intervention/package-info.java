/// What a change did to those it reached.
@NullMarked
package throughline.statistics.intervention;

import org.jspecify.annotations.NullMarked;
