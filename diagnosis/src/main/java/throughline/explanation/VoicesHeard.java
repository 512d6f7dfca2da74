package throughline.explanation;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Dossier;
import throughline.explanation.LineOfSight.Reach;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Cascade;
import throughline.organisation.Layer;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Touchpoint;

/// How many of the customers' voices (answers and complaints) each layer has an ear for.
///
/// A voice is heard by a layer when it is about a touchpoint or a measure that the layer has in its objectives, its
/// scorecards, the topics of its meetings or its listening; and, where the facts name the unit, from a unit below the
/// one that has it. An answer is about its touchpoint and every item it answers, a complaint about its touchpoint and
/// its category. A topic or a kind of listening names a touchpoint by its id, name, channel or department, or a measure
/// by its id or name; "service" alone names nothing.
final class VoicesHeard {

    private final Dossier dossier;
    private final Map<Layer, List<Ear>> ears = new EnumMap<>(Layer.class);
    private final Map<Layer, Long> heard = new EnumMap<>(Layer.class);
    private final Map<Layer, Map<String, Ear>> merged = new EnumMap<>(Layer.class);
    private final Map<String, Ear> topics = new HashMap<>();
    private long voices;

    /// What a layer listens for, in a unit and all below it, or everywhere where the unit is null.
    private record Ear(@Nullable String unit, Set<String> measures, Set<String> touchpoints, boolean complaints) {}

    private VoicesHeard(Dossier dossier) {
        this.dossier = dossier;
    }

    /// Counts the voices of the dossier.
    static VoicesHeard of(Dossier dossier) {
        var counted = new VoicesHeard(dossier);
        counted.fromObjectives();
        counted.fromScorecards();
        counted.fromMeetings();
        counted.countAnswers();
        counted.countComplaints();
        return counted;
    }

    /// The share of all voices that reaches the layer.
    Reach reaching(Layer layer) {
        if (voices == 0) {
            return Reach.unknown(say("no answers or complaints"));
        }
        if (!ears.containsKey(layer)) {
            return Reach.unknown(say("what it looks at is not on record"));
        }
        return Reach.of(heard.getOrDefault(layer, 0L), voices, say("voices"));
    }

    /// What comes from the customers themselves.
    Reach all() {
        return voices == 0 ? Reach.unknown(say("no answers or complaints")) : Reach.of(voices, voices, say("voices"));
    }

    private void fromObjectives() {
        var cascade = new Cascade(dossier.registry());
        for (var objective : dossier.organisation().objectives()) {
            String unit = objective.unit() != null
                    ? objective.unit()
                    : objective.owner() == null
                            ? null
                            : dossier.registry()
                                    .person(objective.owner())
                                    .map(p -> p.unit())
                                    .orElse(null);
            cascade.layerOf(objective).ifPresent(layer -> listen(layer, unit, objective.measures()));
        }
    }

    private void fromScorecards() {
        for (var card : dossier.organisation().scorecards()) {
            Layer layer = card.unit() == null
                    ? Layer.FRONTLINE
                    : dossier.registry().layer(card.unit()).orElse(Layer.FRONTLINE);
            listen(layer, card.unit(), List.of(card.measure()));
        }
    }

    private void listen(Layer layer, @Nullable String unit, List<String> measures) {
        boolean complaints = measures.stream().anyMatch(m -> m.contains("complaint"));
        add(layer, new Ear(layer == Layer.BOARD ? null : unit, Set.copyOf(measures), Set.of(), complaints));
    }

    private void fromMeetings() {
        for (var item : dossier.register().agendas()) {
            Layer layer = item.layer() != null
                    ? item.layer()
                    : item.unit() == null
                            ? null
                            : dossier.registry().layer(item.unit()).orElse(null);
            if (layer != null && dossier.period().contains(item.at())) {
                add(layer, named(layer, item.unit(), item.topic()));
            }
        }
        for (var time : dossier.register().listening()) {
            var person = dossier.registry().person(time.person());
            Layer layer = time.layer() != null
                    ? time.layer()
                    : person.flatMap(dossier.registry()::layerOf).orElse(null);
            if (layer != null && dossier.period().contains(time.at())) {
                add(layer, named(layer, person.map(p -> p.unit()).orElse(null), time.kind()));
            }
        }
    }

    /// What a few words name.
    private Ear named(Layer layer, @Nullable String unit, @Nullable String words) {
        Ear named = topics.computeIfAbsent(words == null ? "" : plain(words), this::named);
        return new Ear(layer == Layer.BOARD ? null : unit, named.measures(), named.touchpoints(), named.complaints());
    }

    private Ear named(String text) {
        Set<String> touchpoints = dossier.organisation().touchpoints().stream()
                .filter(t ->
                        Stream.of(t.id(), t.name(), t.channel(), t.department()).anyMatch(name -> names(text, name)))
                .map(Touchpoint::id)
                .collect(Collectors.toUnmodifiableSet());
        Set<String> measures = dossier.measures().in(FactKind.RESPONSES).stream()
                .filter(m -> names(text, m.id()) || names(text, m.title()))
                .map(Entry::id)
                .collect(Collectors.toUnmodifiableSet());
        return new Ear(null, measures, touchpoints, text.contains("complaint"));
    }

    private static boolean names(String text, @Nullable String name) {
        return name != null && (" " + text + " ").contains(" " + plain(name) + " ");
    }

    private static String plain(String words) {
        return words.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }

    private void add(Layer layer, Ear ear) {
        ears.computeIfAbsent(layer, l -> new ArrayList<>()).add(ear);
    }

    private void countAnswers() {
        Set<String> wanted = ears.values().stream()
                .flatMap(List::stream)
                .flatMap(e -> e.measures().stream())
                .collect(Collectors.toSet());
        List<Entry> items = dossier.measures().in(FactKind.RESPONSES).stream()
                .filter(m -> about(m, wanted) && dossier.has(FactKind.RESPONSES, m.id()))
                .toList();
        CubeQuery query = CubeQuery.of(FactKind.RESPONSES)
                .by(present(FactKind.RESPONSES, "unit", "touchpoint", "instrument"))
                .sum(items.stream().map(Entry::id).toArray(String[]::new));
        count(query, (cell, ear) -> {
            // Items of one instrument come together, so the commonest of them counts the answers that have any.
            long most = 0;
            for (int i = 0; i < items.size(); i++) {
                most = about(items.get(i), ear.measures())
                        ? Math.max(most, cell.sum(i).count())
                        : most;
            }
            return most;
        });
    }

    private void countComplaints() {
        CubeQuery query =
                CubeQuery.of(FactKind.COMPLAINTS).by(present(FactKind.COMPLAINTS, "unit", "touchpoint", "category"));
        int category = query.keys().size() - 1;
        boolean categorised = dossier.has(FactKind.COMPLAINTS, "category");
        count(
                query,
                (cell, ear) -> ear.complaints()
                                || (categorised
                                        && cell.text(category) != null
                                        && ear.measures().contains(cell.text(category)))
                        ? cell.rows()
                        : 0);
    }

    private String[] present(FactKind kind, String... columns) {
        return Stream.of(columns).filter(c -> dossier.has(kind, c)).toArray(String[]::new);
    }

    private static boolean about(Entry item, Set<String> measures) {
        return measures.contains(item.id()) || (item.dimension() != null && measures.contains(item.dimension()));
    }

    /// Counts the rows of a cell that a layer hears.
    private interface Hearing {
        long rows(Cell cell, Ear ear);
    }

    private void count(CubeQuery query, Hearing hearing) {
        if (!dossier.has(query.fact())) {
            return;
        }
        int unit = dossier.has(query.fact(), "unit") ? 0 : -1;
        int touchpoint = dossier.has(query.fact(), "touchpoint") ? unit + 1 : -1;
        for (Cell cell : dossier.scan(query)) {
            voices += cell.rows();
            for (Layer layer : ears.keySet()) {
                Ear ear = merged(layer, unit < 0 ? null : cell.text(unit));
                boolean here = touchpoint >= 0
                        && cell.text(touchpoint) != null
                        && ear.touchpoints().contains(cell.text(touchpoint));
                heard.merge(layer, here ? cell.rows() : hearing.rows(cell, ear), Long::sum);
            }
        }
    }

    /// All a layer listens for in the unit; a voice from no known unit is heard only by those who listen everywhere.
    private Ear merged(Layer layer, @Nullable String unit) {
        return merged.computeIfAbsent(layer, l -> new HashMap<>()).computeIfAbsent(unit == null ? "" : unit, key -> {
            Set<String> above = new LinkedHashSet<>();
            if (unit != null) {
                above.add(unit);
                dossier.registry().chain(unit).forEach(u -> above.add(u.id()));
            }
            Set<String> measures = new HashSet<>();
            Set<String> touchpoints = new HashSet<>();
            boolean complaints = false;
            for (Ear ear : ears.getOrDefault(layer, List.of())) {
                if (ear.unit() == null || above.contains(ear.unit())) {
                    measures.addAll(ear.measures());
                    touchpoints.addAll(ear.touchpoints());
                    complaints |= ear.complaints();
                }
            }
            return new Ear(unit, measures, touchpoints, complaints);
        });
    }
}
