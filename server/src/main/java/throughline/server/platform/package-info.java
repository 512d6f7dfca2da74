/// What the server stands on: its data folder and its PostgreSQL, embedded or somebody else's.
@NullMarked
package throughline.server.platform;

import org.jspecify.annotations.NullMarked;
