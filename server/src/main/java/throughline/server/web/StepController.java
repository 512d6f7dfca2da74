package throughline.server.web;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import throughline.diagnosis.Cause;
import throughline.diagnosis.StepOrder;
import throughline.diagnosis.StepStanding;
import throughline.diagnosis.Steps;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Unit;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.diagnose.OpenWorkspace;
import throughline.server.diagnose.Scope;
import throughline.server.page.PlannedStep;
import throughline.server.page.Shell;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Place;
import throughline.server.page.StepPage;
import throughline.server.page.StepsPage;
import throughline.server.plans.Plan;
import throughline.server.plans.Plans;

/// Where improvements stand, one step at a time.
@Controller
class StepController {

    private final Reception reception;
    private final ShellMaker shells;
    private final Plans plans;
    private final StepGate gate;
    private final RegisterDesk registers;

    StepController(Reception reception, ShellMaker shells, Plans plans, StepGate gate, RegisterDesk registers) {
        this.reception = reception;
        this.shells = shells;
        this.plans = plans;
        this.gate = gate;
        this.registers = registers;
    }

    @Needs(Right.SEE_STEPS)
    @GetMapping("/steps")
    PageView steps(
            @RequestParam(required = false) @Nullable String id,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable String theme,
            @RequestParam(defaultValue = "") String done) {
        Visit visit = Visit.of(period, part, null, theme);
        return reception.show(visit, seen -> {
            Shell shell = shells.around(seen, Place.STEPS, "/steps", new Crumb(say("Steps"), Optional.empty()));
            return new PageView(
                    "steps",
                    StepsPage.of(
                            seen.examination(),
                            id,
                            planned(seen, shell),
                            shell,
                            registers.both(seen, FactKind.STEPS, FactKind.PUSHES),
                            told(done)));
        });
    }

    private static String told(String done) {
        return switch (done) {
            case StepFormController.PLANNED ->
                say("It is planned as the next step, and can be started here when it opens.");
            case StepFormController.TAKEN_BACK -> say("The planned step is taken back.");
            default ->
                StepForm.find(done)
                        .map(f -> say(
                                "The %s is saved. It is on this page as soon as it is read, which takes some seconds.",
                                say(f.what())))
                        .orElse("");
        };
    }

    /// What is planned in the part that is looked at; of days that are over nobody knows what was planned then.
    private List<PlannedStep> planned(Seen seen, Shell shell) {
        Scope scope = seen.visit().scope();
        if (seen.ready().demo() || scope.pinned().isPresent() || scope.month().isPresent()) {
            return List.of();
        }
        OpenWorkspace workspace = seen.ready().workspace();
        List<Plan> here = plans.list().stream()
                .filter(p -> scope.part().isEmpty() || p.unit().isEmpty() || workspace.isWithin(p.unit(), scope.part()))
                .toList();
        if (here.isEmpty()) {
            return List.of();
        }
        StepOrder order = gate.order(seen);
        LocalDate day = seen.examination().steps().day();
        return here.stream()
                .map(p -> PlannedStep.of(
                        p.id().toString(),
                        p.unit(),
                        p.unit().isEmpty()
                                ? say("Everybody")
                                : seen.examination()
                                        .dossier()
                                        .registry()
                                        .unit(p.unit())
                                        .map(Unit::title)
                                        .orElse(p.unit()),
                        p.name(),
                        Optional.ofNullable(p.row().get("cause")).flatMap(Cause::find),
                        order.waits(p.step(day)),
                        day,
                        shell.links()))
                .toList();
    }

    @Needs(Right.SEE_STEPS)
    @GetMapping("/step")
    PageView step(
            @RequestParam(defaultValue = "") String id,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable String theme) {
        Visit visit = Visit.of(period, part, null, theme);
        return reception.show(visit, seen -> {
            Steps steps = seen.examination().steps();
            StepStanding step = (id.isEmpty() ? steps.active().stream().findFirst() : steps.find(id))
                    .orElseThrow(() -> new NotFoundException(say("No step of that id is on record here.")));
            return new PageView(
                    "step",
                    StepPage.of(
                            seen.examination(),
                            step,
                            shells.aroundOne(
                                    seen,
                                    Place.STEPS,
                                    "/step",
                                    step.step().id(),
                                    new Crumb(say("Steps"), seen.visit().steps("")),
                                    new Crumb(step.title(), Optional.empty()))));
        });
    }
}
