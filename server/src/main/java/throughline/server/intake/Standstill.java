package throughline.server.intake;

import java.util.Set;

/// A source of facts that may stand still until somebody decides how it is to go on.
@FunctionalInterface
public interface Standstill {

    /// Why not all of it is read, in sentences for an operator; empty when all is.
    Set<String> refusals();
}
