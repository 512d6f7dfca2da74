package throughline.explanation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.AnswerColumns;
import throughline.diagnosis.Dossier;
import throughline.diagnosis.Wording;
import throughline.explanation.CauseNode.Shape;
import throughline.explanation.CauseNode.Tier;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Measure;

/// Which measures of the dictionary and the facts may stand on the cause map.
///
/// Questions of one dimension that share a scale and a direction are one measure, their mean. A measure that
/// the answers hold is taken answer by answer; another by its mean of a unit's week, from the readings, the
/// evaluations or the contacts.
final class CauseMeasures {

    private final Dossier dossier;

    CauseMeasures(Dossier dossier) {
        this.dossier = dossier;
    }

    /// A measure with where its values stand.
    ///
    /// @param table the table of a measure that is known by unit and week only, or null
    record Candidate(CauseNode node, @Nullable FactKind table) {}

    /// The candidates, by tier and then by title.
    List<Candidate> candidates() {
        Map<String, List<Entry>> scales = new LinkedHashMap<>();
        var others = new ArrayList<Candidate>();
        for (Entry entry : dossier.measures().list()) {
            Tier tier = Tier.of(entry.kind());
            if (tier == null) {
                continue;
            }
            Optional<String> column = AnswerColumns.of(dossier, entry.id());
            if (column.isPresent()) {
                boolean scale = entry.dimension() != null && column.get().equals(entry.id()) && entry.low() != null;
                scales.computeIfAbsent(
                                scale
                                        ? "%s/%s/%s/%s/%s"
                                                .formatted(
                                                        tier,
                                                        entry.dimension(),
                                                        entry.sign(),
                                                        entry.low(),
                                                        entry.high())
                                        : "/" + entry.id(),
                                key -> new ArrayList<>())
                        .add(entry);
            } else {
                table(entry).ifPresent(kind -> others.add(new Candidate(node(List.of(entry), tier), kind)));
            }
        }
        var all = new ArrayList<Candidate>();
        scales.values().forEach(entries -> {
            Tier tier = Tier.of(entries.getFirst().kind());
            if (tier != null) {
                all.add(new Candidate(node(entries, tier), null));
            }
        });
        all.addAll(others);
        all.sort(java.util.Comparator.comparing((Candidate c) -> c.node().tier())
                .thenComparing(c -> c.node().title())
                .thenComparing(c -> c.node().id()));
        return all;
    }

    /// The table in which a measure that is no column of the answers is known by unit.
    private Optional<FactKind> table(Entry entry) {
        return List.of(FactKind.READINGS, FactKind.EVALUATIONS, FactKind.INTERACTIONS).stream()
                .filter(kind -> entry.seenIn().contains(kind) && dossier.has(kind, "unit"))
                .findFirst();
    }

    private CauseNode node(List<Entry> entries, Tier tier) {
        Entry first = entries.getFirst();
        String dimension = first.dimension();
        String id = first.id();
        String title = first.title();
        if (entries.size() > 1 && dimension != null) {
            id = dimension;
            title = Wording.sentence(dimension);
        }
        List<String> columns = entries.stream()
                .flatMap(e -> AnswerColumns.of(dossier, e.id()).stream())
                .toList();
        return new CauseNode(
                id,
                title,
                tier,
                dimension,
                first.better(),
                entries.stream().allMatch(Entry::directed),
                unit(first.id()),
                shape(first, columns),
                columns,
                first.low(),
                first.high());
    }

    private @Nullable String unit(String id) {
        return dossier.organisation().measures().stream()
                .filter(m -> m.id().equals(id))
                .map(Measure::unit)
                .filter(unit -> unit != null)
                .findFirst()
                .orElse(null);
    }

    private Shape shape(Entry entry, List<String> columns) {
        boolean flag = columns.size() == 1
                && dossier.table(FactKind.RESPONSES)
                        .flatMap(t -> t.find(columns.getFirst()))
                        .filter(c -> c.type() == ColumnType.FLAG)
                        .isPresent();
        Double low = entry.low();
        Double high = entry.high();
        if (flag || (low != null && high != null && low == 0 && high == 1)) {
            return Shape.SHARE;
        }
        return low != null && high != null ? Shape.SCALE : Shape.NUMBER;
    }
}
