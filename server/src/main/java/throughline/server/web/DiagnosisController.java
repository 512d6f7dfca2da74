package throughline.server.web;

import static throughline.text.Text.say;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Evidence;
import throughline.diagnosis.Lineage;
import throughline.lake.cube.RowQuery;
import throughline.lake.cube.Rows;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.diagnose.Examination;
import throughline.server.page.CausePage;
import throughline.server.page.DiagnosisPage;
import throughline.server.page.RowsPage;
import throughline.server.page.Shell;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Place;

/// The Diagnosis, its causes, and the rows behind their figures.
@Controller
class DiagnosisController {

    private final Reception reception;
    private final ShellMaker shells;

    DiagnosisController(Reception reception, ShellMaker shells) {
        this.reception = reception;
        this.shells = shells;
    }

    @Needs(Right.SEE_DIAGNOSIS)
    @GetMapping("/")
    PageView diagnosis(
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable String order,
            @RequestParam(required = false) @Nullable String theme) {
        Visit visit = Visit.of(period, part, order, theme);
        return reception.show(visit, seen -> {
            Shell shell = shells.around(seen, Place.DIAGNOSIS, "/", new Crumb(say("Diagnosis"), Optional.empty()));
            return new PageView("diagnosis", DiagnosisPage.of(seen.examination(), visit.order(), shell));
        });
    }

    @Needs(Right.SEE_DIAGNOSIS)
    @GetMapping("/causes/{id}")
    PageView cause(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable String theme) {
        Cause cause = named(id);
        Visit visit = Visit.of(period, part, null, theme);
        return reception.show(visit, seen -> {
            Examination examination = seen.examination();
            Shell shell = shells.around(
                    seen,
                    Place.DIAGNOSIS,
                    "/causes/" + cause.id(),
                    new Crumb(say("Diagnosis"), Optional.of(seen.visit().diagnosis())),
                    new Crumb(say("Cause %s", cause.order()), Optional.empty()));
            return new PageView("cause", CausePage.of(examination, cause, shell));
        });
    }

    @Needs(Right.SEE_ROWS)
    @GetMapping("/causes/{id}/evidence/{number}/rows")
    PageView rows(
            @PathVariable String id,
            @PathVariable int number,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable String theme) {
        Cause cause = named(id);
        Visit visit = Visit.of(period, part, null, theme);
        return reception.show(visit, seen -> {
            Examination examination = seen.examination();
            Evidence evidence = examination.diagnosis().verdict(cause).evidence().stream()
                    .filter(e -> e.number() == number)
                    .findFirst()
                    .orElseThrow(() -> new NotFoundException(say(
                            "Cause %s has no evidence number %s for this period and part.", cause.order(), number)));
            Lineage lineage = evidence.indicator().lineage();
            RowQuery behind = lineage.behind()
                    .orElseThrow(() ->
                            new NotFoundException(say("This figure comes from organisation.yaml, which has no rows.")));
            var pages = new PagedRows(examination.dossier().during(lineage.period()), behind);
            Rows rows = pages.page(page);
            Shell shell = shells.around(
                    seen,
                    Place.DIAGNOSIS,
                    "",
                    new Crumb(say("Diagnosis"), Optional.of(seen.visit().diagnosis())),
                    new Crumb(
                            say("Cause %s", cause.order()),
                            Optional.of(seen.visit().cause(cause))),
                    new Crumb(say("Rows"), Optional.empty()));
            return new PageView("rows", RowsPage.of(cause, evidence, rows, page, shell)).with(pages::whole);
        });
    }

    private static Cause named(String id) {
        return Cause.find(id)
                .orElseThrow(() -> new NotFoundException(say("There is no cause of that name among the fifteen.")));
    }
}
