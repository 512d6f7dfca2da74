/// Large files on their way to the server, in parts that may come with interruptions.
@NullMarked
package throughline.server.upload;

import org.jspecify.annotations.NullMarked;
