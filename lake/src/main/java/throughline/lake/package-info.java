/// What the lake's parts share.
@NullMarked
package throughline.lake;

import org.jspecify.annotations.NullMarked;
