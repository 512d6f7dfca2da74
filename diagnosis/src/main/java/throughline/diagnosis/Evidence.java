package throughline.diagnosis;

/// One indicator of a verdict, together with what it supports: an append-only record that can be exported and
/// recomputed.
///
/// @param number position in the verdict's trail, from 1
/// @param indicator the figure, its statement and its lineage
/// @param supports what it speaks for
public record Evidence(int number, Claim.Indicator indicator, Side supports) {

    /// The sentence without the marks.
    public String statement() {
        return indicator.statement().replace("[[", "").replace("]]", "");
    }
}
