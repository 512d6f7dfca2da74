package throughline.server.diagnose;

/// What a reader wants to see.
///
/// @param span how far back
/// @param part id of the unit whose subtree counts, or empty for the whole organisation
/// @param facts which facts count in a part
public record Scope(Span span, String part, Facts facts) {

    /// Which facts count in a part of the organisation.
    public enum Facts {
        /// Also those of tables that do not say which unit a fact is of: they count in every part.
        ALL,
        /// Those of the part's units only.
        OF_ITS_UNITS
    }

    /// A scope in which all facts count.
    public Scope(Span span, String part) {
        this(span, part, Facts.ALL);
    }

    /// What is shown unless a reader asks for something else: the whole organisation over the last year.
    public static final Scope USUAL = new Scope(Span.MONTHS_12, "");
}
