/// The table of versions.
@NullMarked
package throughline.server.organisation.store;

import org.jspecify.annotations.NullMarked;
