/// The Diagnosis and the fifteen cause pages as one file that needs nothing else.
@NullMarked
package throughline.server.report;

import org.jspecify.annotations.NullMarked;
