/// The tables of the intake.
@NullMarked
package throughline.server.intake.store;

import org.jspecify.annotations.NullMarked;
