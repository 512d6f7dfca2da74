/// The workspace on view and what was found in it, computed once for each period and part of the organisation.
@NullMarked
package throughline.server.diagnose;

import org.jspecify.annotations.NullMarked;
