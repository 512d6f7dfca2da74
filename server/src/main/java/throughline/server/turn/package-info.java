/// Who waits for what takes long, and for how long.
@NullMarked
package throughline.server.turn;

import org.jspecify.annotations.NullMarked;
