/// Whether scales, raters and groups measure what they share.
@NullMarked
package throughline.statistics.reliability;

import org.jspecify.annotations.NullMarked;
