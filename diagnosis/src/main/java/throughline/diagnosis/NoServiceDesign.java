package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import throughline.diagnosis.DesignMatrix.Tier;
import throughline.diagnosis.Judgement.Next;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Promise;
import throughline.organisation.Organisation.Section;
import throughline.organisation.Organisation.Touchpoint;
import throughline.statistics.Estimate;
import throughline.statistics.Interval;

/// Cause 1.3: no design, no definition, few measures, no model of cause and effect.
///
/// Declared: a promise in force that names how customers should feel; a definition and a standard at the
/// touchpoints that carry the contacts; live measures on every tier ([DesignMatrix]); journeys, and links
/// of cause and effect. Enacted: staff pick the promise out from among others. Shown beside it: which
/// links the data can test ([LinkEstimates]), what the drivers foresee ([DriversFit]), and whether cases
/// follow the design ([DesignedFlow]).
final class NoServiceDesign implements Detector {

    /// A promise older than this is no longer one (causes.md, 1.3).
    static final int PROMISE_MONTHS = 18;

    /// Below this share of contacts with definition and standard, service is not designed (ours).
    static final double DESIGNED_PRESENT = 0.5;

    /// From this share of contacts on, service is designed (ours).
    static final double DESIGNED_ABSENT = 0.9 - 1e-9;

    /// Below this filled share of the matrix there are few measures (ours).
    static final double FILLED_PRESENT = 0.4;

    /// From this filled share of the matrix on there are enough (ours).
    static final double FILLED_ABSENT = 0.6 - 1e-9;

    /// Half of staff must pick the true promise; by chance one in five would (causes.md, 1.3).
    static final double KNOWN = 0.5;

    @Override
    public Cause cause() {
        return Cause.NO_SERVICE_DESIGN;
    }

    @Override
    public Verdict examine(Dossier dossier) {
        return new Examination(dossier).verdict();
    }

    /// One look at one organisation.
    private static final class Examination {

        private final Dossier dossier;
        private final Organisation organisation;
        private final Volume volume;
        private final Judgement judgement = Judgement.of(Cause.NO_SERVICE_DESIGN);
        private final List<String> actions = new ArrayList<>();
        private Optional<String> believed = Optional.empty();

        Examination(Dossier dossier) {
            this.dossier = dossier;
            this.organisation = dossier.organisation();
            this.volume = Volume.of(dossier);
        }

        Verdict verdict() {
            if (recorded()) {
                promise();
                designed();
                matrix();
                model();
                enacted();
            } else {
                judgement.missing(
                        Card.RECORD,
                        say("The promise, the standards of each touchpoint, and the links; none is on record."));
            }
            known();
            if (recorded()) {
                volume.tooFew().ifPresent(few -> judgement.missing("interactions", few));
            }
            believed.ifPresent(link -> actions.add(
                    say("Move the link %s from believed to tested: measure both ends by unit and week.", link)));
            String next = actions.isEmpty()
                    ? say("Record the promise, and what good looks like at each touchpoint.")
                    : actions.getFirst();
            return judgement.verdict(
                    say("The record does not yet show whether service has a design."), Next.of(next, next));
        }

        /// Whether anything that has been decided is on record, rather than a list of names for the data.
        private boolean recorded() {
            return organisation.recorded()
                    && (organisation.promise().isPresent()
                            || !organisation.people().isEmpty()
                            || !organisation.objectives().isEmpty()
                            || !organisation.scorecards().isEmpty()
                            || !organisation.journeys().isEmpty()
                            || !organisation.links().isEmpty()
                            || organisation.touchpoints().stream().anyMatch(this::decided));
        }

        private boolean decided(Touchpoint touchpoint) {
            return touchpoint.definition() != null
                    || !touchpoint.standards().isEmpty()
                    || !touchpoint.accountable().isEmpty();
        }

        private void promise() {
            if (!judgement.knows(organisation, Section.PROMISE, say("The promise"))) {
                return;
            }
            Optional<Promise> promise = organisation.promise();
            LocalDate oldest = dossier.period().to().minusMonths(PROMISE_MONTHS);
            boolean old = promise.map(Promise::approvedOn)
                    .filter(d -> d.isBefore(oldest))
                    .isPresent();
            boolean mute = promise.filter(p -> !p.feelings().isEmpty()).isEmpty();
            boolean inForce = promise.isPresent() && !old && !mute;
            String statement;
            if (promise.isEmpty()) {
                statement = say("[[No promise]] says what customers can expect and how they should feel.");
            } else if (mute) {
                statement = say("The promise [[names no feeling]] that customers should have.");
            } else if (old) {
                statement = say(
                        "The promise was approved on %s, [[more than 18 months]] before the end.",
                        promise.map(Promise::approvedOn).map(Wording::day).orElse(say("a day not known")));
            } else {
                statement = say(
                        "A promise is in force and [[names %s]] that customers should have.",
                        Wording.count(promise.get().feelings().size(), "feeling", "feelings"));
            }
            judgement.essential(card("promise-in-force", say("What is promised"))
                    .rule(key("present without a promise of the last 18 months that names a feeling"))
                    .rests(promise.isPresent() ? 1 : 0, say("promise"))
                    .says(
                            statement,
                            Statistic.counted(say("promises in force"), inForce ? 1 : 0, 1),
                            new Scale(1, 0.5, 0.5, -1)));
            if (!inForce) {
                actions.add(
                        promise.isEmpty()
                                ? say("Write the promise: what customers can expect, and how they should feel.")
                                : mute
                                        ? say("Add to the promise how customers should feel.")
                                        : say("Approve the promise again, or write a new one."));
            }
        }

        private void designed() {
            if (!judgement.knows(
                    organisation, Section.TOUCHPOINTS, say("The touchpoints with a definition and standards"))) {
                return;
            }
            if (organisation.touchpoints().isEmpty() && !volume.known()) {
                judgement.missing(
                        Card.RECORD, say("The touchpoints with a definition and standards; none is on record."));
                judgement.incomplete();
                return;
            }
            boolean weighted = volume.known();
            var ids = organisation.touchpoints().stream()
                    .filter(Touchpoint::isDesigned)
                    .map(Touchpoint::id)
                    .collect(Collectors.toSet());
            double share = weighted
                    ? volume.share(ids::contains)
                    : (double) ids.size() / organisation.touchpoints().size();

            Card card = card("designed-touchpoints", say("What good looks like"))
                    .rule(
                            key(
                                    "present below 50 % of contacts with a definition and a standard with a target; absent from 90 %"))
                    .rests(
                            weighted
                                    ? volume.total()
                                    : organisation.touchpoints().size(),
                            say(weighted ? "contacts" : "touchpoints"))
                    .figure(bars(ids));
            if (weighted) {
                card.files(volume.files(dossier))
                        .method(say("share of contacts, full count"))
                        .query(CubeQuery.of(volume.sources().getFirst()).by("touchpoint"));
            }
            String name = weighted
                    ? say("share of contacts with definition and standard")
                    : say("share of touchpoints with definition and standard");
            Statistic statistic = weighted
                    ? Statistic.counted(name, share, organisation.touchpoints().size())
                    : Volume.standIn(
                            name, ids.size(), organisation.touchpoints().size());
            if (!statistic.counted()) {
                card.method(say("share of touchpoints for that of contacts, Wilson interval, 95 %"));
            }
            judgement.essential(card.says(
                    say(
                            weighted
                                    ? "[[%s of contacts]] meet a touchpoint with a definition and a standard (%s touchpoints)."
                                    : "[[%s of touchpoints]] have a definition and a standard (%s touchpoints).",
                            Wording.percent(share),
                            Wording.of(ids.size(), organisation.touchpoints().size())),
                    statistic,
                    new Scale(1, DESIGNED_ABSENT, DESIGNED_PRESENT, 0)));
            if (share < DESIGNED_ABSENT) {
                volume.entries().stream()
                        .filter(e -> !ids.contains(e.touchpoint()))
                        .findFirst()
                        .ifPresent(e -> actions.add(say(
                                "Write down what good looks like at %s%s.",
                                title(e.touchpoint()), volume.part(e.touchpoint()))));
            }
        }

        private String title(String touchpoint) {
            return dossier.registry()
                    .touchpoint(touchpoint)
                    .map(Touchpoint::title)
                    .orElse(touchpoint);
        }

        private Figure bars(java.util.Set<String> designed) {
            return new Figure.Bars(
                    say(
                            "Share of %s by touchpoint; marked where definition or standard is missing.",
                            say(volume.known() ? "contacts" : "touchpoints")),
                    "%",
                    volume.entries().stream()
                            .limit(12)
                            .map(e -> new Figure.Bars.Bar(
                                    title(e.touchpoint()),
                                    volume.share(e.touchpoint()),
                                    !designed.contains(e.touchpoint())))
                            .toList(),
                    null);
        }

        private void matrix() {
            var matrix = new DesignMatrix(dossier, volume);
            if (matrix.rows() == 0 || matrix.unknowable().size() == Tier.values().length) {
                judgement.missing(
                        "interactions", say("Contacts, readings and answers, to see what is measured where."));
                judgement.incomplete();
                return;
            }
            matrix.trend().ifPresent(judgement::trend);
            double cells = matrix.cells();
            double value = matrix.filled() / Math.max(1, cells - matrix.open());
            var bounds = new Interval(matrix.filled() / cells, (matrix.filled() + matrix.open()) / cells);
            var bars = new ArrayList<Figure.Bars.Bar>();
            matrix.byTier()
                    .forEach((tier, share) -> bars.add(
                            new Figure.Bars.Bar(Wording.sentence(tier.title()), share, share < FILLED_PRESENT)));
            judgement.essential(card("measured-tiers", say("What is measured"))
                    .rule(
                            key(
                                    "present below 40 % of touchpoints by tier with data in the last 30 days; absent from 60 %"))
                    .rests((long) cells, say("touchpoints by tier"))
                    .files(FactKind.INTERACTIONS)
                    .files(FactKind.RESPONSES)
                    .files(FactKind.READINGS)
                    .method(say("full count; the interval is what tables that are not there could make of it"))
                    .query(CubeQuery.of(FactKind.RESPONSES).by(new Key.Week()).by("touchpoint"))
                    .figure(new Figure.Bars(
                            say("Share of %s touchpoints with data of the tier in the last 30 days.", matrix.rows()),
                            "%",
                            bars,
                            null))
                    .says(
                            say(
                                    "[[%s fields]] of touchpoint by tier have data of the last 30 days.",
                                    Wording.of(matrix.filled(), (long) cells)),
                            new Statistic(
                                    say("share of touchpoints by tier with data"),
                                    Math.clamp(value, bounds.low(), bounds.high()),
                                    bounds,
                                    0,
                                    (long) cells),
                            new Scale(1, FILLED_ABSENT, FILLED_PRESENT, 0)));
            if (!matrix.unknowable().isEmpty()) {
                judgement.missing(
                        matrix.unknowable().contains(Tier.PERCEPTION) ? "responses" : "readings",
                        say(
                                "Tables of %s, if it is measured at all.",
                                Wording.names(
                                        matrix.unknowable().stream()
                                                .map(Tier::title)
                                                .toList(),
                                        4)));
            }
            if (value < FILLED_ABSENT) {
                matrix.worst(volume)
                        .ifPresent(gap -> actions.add(say(
                                "Measure %s at %s: nothing has come in for 30 days.",
                                gap.tier().title(), matrix.title(gap.touchpoint()))));
            }
        }

        private void model() {
            int links = organisation.links().size();
            int journeys = organisation.journeys().size();
            boolean known = judgement.knows(organisation, Section.LINKS, say("The links of cause and effect"))
                    && (links > 0 || judgement.knows(organisation, Section.JOURNEYS, say("The journeys")));
            if (!known) {
                return;
            }
            double value = links > 0 ? 1 : journeys > 0 ? 0.5 : 0;
            String statement = links > 0
                    ? say(
                            "[[%s of cause and effect]] and %s are on record.",
                            Wording.count(links, "link", "links"), Wording.count(journeys, "journey", "journeys"))
                    : journeys > 0
                            ? say(
                                    journeys == 1
                                            ? "%s journey is on record, but [[no link of cause and effect]]."
                                            : "%s journeys are on record, but [[no link of cause and effect]].",
                                    Wording.count(journeys))
                            : say("[[Neither journeys nor links of cause and effect]] are on record.");
            judgement.essential(card("model-of-cause-and-effect", say("What leads to what"))
                    .rule(key("present with neither links nor journeys on record; absent with links"))
                    .rests(links + journeys, say("links and journeys"))
                    .says(
                            statement,
                            Statistic.counted(
                                    say("model on record: 1 links, 0.5 journeys only"), value, links + journeys),
                            new Scale(1, 0.75, 0.25, -0.5)));
            if (links == 0) {
                actions.add(
                        say(
                                "Write down one link you believe in: what in the infrastructure or delivery drives a feeling."));
            }
        }

        /// What the design is worth in deed: shown, not counted.
        private void enacted() {
            var links = LinkEstimates.of(dossier);
            links.indicator().ifPresent(judgement::context);
            DriversFit.of(dossier).ifPresent(judgement::context);
            DesignedFlow.of(dossier).ifPresent(judgement::context);
            believed = links.believed();
        }

        private void known() {
            String item = "knows_promise";
            if (!dossier.has(FactKind.PULSE, item)) {
                judgement.missing("pulse", say("Answers of staff to knows_promise: which of these is our promise?"));
                return;
            }
            var answers = StaffAnswers.of(dossier, item);
            if (answers.count() < OwnerNaming.MINIMUM_ANSWERS) {
                judgement.missing(
                        "pulse",
                        Wording.needed(
                                answers.count(),
                                OwnerNaming.MINIMUM_ANSWERS,
                                dossier.period(),
                                "answer of staff on what the promise is",
                                "answers of staff on what the promise is"));
                return;
            }
            if (Freshness.stale(dossier, FactKind.PULSE, judgement)) {
                return;
            }
            Estimate share = answers.share();
            var indicator = Card.of(Cause.NO_SERVICE_DESIGN, "promise-known", say("Who knows the promise"), dossier)
                    .rule(
                            key(
                                    "present if surely under 50 % pick the promise, where 20 % would by chance; absent if surely over"))
                    .rests(answers.count(), say("answers of staff"))
                    .files(FactKind.PULSE)
                    .method(say("Wilson interval, 95 %, with the design effect of units"))
                    .query(answers.query())
                    .rows(new RowQuery(FactKind.PULSE, List.of(item), List.of(new Filter.Known(item))))
                    .says(
                            say(
                                    "[[%s staff]] picked the promise from among others (likely %s).",
                                    Wording.of(Math.round(answers.all().sum()), answers.count()),
                                    Wording.percents(share.interval())),
                            new Statistic(
                                    say("share of staff who know the promise"),
                                    share.value(),
                                    share.interval(),
                                    share.standardError(),
                                    answers.count()),
                            new Scale(1, KNOWN, KNOWN, 0.2));
            judgement.other(indicator);
            if (indicator.side() == Side.PRESENT) {
                actions.add(say("Talk the promise through in every team, and ask again after 60 days."));
            }
        }

        private Card card(String id, String title) {
            return Card.of(Cause.NO_SERVICE_DESIGN, id, title, dossier).record();
        }
    }
}
