/// Finding what has a name by a few letters of it.
@NullMarked
package throughline.server.search;

import org.jspecify.annotations.NullMarked;
