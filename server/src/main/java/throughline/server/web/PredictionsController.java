package throughline.server.web;

import static throughline.text.Text.say;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import throughline.diagnosis.PredictionQuestions;
import throughline.diagnosis.Wording;
import throughline.lake.fact.FactKind;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Unit;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.chart.Words;
import throughline.server.filing.Filing;
import throughline.server.intake.Refusal;
import throughline.server.page.PredictionsPage;
import throughline.server.page.PredictionsPage.Calibrated;
import throughline.server.page.PredictionsPage.Form;
import throughline.server.page.PredictionsPage.Opening;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Place;
import throughline.server.rounds.Round;
import throughline.server.rounds.Round.Ahead;
import throughline.server.rounds.Rounds;

/// Managers say what measures will be, and see what became of it: each their own, nobody another's.
@Controller
class PredictionsController {

    private final Reception reception;
    private final ShellMaker shells;
    private final Visitors visitors;
    private final Rounds rounds;
    private final Filing filing;
    private final RegisterDesk registers;
    private final Clock clock;

    PredictionsController(
            Reception reception,
            ShellMaker shells,
            Visitors visitors,
            Rounds rounds,
            Filing filing,
            RegisterDesk registers,
            Clock clock) {
        this.reception = reception;
        this.shells = shells;
        this.visitors = visitors;
        this.rounds = rounds;
        this.filing = filing;
        this.registers = registers;
        this.clock = clock;
    }

    @Needs(Right.PREDICT)
    @GetMapping("/predictions")
    View show(@RequestParam(defaultValue = "") String done) {
        return own(
                Map.of(),
                desk -> page(
                        desk,
                        HttpStatus.OK,
                        waiting(desk).map(form -> form.form("")),
                        switch (done) {
                            case "answered" ->
                                say(
                                        "Your predictions are saved. They are held against what happens once the period is over.");
                            case "opened" -> say("The round is open.");
                            default -> "";
                        }));
    }

    @Needs(Right.PREDICT)
    @PostMapping("/predictions/{id}")
    View answer(@PathVariable UUID id, @RequestParam Map<String, String> typed) {
        Round round = rounds.find(id).orElseThrow(() -> new NotFoundException(say("There is no such round.")));
        return own(typed, desk -> {
            Optional<String> person = desk.account().person();
            return person.isEmpty() || !round.isOpen(desk.today()) || rounds.answered(round, desk.account())
                    ? SeeOther.at("/predictions")
                    : answered(new RoundForm(desk, round, person.get()));
        });
    }

    private View answered(RoundForm form) {
        Filing.Rows rows = form.rows();
        Map<String, String> wrong =
                form.problems(filing.check(rows, zone(form.desk().seen())));
        if (!wrong.isEmpty()) {
            RoundForm told = new RoundForm(form.desk().with(wrong), form.round(), form.person());
            return page(told.desk(), HttpStatus.UNPROCESSABLE_CONTENT, Optional.of(told.form("")), "");
        }
        try {
            rounds.answer(form.desk().account(), form.round(), rows);
            return SeeOther.at("/predictions?done=answered");
        } catch (Refusal | UncheckedIOException e) {
            return page(
                    form.desk(),
                    HttpStatus.SERVICE_UNAVAILABLE,
                    Optional.of(form.form(FactFormController.NOT_SAVED)),
                    "");
        }
    }

    @Needs(Right.OPEN_ROUNDS)
    @PostMapping("/predictions/rounds")
    View begin(@RequestParam Map<String, String> typed) {
        return own(typed, desk -> {
            Map<String, String> wrong = new LinkedHashMap<>();
            Optional<Ahead> period = ahead(desk).stream()
                    .filter(a -> a.id().equals(desk.typed("period")))
                    .findFirst();
            Optional<LocalDate> closes = period.flatMap(p -> closes(desk, p, wrong));
            List<String> measures = questions(desk).stream().map(Entry::id).toList();
            if (period.isEmpty() || measures.isEmpty()) {
                wrong.put("period", say("Choose one of these."));
            } else if (closes.isPresent() && !rounds.begin(desk.account(), period.get(), closes.get(), measures)) {
                wrong.put(
                        "period",
                        say("There is a round for %s already.", period.get().words()));
            }
            return wrong.isEmpty()
                    ? SeeOther.at("/predictions?done=opened")
                    : page(
                            desk.with(wrong),
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            waiting(desk).map(form -> form.form("")),
                            "");
        });
    }

    /// The last day on which it is answered: one before the period begins.
    private static Optional<LocalDate> closes(Desk desk, Ahead period, Map<String, String> wrong) {
        String typed = desk.typed("closes-on");
        try {
            LocalDate day = typed.isEmpty() ? period.eve() : LocalDate.parse(typed);
            if (!day.isBefore(desk.today()) && !day.isAfter(period.eve())) {
                return Optional.of(day);
            }
        } catch (DateTimeParseException e) {
            // said below: it is no day on which a round can close
        }
        wrong.put(
                "closes-on",
                say("Choose a day from today to %s, the last before it begins.", Words.date(period.eve())));
        return Optional.empty();
    }

    /// The first open round that the account has not answered.
    private Optional<RoundForm> waiting(Desk desk) {
        return desk.account()
                .person()
                .flatMap(person -> rounds.open(desk.today()).stream()
                        .filter(r -> !rounds.answered(r, desk.account()))
                        .findFirst()
                        .map(r -> new RoundForm(desk, r, person)));
    }

    /// Nobody predicts the demo.
    private View own(Map<String, String> typed, Function<Desk, View> answer) {
        return reception.own(
                "/say-and-do",
                seen -> answer.apply(new Desk(
                        seen,
                        visitors.signedIn().who(),
                        LocalDate.ofInstant(clock.instant(), zone(seen)),
                        typed,
                        Map.of())));
    }

    private PageView page(Desk desk, HttpStatus status, Optional<Form> form, String done) {
        Optional<String> person = desk.account().person();
        List<Round> open = rounds.open(desk.today());
        Optional<RoundForm> asked = waiting(desk);
        return new PageView(
                "predictions",
                new PredictionsPage(
                        shells.around(
                                desk.seen(),
                                Place.PREDICTIONS,
                                "",
                                new Crumb(say("Your predictions"), Optional.empty())),
                        headline(open, asked),
                        lede(person, open, asked),
                        form,
                        person.map(p -> Calibrated.of(desk.seen()
                                .examination()
                                .saidAndDone()
                                .predictions()
                                .of(p))),
                        visitors.current().may(Right.OPEN_ROUNDS) ? Optional.of(opening(desk, open)) : Optional.empty(),
                        registers.both(desk.seen(), FactKind.FORECASTS),
                        done),
                status);
    }

    private static String headline(List<Round> open, Optional<RoundForm> asked) {
        return asked.map(form -> say(
                        "What will it be in %s%s?",
                        form.round().period().words(),
                        form.unit().map(Unit::title).map(t -> ", " + t).orElse("")))
                .orElse(open.isEmpty() ? say("No round is open") : say("No round waits for you"));
    }

    private static String lede(Optional<String> person, List<Round> open, Optional<RoundForm> asked) {
        if (person.isEmpty()) {
            return say(
                    "Nobody has said yet who on record you are, so nothing you predict could be yours. Ask an administrator to name the person on the page of your account.");
        }
        return asked.map(form -> say(
                        "%s, five minutes, until %s. Give a range that would hold it in 8 of 10 cases, if you can.",
                        Wording.count(form.round().measures().size(), "question", "questions"),
                        Words.date(form.round().closesOn())))
                .orElse(
                        open.isEmpty()
                                ? say("Board owners and analysts open one before a month or a quarter begins.")
                                : say(
                                        "You have answered. What you said is held against what happens once the period is over."));
    }

    private Opening opening(Desk desk, List<Round> open) {
        List<Entry> questions = questions(desk);
        String state = open.stream()
                .map(r -> say(
                        "%s is open until %s; %s.",
                        Wording.sentence(r.period().words()),
                        Words.date(r.closesOn()),
                        rounds.answers(r) == 0
                                ? say("nobody has answered yet")
                                : Wording.count(rounds.answers(r), "manager has answered", "managers have answered")))
                .collect(Collectors.joining(" "));
        if (questions.isEmpty()) {
            return new Opening(
                    say(
                            "A round asks about measures that at least 30 customers answered in the last quarter; there is none yet. Bring in answers first."),
                    List.of());
        }
        return new Opening(
                say(
                                "%s It asks for %s: what matters most of what enough customers answer.",
                                state,
                                Wording.names(
                                        questions.stream()
                                                .map(Entry::title)
                                                .map(t -> "“" + t + "”")
                                                .toList(),
                                        PredictionQuestions.MOST))
                        .strip(),
                List.of(
                        desk.choice(
                                "period",
                                say("For"),
                                "",
                                ahead(desk).stream()
                                        .collect(Collectors.toMap(
                                                Ahead::id,
                                                a -> Wording.sentence(a.words()),
                                                (a, b) -> a,
                                                LinkedHashMap::new))),
                        desk.field("closes-on", say("Open until"), "date")
                                .optional()
                                .hinted(say("Else until the day before it begins."))));
    }

    private static List<Ahead> ahead(Desk desk) {
        return List.of(Ahead.month(desk.today()), Ahead.quarter(desk.today()));
    }

    private static List<Entry> questions(Desk desk) {
        return PredictionQuestions.of(desk.seen().examination().dossier());
    }

    private static ZoneId zone(Seen seen) {
        return seen.ready().workspace().organisation().timezone();
    }
}
