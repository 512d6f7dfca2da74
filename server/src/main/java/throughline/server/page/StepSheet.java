package throughline.server.page;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Cause;
import throughline.diagnosis.CodeWords;
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
                say("%s · step %s", step.place(), step.number()),
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
        String length = Wording.count(weeks.weeks().size(), "week", "weeks");
        return standard.line().isPresent()
                ? say(
                        "%s by week, %s, with the standard of %s: %s",
                        weeks.measure(), length, standard.words(weeks.share()).orElseThrow(), StepWords.headline(step))
                : say("%s by week, %s: %s", weeks.measure(), length, StepWords.headline(step));
    }

    private static FigureTable table(StepStanding step, StepWeeks weeks) {
        var rows = new ArrayList<List<String>>();
        for (StepWeeks.Week week : weeks.weeks()) {
            rows.add(List.of(
                    Words.shortDate(week.at()),
                    StepChart.words(weeks, week.value()),
                    switch (week.signal()) {
                        case NONE -> say("within the limits");
                        case BETTER -> say("signal, better");
                        case WORSE -> say("signal, worse");
                    },
                    step.events().stream()
                            .filter(e -> !e.at().isBefore(week.at())
                                    && e.at().isBefore(week.at().plusWeeks(1)))
                            .map(EventWords::words)
                            .reduce((a, b) -> a + "; " + b)
                            .orElse("")));
        }
        return new FigureTable(List.of(say("Week from"), weeks.measure(), say("Limits"), say("What happened")), rows);
    }

    private static List<Check> checks(StepStanding step, StepWeeks weeks) {
        var checks = new ArrayList<Check>();
        Optional<HoldingGate.Result> gate = weeks.gate();
        checks.add(check(
                gate.map(g -> g.change().low() > 0 ? State.YES : State.NO).orElse(State.OPEN),
                say("Shift is real"),
                "%s; %s"
                        .formatted(
                                weeks.others()
                                        .map(o -> say(
                                                "beyond other units, which changed by %s", StepWords.change(weeks, o)))
                                        .orElse(say("no other unit to compare with")),
                                weeks.change()
                                        .filter(c -> c.low() > 0)
                                        .map(c -> say(
                                                "at least %s (95 in 100)",
                                                StepWords.change(
                                                        weeks, weeks.better().sign() * c.low())))
                                        .orElse(say("surely above zero"))),
                weeks.change()
                        .map(c -> StepWords.change(weeks, weeks.better().sign() * c.value()))
                        .or(() -> gate.map(
                                g -> say("%s sd", Wording.change(g.change().value()))))
                        .orElse(say("not yet"))));
        int needed = HoldingGate.LAST - HoldingGate.EXCEPTIONS;
        checks.add(check(
                gate.map(g -> g.better() >= needed ? State.YES : State.NO).orElse(State.OPEN),
                say("On the better side"),
                say("%s of the last %s weeks are needed", needed, HoldingGate.LAST),
                gate.map(g -> Wording.of(g.better(), HoldingGate.LAST)).orElse(say("not yet"))));
        weeks.spread().ifPresent(s -> checks.add(spread(s)));
        int all = Math.max(weeks.weeksSince(), HoldingGate.LAST);
        checks.add(check(
                weeks.quiet() >= HoldingGate.LAST
                        ? State.YES
                        : weeks.quiet() == weeks.weeksSince() ? State.OPEN : State.NO,
                say("Quiet weeks"),
                say("in a row without a signal for the worse"),
                Wording.of(weeks.quiet(), all)));
        if (step.phase() == Phase.SLIPPED) {
            checks.add(check(
                    State.NO,
                    say("Relapse alarm"),
                    say("more was lost week by week than chance would"),
                    weeks.slipped().map(Words::day).orElse("")));
        }
        return checks;
    }

    /// That it is no wider is only said where it is surely not by much: few weeks tell little of a spread.
    private static Check spread(Estimate ratio) {
        double change = ratio.value() - 1;
        return check(
                ratio.low() > 1 ? State.NO : ratio.high() <= WIDER ? State.YES : State.OPEN,
                say("Spread no wider"),
                ratio.low() > 1
                        ? say("surely wider than before")
                        : say("from week to week, surely less than half as wide again"),
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
                    case YES -> say("yes");
                    case NO -> say("no");
                    case OPEN -> say("not known yet");
                },
                name,
                Words.kept(rule),
                value);
    }

    private static String verdict(StepStanding step, LocalDate day) {
        return switch (step.phase()) {
            case CHANGE, BEDDING_IN ->
                step.weeks().isEmpty()
                        ? say("Nothing measures it, so only its bedding-in is waited for.")
                        : step.decides()
                                .filter(d -> d.isAfter(day))
                                .map(d -> say(
                                        "If the first two hold then, this step counts as stuck on %s.", Words.date(d)))
                                .orElse(say("More weeks of its measure are needed."));
            case STUCK ->
                say(
                        "It counts as stuck since %s. An alarm watches it from then on.",
                        step.weeks().flatMap(StepWeeks::stuck).map(Words::date).orElse(""));
            case SLIPPED ->
                say("It had stuck, and its gain is being lost. Find out why before something else is changed.");
            case NOT_STUCK ->
                say(
                        "The first two did not hold on either day they are looked at. A gain smaller than the usual swing from week to week may still be there.");
            case BASELINE ->
                say("Without %s weeks before it nobody can say whether it works.", HoldingGate.MINIMUM_BASELINE);
            case ENDED -> say("It was ended before it had stuck.");
            case UNMEASURED -> say("Nothing measures it, so nobody can say whether it works.");
        };
    }

    private static List<Fact> facts(StepStanding step, Registry registry, StepStandard standard) {
        var record = step.step();
        var facts = new ArrayList<Fact>();
        facts.add(new Fact(say("Started"), Words.date(record.startedOn())));
        Optional.ofNullable(record.endedOn()).ifPresent(d -> facts.add(new Fact(say("Ended"), Words.date(d))));
        facts.add(new Fact(say("Where it is"), StepWords.phase(step.phase())));
        step.layer().ifPresent(l -> facts.add(new Fact(say("Layer"), l.title())));
        Optional.ofNullable(record.cause())
                .flatMap(Cause::find)
                .ifPresent(c -> facts.add(new Fact(say("Cause"), c.title())));
        facts.add(new Fact(say("Owner now"), person(record.sponsor(), registry)));
        facts.add(new Fact(say("Owner after"), person(record.ownerAfter(), registry)));
        Optional.ofNullable(record.size())
                .ifPresent(s -> facts.add(new Fact(say("Size"), CodeWords.said(s.toLowerCase(Locale.ROOT)))));
        facts.add(new Fact(say("Bedding-in"), Wording.count(step.bedding(), "day", "days")));
        step.weeks()
                .ifPresent(w -> facts.add(new Fact(
                        say("Baseline"), baseline(Wording.count(w.baselineWeeks(), "week", "weeks"), record))));
        step.weeks()
                .flatMap(w -> standard.words(w.share()))
                .ifPresent(words -> facts.add(new Fact(say("Standard of its measure"), words)));
        StepOrder.next(step).ifPresent(w -> facts.add(new Fact(say("The next one"), w.sentence())));
        return facts;
    }

    private static String person(@Nullable String id, Registry registry) {
        return id == null
                ? say("Nobody named")
                : registry.person(id).map(Person::title).orElse(id);
    }

    private static String baseline(String weeks, Step record) {
        return record.baselineFrom() == null || record.baselineTo() == null
                ? weeks
                : say(
                        "%s, %s to %s",
                        weeks, Words.shortDate(record.baselineFrom()), Words.shortDate(record.baselineTo()));
    }
}
