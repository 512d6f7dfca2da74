package throughline.lake.iceberg;

/// Told of each step of writing, committing and deleting, so that a test can halt the process at any of them.
@FunctionalInterface
interface Steps {

    /// Nobody listens.
    Steps NONE = step -> {};

    void at(String step);
}
