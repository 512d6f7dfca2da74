package throughline.lake.fact;

/// What a column of a fact table holds. Every column may be empty, which means not known.
public enum ColumnType {
    /// An opaque string: an id or a category.
    TEXT,
    /// A number in double precision.
    NUMBER,
    /// True or false.
    FLAG,
    /// A moment, kept as microseconds since 1970 in UTC.
    TIME,
    /// A calendar day in the organisation's own time zone, kept as days since 1970.
    DATE
}
