package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import throughline.diagnosis.Claim.AnyOf;
import throughline.diagnosis.Claim.Indicator;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Section;
import throughline.statistics.Interval;

/// Turns the claims of a cause's prongs into a verdict: present if a prong is; absent only if every prong that could be
/// judged is, the essential one among them; else not enough evidence.
///
/// Claims that rest on samples share the level, however many they are ([SharedLevel]): the more figures are looked at,
/// the surer each must be to show the cause. Absence needs all of them at once, so it needs no such care.
///
/// Strength is that of the deciding claim. Confidence is the probability, under the sampling distribution of the
/// indicators, that the truth lies on the side the verdict names: the largest over prongs for present, the smallest for
/// absent. For not enough evidence it is the probability that calling the cause either way now would be wrong: one
/// minus the larger of the two, of which absent does not count where a part of the essential prong could not be judged,
/// for then no figures of the others could clear the cause. All are kept between 0.02 and 0.98, so where nothing could
/// be measured it is 0.98.
public final class Judgement {

    private final Cause cause;
    private final List<Claim> claims = new ArrayList<>();
    private final List<Claim> telling = new ArrayList<>();
    private final List<Claim> context = new ArrayList<>();
    private final List<Missing> missing = new ArrayList<>();
    private boolean essentialJudged;
    private boolean incomplete;
    private Optional<Trend> trend = Optional.empty();

    private Judgement(Cause cause) {
        this.cause = cause;
    }

    /// A judgement of the cause, without claims yet.
    public static Judgement of(Cause cause) {
        return new Judgement(cause);
    }

    /// Adds the prong the cause cannot do without (marked with a dagger in causes.md); it may be added in several
    /// parts.
    public Judgement essential(Claim claim) {
        essentialJudged = true;
        claims.add(claim);
        return this;
    }

    /// Says that a part of the essential prong could not be judged, so that the cause cannot be absent; `missing` must
    /// say which.
    public Judgement incomplete() {
        incomplete = true;
        return this;
    }

    /// Whether the record says anything of the part. Where it does not, an essential part could not be judged, and
    /// `missing` asks for it: what is left out is not known, what is empty is a decided none (docs/verdicts.md).
    ///
    /// @param what what is asked for, such as `The links of cause and effect`
    public boolean knows(Organisation organisation, Section section, String what) {
        if (organisation.knows(section)) {
            return true;
        }
        incomplete();
        boolean one = section == Section.PROMISE;
        missing(
                Card.RECORD,
                organisation.recorded()
                        ? say(
                                one
                                        ? "%s: organisation.yaml has no %s; write %s if there is none."
                                        : "%s: organisation.yaml has no %s; write %s if there are none.",
                                what,
                                section.key(),
                                section.key() + (one ? ": {}" : ": []"))
                        : say("%s, in an organisation.yaml; there is none.", what));
        return false;
    }

    /// Adds another prong.
    public Judgement other(Claim claim) {
        claims.add(claim);
        return this;
    }

    /// Adds a claim that may show the cause but cannot clear it: where it is not present it is shown without counting.
    public Judgement telling(Claim claim) {
        telling.add(claim);
        return this;
    }

    /// Adds evidence that is shown without counting.
    public Judgement context(Claim claim) {
        context.add(claim);
        return this;
    }

    /// Says what would decide or sharpen the verdict; what is said already is not said again.
    public Judgement missing(String table, String what) {
        var more = new Missing(what, table);
        if (!missing.contains(more)) {
            missing.add(more);
        }
        return this;
    }

    /// Sets the weekly measure.
    public Judgement trend(Trend weekly) {
        trend = Optional.of(weekly);
        return this;
    }

    /// Which side the claims are on.
    public Side side() {
        return side(weighed().counting());
    }

    private Side side(List<Claim> counting) {
        if (counting.isEmpty()) {
            return Side.UNKNOWN;
        }
        Side side = new AnyOf(counting).side();
        return side == Side.ABSENT && !mayClear() ? Side.UNKNOWN : side;
    }

    /// Whether all that the cause cannot do without could be judged.
    private boolean mayClear() {
        return essentialJudged && !incomplete;
    }

    /// The claims at the level they share.
    ///
    /// @param counting those that decide
    /// @param beside those that are shown without counting
    private record Weighed(List<Claim> counting, List<Claim> beside) {}

    private Weighed weighed() {
        var all = new ArrayList<>(claims);
        all.addAll(telling);
        List<Claim> shared = SharedLevel.of(all);
        var counting = new ArrayList<>(shared.subList(0, claims.size()));
        var beside = new ArrayList<>(context);
        for (Claim claim : shared.subList(claims.size(), shared.size())) {
            (claim.side() == Side.PRESENT ? counting : beside).add(claim);
        }
        return new Weighed(counting, beside);
    }

    /// The verdict.
    ///
    /// @param undecided the sentence for not enough evidence; present and absent speak with the statement of their
    ///     first evidence
    /// @param next what to do next on each side
    public Verdict verdict(String undecided, Next next) {
        Weighed weighed = weighed();
        List<Claim> counting = weighed.counting();
        List<Claim> beside = weighed.beside();
        Side side = side(counting);
        if (side == Side.UNKNOWN && missing.isEmpty() && counting.stream().noneMatch(c -> c.side() == Side.UNKNOWN)) {
            missing("organisation.yaml", next.unknown());
        }
        if (counting.isEmpty()) {
            return new Verdict.NotEnoughEvidence(
                    cause,
                    undecided,
                    0.5,
                    new Interval(0, 1),
                    Indicator.COUNTED,
                    trail(beside, side),
                    next.unknown(),
                    trend,
                    missing);
        }
        var all = new AnyOf(counting);
        List<Evidence> trail = new ArrayList<>(trail(counting, side));
        for (Evidence more : trail(beside, side)) {
            trail.add(new Evidence(trail.size() + 1, more.indicator(), more.supports()));
        }
        String statement = trail.getFirst().statement();
        return switch (side) {
            case PRESENT ->
                new Verdict.Present(
                        cause,
                        statement,
                        all.strength(),
                        all.strengthInterval(),
                        all.probabilityPresent(),
                        trail,
                        next.present(),
                        trend,
                        missing);
            case ABSENT ->
                new Verdict.Absent(
                        cause,
                        statement,
                        all.strength(),
                        all.strengthInterval(),
                        all.probabilityAbsent(),
                        trail,
                        next.absent(),
                        trend,
                        missing);
            case UNKNOWN ->
                new Verdict.NotEnoughEvidence(
                        cause,
                        undecided,
                        all.strength(),
                        all.strengthInterval(),
                        1 - Math.max(all.probabilityPresent(), mayClear() ? all.probabilityAbsent() : 0),
                        trail,
                        next.unknown(),
                        trend,
                        wanting(all));
        };
    }

    /// What is missing, and of each figure that is not decided how much more would decide it.
    private List<Missing> wanting(AnyOf all) {
        var wanting = new ArrayList<>(missing);
        all.indicators()
                .filter(i -> i.side() == Side.UNKNOWN)
                .map(StillNeeded::of)
                .filter(m -> !wanting.contains(m))
                .forEach(wanting::add);
        if (wanting.isEmpty()) {
            List<Indicator> figures = all.indicators().toList();
            wanting.add(new Missing(
                    say(
                            "The figures point different ways: %s. They are looked at again with the next data.",
                            Wording.names(
                                    figures.stream()
                                            .map(i -> i.statistic().name())
                                            .toList(),
                                    3)),
                    figures.getFirst()
                            .lineage()
                            .behind()
                            .map(b -> b.fact().table())
                            .orElse("organisation.yaml")));
        }
        return wanting;
    }

    /// What to do next, a sentence that begins with a verb, for each verdict.
    public record Next(String present, String absent, String unknown) {

        /// What is said of an absent cause unless there is something better to say.
        public static final String NOTHING = key("Nothing to do. It is looked at again with the next data.");

        /// What to do where the cause is absent, in the language that is spoken.
        @Override
        public String absent() {
            return say(absent);
        }

        /// Nothing to do where the cause is absent.
        public static Next of(String present, String unknown) {
            return new Next(present, NOTHING, unknown);
        }
    }

    /// Evidence of the verdict's side first, the strongest of it first (for absent: what comes nearest to present).
    private static List<Evidence> trail(List<Claim> claims, Side side) {
        List<Indicator> ordered = claims.stream()
                .flatMap(Claim::indicators)
                .sorted(Comparator.comparing((Indicator i) -> i.side() != side)
                        .thenComparing(
                                Comparator.comparingDouble(Indicator::strength).reversed()))
                .toList();
        var trail = new ArrayList<Evidence>();
        for (Indicator indicator : ordered) {
            trail.add(new Evidence(trail.size() + 1, indicator, indicator.side()));
        }
        return trail;
    }
}
