/// A consistent copy of everything as one verified file, and the way back.
@NullMarked
package throughline.server.backup;

import org.jspecify.annotations.NullMarked;
