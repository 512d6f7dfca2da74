package throughline.diagnosis;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter.Known;
import throughline.lake.cube.Key;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Register.Announcement;
import throughline.organisation.Register.Decision;
import throughline.statistics.Estimate;
import throughline.statistics.Proportion;
import throughline.statistics.Summary;
import throughline.statistics.intervention.DifferenceInDifferences;
import throughline.statistics.intervention.DifferenceInDifferences.Observation;

/// Announcements about service that stand within 90 days of a decision that worsens it in the same place.
///
/// The same place is the unit that is spoken to, one above it, or everybody's. A decision further down contradicts an
/// announcement only where such decisions reach a fifth of the units that are spoken to (ours): one shop of twenty that
/// closes earlier does not make an empty word of what is said to all.
///
/// @param announcements how many there were
/// @param found one a contradicted announcement, with the nearest such decision, oldest first
/// @param pairs every announcement with every such decision, wherever they meet
record Conflicts(long announcements, List<Conflict> found, List<Conflict> pairs) {

    /// Days on either side.
    static final long DAYS = 90;

    /// Months after a conflict in which trust is looked at.
    private static final int AFTER = 3;

    private static final double REACHED = 0.2;

    Conflicts {
        found = List.copyOf(found);
        pairs = List.copyOf(pairs);
    }

    /// An announcement and the decision that contradicts it.
    record Conflict(Announcement said, Decision done) {
        /// The day from which both are known.
        LocalDate since() {
            return said.at().isAfter(done.at()) ? said.at() : done.at();
        }

        long apart() {
            return Math.abs(ChronoUnit.DAYS.between(said.at(), done.at()));
        }
    }

    /// The announcements of the period.
    static Conflicts of(Dossier dossier) {
        List<Decision> worsening = worsening(dossier);
        var found = new ArrayList<Conflict>();
        var pairs = new ArrayList<Conflict>();
        long announcements = 0;
        for (Announcement said : dossier.register().announcements()) {
            if (dossier.period().contains(said.at()) && counts(dossier, said.unit())) {
                announcements++;
                List<Conflict> near = near(dossier, said, worsening);
                pairs.addAll(near);
                nearest(dossier, said, near).ifPresent(found::add);
            }
        }
        found.sort(Comparator.comparing(Conflict::since)
                .thenComparing(c -> c.said().id()));
        return new Conflicts(announcements, found, pairs);
    }

    /// The decisions on record that worsen the service.
    static List<Decision> worsening(Dossier dossier) {
        return dossier.register().decisions().stream()
                .filter(Conflicts::worsens)
                .toList();
    }

    /// What is said with each of the decisions that it meets, the nearest day first.
    static List<Conflict> near(Dossier dossier, Announcement said, List<Decision> decisions) {
        return decisions.stream()
                .map(done -> new Conflict(said, done))
                .filter(c -> c.apart() <= DAYS
                        && samePlace(dossier, said.unit(), c.done().unit()))
                .sorted(Comparator.comparingLong(Conflict::apart)
                        .thenComparing(c -> c.done().id()))
                .toList();
    }

    /// The nearest decision that reaches all whom something is said to, else the nearest where together
    /// they reach enough of them.
    ///
    /// @param near as of [#near]
    static Optional<Conflict> nearest(Dossier dossier, Announcement said, List<Conflict> near) {
        return near.stream()
                .filter(c -> said.unit() == null
                        ? c.done().unit() == null
                        : covers(dossier, c.done().unit(), said.unit()))
                .findFirst()
                .or(() -> reached(dossier, said, near) ? Optional.of(near.getFirst()) : Optional.empty());
    }

    /// Whether the decisions reach enough of the units that are spoken to.
    private static boolean reached(Dossier dossier, Announcement said, List<Conflict> near) {
        if (near.isEmpty()) {
            return false;
        }
        Set<String> parents = new HashSet<>();
        dossier.organisation().units().forEach(u -> {
            if (u.parent() != null) {
                parents.add(u.parent());
            }
        });
        List<String> spokenTo = dossier.organisation().units().stream()
                .map(Unit::id)
                .filter(u -> !parents.contains(u) && covers(dossier, said.unit(), u))
                .toList();
        long hit = spokenTo.stream()
                .filter(u ->
                        near.stream().anyMatch(c -> covers(dossier, c.done().unit(), u)))
                .count();
        // Without a record of units nobody can say how many are reached.
        return spokenTo.isEmpty() || hit >= REACHED * spokenTo.size();
    }

    /// Whether what is said to a unit counts in the part that is looked at.
    static boolean counts(Dossier dossier, @Nullable String unit) {
        return dossier.units().isEmpty() || unit == null || dossier.units().contains(unit);
    }

    /// Whether a decision worsens the service.
    static boolean worsens(Decision decision) {
        String direction = decision.direction();
        Double size = decision.size();
        return direction == null
                ? size != null && size < 0
                : direction.toLowerCase(Locale.ROOT).strip().startsWith("worse");
    }

    private static boolean samePlace(Dossier dossier, @Nullable String a, @Nullable String b) {
        return a == null || b == null || covers(dossier, a, b) || covers(dossier, b, a);
    }

    private static boolean covers(Dossier dossier, @Nullable String above, String unit) {
        return above == null
                || above.equals(unit)
                || dossier.registry().chain(unit).stream().anyMatch(u -> u.id().equals(above));
    }

    /// The share of announcements that are contradicted, as far as those on record show it.
    Estimate share() {
        return Proportion.wilson((double) found.size(), (double) announcements, 0.95);
    }

    /// How far an item of the pulse falls in the units of a conflict in the months after it, in standard deviations,
    /// with units that had none yet as the comparison; empty where that cannot be told.
    Optional<Estimate> fall(Dossier dossier, String item) {
        if (pairs.isEmpty() || !dossier.has(FactKind.PULSE, "unit") || !StaffItem.adds(dossier, item)) {
            return Optional.empty();
        }
        Summary all = Summary.EMPTY;
        var cells = new ArrayList<Observation>();
        for (Cell cell : dossier.scan(CubeQuery.of(FactKind.PULSE)
                .by(new Key.Month())
                .by("unit")
                .sum(item)
                .where(new Known("unit")))) {
            if (cell.sum(0).count() > 0) {
                all = all.plus(cell.sum(0));
                cells.add(new Observation(String.valueOf(cell.text(1)), month(cell.day(0)), cell.sum(0)));
            }
        }
        if (all.count() < 2 || !(all.squares() > 0)) {
            return Optional.empty();
        }
        Map<String, Integer> first = new HashMap<>();
        for (Observation cell : cells) {
            for (Conflict conflict : pairs) {
                if (covers(dossier, conflict.said().unit(), cell.unit())
                        && covers(dossier, conflict.done().unit(), cell.unit())) {
                    first.merge(cell.unit(), month(conflict.since()) + 1, Math::min);
                }
            }
        }
        double spread = all.deviation();
        List<Observation> kept = cells.stream()
                .filter(c -> {
                    Integer at = first.get(c.unit());
                    return at == null || c.period() < at - 1 || (c.period() >= at && c.period() < at + AFTER);
                })
                .map(c -> new Observation(
                        c.unit(),
                        c.period(),
                        new Summary(
                                c.outcome().count(),
                                -c.outcome().mean() / spread,
                                c.outcome().squares() / (spread * spread))))
                .toList();
        first.keySet().retainAll(kept.stream().map(Observation::unit).toList());
        try {
            return Optional.of(
                    DifferenceInDifferences.of(kept, first, 0.95, new DifferenceInDifferences.Settings(3, 200, 29))
                            .overall());
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static int month(LocalDate day) {
        return day.getYear() * 12 + day.getMonthValue();
    }
}
