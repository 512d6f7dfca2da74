package throughline.workspace;

/// How large the parts of a table file may be. Beyond these a file is hostile or broken, not large.
final class Limits {

    /// Longest record in characters.
    static final int RECORD = 1 << 20;

    /// Longest field in characters.
    static final int FIELD = 1 << 18;

    /// Most columns.
    static final int COLUMNS = 2_000;

    /// Rows looked at to find the type of a column that the exchange format does not declare.
    static final int SAMPLE = 10_000;

    private Limits() {}
}
