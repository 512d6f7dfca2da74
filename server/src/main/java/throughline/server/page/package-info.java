/// What stands on each page, as plain records computed from a diagnosis; the templates only lay them out.
@NullMarked
package throughline.server.page;

import org.jspecify.annotations.NullMarked;
