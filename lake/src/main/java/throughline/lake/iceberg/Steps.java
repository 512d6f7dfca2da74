package throughline.lake.iceberg;

/// Told of each step of writing, committing and deleting, so that a test can halt the process at any of them.
@FunctionalInterface
public interface Steps {

    /// Nobody listens.
    Steps NONE = step -> {};

    /// Called at a step.
    ///
    /// @param step what is done, for people to read
    void at(String step);
}
