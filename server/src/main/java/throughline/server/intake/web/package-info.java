/// The intake over HTTP.
@NullMarked
package throughline.server.intake.web;

import org.jspecify.annotations.NullMarked;
