/// The exchange format: a folder of files in, an organisation and a lake of facts out.
@NullMarked
package throughline.workspace;

import org.jspecify.annotations.NullMarked;
