package throughline.diagnosis;

/// Looks for one cause in what is known of an organisation. Pure: reads cells and registers, writes nothing, knows no
/// clock; the same dossier gives the same verdict. Safe for use by several threads.
public interface Detector {

    /// The cause it looks for.
    Cause cause();

    /// Judges the cause.
    Verdict examine(Dossier dossier);
}
