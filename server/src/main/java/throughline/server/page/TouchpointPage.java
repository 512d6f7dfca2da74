package throughline.server.page;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.diagnosis.Accountability.Held;
import throughline.diagnosis.CodeWords;
import throughline.diagnosis.Journeys;
import throughline.diagnosis.Journeys.Step;
import throughline.diagnosis.Journeys.Studied;
import throughline.diagnosis.Level;
import throughline.diagnosis.Level.Form;
import throughline.diagnosis.Level.Keeping;
import throughline.diagnosis.MeasureCells;
import throughline.diagnosis.Wording;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;
import throughline.server.chart.StandardChart;
import throughline.server.chart.Words;
import throughline.server.diagnose.Examination;

/// A touchpoint: what customers can count on there, week by week, and whether it is kept.
///
/// @param kick department, channel and days
/// @param lede what good looks like there; may be empty
/// @param aside what is not narrowed to the part that is shown; may be empty
/// @param unowned whether not exactly one person answers for it
/// @param contacts contacts in the period, in words; may be empty
/// @param standards its standards, in their order
/// @param beside what else is measured there
/// @param change the form in which owner and standards are changed, where the reader may
/// @param steps the steps of journeys that it is
public record TouchpointPage(
        Shell shell,
        List<String> kick,
        String headline,
        String lede,
        String aside,
        Answerer owner,
        boolean unowned,
        String contacts,
        List<StandardCard> standards,
        List<Beside> beside,
        List<StepLink> steps,
        Optional<String> change) {

    /// Most other measures listed.
    public static final int MOST_BESIDE = 12;

    /// A standard.
    ///
    /// @param verdict whether it is met
    /// @param steadiness how it moves from week to week
    /// @param table the chart as a table; empty where there is no chart
    /// @param cells the page of the measure with its cells there
    public record StandardCard(
            String name,
            String verdict,
            String steadiness,
            boolean concern,
            Markup chart,
            Optional<FigureTable> table,
            String fromCustomers,
            Optional<String> cells) {}

    /// Something that is measured without a standard.
    public record Beside(String name, String value, String likely, String base, Optional<String> cells) {}

    /// A step of a journey.
    public record StepLink(String words, Optional<String> href) {}

    /// The page of a touchpoint.
    ///
    /// @param held who holds it, as cause 1.1 sees it
    public static TouchpointPage of(Examination examination, Held held, Shell shell) {
        Optional<Touchpoint> recorded = examination.dossier().registry().touchpoint(held.id());
        List<Level> levels = Journeys.levels(examination.dossier(), held.id());
        List<Level> standards =
                levels.stream().filter(l -> l.standard().isPresent()).toList();
        return new TouchpointPage(
                shell,
                kick(examination, held, recorded),
                headline(held.title(), standards),
                recorded.map(Touchpoint::definition).orElse(""),
                examination
                        .part()
                        .map(u -> say(
                                "Owner and standards are those of the whole organisation, figures those of %s.",
                                u.title()))
                        .orElse(""),
                Answerer.of(held.owners(), say("No owner")),
                held.owners().size() != 1,
                held.contacts() == 0 ? "" : Wording.count(held.contacts(), "contact", "contacts"),
                standards.stream()
                        .map(l -> card(l, EventWords.of(examination), cells(l, held, shell)))
                        .toList(),
                levels.stream()
                        .filter(l -> l.standard().isEmpty())
                        .limit(MOST_BESIDE)
                        .map(l -> new Beside(
                                LevelWords.name(l),
                                LevelWords.value(l),
                                LevelWords.likely(l),
                                LevelWords.base(l),
                                cells(l, held, shell)))
                        .toList(),
                steps(examination.journeys(), held.id(), shell.links()),
                recorded.flatMap(t -> shell.links().change(new Thing.Id(Sort.TOUCHPOINTS, t.id()))));
    }

    private static List<String> kick(Examination examination, Held held, Optional<Touchpoint> recorded) {
        var kick = new ArrayList<String>();
        kick.add(held.title());
        Optional.ofNullable(held.department()).ifPresent(kick::add);
        recorded.map(Touchpoint::channel).ifPresent(c -> kick.add(CodeWords.said(c)));
        kick.add(examination.periodWords());
        return kick;
    }

    /// Which of its standards a touchpoint keeps, of those that can be judged.
    static String headline(String title, List<Level> standards) {
        if (standards.isEmpty()) {
            return say("No standard says what customers can count on at %s", title);
        }
        List<Level> known =
                standards.stream().filter(l -> l.keeping() != Keeping.UNKNOWN).toList();
        if (known.isEmpty()) {
            return say(
                    standards.size() == 1
                            ? "Whether %s keeps its standard is not known"
                            : "Whether %s keeps its standards is not known",
                    title);
        }
        long met = known.stream().filter(l -> l.keeping() == Keeping.MET).count();
        boolean all = known.size() == standards.size();
        if (known.size() == 1) {
            return met == 1
                    ? say(all ? "%s keeps its standard" : "%s keeps the one standard that can be judged", title)
                    : say(
                            all
                                    ? "%s does not keep its standard"
                                    : "%s does not keep the one standard that can be judged",
                            title);
        }
        return all && met == known.size()
                ? say("%s keeps its %s standards", title, known.size())
                : say(
                        all ? "%s keeps %s standards" : "%s keeps %s standards that can be judged",
                        title,
                        Wording.of(met, known.size()));
    }

    private static Optional<String> cells(Level level, Held held, Shell shell) {
        return level.table()
                .filter(t -> level.rows() >= MeasureCells.FEWEST)
                .flatMap(t -> shell.links().measure(level.measure(), held.id()));
    }

    private static StandardCard card(Level level, EventWords happened, Optional<String> cells) {
        String verdict = Words.kept(LevelWords.verdict(level));
        Optional<String> chart = level.weeks().isEmpty()
                ? Optional.empty()
                : StandardChart.of(
                        level,
                        happened.between(
                                level.weeks().getFirst().at(),
                                level.weeks().getLast().at()),
                        LevelWords.name(level) + ". " + verdict);
        return new StandardCard(
                LevelWords.name(level),
                verdict,
                level.rows() == 0 ? "" : LevelWords.steadiness(level),
                LevelWords.concern(level),
                chart.map(Markup::drawn).orElse(Markup.NONE),
                chart.isPresent() ? Optional.of(table(level)) : Optional.empty(),
                level.standard().filter(s -> s.fromCustomers()).isPresent() ? say("Customers asked for it.") : "",
                cells);
    }

    private static FigureTable table(Level level) {
        var rows = new ArrayList<List<String>>();
        for (int i = 0; i < level.weeks().size(); i++) {
            Level.Week week = level.weeks().get(i);
            int at = i;
            rows.add(List.of(
                    Words.shortDate(week.at()),
                    LevelWords.figure(level, week.value()),
                    Words.count(week.rows()),
                    level.limits()
                            .map(l -> say(
                                    "%s to %s",
                                    LevelWords.figure(level, l.lower()[at]), LevelWords.figure(level, l.upper()[at])))
                            .orElse("")));
        }
        return new FigureTable(
                List.of(
                        say("Week of"),
                        level.form() == Form.MEAN ? say("Mean") : say("Share"),
                        say("How many"),
                        say("Usual")),
                rows);
    }

    private static List<StepLink> steps(Journeys journeys, String touchpoint, Links links) {
        var all = new ArrayList<StepLink>();
        for (Studied studied : journeys.all()) {
            List<Step> steps = studied.steps();
            for (int i = 0; i < steps.size(); i++) {
                if (steps.get(i).touchpoint().equals(touchpoint)) {
                    all.add(new StepLink(
                            say("Step %s of %s", i + 1, studied.journey().title()),
                            links.journey(studied.journey().id())));
                }
            }
        }
        return all;
    }
}
