/// How long it lasts until something happens, where some were not watched to the end.
@NullMarked
package throughline.statistics.survival;

import org.jspecify.annotations.NullMarked;
