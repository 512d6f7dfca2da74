package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import throughline.diagnosis.Attention.Place;
import throughline.diagnosis.Claim.AnyOf;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Filter;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Touchpoint;
import throughline.statistics.Estimate;

/// Cause 2.3: only the shop window is looked after.
///
/// Present when what is measured and where customers come overlap by less than 60 %, or when less than half of the
/// contacts outside store and telephone are at a measured touchpoint. Absent when they overlap by three quarters and
/// four in five touchpoints with at least 1 % of the contacts are measured.
final class StoresOnly implements Detector {

    /// From this share of the contacts a touchpoint counts.
    private static final double NOTEWORTHY = 0.01;

    private static final Scale OVERLAP = new Scale(1, 0.75, 0.6, 0);
    private static final Threshold OVERLAP_LIMIT =
            Threshold.ours("stores-only.overlap", key("present below 60 %, absent from 75 %"));
    private static final Scale OUTSIDE = new Scale(1, 0.5, 0.5, 0);
    private static final Threshold OUTSIDE_LIMIT = Threshold.ours(
            "stores-only.outside", key("present below 50 % of the contacts outside store and telephone"));

    /// A share is never below 0, so this figure can clear the cause but not show it.
    private static final Scale BLIND = new Scale(1, 0.7999, 0, -1);

    private static final Threshold BLIND_LIMIT = Threshold.ours(
            "stores-only.measured",
            key("absent from 80 % of touchpoints with at least 1 % of contacts; never present by itself"));

    @Override
    public Cause cause() {
        return Cause.STORES_ONLY;
    }

    @Override
    public Verdict examine(Dossier dossier) {
        var judgement = Judgement.of(cause());
        var attention = Attention.of(dossier);
        String undecided = say("It is not known where customers come, or what is measured there.");
        String count = say("Count contacts at every touchpoint for two weeks.");
        if (!attention.counted()) {
            judgement.missing("interactions", say("Contacts with their touchpoint; two weeks of a tally are enough."));
            return judgement.verdict(undecided, Judgement.Next.of(count, count));
        }
        if (attention.windowOnly()) {
            boolean one = attention.places().size() == 1;
            judgement.missing(
                    "interactions",
                    say(
                            "Contacts outside %s; two weeks of a tally at every other touchpoint are enough.",
                            one ? attention.places().getFirst().title() : say("store and telephone")));
            return judgement.verdict(
                    say(
                            one
                                    ? "Contacts are on record for one touchpoint only."
                                    : "Contacts are on record for the shop window only."),
                    Judgement.Next.of(count, count));
        }
        List<FactKind> old = Attention.HEARD.stream()
                .filter(kind -> Freshness.stale(dossier, kind, judgement))
                .toList();
        if (!attention.anyMeasurement()) {
            if (old.isEmpty()) {
                judgement.missing(
                        "responses",
                        say(
                                "Answers at the touchpoints, to compare with where customers come: %s",
                                Wording.needed(
                                        attention.answers(),
                                        attention.answersNeeded(),
                                        dossier.period(),
                                        "answer",
                                        "answers")));
            }
            String ask = say(
                    "Ask customers two questions at %s.", attention.widestGap().title());
            return judgement.verdict(undecided, Judgement.Next.of(ask, ask));
        }
        if (Freshness.stale(dossier, FactKind.INTERACTIONS, judgement)) {
            return judgement.verdict(undecided, Judgement.Next.of(count, count));
        }
        List<Place> noteworthy = attention.places().stream()
                .filter(p -> p.contactShare() >= NOTEWORTHY)
                .toList();
        var claims = new ArrayList<Claim>();
        claims.add(overlap(dossier, attention));
        attention.outsideShare().ifPresent(share -> claims.add(outside(dossier, attention, share)));
        claims.add(measured(dossier, attention, noteworthy));
        judgement.essential(new AnyOf(claims));
        var coverage = new CoverageOfContacts(dossier, attention);
        coverage.departments().ifPresent(judgement::context);
        coverage.audiences().ifPresent(judgement::context);
        audiences(dossier, attention)
                .ifPresent(who -> judgement.missing(
                        "organisation.yaml", say("Answers from %s; their touchpoints are not measured.", who)));
        attention.trend().ifPresent(judgement::trend);
        Place widest = attention.widestGap();
        String next = widest.measured()
                ? say(
                        "Ask more of those who come to %s: %s of contacts, %s of measurement.",
                        widest.title(),
                        Wording.percent(widest.contactShare()),
                        Wording.percent(widest.attentionShare()))
                : say(
                        "Start measuring %s: %s of contacts and no measure.",
                        widest.title(), Wording.percent(widest.contactShare()));
        return judgement.verdict(
                say("Where customers come and what is measured cannot be told apart yet."),
                Judgement.Next.of(next, next));
    }

    private static Indicator overlap(Dossier dossier, Attention attention) {
        Estimate overlap = attention.overlap();
        Place widest = attention.widestGap();
        return new Indicator(
                "contact-measurement-overlap",
                say("Where customers come, and what is measured"),
                say(
                        "Measurement and contacts overlap by %s; [[%s has %s of contacts and %s of measurement]].",
                        Wording.percent(overlap.value()),
                        widest.title(),
                        Wording.percent(widest.contactShare()),
                        Wording.percent(widest.attentionShare())),
                Statistic.of(say("overlap of contacts and measurement"), overlap),
                OVERLAP,
                OVERLAP_LIMIT,
                lineage(dossier, attention, attention.method()),
                Optional.of(shares(attention)));
    }

    private static Figure shares(Attention attention) {
        List<Place> widest = attention.places().stream()
                .sorted(Comparator.comparingDouble(Place::gap).reversed())
                .limit(3)
                .toList();
        var parts = new ArrayList<>(widest.stream().map(Place::title).toList());
        var contacts = new ArrayList<>(widest.stream().map(Place::contactShare).toList());
        var measurement =
                new ArrayList<>(widest.stream().map(Place::attentionShare).toList());
        if (attention.places().size() > widest.size()) {
            parts.add(say("All others"));
            contacts.add(1 - contacts.stream().mapToDouble(Double::doubleValue).sum());
            measurement.add(
                    1 - measurement.stream().mapToDouble(Double::doubleValue).sum());
        }
        return new Figure.Shares(
                say(
                        "Share of contacts and share of measurement by touchpoint; %s",
                        Wording.count(attention.contacts(), "contact", "contacts")),
                parts,
                List.of(
                        new Figure.Shares.Bar(say("Contacts"), contacts),
                        new Figure.Shares.Bar(say("Measurement"), measurement)));
    }

    private static Indicator outside(Dossier dossier, Attention attention, double share) {
        return new Indicator(
                "outside-the-window",
                say("Beyond store and telephone"),
                say(
                        "[[%s of contacts outside store and telephone]] are at a touchpoint that is measured.",
                        Wording.percent(share)),
                Statistic.counted(
                        say("share of outside contacts at a measured touchpoint"), share, attention.contacts()),
                OUTSIDE,
                OUTSIDE_LIMIT,
                lineage(dossier, attention, say("Full count, version 1")),
                Optional.empty());
    }

    private static Indicator measured(Dossier dossier, Attention attention, List<Place> noteworthy) {
        List<Place> blind = noteworthy.stream().filter(p -> !p.measured()).toList();
        int seen = noteworthy.size() - blind.size();
        String statement = blind.isEmpty()
                ? say(
                        "All %s with at least 1 %% of contacts are measured.",
                        Wording.count(noteworthy.size(), "touchpoint", "touchpoints"))
                : say(
                        blind.size() == 1
                                ? "[[%s is not measured]] although customers come there."
                                : "[[%s are not measured]] although customers come there.",
                        Wording.names(blind.stream().map(Place::title).toList(), 3));
        return new Indicator(
                "touchpoints-measured",
                say("Which touchpoints nobody measures"),
                statement,
                Statistic.counted(
                        say("share of touchpoints measured"), (double) seen / noteworthy.size(), noteworthy.size()),
                BLIND,
                BLIND_LIMIT,
                lineage(dossier, attention, say("Full count, version 1")),
                Optional.of(new Figure.Bars(
                        say(
                                "Share of contacts by touchpoint, marked where nothing is measured; %s",
                                Wording.count(attention.contacts(), "contact", "contacts")),
                        "%",
                        noteworthy.stream()
                                .sorted(Comparator.comparing(Place::measured)
                                        .thenComparing(Comparator.comparingDouble(Place::contactShare)
                                                .reversed()))
                                .limit(12)
                                .map(p -> new Figure.Bars.Bar(p.title(), p.contactShare(), !p.measured()))
                                .toList(),
                        null)));
    }

    private static Lineage lineage(Dossier dossier, Attention attention, String method) {
        boolean placed = dossier.has(FactKind.INTERACTIONS, "touchpoint");
        return new Lineage(
                attention.answers(),
                say("answers and evaluations"),
                attention.files(),
                dossier.period(),
                method,
                say("contacts, answers and evaluations by touchpoint and week"),
                placed
                        ? Optional.of(new RowQuery(
                                FactKind.INTERACTIONS,
                                List.of("interaction_id", "started_at", "touchpoint", "channel", "unit"),
                                List.of(new Filter.In(
                                        "touchpoint",
                                        Set.of(attention.widestGap().touchpoint())))))
                        : Optional.empty());
    }

    /// The kinds of customers none of whose touchpoints is measured, where the organisation names any.
    private static Optional<String> audiences(Dossier dossier, Attention attention) {
        var reached = new TreeMap<String, Boolean>();
        for (Touchpoint touchpoint : dossier.organisation().touchpoints()) {
            boolean measured = attention.measured(touchpoint.id());
            touchpoint.customers().forEach(who -> reached.merge(who, measured, Boolean::logicalOr));
        }
        List<String> silent = reached.entrySet().stream()
                .filter(e -> !e.getValue())
                .map(e -> audience(e.getKey()))
                .toList();
        return silent.isEmpty() ? Optional.empty() : Optional.of(Wording.names(silent, 3));
    }

    /// The plural of a kind of customers.
    static String audience(String kind) {
        return kind.equals("public") ? say("the public") : say("%ss", kind);
    }
}
