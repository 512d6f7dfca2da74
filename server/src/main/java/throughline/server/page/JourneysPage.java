package throughline.server.page;

import static throughline.text.Text.say;

import java.util.List;
import java.util.Optional;
import throughline.diagnosis.Accountability;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Evidence;
import throughline.diagnosis.Journeys;
import throughline.diagnosis.Journeys.Feeling;
import throughline.diagnosis.Journeys.Step;
import throughline.diagnosis.Journeys.Studied;
import throughline.diagnosis.Level;
import throughline.diagnosis.Level.Keeping;
import throughline.diagnosis.Travel;
import throughline.diagnosis.Wording;
import throughline.organisation.Organisation.Promise;
import throughline.organisation.Organisation.Section;
import throughline.organisation.Thing.Sort;
import throughline.server.chart.Words;
import throughline.server.diagnose.Examination;

/// The service vision, and every journey that was designed to keep it.
///
/// @param vision what is promised; empty where nothing is
/// @param promise where a promise is written down, where the reader may
/// @param judgedIn where the promise and the design are judged
/// @param journeys one row a journey, the worst first
/// @param journey where a journey is written down, where the reader may
/// @param waysNote what is known of the ways of cases
public record JourneysPage(
        Shell shell,
        String organisation,
        String period,
        String headline,
        String lede,
        String aside,
        Optional<Vision> vision,
        Optional<Offer> promise,
        String judgedIn,
        String judgedHref,
        List<Row> journeys,
        Optional<Offer> journey,
        String waysNote) {

    /// A form of the record.
    public record Offer(String words, String href) {}

    /// The service vision.
    ///
    /// @param feelings how a customer should feel, in words; may be empty
    /// @param approved when it was approved; may be empty
    /// @param finding what cause 1.3 finds in it
    public record Vision(
            String statement, String feelings, Answerer owner, String approved, Markup finding, boolean gap) {}

    /// A journey.
    ///
    /// @param cases number of cases; may be empty
    /// @param exact share of them as designed; may be empty
    /// @param owned steps with one owner
    /// @param kept standards that are met, of those of which it is known; may be empty
    /// @param feels the lowest feeling and its step; may be empty
    /// @param gap what is amiss at the worst step; may be empty
    public record Row(
            String title,
            Optional<String> href,
            String steps,
            String cases,
            String exact,
            String owned,
            String kept,
            String feels,
            String gap,
            boolean tinted) {}

    /// The page of an examination.
    public static JourneysPage of(Examination examination, Shell shell) {
        Journeys found = examination.journeys();
        return new JourneysPage(
                shell,
                examination
                        .part()
                        .map(u -> shell.organisation() + ", " + u.title())
                        .orElse(shell.organisation()),
                examination.periodWords(),
                headline(found.all()),
                found.all().isEmpty() ? "" : lede(found.all()),
                examination
                        .part()
                        .map(u -> say(
                                "Steps, owners and standards are those of the whole organisation, figures those of %s.",
                                u.title()))
                        .orElse(""),
                examination.dossier().organisation().promise().map(p -> vision(p, examination)),
                offer(examination, Sort.PROMISE, say("Write down the promise"), shell.links()),
                Cause.NO_SERVICE_DESIGN.title(),
                shell.links().cause(Cause.NO_SERVICE_DESIGN),
                found.all().stream()
                        .sorted(java.util.Comparator.comparingInt(JourneysPage::amiss)
                                .reversed())
                        .map(s -> row(s, shell.links()))
                        .toList(),
                offer(examination, Sort.JOURNEYS, say("Write down a journey"), shell.links()),
                waysNote(examination));
    }

    /// Where an entry is added; where there is no record yet, where it is begun.
    private static Optional<Offer> offer(Examination examination, Sort sort, String words, Links links) {
        Optional<String> add = links.add(sort);
        return examination.dossier().organisation().recorded()
                ? add.map(href -> new Offer(words, href))
                : add.flatMap(a -> links.record()).map(href -> new Offer(say("Begin the record"), href));
    }

    private static String headline(List<Studied> all) {
        if (all.isEmpty()) {
            return say("No journey is on record");
        }
        long gaps = all.stream().filter(s -> amiss(s) > 0).count();
        if (all.size() == 1) {
            return gaps == 0 ? say("The journey on record has no gap") : say("The journey on record has a gap");
        }
        return gaps == 0
                ? say("None of %s journeys has a gap", Words.count(all.size()))
                : say(gaps == 1 ? "%s journeys has a gap" : "%s journeys have a gap", Wording.of(gaps, all.size()));
    }

    private static String lede(List<Studied> all) {
        List<Step> steps = all.stream().flatMap(s -> s.steps().stream()).toList();
        if (steps.isEmpty()) {
            return "";
        }
        long owned =
                steps.stream().filter(s -> s.hold() == Accountability.Hold.ONE).count();
        long designed = steps.stream().filter(Step::isDesigned).count();
        return say(
                steps.size() == 1
                        ? "One owner: %s step. A definition and a standard with a target: %s."
                        : "One owner: %s steps. A definition and a standard with a target: %s.",
                Wording.of(owned, steps.size()),
                Words.count(designed));
    }

    private static Vision vision(Promise promise, Examination examination) {
        Optional<Evidence> judged = examination.diagnosis().verdict(Cause.NO_SERVICE_DESIGN).evidence().stream()
                .filter(e -> e.indicator().id().equals("promise-in-force"))
                .findFirst();
        return new Vision(
                promise.statement(),
                promise.feelings().isEmpty()
                        ? ""
                        : Wording.names(
                                promise.feelings().stream()
                                        .map(f -> f.replace('-', ' ').replace('_', ' '))
                                        .toList(),
                                6),
                Answerer.of(
                        examination.accountability().owner().stream()
                                .map(p -> p.title())
                                .toList(),
                        say("No owner")),
                Optional.ofNullable(promise.approvedOn()).map(Words::date).orElse(""),
                judged.map(e -> Markup.marked(e.indicator().statement())).orElse(Markup.NONE),
                judged.filter(e -> e.indicator().statistic().value() < 1).isPresent());
    }

    /// How much is amiss; a journey without steps is a gap of its own.
    private static int amiss(Studied studied) {
        return studied.steps().isEmpty()
                ? 1
                : studied.steps().stream().mapToInt(s -> s.gaps().size()).sum();
    }

    private static Row row(Studied studied, Links links) {
        List<Step> steps = studied.steps();
        List<Level> known = steps.stream()
                .flatMap(s -> s.standards().stream())
                .filter(l -> l.keeping() != Keeping.UNKNOWN)
                .toList();
        Optional<Travel> travel = studied.travel();
        return new Row(
                studied.journey().title(),
                links.journey(studied.journey().id()),
                Words.count(steps.size()),
                travel.map(t -> Words.count(t.cases())).orElse(""),
                travel.filter(Travel::enough)
                        .map(t -> Words.kept(Words.percent(t.share(t.exact()))))
                        .orElse(""),
                Wording.of(
                        steps.stream()
                                .filter(s -> s.hold() == Accountability.Hold.ONE)
                                .count(),
                        steps.size()),
                known.isEmpty()
                        ? ""
                        : Wording.of(
                                known.stream()
                                        .filter(l -> l.keeping() == Keeping.MET)
                                        .count(),
                                known.size()),
                steps.stream()
                        .filter(s -> s.feeling().isPresent())
                        .min(java.util.Comparator.comparingDouble(
                                s -> s.feeling().map(Feeling::value).orElse(5.0)))
                        .flatMap(s -> s.feeling().map(f -> say("%s at %s", Words.decimals(f.value(), 1), s.title())))
                        .orElse(""),
                gap(studied),
                steps.stream().anyMatch(s -> s.hold() == Accountability.Hold.NOBODY));
    }

    private static String gap(Studied studied) {
        if (studied.steps().isEmpty()) {
            return say("No steps on record");
        }
        if (studied.worst().isEmpty()) {
            return "";
        }
        int worst = studied.worst().getAsInt();
        return say(
                "Step %s: %s",
                worst + 1, Wording.within(JourneyWords.gaps(studied.steps().get(worst))));
    }

    private static String waysNote(Examination examination) {
        if (!examination.dossier().organisation().knows(Section.JOURNEYS)) {
            return "";
        }
        return examination
                .journeys()
                .known()
                .map(k -> switch (k) {
                    case ORDER ->
                        say(
                                "Cases are those of the event log that went to two steps of a journey; each counts at the journey it keeps to best.");
                    case PLACES ->
                        say(
                                "There is no event log of these journeys, so cases are contacts about one matter that went to two of the steps.");
                })
                .orElse(
                        say(
                                "How cases really go is not known: no events name a case and a touchpoint, and no contacts name a case."));
    }
}
