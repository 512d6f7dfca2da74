package throughline.server.intake;

/// The steps of taking a batch in, in their order. A crash may come after any of them.
public enum IntakeStep {
    BODY_WRITTEN,
    FILE_NAMED,
    ROW_COMMITTED,
    FLUSH_BEGUN,
    REJECTS_WRITTEN,
    FACTS_KEPT,
    SETTLED;

    /// Is told of each step; a test ends the process there.
    @FunctionalInterface
    public interface Watcher {

        /// Called after a step.
        void reached(IntakeStep step);
    }
}
