package throughline.server.web;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import throughline.diagnosis.StepStanding;
import throughline.diagnosis.Steps;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Place;
import throughline.server.page.StepPage;
import throughline.server.page.StepsPage;

/// Where improvements stand, one step at a time.
@Controller
class StepController {

    private final Reception reception;
    private final ShellMaker shells;

    StepController(Reception reception, ShellMaker shells) {
        this.reception = reception;
        this.shells = shells;
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
        return reception.show(
                visit,
                seen -> new PageView(
                        "steps",
                        StepsPage.of(
                                seen.examination(),
                                id,
                                shells.around(seen, Place.STEPS, "/steps", new Crumb("Steps", Optional.empty())),
                                StepForm.find(done)
                                        .map(f ->
                                                "The %s is saved. It is on this page as soon as it is read, which takes some seconds."
                                                        .formatted(f.what()))
                                        .orElse(""))));
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
                    .orElseThrow(() -> new NotFoundException("No step of that id is on record here."));
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
                                    new Crumb("Steps", seen.visit().steps("")),
                                    new Crumb(step.title(), Optional.empty()))));
        });
    }
}
