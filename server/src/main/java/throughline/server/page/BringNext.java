package throughline.server.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Missing;
import throughline.diagnosis.Side;
import throughline.diagnosis.Verdict;
import throughline.diagnosis.Wording;

/// What to bring next: the tables that undecided causes ask for, those first that most of them ask for.
///
/// @param table name of the table, as in the exchange format
/// @param askedBy how many causes ask for it, in words; each may lack other tables too
/// @param asked by each cause, in its order
public record BringNext(String table, String askedBy, List<Asked> asked) {

    /// What one cause lacks.
    ///
    /// @param href page of the cause
    /// @param what a full sentence
    public record Asked(String cause, String href, String what) {}

    /// Of a diagnosis; empty where every cause is decided.
    public static List<BringNext> of(Diagnosis diagnosis, Links links) {
        Map<String, List<Asked>> tables = new TreeMap<>();
        for (Cause cause : Cause.values()) {
            Verdict verdict = diagnosis.verdict(cause);
            if (verdict.side() == Side.UNKNOWN) {
                Map<String, List<String>> lacking = new TreeMap<>();
                for (Missing missing : verdict.missing()) {
                    lacking.computeIfAbsent(missing.table(), t -> new ArrayList<>())
                            .add(missing.what());
                }
                lacking.forEach((table, what) -> tables.computeIfAbsent(table, t -> new ArrayList<>())
                        .add(new Asked(cause.title(), links.cause(cause), String.join(" ", what))));
            }
        }
        return tables.entrySet().stream()
                .sorted(Comparator.comparingInt(e -> -e.getValue().size()))
                .map(e -> new BringNext(
                        e.getKey(), Wording.count(e.getValue().size(), "cause", "causes"), List.copyOf(e.getValue())))
                .toList();
    }
}
