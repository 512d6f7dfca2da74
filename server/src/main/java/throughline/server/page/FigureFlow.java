package throughline.server.page;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import throughline.diagnosis.Lineage;
import throughline.diagnosis.Verdict;
import throughline.diagnosis.Wording;
import throughline.server.chart.Words;
import throughline.server.diagnose.Examination.Provenance;

/// The way of a verdict's figures: files, rows, cells, verdict.
final class FigureFlow {

    /// Most files named.
    private static final int MOST_FILES = 6;

    private FigureFlow() {}

    static List<CausePage.Source> of(Verdict verdict, Provenance provenance) {
        List<Lineage> lineages =
                verdict.evidence().stream().map(e -> e.indicator().lineage()).toList();
        if (lineages.isEmpty()) {
            return List.of();
        }
        List<String> files = lineages.stream()
                .flatMap(l -> l.files().stream())
                .distinct()
                .sorted()
                .toList();
        Map<String, Long> rows = new LinkedHashMap<>();
        lineages.forEach(l -> rows.merge(l.what(), l.rows(), Math::max));
        var flow = new ArrayList<CausePage.Source>();
        flow.add(new CausePage.Source(Wording.count(files.size(), "file", "files"), some(files)));
        flow.add(new CausePage.Source(
                rows.entrySet().stream()
                        .map(e -> Words.count(e.getValue()) + " " + e.getKey())
                        .collect(Collectors.joining(", ")),
                cleaned(provenance)));
        List<String> queries = lineages.stream()
                .map(Lineage::query)
                .filter(q -> !q.isEmpty())
                .distinct()
                .toList();
        if (!queries.isEmpty()) {
            flow.add(new CausePage.Source(say("Added up by %s", provenance.engine()), queries.getFirst()));
        }
        flow.add(new CausePage.Source(
                say("Verdict %s", Words.decimals(verdict.strength(), 2)),
                say(
                        "from %s, snapshot %s",
                        Wording.count(verdict.evidence().size(), "figure", "figures"),
                        provenance
                                .snapshot()
                                .substring(0, Math.min(12, provenance.snapshot().length())))));
        return List.copyOf(flow);
    }

    private static String some(List<String> files) {
        String named = files.stream().limit(MOST_FILES).collect(Collectors.joining(", "));
        return files.size() <= MOST_FILES ? named : say("%s and %s more", named, files.size() - MOST_FILES);
    }

    private static String cleaned(Provenance provenance) {
        var done = new ArrayList<String>();
        if (provenance.duplicates() > 0) {
            done.add(say("%s replaced by a later row of the same id", Words.count(provenance.duplicates())));
        }
        if (provenance.rejected() > 0) {
            done.add(say("%s set aside as unreadable", Words.count(provenance.rejected())));
        }
        return done.isEmpty()
                ? say("every row of the workspace could be read")
                : say("of all rows of the workspace, %s", String.join(", ", done));
    }
}
