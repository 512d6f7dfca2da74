package throughline.server.web;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.page.AccountabilityPage;
import throughline.server.page.AccountabilityPage.Show;
import throughline.server.page.Shell;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Place;

/// Who answers for what the organisation promises.
@Controller
class PromiseController {

    private final Reception reception;
    private final ShellMaker shells;

    PromiseController(Reception reception, ShellMaker shells) {
        this.reception = reception;
        this.shells = shells;
    }

    @Needs(Right.SEE_PROMISES)
    @GetMapping("/accountability")
    PageView accountability(
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable String show,
            @RequestParam(required = false) @Nullable String theme) {
        Visit visit = Visit.of(period, part, null, theme);
        return reception.show(visit, seen -> {
            Shell shell = shells.around(
                    seen, Place.ACCOUNTABILITY, "/accountability", new Crumb("Accountability", Optional.empty()));
            return new PageView(
                    "accountability",
                    AccountabilityPage.of(seen.examination(), "gaps".equals(show) ? Show.GAPS : Show.ALL, shell));
        });
    }
}
