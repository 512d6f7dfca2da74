/// A file that somebody brings in: recognised, checked, kept, and what it changed.
@NullMarked
package throughline.server.bringin;

import org.jspecify.annotations.NullMarked;
