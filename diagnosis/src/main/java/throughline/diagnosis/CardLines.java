package throughline.diagnosis;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.ScorecardBalance.About;
import throughline.diagnosis.ScorecardBalance.Group;
import throughline.organisation.Organisation.Scorecard;

/// What a unit or a role is judged by: the lines of its scorecard, as cause 1.7 reads them.
///
/// @param lines the lines; none where no card is on record
/// @param service share of the weight for what the customer gets, 0 to 1; empty without lines
record CardLines(List<Scorecard> lines, OptionalDouble service) {

    private static final CardLines NONE = new CardLines(List.of(), OptionalDouble.empty());

    CardLines {
        lines = List.copyOf(lines);
    }

    /// The lines of a unit: those of the role most people have, or of the role asked for.
    static CardLines of(List<Group> groups, String unit, @Nullable String role) {
        return groups.stream()
                .filter(g -> g.unit().equals(unit))
                .max(Comparator.comparing((Group g) -> role != null && role.equalsIgnoreCase(g.role()))
                        .thenComparingDouble(Group::people)
                        .thenComparing(g -> g.role() == null ? "" : g.role()))
                .map(g -> new CardLines(g.cards(), OptionalDouble.of(g.share(About.EXPERIENCE))))
                .orElse(NONE);
    }

    /// Share of the weight of a measure, 0 to 1.
    OptionalDouble weight(String measure) {
        double all = lines.stream().mapToDouble(Scorecard::weight).sum();
        double own = lines.stream()
                .filter(l -> l.measure().equals(measure))
                .mapToDouble(Scorecard::weight)
                .sum();
        return own > 0 ? OptionalDouble.of(own / all) : OptionalDouble.empty();
    }

    /// The target of a measure.
    OptionalDouble target(String measure) {
        return lines.stream()
                .filter(l -> l.measure().equals(measure) && l.target() != null)
                .mapToDouble(l -> Optional.ofNullable(l.target()).orElseThrow())
                .findFirst();
    }

    /// What is looked at that is not what the customer gets, the heaviest first; without a card how contacts went.
    List<CardMeasure> operations(Dossier dossier, String who) {
        Map<String, Double> weights = new TreeMap<>();
        lines.stream()
                .filter(l -> ScorecardBalance.about(dossier.measures(), l.measure()) != About.EXPERIENCE)
                .forEach(l -> weights.merge(l.measure(), l.weight(), Double::sum));
        return lines.isEmpty()
                ? CardMeasure.delivery(dossier, who)
                : weights.entrySet().stream()
                        .sorted(Map.Entry.<String, Double>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                        .limit(CardMeasure.MOST)
                        .map(e -> CardMeasure.of(dossier, e.getKey(), who))
                        .toList();
    }
}
