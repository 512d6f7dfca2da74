package throughline.server.intake;

/// The steps of taking a batch in, and then those of taking an import over, each in their order; and any step
/// inside the lake. A crash may come after any of them.
public enum IntakeStep {
    BODY_WRITTEN,
    FILE_NAMED,
    ROW_COMMITTED,
    FLUSH_BEGUN,
    REJECTS_WRITTEN,
    FACTS_KEPT,
    SETTLED,
    IMPORT_COMMITTED,
    FILES_TAKEN,
    TABLE_KEPT,
    IMPORT_SHOWN,
    IN_LAKE;

    /// Is told of each step; a test ends the process there.
    @FunctionalInterface
    public interface Watcher {

        /// Called after a step.
        void reached(IntakeStep step);
    }
}
