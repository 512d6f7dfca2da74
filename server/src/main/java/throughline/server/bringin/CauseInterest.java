package throughline.server.bringin;

import java.util.ArrayList;
import java.util.List;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Side;
import throughline.diagnosis.Verdict;
import throughline.lake.fact.FactKind;

/// Why a table matters to a cause, by what the diagnosis itself says: it is missing there, or figures rest on it.
///
/// @param asks whether the verdict says that the table would decide or sharpen it; else figures rest on it
public record CauseInterest(Cause cause, Side side, boolean asks) {

    /// The causes to which the table matters, those that ask for it first.
    public static List<CauseInterest> of(Diagnosis diagnosis, FactKind kind) {
        var asking = new ArrayList<CauseInterest>();
        var resting = new ArrayList<CauseInterest>();
        for (Cause cause : Cause.values()) {
            Verdict verdict = diagnosis.verdict(cause);
            if (verdict.missing().stream().anyMatch(m -> m.table().equals(kind.table()))) {
                asking.add(new CauseInterest(cause, verdict.side(), true));
            } else if (verdict.evidence().stream()
                    .anyMatch(e -> e.indicator()
                            .lineage()
                            .behind()
                            .filter(rows -> rows.fact() == kind)
                            .isPresent())) {
                resting.add(new CauseInterest(cause, verdict.side(), false));
            }
        }
        asking.addAll(resting);
        return List.copyOf(asking);
    }
}
