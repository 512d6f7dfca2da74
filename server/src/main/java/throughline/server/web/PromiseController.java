package throughline.server.web;

import static throughline.text.Text.say;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.organisation.OrganisationRecord;
import throughline.server.organisation.OrganisationRecord.Now;
import throughline.server.page.AccountabilityPage;
import throughline.server.page.AccountabilityPage.Show;
import throughline.server.page.MeasuresPage;
import throughline.server.page.ScorecardsPage;
import throughline.server.page.Shell;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Place;

/// Who answers for what the organisation promises.
@Controller
class PromiseController {

    private final Reception reception;
    private final ShellMaker shells;

    private final Visitors visitors;
    private final OrganisationRecord record;

    PromiseController(Reception reception, ShellMaker shells, Visitors visitors, OrganisationRecord record) {
        this.reception = reception;
        this.shells = shells;
        this.visitors = visitors;
        this.record = record;
    }

    @Needs(Right.SEE_PROMISES)
    @GetMapping("/accountability")
    PageView accountability(
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable String show,
            @RequestParam(required = false) @Nullable String theme,
            @RequestParam(defaultValue = "") String done) {
        Visit visit = Visit.of(period, part, null, theme);
        return reception.show(visit, seen -> {
            Shell shell = shells.around(
                    seen, Place.ACCOUNTABILITY, "/accountability", new Crumb(say("Accountability"), Optional.empty()));
            return new PageView(
                    "accountability",
                    AccountabilityPage.of(
                            seen.examination(),
                            "gaps".equals(show) ? Show.GAPS : Show.ALL,
                            shell,
                            editable(seen),
                            switch (done) {
                                case "owner" -> say("The owner is named.");
                                case "accepted" -> say("The acceptance is on record.");
                                case "registered" -> say("The touchpoint is in the register.");
                                case "unchanged" -> say("It was so already; nothing was changed.");
                                default -> "";
                            }));
        });
    }

    /// Every measure: what it means, where it comes from, and what it is used for.
    @Needs(Right.SEE_PROMISES)
    @GetMapping("/measures")
    PageView measures(
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable String theme) {
        return reception.show(
                Visit.of(period, part, null, theme),
                seen -> new PageView(
                        "measures",
                        MeasuresPage.of(
                                seen.examination(),
                                shells.around(
                                        seen,
                                        Place.MEASURES,
                                        "/measures",
                                        new Crumb(say("Measures"), Optional.empty())))));
    }

    /// What people are judged and paid by, layer by layer.
    @Needs(Right.SEE_PROMISES)
    @GetMapping("/scorecards")
    PageView scorecards(
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable String theme) {
        return reception.show(
                Visit.of(period, part, null, theme),
                seen -> new PageView(
                        "scorecards",
                        ScorecardsPage.of(
                                seen.examination(),
                                shells.around(
                                        seen,
                                        Place.SCORECARDS,
                                        "/scorecards",
                                        new Crumb(say("Scorecards"), Optional.empty())))));
    }

    /// The version of the record, where it is the organisation's own and the reader may change it.
    private Optional<Long> editable(Seen seen) {
        return !seen.ready().demo() && visitors.current().may(Right.EDIT_WHOLE_RECORD)
                ? Optional.of(record.now())
                        .filter(n -> n.document().isPresent())
                        .map(Now::number)
                : Optional.empty();
    }
}
