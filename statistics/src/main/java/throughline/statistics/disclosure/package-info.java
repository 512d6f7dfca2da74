/// What may be published without giving away what single people said.
@NullMarked
package throughline.statistics.disclosure;

import org.jspecify.annotations.NullMarked;
