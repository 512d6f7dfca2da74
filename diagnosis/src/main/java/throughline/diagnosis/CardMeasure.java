package throughline.diagnosis;

import static throughline.text.Text.say;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Measure;

/// A measure on a card of the front line.
///
/// @param id its id
/// @param title its name on a page
/// @param share whether it is a share of 0 to 1
/// @param sign -1 where lower is better, else 1
/// @param unit what it is counted in, such as `s`, or null
/// @param table where it was measured; empty where it was not
public record CardMeasure(
        String id,
        String title,
        boolean share,
        int sign,
        @Nullable String unit,
        Optional<FactKind> table) {

    /// Most measures on a side of a card: what is glanced at (ours).
    static final int MOST = 4;

    private static final String RESOLVED = "resolved";
    private static final String CAME_BACK = "repeat_72h";

    private static final List<Kind> TOLD_BY_CUSTOMERS = List.of(Kind.PERCEPTION, Kind.FEELING, Kind.OUTCOME);

    /// What it is counted from: `contacts`, `answers`, `evaluations` or `readings`.
    public String base() {
        return table.map(t -> switch (t) {
                    case RESPONSES, PULSE -> say("answers");
                    case EVALUATIONS -> say("evaluations");
                    case READINGS -> say("readings");
                    default -> say("contacts");
                })
                .orElseGet(() -> say("contacts"));
    }

    /// The measure of an id, found where measures are looked for ([MeasureMeans]).
    ///
    /// @param who the column by which it is told apart, `unit` or `agent`; a table without it does not count
    static CardMeasure of(Dossier dossier, String id, String who) {
        return of(dossier, id, table(dossier, id).filter(t -> dossier.has(t, who)));
    }

    /// The measure of an id as a table has it.
    static CardMeasure of(Dossier dossier, String id, Optional<FactKind> table) {
        Optional<Entry> entry = dossier.measures().find(id);
        boolean flag = table.flatMap(dossier::table)
                .flatMap(t -> t.find(id))
                .filter(c -> c.type() == ColumnType.FLAG)
                .isPresent();
        boolean from0to1 = entry.filter(e -> Objects.equals(e.low(), 0.0) && Objects.equals(e.high(), 1.0))
                .isPresent();
        return new CardMeasure(
                id,
                title(dossier, id, entry),
                flag || from0to1,
                entry.map(Entry::sign).orElse(id.equals(CAME_BACK) ? -1 : 1),
                dossier.organisation().measures().stream()
                        .filter(m -> m.id().equals(id))
                        .findFirst()
                        .map(Measure::unit)
                        .orElse(id.endsWith("_s") ? "s" : null),
                table);
    }

    /// The table a measure is in. Answers know of their contact whether it was resolved; of all contacts only the
    /// contacts know.
    static Optional<FactKind> table(Dossier dossier, String id) {
        return (id.equals(RESOLVED) || id.equals(CAME_BACK)) && MeasureMeans.adds(dossier, FactKind.INTERACTIONS, id)
                ? Optional.of(FactKind.INTERACTIONS)
                : MeasureMeans.table(dossier, id);
    }

    private static String title(Dossier dossier, String id, Optional<Entry> entry) {
        return Wording.sentence(dossier.organisation().measures().stream()
                .filter(m -> m.id().equals(id) && m.name() != null)
                .findFirst()
                .map(m -> String.valueOf(m.name()))
                .orElse(
                        switch (id) {
                            case RESOLVED -> say("resolved in one contact");
                            case CAME_BACK -> say("came back within 72 hours");
                            default -> entry.map(Entry::title).orElse(id.replace('_', ' '));
                        }));
    }

    /// What the customer got: whether the matter was resolved, else whether they came back, and what most customers
    /// were asked of perceptions, feelings and outcomes in turn, one a dimension.
    ///
    /// @param who the column by which it is told apart, `unit` or `agent`
    static List<CardMeasure> service(Dossier dossier, String who) {
        var chosen = new ArrayList<CardMeasure>();
        for (String id : List.of(RESOLVED, CAME_BACK)) {
            if (chosen.isEmpty()
                    && dossier.has(FactKind.INTERACTIONS, who, id)
                    && MeasureMeans.adds(dossier, FactKind.INTERACTIONS, id)) {
                chosen.add(of(dossier, id, who));
            }
        }
        if (!dossier.has(FactKind.RESPONSES, who)) {
            return chosen;
        }
        Map<Kind, Deque<Entry>> asked = asked(dossier);
        Set<String> told = new HashSet<>();
        while (chosen.size() < MOST && asked.values().stream().anyMatch(q -> !q.isEmpty())) {
            for (Deque<Entry> kind : asked.values()) {
                @Nullable Entry next = kind.poll();
                String dimension = next == null || next.dimension() == null ? "" : next.dimension();
                if (next != null && chosen.size() < MOST && (dimension.isEmpty() || told.add(dimension))) {
                    chosen.add(of(dossier, next.id(), who));
                }
            }
        }
        return chosen;
    }

    /// Questions by kind, the most answered first.
    private static Map<Kind, Deque<Entry>> asked(Dossier dossier) {
        List<Entry> items = dossier.measures().in(FactKind.RESPONSES, TOLD_BY_CUSTOMERS.toArray(Kind[]::new)).stream()
                .filter(e -> !e.id().endsWith("_expected") && MeasureMeans.adds(dossier, FactKind.RESPONSES, e.id()))
                .toList();
        long[] answers = new long[items.size()];
        for (Cell cell : dossier.scan(CubeQuery.of(FactKind.RESPONSES)
                .sum(items.stream().map(Entry::id).toArray(String[]::new)))) {
            for (int i = 0; i < answers.length; i++) {
                answers[i] += cell.sum(i).count();
            }
        }
        Map<Kind, Deque<Entry>> asked = new EnumMap<>(Kind.class);
        TOLD_BY_CUSTOMERS.forEach(kind -> asked.put(
                kind,
                items.stream()
                        .filter(e -> e.kind() == kind && answers[items.indexOf(e)] >= LikeWithLike.FEWEST)
                        .sorted(Comparator.comparingLong((Entry e) -> -answers[items.indexOf(e)])
                                .thenComparing(Entry::id))
                        .collect(ArrayDeque::new, ArrayDeque::add, ArrayDeque::addAll)));
        return asked;
    }

    /// How the work went where no scorecard says what is looked at: what is known of the contacts' delivery.
    static List<CardMeasure> delivery(Dossier dossier, String who) {
        return dossier.measures().in(FactKind.INTERACTIONS, Kind.DELIVERY).stream()
                .filter(e -> !e.id().equals(RESOLVED)
                        && dossier.has(FactKind.INTERACTIONS, who)
                        && MeasureMeans.adds(dossier, FactKind.INTERACTIONS, e.id()))
                .limit(MOST)
                .map(e -> of(dossier, e.id(), who))
                .toList();
    }
}
