package throughline.server.web;

import static throughline.text.Text.say;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import throughline.diagnosis.StepOrder.Wait;
import throughline.diagnosis.StepStanding;
import throughline.lake.fact.FactKind;
import throughline.organisation.Register.Step;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.filing.FiledRow;
import throughline.server.filing.Filing;
import throughline.server.filing.Filing.Checked;
import throughline.server.filing.Filing.Problem;
import throughline.server.filing.Filing.Rows;
import throughline.server.intake.Refusal;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Place;
import throughline.server.page.StepFormPage;
import throughline.server.page.StepFormPage.AllTheSame;
import throughline.server.page.StepWords;
import throughline.server.plans.Plan;
import throughline.server.plans.Plans;

/// The forms in which steps are started and changed. A step or a push that a rule of the steps says to wait for
/// is refused; a board owner may start it all the same, which is kept as a decision.
@Controller
class StepFormController {

    private static final String PATH = "/steps/{form}";
    private static final String REASON = "override-reason";

    /// What was done, in the address of the page of steps.
    static final String PLANNED = "planned";

    static final String TAKEN_BACK = "taken-back";

    private final Reception reception;
    private final ShellMaker shells;
    private final Visitors visitors;
    private final Filing filing;
    private final Plans plans;
    private final StepGate gate;
    private final Clock clock;

    StepFormController(
            Reception reception,
            ShellMaker shells,
            Visitors visitors,
            Filing filing,
            Plans plans,
            StepGate gate,
            Clock clock) {
        this.reception = reception;
        this.shells = shells;
        this.visitors = visitors;
        this.filing = filing;
        this.plans = plans;
        this.gate = gate;
        this.clock = clock;
    }

    /// A form as somebody fills it in.
    ///
    /// @param step what is changed
    /// @param key the form's own
    private record Filled(StepForm form, Desk desk, Optional<StepStanding> step, String key) {

        private Filled with(Map<String, String> problems) {
            return new Filled(form, desk.with(problems), step, key);
        }
    }

    @Needs(Right.RECORD)
    @GetMapping(PATH)
    View form(@PathVariable String form, @RequestParam Map<String, String> asked) {
        StepForm known = known(form);
        return reception.own("/steps", seen -> {
            Desk plain = desk(seen, asked);
            var fields = new HashMap<>(known.proposed(plain));
            planned(plain).ifPresent(p -> {
                fields.clear();
                fields.putAll(typed(p));
            });
            fields.putAll(asked);
            return page(
                    new Filled(
                            known,
                            desk(seen, fields),
                            changed(known, plain),
                            UUID.randomUUID().toString()),
                    HttpStatus.OK,
                    "",
                    List.of());
        });
    }

    @Needs(Right.RECORD)
    @PostMapping(PATH)
    View file(@PathVariable String form, @RequestParam Map<String, String> typed) {
        StepForm known = known(form);
        // One after the other, from the facts that are looked at until it is filed: what waits for a step that
        // somebody else starts now would not see it.
        return filing.alone(() -> reception.own("/steps", seen -> {
            Desk plain = desk(seen, typed);
            Desk desk = planned(plain).map(p -> desk(seen, merged(p, plain))).orElse(plain);
            return filed(new Filled(known, desk, changed(known, desk), desk.typed("key")));
        }));
    }

    @Needs(Right.RECORD)
    @PostMapping("/steps/unplan")
    View takeBack(@RequestParam Map<String, String> typed) {
        return reception.own("/steps", seen -> {
            planned(desk(seen, typed))
                    .ifPresent(plan -> plans.remove(visitors.signedIn().who(), plan));
            return SeeOther.at("/steps?done=" + TAKEN_BACK);
        });
    }

    /// The plan that a form is about, of a unit that the account may write of.
    private Optional<Plan> planned(Desk desk) {
        return Optional.of(desk.typed("planned"))
                .filter(id -> !id.isEmpty())
                .map(FactFormController::uuid)
                .flatMap(plans::find)
                .filter(p -> desk.account().unit().isEmpty() || desk.units().containsKey(p.unit()));
    }

    /// A plan as it would be typed.
    private static Map<String, String> typed(Plan plan) {
        var typed = new HashMap<String, String>();
        plan.row().forEach((column, text) -> typed.put(column.replace('_', '-'), text));
        typed.put("unit", plan.unit());
        return typed;
    }

    /// What starts a plan today, where nothing else was typed into its form.
    private static Map<String, String> merged(Plan plan, Desk desk) {
        var all = new HashMap<>(typed(plan));
        all.put("key", plan.id().toString());
        all.put("started-on", desk.today().toString());
        all.putAll(desk.typed());
        return all;
    }

    private View filed(Filled filled) {
        StepForm form = filled.form();
        Desk desk = filled.desk();
        UUID key = FactFormController.uuid(filled.key());
        var inputs = form.inputs(desk, filled.step());
        boolean planning = form == StepForm.START && !desk.typed("plan").isEmpty();
        String id = FiledRow.id(desk.account(), key);
        Rows rows = form.rows(desk, id, filled.step().map(s -> whole(desk.seen(), s)));
        Map<String, String> problems = new LinkedHashMap<>(desk.strangers(inputs));
        form.missing(desk, filled.step()).forEach(problems::putIfAbsent);
        desk.toCome(inputs.stream()
                        .filter(i -> form != StepForm.PUSH || !i.name().equals("ended-on"))
                        .toList())
                .forEach(problems::putIfAbsent);
        Checked checked = filing.check(rows, FactFormController.zone(desk.seen()));
        for (Problem problem : checked.problems()) {
            problems.putIfAbsent(problem.column().replace('_', '-'), problem.sentence());
        }
        if (!problems.isEmpty()) {
            return page(filled.with(problems), HttpStatus.UNPROCESSABLE_CONTENT, "", List.of());
        }
        if (planning) {
            plans.plan(desk.account(), key, planned(desk), desk.typed("unit"), StepForm.planned(rows));
            return SeeOther.at("/steps?done=" + PLANNED);
        }
        List<Wait> waits = form.changes() ? List.of() : gate.waits(desk.seen(), checked.register());
        boolean overridden = !waits.isEmpty()
                && visitors.current().may(Right.OVERRIDE_STEPS)
                && seen(waits).equals(desk.typed("anyway"))
                && !desk.typed(REASON).isEmpty();
        if (!waits.isEmpty() && !overridden) {
            Map<String, String> wanted =
                    desk.typed("anyway").isEmpty() || !desk.typed(REASON).isEmpty()
                            ? Map.of()
                            : Map.of(REASON, say("Say why it cannot wait."));
            return page(filled.with(wanted), HttpStatus.CONFLICT, "", waits);
        }
        try {
            if (overridden) {
                decide(
                        filled,
                        desk.typed("unit"),
                        "worsens",
                        say(
                                "%s was started although a rule said to wait: %s",
                                form == StepForm.PUSH ? say("A sales push") : "“%s”".formatted(desk.typed("name")),
                                desk.typed(REASON)));
            }
            if (form == StepForm.BASELINE) {
                decide(
                        filled,
                        filled.step()
                                .flatMap(s -> Optional.ofNullable(s.step().unit()))
                                .orElse(""),
                        "neutral",
                        say(
                                "“%s” is held against the weeks from %s to %s: %s",
                                filled.step().map(StepStanding::title).orElse(""),
                                desk.typed("baseline-from"),
                                desk.typed("baseline-to"),
                                desk.typed("reason")));
            }
            Runnable file = () ->
                    filing.file(desk.account(), key, rows, overridden ? form.what() + " against a rule" : form.what());
            planned(desk).ifPresentOrElse(plan -> plans.begin(plan, file), file);
            return SeeOther.at("/steps?done=" + form.id()
                    + filled.step()
                            .map(s -> "&id=" + Visit.encoded(s.step().id()))
                            .orElse(""));
        } catch (Refusal e) {
            return e.reason() == Refusal.Reason.CONFLICT
                    ? page(
                            new Filled(
                                    form, desk, filled.step(), UUID.randomUUID().toString()),
                            HttpStatus.CONFLICT,
                            say(
                                    "This form was saved before, with something else in it. To save this as well, press the button again."),
                            List.of())
                    : page(filled, HttpStatus.SERVICE_UNAVAILABLE, say(FactFormController.NOT_SAVED), List.of());
        } catch (UncheckedIOException e) {
            return page(filled, HttpStatus.SERVICE_UNAVAILABLE, say(FactFormController.NOT_SAVED), List.of());
        }
    }

    /// Keeps a decision beside what it is about. It is filed first: were it lost, the row would stand without its
    /// reason; sent again, neither comes in twice.
    private void decide(Filled filled, String unit, String direction, String text) {
        Desk desk = filled.desk();
        filing.file(
                desk.account(),
                UUID.nameUUIDFromBytes((filled.key() + " decision").getBytes(StandardCharsets.UTF_8)),
                Rows.one(
                        FactKind.DECISIONS,
                        Desk.row(
                                "decision_id",
                                FiledRow.id(desk.account(), FactFormController.uuid(filled.key())) + "-decision",
                                "at",
                                desk.today().toString(),
                                "unit",
                                unit,
                                "kind",
                                "standards",
                                "direction",
                                direction,
                                "text",
                                text)),
                "decision");
    }

    private static LocalDate lastDay(Seen seen) {
        return seen.ready().workspace().workspace().dossier().period().to();
    }

    private static String seen(List<Wait> waits) {
        return UUID.nameUUIDFromBytes(waits.stream()
                        .map(Wait::sentence)
                        .collect(Collectors.joining("\n"))
                        .getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /// The step a form is about; only one of a unit that the account may write of.
    private static Optional<StepStanding> changed(StepForm form, Desk desk) {
        if (!form.changes()) {
            return Optional.empty();
        }
        return Optional.of(desk.seen()
                .examination()
                .steps()
                .find(desk.typed("id"))
                .filter(s -> desk.units()
                        .containsKey(Optional.ofNullable(s.step().unit()).orElse("")))
                .orElseThrow(() -> new NotFoundException(say("No step of that id is yours to change."))));
    }

    /// A step as it is on record: what an account of one unit sees of it names nobody of another, and would be filed.
    private static Step whole(Seen seen, StepStanding step) {
        return seen.ready().workspace().workspace().dossier().register().steps().stream()
                .filter(s -> s.id().equals(step.step().id()))
                .findFirst()
                .orElseThrow(() -> new NotFoundException(say("The step is no longer on record.")));
    }

    private Desk desk(Seen seen, Map<String, String> typed) {
        return new Desk(
                seen,
                visitors.signedIn().who(),
                LocalDate.ofInstant(clock.instant(), FactFormController.zone(seen)),
                typed,
                Map.of());
    }

    private PageView page(Filled filled, HttpStatus status, String problem, List<Wait> waits) {
        StepForm form = filled.form();
        Desk desk = filled.desk();
        return new PageView(
                "stepForm",
                new StepFormPage(
                        shells.around(
                                desk.seen(),
                                Place.STEPS,
                                "",
                                new Crumb(say("Steps"), Optional.of("/steps")),
                                new Crumb(form.title(), Optional.empty())),
                        form.title(),
                        form.lede(),
                        filled.step()
                                .map(s -> "%s, %s".formatted(s.title(), s.place()))
                                .orElse(""),
                        "/steps/" + form.id()
                                + filled.step()
                                        .map(s ->
                                                "?id=" + Visit.encoded(s.step().id()))
                                        .orElse(""),
                        planned(desk).map(p -> p.id().toString()).orElse(""),
                        filled.key(),
                        form.inputs(desk, filled.step()),
                        problem,
                        waits.stream()
                                .map(w -> new StepFormPage.Wait(
                                        w.sentence(),
                                        w.opens()
                                                .map(d -> StepWords.opens(d, lastDay(desk.seen()), desk.today()))
                                                .orElse("")))
                                .toList(),
                        !waits.isEmpty() && visitors.current().may(Right.OVERRIDE_STEPS)
                                ? Optional.of(new AllTheSame(
                                        desk.field(REASON, say("Why it cannot wait"), "text"), seen(waits)))
                                : Optional.empty(),
                        form.button(),
                        form == StepForm.START ? Optional.of(say("Plan it as the next step")) : Optional.empty()),
                status);
    }

    private static StepForm known(String form) {
        return StepForm.find(form).orElseThrow(() -> new NotFoundException(say("There is no such form.")));
    }
}
