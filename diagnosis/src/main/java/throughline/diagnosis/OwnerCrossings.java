package throughline.diagnosis;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Claim.Indicator;
import throughline.diagnosis.CrossingGap.Crossing;
import throughline.diagnosis.Ownership.Owned;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Journey;

/// How many owners a journey has, and what it costs the customer when a case passes from one owner to another. Both
/// inform cause 1.1 and decide nothing.
///
/// ```text
/// owners in effect = 1 / sum over owners of (share of the journey's contacts)^2
/// ```
///
/// So three owners of equal weight count as 3, and one who has nearly all contacts as little more than 1. A touchpoint
/// without exactly one owner counts as an owner of its own: nobody answers for what comes before or after it.
///
/// The cost is the difference between cases that passed from one owner to another and cases that did not, of the same
/// reason, touchpoint and number of contacts ([CrossingGap]); cases at a touchpoint without one owner are left out.
///
/// - Hill (1973), the number of equally common kinds. Ecology 54, 427-432.
/// [doi:10.2307/1934352](https://doi.org/10.2307/1934352)
final class OwnerCrossings {

    private static final Pattern BETWEEN = Pattern.compile(" \\+ ");
    private static final int BARS = 8;

    private final Dossier dossier;
    private final Volume volume;
    private final Map<String, Owned> touchpoints = new HashMap<>();

    /// Crossings between the owners of touchpoints.
    OwnerCrossings(Dossier dossier, Ownership ownership, Volume volume) {
        this.dossier = dossier;
        this.volume = volume;
        ownership.touchpoints().forEach(t -> touchpoints.put(t.id(), t));
    }

    /// A journey and its owners in effect.
    private record Owners(Journey journey, double number, long contacts) {
        String title() {
            return journey.name() == null ? journey.id() : journey.name();
        }
    }

    /// The owners in effect of each journey on record that has contacts; empty where none has, or where it is not known
    /// how many come where.
    Optional<Indicator> journeys() {
        if (!volume.known()) {
            return Optional.empty();
        }
        List<Owners> all = dossier.organisation().journeys().stream()
                .map(this::owners)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingDouble((Owners o) -> -o.number())
                        .thenComparing(o -> o.journey().id()))
                .toList();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Owners most = all.getFirst();
        return Optional.of(card("owners-per-journey", say("How many owners a journey has"))
                .rests(all.stream().mapToLong(Owners::contacts).sum(), say("contacts at steps of journeys"))
                .files(volume.files(dossier))
                .method(say("1 over the sum of squared shares of contacts by owner, full count"))
                .figure(new Figure.Bars(
                        say("Owners in effect of each journey, by contacts; 1 is one owner from beginning to end"),
                        "",
                        all.stream()
                                .limit(BARS)
                                .map(o -> new Figure.Bars.Bar(o.title(), o.number(), o.number() > 1.5))
                                .toList(),
                        1.0))
                .informs(
                        all.size() == 1
                                ? say(
                                        "The journey %s has [[%s owners]] in effect, weighted by contacts.",
                                        most.title(), Wording.number(most.number()))
                                : say(
                                        "Of %s journeys %s has the most owners: [[%s]] in effect, weighted by contacts.",
                                        all.size(), most.title(), Wording.number(most.number())),
                        Statistic.counted(say("owners in effect of one journey"), most.number(), most.contacts())));
    }

    private Optional<Owners> owners(Journey journey) {
        Map<String, Long> contacts = new HashMap<>();
        for (String step : new TreeSet<>(journey.steps())) {
            contacts.merge(owner(step).orElse("touchpoint " + step), volume.contacts(step), Long::sum);
        }
        long all = contacts.values().stream().mapToLong(Long::longValue).sum();
        if (all == 0) {
            return Optional.empty();
        }
        double squares = contacts.values().stream()
                .mapToDouble(n -> (double) n / all)
                .map(share -> share * share)
                .sorted()
                .sum();
        return Optional.of(new Owners(journey, 1 / squares, all));
    }

    private Optional<String> owner(String touchpoint) {
        return Optional.ofNullable(touchpoints.get(touchpoint))
                .filter(Owned::single)
                .map(t -> "person " + t.owners().getFirst());
    }

    /// What it costs the customer; empty where too few cases can be compared.
    Optional<Indicator> cost() {
        if (!dossier.has(FactKind.CASES, "touchpoints")) {
            return Optional.empty();
        }
        Set<String> crossing = new TreeSet<>();
        Set<String> within = new TreeSet<>();
        long crossed = 0;
        long cases = 0;
        for (Cell cell : dossier.scan(CubeQuery.of(FactKind.CASES)
                .by("touchpoints")
                .where(new Filter.Range("contacts", 2, Double.POSITIVE_INFINITY)))) {
            @Nullable String path = cell.text(0);
            int owners = path == null ? 0 : ownersOf(path);
            if (path != null && owners > 0) {
                (owners > 1 ? crossing : within).add(path);
                cases += cell.rows();
                crossed += owners > 1 ? cell.rows() : 0;
            }
        }
        if (crossed < CrossingGap.ENOUGH || cases - crossed < CrossingGap.ENOUGH) {
            return Optional.empty();
        }
        var known = new HashSet<>(crossing);
        known.addAll(within);
        List<CrossingGap> gaps = CrossingGap.of(
                dossier,
                new Crossing(
                        "case_touchpoints", "touchpoints", known, crossing::contains, Set.of("resolution", "repeats")));
        return gaps.isEmpty() ? Optional.empty() : Optional.of(cost(gaps, crossed, cases, crossing));
    }

    /// How many owners a path has; 0 where one of its touchpoints has not exactly one.
    private int ownersOf(String path) {
        var owners = new HashSet<String>();
        for (String touchpoint : BETWEEN.splitAsStream(path).toList()) {
            Optional<String> owner = owner(touchpoint);
            if (owner.isEmpty()) {
                return 0;
            }
            owners.add(owner.get());
        }
        return owners.size();
    }

    private Indicator cost(List<CrossingGap> gaps, long crossed, long cases, Set<String> crossing) {
        CrossingGap worst = gaps.getFirst();
        var rows = new ArrayList<Figure.Estimates.Row>();
        gaps.forEach(g -> rows.add(new Figure.Estimates.Row(
                Wording.sentence(say(g.name())),
                g.gap().value(),
                g.gap().low(),
                g.gap().high())));
        double size = worst.gap().value();
        return card("owner-crossing", say("What passing between owners costs"))
                .rests(cases, say("cases of several contacts"))
                .files(FactKind.INTERACTIONS)
                .files(FactKind.RESPONSES)
                .method(say(CrossingGap.METHOD_OF_CARD))
                .rows(new RowQuery(
                        FactKind.CASES,
                        List.of("case_id", "opened_at", "unit", "touchpoints", "intent", "contacts"),
                        List.of(new Filter.In("touchpoints", crossing))))
                .figure(new Figure.Estimates(
                        say(
                                "Cases that pass between owners against like cases that do not, in standard deviations; above 0 is worse"),
                        "sd",
                        rows,
                        0.0))
                .informs(
                        say(
                                size >= 0
                                        ? "%s cases passed between owners; there %s is [[%s standard deviations worse]] than in like cases%s (likely %s)."
                                        : "%s cases passed between owners; there %s is [[%s standard deviations better]] than in like cases%s (likely %s).",
                                Wording.of(crossed, cases),
                                words(worst.name()),
                                Wording.number(Math.abs(size)),
                                Wording.unless(worst.gap().interval()),
                                Wording.range(Wording.inSense(size, worst.gap().interval()))),
                        new Statistic(
                                say("how much worse a case is that passes between owners"),
                                size,
                                worst.gap().interval(),
                                worst.gap().standardError(),
                                worst.crossing() + worst.others()));
    }

    private static String words(String name) {
        return say(name.equals("repeats") ? "having to repeat oneself" : name);
    }

    private Card card(String id, String title) {
        return Card.of(Cause.NOBODY_ACCOUNTABLE, id, title, dossier).record();
    }
}
