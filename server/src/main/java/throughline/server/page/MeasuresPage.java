package throughline.server.page;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Cause;
import throughline.diagnosis.MeasureDictionary;
import throughline.diagnosis.MeasureDictionary.Described;
import throughline.diagnosis.MeasureDictionary.On;
import throughline.diagnosis.MeasureDictionary.Uses;
import throughline.diagnosis.Wording;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Standard;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;
import throughline.server.chart.Words;
import throughline.server.diagnose.Examination;

/// The dictionary of measures, tier by tier from what service runs on to what comes of it.
///
/// @param lede what is declared or used and not measured, and what is late; may be empty
/// @param add the form in which a measure is declared, where the reader may
public record MeasuresPage(
        Shell shell,
        String organisation,
        String period,
        String headline,
        String lede,
        List<Tier> tiers,
        Optional<String> add) {

    private static final int NAMED = 5;
    private static final int MOST_STANDARDS = 6;
    private static final int MOST_JOURNEYS = 2;

    /// The measures of one tier.
    ///
    /// @param meaning what measures of the tier tell
    public record Tier(String title, String meaning, List<Row> rows) {}

    /// One measure.
    ///
    /// @param scale its unit and the ends of its scale; may be empty
    /// @param source the files it stands in; may be empty
    /// @param known whether the record declares it
    /// @param fresh the week of its newest rows; may be empty
    /// @param change the form in which its entry is changed, where it has one and the reader may
    /// @param cells its own page with its cells, where the data have it
    public record Row(
            String name,
            String id,
            String scale,
            String better,
            String source,
            String known,
            String fresh,
            boolean late,
            List<Use> standards,
            List<Use> uses,
            Optional<String> change,
            Optional<String> cells) {}

    /// Something that uses a measure.
    public record Use(String words, Optional<String> href) {}

    /// The page of an examination.
    public static MeasuresPage of(Examination examination, Shell shell) {
        MeasureDictionary dictionary = examination.measures();
        var tiers = new ArrayList<Tier>();
        for (Kind kind : Kind.values()) {
            tier(dictionary, Optional.of(kind), shell.links()).ifPresent(tiers::add);
        }
        tier(dictionary, Optional.empty(), shell.links()).ifPresent(tiers::add);
        return new MeasuresPage(
                shell,
                shell.organisation(),
                examination.periodWords(),
                headline(dictionary),
                lede(dictionary),
                tiers,
                shell.links().add(Sort.MEASURES));
    }

    private static String headline(MeasureDictionary dictionary) {
        int all = dictionary.measures().size();
        if (all == 0) {
            return say("Nothing is measured yet, and no measure is on record");
        }
        long guessed = dictionary.measures().stream().filter(m -> !m.declared()).count();
        String count = Wording.count(all, "measure", "measures");
        return guessed == 0
                ? say("%s, and the record says of each what it means", count)
                : say(
                        guessed == 1
                                ? "%s; of %s the record does not say what it means"
                                : "%s; of %s the record does not say what they mean",
                        count,
                        Words.count(guessed));
    }

    private static String lede(MeasureDictionary dictionary) {
        var said = new ArrayList<String>();
        List<String> unmeasured = dictionary.unmeasured().stream()
                .filter(m -> m.declared() || m.uses().any())
                .map(Described::title)
                .toList();
        if (!unmeasured.isEmpty()) {
            said.add(say("On record, and nowhere in the data: %s.", Wording.names(unmeasured, NAMED)));
        }
        List<String> late = dictionary.measures().stream()
                .filter(m -> m.fresh().filter(MeasureDictionary.Fresh::late).isPresent())
                .map(Described::title)
                .toList();
        if (!late.isEmpty()) {
            said.add(say("Too old to judge by: %s.", Wording.names(late, NAMED)));
        }
        return String.join(" ", said);
    }

    private static Optional<Tier> tier(MeasureDictionary dictionary, Optional<Kind> kind, Links links) {
        List<Row> rows = dictionary.measures().stream()
                .filter(m -> m.kind().equals(kind))
                .map(m -> row(m, links))
                .toList();
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new Tier(
                        kind.map(MeasuresPage::title).orElse(say("Not known")),
                        kind.map(MeasuresPage::meaning)
                                .orElse(say(
                                        "Named on a scorecard or in a standard, and neither declared nor measured.")),
                        rows));
    }

    private static String title(Kind kind) {
        return switch (kind) {
            case INFRASTRUCTURE -> say("Infrastructure");
            case DELIVERY -> say("Delivery");
            case PERCEPTION -> say("Perception");
            case FEELING -> say("Feeling");
            case OUTCOME -> say("Outcome");
            case STAFF -> say("Staff");
            case SALES -> say("Sales");
        };
    }

    private static String meaning(Kind kind) {
        return switch (kind) {
            case INFRASTRUCTURE -> say("What service runs on: systems, equipment, staffing.");
            case DELIVERY -> say("How contacts go, as clocks and counters see it.");
            case PERCEPTION -> say("What customers, or evaluators, say of the service.");
            case FEELING -> say("How customers feel.");
            case OUTCOME -> say("What comes of it.");
            case STAFF -> say("What staff say.");
            case SALES -> say("What is sold.");
        };
    }

    private static Row row(Described m, Links links) {
        return new Row(
                m.title(),
                m.id(),
                scale(m),
                m.better()
                        .map(b -> switch (b) {
                            case LOWER -> say("lower");
                            case HIGHER -> say("higher");
                            case TARGET -> say("at its target");
                        })
                        .orElse("–"),
                String.join(", ", m.files()),
                m.declared() ? say("declared") : m.measured() ? say("inferred from the data") : say("not declared"),
                m.fresh()
                        .map(f -> say("week of %s", Words.shortDate(f.newest())))
                        .orElse(m.measured() ? "" : say("not measured")),
                !m.measured() || m.fresh().filter(MeasureDictionary.Fresh::late).isPresent(),
                standards(m, links),
                uses(m.uses(), links),
                m.declared() ? links.change(new Thing.Id(Sort.MEASURES, m.id())) : links.add(Sort.MEASURES),
                m.measured() ? links.measure(m.id()) : Optional.empty());
    }

    private static String scale(Described m) {
        var said = new ArrayList<String>();
        String dimension = m.dimension();
        if (dimension != null && !dimension.equals(m.id())) {
            said.add(dimension);
        }
        Optional.ofNullable(m.unit()).ifPresent(said::add);
        Double low = m.low();
        Double high = m.high();
        if (low != null && high != null) {
            said.add(say("%s to %s", Wording.plain(low), Wording.plain(high)));
        }
        return String.join(", ", said);
    }

    private static List<Use> standards(Described m, Links links) {
        List<Use> all = m.uses().standards().stream()
                .map(on ->
                        new Use("%s: %s".formatted(on.title(), asked(on, m.unit())), links.touchpoint(on.touchpoint())))
                .toList();
        return all.size() <= MOST_STANDARDS
                ? all
                : Stream.concat(
                                all.stream().limit(MOST_STANDARDS),
                                Stream.of(new Use(
                                        say("and %s more", Words.count(all.size() - MOST_STANDARDS)),
                                        Optional.empty())))
                        .toList();
    }

    private static String asked(On on, @Nullable String unit) {
        Standard standard = on.standard();
        var said = new ArrayList<String>();
        Double atLeast = standard.atLeast();
        Double atMost = standard.atMost();
        Double share = standard.share();
        if (atLeast != null) {
            said.add(say("at least %s", Words.inUnit(atLeast, unit == null ? "" : unit)));
        }
        if (atMost != null) {
            said.add(say("at most %s", Words.inUnit(atMost, unit == null ? "" : unit)));
        }
        String limits = String.join(", ", said);
        return Words.kept(share == null ? limits : say("%s for %s", limits, Words.percent(share)));
    }

    private static List<Use> uses(Uses uses, Links links) {
        var all = new ArrayList<Use>();
        for (Cause cause : uses.causes()) {
            all.add(new Use(say("Cause %s", cause.ordinal() + 1), Optional.of(links.cause(cause))));
        }
        if (uses.scorecards() > 0) {
            all.add(new Use(
                    Words.kept(say(
                            "%s, up to %s",
                            Wording.count(uses.scorecards(), "scorecard", "scorecards"),
                            Words.percent(uses.heaviest()))),
                    links.scorecards()));
        }
        if (uses.journeys().size() > MOST_JOURNEYS) {
            all.add(new Use(Wording.count(uses.journeys().size(), "journey", "journeys"), links.journeys()));
        } else {
            uses.journeys().forEach(j -> all.add(new Use(say("Journey: %s", j), links.journeys())));
        }
        if (uses.objectives() > 0) {
            all.add(new Use(Wording.count(uses.objectives(), "objective", "objectives"), links.accountability()));
        }
        if (uses.links() > 0) {
            all.add(new Use(Wording.count(uses.links(), "known link", "known links"), Optional.empty()));
        }
        return all;
    }
}
