package throughline.server.page;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Cause;
import throughline.diagnosis.StepOrder;
import throughline.diagnosis.StepStanding;
import throughline.diagnosis.StepStanding.Phase;
import throughline.diagnosis.StepWeeks;
import throughline.diagnosis.Wording;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Register.Step;
import throughline.organisation.Registry;
import throughline.server.chart.StepChart;
import throughline.server.chart.Words;
import throughline.statistics.Estimate;
import throughline.statistics.control.HoldingGate;

/// One step with its chart, what says that it has stuck, and what is on record of it.
///
/// @param kick its unit and number
/// @param headline what its measure did
/// @param chart the weeks; empty where nothing measures it
/// @param table the same as a table
/// @param checks whether it has stuck
/// @param verdict what follows from them
/// @param cells the page of its measure with its cells
/// @param facts what is on record of it
/// @param history its page, where it has one
/// @param end the form that ends it, where the reader may
/// @param baseline the form that gives it another baseline, where the reader may
public record StepSheet(
        String id,
        String title,
        String kick,
        String headline,
        Markup chart,
        Optional<FigureTable> table,
        Optional<String> cells,
        List<Check> checks,
        String verdict,
        List<Fact> facts,
        Optional<String> history,
        Optional<String> end,
        Optional<String> baseline) {

    /// How many times as wide the spread may surely be and pass for no wider (ours).
    private static final double WIDER = 1.5;

    /// Something that says whether it has stuck.
    ///
    /// @param icon a tick, a clock where it is not known yet, a warning
    /// @param state the same in a word for who does not see it
    /// @param rule what it is held against
    public record Check(Markup icon, String state, String name, String rule, String value) {}

    /// Something on record.
    public record Fact(String name, String value) {}

    private enum State {
        YES,
        NO,
        OPEN
    }

    static StepSheet of(StepStanding step, Registry registry, LocalDate day, Links links) {
        String id = step.step().id();
        boolean open = step.step().endedOn() == null;
        StepStandard standard =
                StepStandard.of(Objects.requireNonNullElse(step.step().aimedAt(), ""), registry);
        return new StepSheet(
                id,
                step.title(),
                "%s · step %s".formatted(step.place(), step.number()),
                StepWords.headline(step),
                step.weeks()
                        .flatMap(w -> chart(step, w, standard))
                        .map(Markup::drawn)
                        .orElse(Markup.NONE),
                step.weeks().filter(w -> w.weeks().size() > 1).map(w -> table(step, w)),
                step.weeks()
                        .flatMap(w -> Optional.ofNullable(step.step().aimedAt()))
                        .flatMap(links::measure),
                step.weeks().map(w -> checks(step, w)).orElse(List.of()),
                Words.kept(verdict(step, day)),
                facts(step, registry, standard),
                links.step(id),
                open ? links.endStep(step.step()) : Optional.empty(),
                links.rebase(step.step()).filter(l -> step.weeks().isPresent()));
    }

    private static Optional<String> chart(StepStanding step, StepWeeks weeks, StepStandard standard) {
        return weeks.weeks().isEmpty()
                ? Optional.empty()
                : StepChart.of(
                        weeks,
                        step.step().startedOn(),
                        standard.line(),
                        new EventWords(step.events())
                                .between(
                                        weeks.weeks().getFirst().at(),
                                        weeks.weeks().getLast().at()),
                        label(step, weeks, standard));
    }

    private static String label(StepStanding step, StepWeeks weeks, StepStandard standard) {
        return "%s by week, %s%s: %s"
                .formatted(
                        weeks.measure(),
                        Wording.count(weeks.weeks().size(), "week", "weeks"),
                        standard.line().isPresent()
                                ? ", with the standard of "
                                        + standard.words(weeks.share()).orElseThrow()
                                : "",
                        StepWords.headline(step));
    }

    private static FigureTable table(StepStanding step, StepWeeks weeks) {
        var rows = new ArrayList<List<String>>();
        for (StepWeeks.Week week : weeks.weeks()) {
            rows.add(List.of(
                    Words.shortDate(week.at()),
                    StepChart.words(weeks, week.value()),
                    switch (week.signal()) {
                        case NONE -> "within the limits";
                        case BETTER -> "signal, better";
                        case WORSE -> "signal, worse";
                    },
                    step.events().stream()
                            .filter(e -> !e.at().isBefore(week.at())
                                    && e.at().isBefore(week.at().plusWeeks(1)))
                            .map(EventWords::words)
                            .reduce((a, b) -> a + "; " + b)
                            .orElse("")));
        }
        return new FigureTable(List.of("Week from", weeks.measure(), "Limits", "What happened"), rows);
    }

    private static List<Check> checks(StepStanding step, StepWeeks weeks) {
        var checks = new ArrayList<Check>();
        Optional<HoldingGate.Result> gate = weeks.gate();
        checks.add(check(
                gate.map(g -> g.change().low() > 0 ? State.YES : State.NO).orElse(State.OPEN),
                "Shift is real",
                "%s; %s"
                        .formatted(
                                weeks.others()
                                        .map(o -> "beyond other units, which changed by %s"
                                                .formatted(StepWords.change(weeks, o)))
                                        .orElse("no other unit to compare with"),
                                weeks.change()
                                        .filter(c -> c.low() > 0)
                                        .map(c -> "at least %s (95 in 100)"
                                                .formatted(StepWords.change(
                                                        weeks, weeks.better().sign() * c.low())))
                                        .orElse("surely above zero")),
                weeks.change()
                        .map(c -> StepWords.change(weeks, weeks.better().sign() * c.value()))
                        .or(() -> gate.map(g -> Wording.change(g.change().value()) + " sd"))
                        .orElse("not yet")));
        int needed = HoldingGate.LAST - HoldingGate.EXCEPTIONS;
        checks.add(check(
                gate.map(g -> g.better() >= needed ? State.YES : State.NO).orElse(State.OPEN),
                "On the better side",
                "%s of the last %s weeks are needed".formatted(needed, HoldingGate.LAST),
                gate.map(g -> Wording.of(g.better(), HoldingGate.LAST)).orElse("not yet")));
        weeks.spread().ifPresent(s -> checks.add(spread(s)));
        int all = Math.max(weeks.weeksSince(), HoldingGate.LAST);
        checks.add(check(
                weeks.quiet() >= HoldingGate.LAST
                        ? State.YES
                        : weeks.quiet() == weeks.weeksSince() ? State.OPEN : State.NO,
                "Quiet weeks",
                "in a row without a signal for the worse",
                Wording.of(weeks.quiet(), all)));
        if (step.phase() == Phase.SLIPPED) {
            checks.add(check(
                    State.NO,
                    "Relapse alarm",
                    "more was lost week by week than chance would",
                    weeks.slipped().map(Words::day).orElse("")));
        }
        return checks;
    }

    /// That it is no wider is only said where it is surely not by much: few weeks tell little of a spread.
    private static Check spread(Estimate ratio) {
        double change = ratio.value() - 1;
        return check(
                ratio.low() > 1 ? State.NO : ratio.high() <= WIDER ? State.YES : State.OPEN,
                "Spread no wider",
                ratio.low() > 1 ? "surely wider than before" : "from week to week, surely less than half as wide again",
                (change < 0 ? "−" : "+") + Words.percent(Math.abs(change)));
    }

    private static Check check(State state, String name, String rule, String value) {
        return new Check(
                switch (state) {
                    case YES -> Icon.DONE.markup();
                    case NO -> Icon.WARNING.markup();
                    case OPEN -> Icon.CLOCK.markup();
                },
                switch (state) {
                    case YES -> "yes";
                    case NO -> "no";
                    case OPEN -> "not known yet";
                },
                name,
                Words.kept(rule),
                value);
    }

    private static String verdict(StepStanding step, LocalDate day) {
        return switch (step.phase()) {
            case CHANGE, BEDDING_IN ->
                step.weeks().isEmpty()
                        ? "Nothing measures it, so only its bedding-in is waited for."
                        : step.decides()
                                .filter(d -> d.isAfter(day))
                                .map(d -> "If the first two hold then, this step counts as stuck on %s."
                                        .formatted(Words.date(d)))
                                .orElse("More weeks of its measure are needed.");
            case STUCK ->
                "It counts as stuck since %s. An alarm watches it from then on."
                        .formatted(step.weeks()
                                .flatMap(StepWeeks::stuck)
                                .map(Words::date)
                                .orElse(""));
            case SLIPPED -> "It had stuck, and its gain is being lost. Find out why before something else is changed.";
            case NOT_STUCK ->
                "The first two did not hold on either day they are looked at. A gain smaller than the usual swing from week to week may still be there.";
            case BASELINE ->
                "Without %s weeks before it nobody can say whether it works.".formatted(HoldingGate.MINIMUM_BASELINE);
            case ENDED -> "It was ended before it had stuck.";
            case UNMEASURED -> "Nothing measures it, so nobody can say whether it works.";
        };
    }

    private static List<Fact> facts(StepStanding step, Registry registry, StepStandard standard) {
        var record = step.step();
        var facts = new ArrayList<Fact>();
        facts.add(new Fact("Started", Words.date(record.startedOn())));
        Optional.ofNullable(record.endedOn()).ifPresent(d -> facts.add(new Fact("Ended", Words.date(d))));
        facts.add(new Fact("Where it is", StepWords.phase(step.phase())));
        step.layer().ifPresent(l -> facts.add(new Fact("Layer", l.title())));
        Optional.ofNullable(record.cause())
                .flatMap(Cause::find)
                .ifPresent(c -> facts.add(new Fact("Cause", c.title())));
        facts.add(new Fact("Owner now", person(record.sponsor(), registry)));
        facts.add(new Fact("Owner after", person(record.ownerAfter(), registry)));
        Optional.ofNullable(record.size())
                .ifPresent(s -> facts.add(new Fact("Size", Wording.sentence(s.toLowerCase(Locale.ROOT)))));
        facts.add(new Fact("Bedding-in", Wording.count(step.bedding(), "day", "days")));
        step.weeks()
                .ifPresent(w -> facts.add(
                        new Fact("Baseline", Wording.count(w.baselineWeeks(), "week", "weeks") + baseline(record))));
        step.weeks()
                .flatMap(w -> standard.words(w.share()))
                .ifPresent(words -> facts.add(new Fact("Standard of its measure", words)));
        StepOrder.next(step).ifPresent(w -> facts.add(new Fact("The next one", w.sentence())));
        return facts;
    }

    private static String person(@Nullable String id, Registry registry) {
        return id == null
                ? "Nobody named"
                : registry.person(id).map(Person::title).orElse(id);
    }

    private static String baseline(Step record) {
        return record.baselineFrom() == null || record.baselineTo() == null
                ? ""
                : ", %s to %s".formatted(Words.shortDate(record.baselineFrom()), Words.shortDate(record.baselineTo()));
    }
}
