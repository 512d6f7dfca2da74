/// The server: what Throughline knows, as pages on the loopback address.
@NullMarked
package throughline.server;

import org.jspecify.annotations.NullMarked;
