package throughline.diagnosis;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.ScorecardBalance.About;
import throughline.organisation.Layer;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Organisation.Scorecard;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Registry;
import throughline.organisation.Thing;

/// What people are judged and paid by, as it is on record, layer by layer: how much of it is what the customer gets,
/// counted as cause 1.7 counts it.
///
/// @param layers those with cards, from the board down; then those of which no layer is known
/// @param without layers above and at the front line without any card
/// @param bare names of front-line units that have no card of their own nor one from above
public record ScorecardBook(List<OfLayer> layers, List<Layer> without, List<String> bare) {

    /// No card.
    public static final ScorecardBook NONE = new ScorecardBook(List.of(), List.of(), List.of());

    /// Share of a card below which too little is for the customer (cause 1.7).
    public static final double LITTLE = MeasuredOnThroughput.LITTLE;

    /// Copies the lists.
    public ScorecardBook {
        layers = List.copyOf(layers);
        without = List.copyOf(without);
        bare = List.copyOf(bare);
    }

    /// What a line is about.
    public enum Weighs {
        SERVICE,
        OPERATIONS,
        SALES,
        /// It cannot be told from its kind or its name.
        UNCLEAR
    }

    /// The cards of a layer.
    ///
    /// @param layer empty where it is not known
    public record OfLayer(Optional<Layer> layer, List<Card> cards) {

        /// Copies the list.
        public OfLayer {
            cards = List.copyOf(cards);
        }

        /// Mean share of what the cards are about; a card counts once for each unit it was written for.
        public double share(Weighs weighs) {
            double units = cards.stream().mapToInt(c -> c.units().size()).sum();
            return cards.stream()
                    .mapToDouble(c -> c.share(weighs) * c.units().size() / units)
                    .sum();
        }
    }

    /// A card; units with the same one are together.
    ///
    /// @param units names of the units that have it, at least one
    /// @param role who has it; empty where everybody has
    /// @param lines the heaviest first
    public record Card(List<String> units, Optional<String> role, List<Line> lines) {

        /// Copies the lists.
        public Card {
            units = List.copyOf(units);
            lines = List.copyOf(lines);
        }

        /// Share of the weight, 0 to 1.
        public double share(Weighs weighs) {
            return lines.stream()
                    .filter(l -> l.weighs() == weighs)
                    .mapToDouble(Line::share)
                    .sum();
        }

        /// Whether surely too little of it is for the customer.
        public boolean little() {
            return share(Weighs.SERVICE) + share(Weighs.UNCLEAR) < LITTLE;
        }
    }

    /// A line of a card.
    ///
    /// @param entry the entry of the record, of the first unit that has the card
    /// @param share of the weight, 0 to 1
    /// @param measured whether the facts have it
    public record Line(
            Thing.Id entry,
            CardMeasure measure,
            double share,
            OptionalDouble target,
            Weighs weighs,
            boolean measured) {}

    /// Who has a card.
    private record Holder(@Nullable String unit, @Nullable String role) {}

    /// What two cards must have alike to be shown as one.
    private record Alike(Optional<Layer> layer, @Nullable String role, List<String> lines) {}

    /// The cards on record.
    public static ScorecardBook of(Dossier dossier) {
        Map<Holder, Map<Thing.Id, Scorecard>> holders = new LinkedHashMap<>();
        Thing.all(dossier.organisation(), Thing.Sort.SCORECARDS).forEach((id, thing) -> {
            if (thing instanceof Scorecard line && line.weight() > 0 && counts(dossier, line)) {
                holders.computeIfAbsent(new Holder(line.unit(), line.role()), h -> new LinkedHashMap<>())
                        .put(id, line);
            }
        });
        Map<Alike, Card> cards = new LinkedHashMap<>();
        holders.forEach((holder, lines) -> {
            var alike = new Alike(
                    layer(dossier.registry(), holder),
                    holder.role(),
                    lines.values().stream()
                            .map(l -> "%s %s %s".formatted(l.measure(), l.weight(), l.target()))
                            .sorted()
                            .toList());
            cards.merge(alike, card(dossier, holder, lines), ScorecardBook::together);
        });
        Map<Layer, List<Card>> byLayer = new EnumMap<>(Layer.class);
        var unknown = new ArrayList<Card>();
        cards.forEach((alike, card) -> alike.layer()
                .map(l -> byLayer.computeIfAbsent(l, k -> new ArrayList<>()))
                .orElse(unknown)
                .add(card));
        var layers = new ArrayList<OfLayer>();
        byLayer.forEach((layer, of) -> layers.add(new OfLayer(Optional.of(layer), of)));
        if (!unknown.isEmpty()) {
            layers.add(new OfLayer(Optional.empty(), unknown));
        }
        return new ScorecardBook(
                layers,
                layers.isEmpty()
                        ? List.of()
                        : Arrays.stream(Layer.values())
                                .filter(l -> !byLayer.containsKey(l))
                                .toList(),
                bare(dossier, layers.isEmpty()));
    }

    private static boolean counts(Dossier dossier, Scorecard line) {
        return dossier.units().isEmpty()
                || line.unit() == null
                || dossier.units().contains(line.unit());
    }

    private static Card together(Card one, Card other) {
        var units = new ArrayList<>(one.units());
        units.addAll(other.units());
        return new Card(units, one.role(), one.lines());
    }

    private static Card card(Dossier dossier, Holder holder, Map<Thing.Id, Scorecard> lines) {
        double all = lines.values().stream().mapToDouble(Scorecard::weight).sum();
        return new Card(
                List.of(holder.unit() == null ? say("Every unit") : HandlingTime.unitTitle(dossier, holder.unit())),
                Optional.ofNullable(holder.role()),
                lines.entrySet().stream()
                        .sorted(Comparator.comparingDouble((Map.Entry<Thing.Id, Scorecard> l) ->
                                        -l.getValue().weight())
                                .thenComparing(l -> l.getValue().measure()))
                        .map(l -> line(dossier, l.getKey(), l.getValue(), all))
                        .toList());
    }

    private static Line line(Dossier dossier, Thing.Id id, Scorecard line, double all) {
        CardMeasure measure = CardMeasure.of(dossier, line.measure(), "unit");
        return new Line(
                id,
                measure,
                line.weight() / all,
                line.target() == null ? OptionalDouble.empty() : OptionalDouble.of(line.target()),
                weighs(ScorecardBalance.about(dossier.measures(), line.measure())),
                CardMeasure.table(dossier, line.measure()).isPresent());
    }

    private static Weighs weighs(About about) {
        return switch (about) {
            case EXPERIENCE -> Weighs.SERVICE;
            case OPERATIONS -> Weighs.OPERATIONS;
            case SALES -> Weighs.SALES;
            case UNCLEAR -> Weighs.UNCLEAR;
        };
    }

    /// The layer of most people who have the role there, else that of the unit; a leader's card of a front-line unit
    /// is one of management.
    private static Optional<Layer> layer(Registry registry, Holder holder) {
        @Nullable String role = holder.role();
        @Nullable String unit = holder.unit();
        Map<Layer, Long> held = new EnumMap<>(Layer.class);
        for (Person person : registry.organisation().people()) {
            if (role != null && role.equalsIgnoreCase(person.role()) && (unit == null || unit.equals(person.unit()))) {
                registry.layerOf(person).ifPresent(l -> held.merge(l, 1L, Long::sum));
            }
        }
        return held.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .or(() -> unit == null ? Optional.empty() : registry.layer(unit));
    }

    private static List<String> bare(Dossier dossier, boolean none) {
        if (none) {
            return List.of();
        }
        List<String> judged = ScorecardBalance.of(dossier).map(ScorecardBalance::groups).orElse(List.of()).stream()
                .map(ScorecardBalance.Group::unit)
                .toList();
        return dossier.organisation().units().stream()
                .filter(u -> dossier.registry()
                        .layer(u.id())
                        .filter(l -> l == Layer.FRONTLINE)
                        .isPresent())
                .filter(u -> dossier.units().isEmpty() || dossier.units().contains(u.id()))
                .filter(u -> !judged.contains(u.id()))
                .map(Unit::title)
                .toList();
    }
}
