package throughline.simulation;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import throughline.diagnosis.Cause;
import throughline.lake.fact.FactKind;
import throughline.simulation.Draws.Purpose;

/// What a simulated organisation is like.
///
/// @param seed the same seed and settings give the same bytes
/// @param present the causes that are switched on
/// @param severities how strongly each cause works, 0 to 1; absent causes may have a mild form, at most .25
/// @param start first day
/// @param days number of days, 14 to 3,660
/// @param interactions contacts to be expected in all, at least 100; the causes make it more
/// @param blueprint units, touchpoints and names
/// @param decoys what looks like a cause and is none
/// @param recording how it keeps its records
public record Settings(
        long seed,
        Set<Cause> present,
        Map<Cause, Double> severities,
        LocalDate start,
        int days,
        long interactions,
        Blueprint blueprint,
        Set<Decoy> decoys,
        Recording recording) {

    /// Severity of a cause that is switched on without another being said.
    public static final double PLAIN_SEVERITY = 0.8;
    /// Largest severity of a cause that counts as absent.
    public static final double MILD = 0.25;
    /// Smallest severity of a cause that counts as present.
    public static final double MARKED = 0.55;

    /// Checks the ranges and copies the collections.
    public Settings {
        if (days < 14 || days > 3_660) {
            throw new IllegalArgumentException("A simulation has 14 to 3,660 days, got " + days);
        }
        if (interactions < 100) {
            throw new IllegalArgumentException("A simulation has at least 100 interactions, got " + interactions);
        }
        Map<Cause, Double> all = new EnumMap<>(Cause.class);
        for (Cause cause : Cause.values()) {
            double severity = severities.getOrDefault(cause, present.contains(cause) ? PLAIN_SEVERITY : 0.0);
            double low = present.contains(cause) ? MARKED : 0;
            double high = present.contains(cause) ? 1 : MILD;
            if (!(severity >= low && severity <= high)) {
                throw new IllegalArgumentException("The severity of " + cause.id() + " must be " + low + " to " + high
                        + " because the cause is " + (present.contains(cause) ? "present" : "absent") + ", got "
                        + severity);
            }
            all.put(cause, severity);
        }
        severities = Map.copyOf(all);
        present = Set.copyOf(present);
        decoys = Set.copyOf(decoys);
    }

    /// An organisation without any of the causes: 24 front-line units, 540 days, 260,000 interactions.
    public static Settings of(long seed) {
        return new Settings(
                seed,
                Set.of(),
                Map.of(),
                LocalDate.of(2024, 9, 2),
                540,
                260_000,
                Blueprint.chain(24),
                Set.of(),
                Recording.COMPLETE);
    }

    /// A random organisation: each cause is on with the prevalence, at a severity of .55 to 1, else mild, below .25.
    ///
    /// @param prevalence share of organisations that have a cause, 0 to 1
    public static Settings random(long seed, double prevalence) {
        Set<Cause> on = EnumSet.noneOf(Cause.class);
        Map<Cause, Double> severities = new EnumMap<>(Cause.class);
        for (Cause cause : Cause.values()) {
            var draws = Draws.of(seed, Purpose.SWITCHES, cause.ordinal());
            boolean present = draws.happens(prevalence);
            double u = draws.nextDouble();
            if (present) {
                on.add(cause);
            }
            severities.put(cause, present ? MARKED + (1 - MARKED) * u : MILD * u);
        }
        return of(seed).withCauses(on, severities);
    }

    /// These settings with exactly these causes present, at the plain severity.
    public Settings with(Cause... causes) {
        return withCauses(Set.of(causes), Map.of());
    }

    /// These settings with exactly these causes present.
    public Settings withCauses(Set<Cause> causes, Map<Cause, Double> strengths) {
        return new Settings(seed, causes, strengths, start, days, interactions, blueprint, decoys, recording);
    }

    /// These settings over another period and volume.
    public Settings withSize(int numberOfDays, long contacts) {
        return new Settings(seed, present, severities, start, numberOfDays, contacts, blueprint, decoys, recording);
    }

    /// These settings from another first day.
    public Settings withStart(LocalDate first) {
        return new Settings(seed, present, severities, first, days, interactions, blueprint, decoys, recording);
    }

    /// These settings for another organisation.
    public Settings withBlueprint(Blueprint other) {
        return new Settings(seed, present, severities, start, days, interactions, other, decoys, recording);
    }

    /// These settings with exactly these decoys.
    public Settings with(Decoy... others) {
        return new Settings(seed, present, severities, start, days, interactions, blueprint, Set.of(others), recording);
    }

    /// These settings with other records.
    public Settings with(Recording other) {
        return new Settings(seed, present, severities, start, days, interactions, blueprint, decoys, other);
    }

    /// Whether there is something that looks like a cause and is none.
    boolean has(Decoy decoy) {
        return decoys.contains(decoy);
    }

    /// First day (numbered from 0) that the table covers; the number of days if it is withheld.
    int firstDay(FactKind table) {
        return Math.max(0, days - recording.collected().getOrDefault(table, days));
    }

    /// Number of customers who come, some of them often.
    long customers() {
        return Math.max(50, interactions / 4);
    }

    /// Number of front-line units.
    public int units() {
        return blueprint.frontline().size();
    }
}
