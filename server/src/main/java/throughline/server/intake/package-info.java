/// Intake: facts that are sent to the server, kept durably before they are acknowledged, and added exactly
/// once.
@NullMarked
package throughline.server.intake;

import org.jspecify.annotations.NullMarked;
