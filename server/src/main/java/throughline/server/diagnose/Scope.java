package throughline.server.diagnose;

/// What a reader wants to see.
///
/// @param span how far back
/// @param part id of the unit whose subtree counts, or empty for the whole organisation
public record Scope(Span span, String part) {

    /// What is shown unless a reader asks for something else: the whole organisation over the last year.
    public static final Scope USUAL = new Scope(Span.MONTHS_12, "");
}
