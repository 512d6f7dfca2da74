package throughline.server.organisation;

import java.util.List;
import java.util.Optional;
import throughline.organisation.Thing;

/// What came of a change.
public sealed interface Outcome {

    /// It is a version now.
    record Made(Version version) implements Outcome {}

    /// It was so already.
    record Unchanged() implements Outcome {}

    /// It was not made.
    ///
    /// @param why sentences; never empty
    record Refused(List<String> why) implements Outcome {}

    /// Somebody else changed the same thing meanwhile; nothing was made.
    ///
    /// @param theirs what it is now; empty where it is gone
    /// @param since the version that made it so
    /// @param now the newest version, which a form that goes ahead carries
    record Differs(Optional<Thing> theirs, Version since, long now) implements Outcome {}
}
