package throughline.server.web;

import static throughline.text.Text.say;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import throughline.organisation.Organisation.Unit;
import throughline.server.accounts.Account;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.diagnose.OpenWorkspace;
import throughline.server.page.SearchPage;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Place;
import throughline.server.page.Term;
import throughline.server.page.TermsPage;

/// Finds pages and what they are about by name; the command palette shows the same. And what words mean.
@Controller
class SearchController {

    private final Reception reception;
    private final ShellMaker shells;
    private final Visitors visitors;

    SearchController(Reception reception, ShellMaker shells, Visitors visitors) {
        this.reception = reception;
        this.shells = shells;
        this.visitors = visitors;
    }

    @Needs(Right.SEE_DIAGNOSIS)
    @GetMapping("/search")
    PageView search(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable String theme) {
        Optional<String> own = visitors.current().account().flatMap(Account::unit);
        return reception.show(Visit.of(period, part, null, theme), seen -> {
            OpenWorkspace workspace = seen.ready().workspace();
            List<Unit> units = workspace.organisation().units().stream()
                    .filter(u -> own.isEmpty() || workspace.isWithin(u.id(), own.get()))
                    .toList();
            return new PageView(
                    "search",
                    SearchPage.of(
                            q,
                            seen.visit().kept(),
                            seen.examination(),
                            units,
                            unit -> seen.visit().of(unit).diagnosis(),
                            shells.around(seen, Place.ELSEWHERE, "", new Crumb(say("Search"), Optional.empty()))));
        });
    }

    @Needs(Right.SEE_DIAGNOSIS)
    @GetMapping("/words")
    PageView words(
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable String theme) {
        return reception.show(
                Visit.of(period, part, null, theme),
                seen -> new PageView(
                        "words",
                        new TermsPage(
                                shells.around(seen, Place.ELSEWHERE, "", new Crumb(say("Words"), Optional.empty())),
                                Term.all())));
    }
}
