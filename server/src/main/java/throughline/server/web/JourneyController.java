package throughline.server.web;

import static throughline.text.Text.say;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import throughline.diagnosis.Accountability.Held;
import throughline.diagnosis.Journeys.Studied;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.page.JourneyPage;
import throughline.server.page.JourneysPage;
import throughline.server.page.Shell;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Place;
import throughline.server.page.TouchpointPage;

/// Journeys and the touchpoints they lead through: what was designed, and what came of it. Ids are parameters, because
/// they may be any text.
@Controller
class JourneyController {

    private final Reception reception;
    private final ShellMaker shells;

    JourneyController(Reception reception, ShellMaker shells) {
        this.reception = reception;
        this.shells = shells;
    }

    @Needs(Right.SEE_PROMISES)
    @GetMapping("/journeys")
    PageView journeys(
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable String theme) {
        Visit visit = Visit.of(period, part, null, theme);
        return reception.show(visit, seen -> {
            Shell shell =
                    shells.around(seen, Place.JOURNEYS, "/journeys", new Crumb(say("Journeys"), Optional.empty()));
            return new PageView("journeys", JourneysPage.of(seen.examination(), shell));
        });
    }

    @Needs(Right.SEE_PROMISES)
    @GetMapping("/journey")
    PageView journey(
            @RequestParam(defaultValue = "") String id,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable String theme) {
        Visit visit = Visit.of(period, part, null, theme);
        return reception.show(visit, seen -> {
            Studied studied = seen.examination()
                    .journeys()
                    .find(id)
                    .orElseThrow(() -> new NotFoundException(say("No journey of that name is on record.")));
            return new PageView(
                    "journey",
                    JourneyPage.of(
                            seen.examination(),
                            studied,
                            around(seen, "/journey", id, studied.journey().title())));
        });
    }

    @Needs(Right.SEE_PROMISES)
    @GetMapping("/touchpoint")
    PageView touchpoint(
            @RequestParam(defaultValue = "") String id,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable String theme) {
        Visit visit = Visit.of(period, part, null, theme);
        return reception.show(visit, seen -> {
            Held held = seen.examination().accountability().touchpoints().stream()
                    .filter(t -> t.id().equals(id))
                    .findFirst()
                    .orElseThrow(() -> new NotFoundException(
                            say("No touchpoint of that name is on record, nor has a contact in these days.")));
            return new PageView(
                    "touchpoint",
                    TouchpointPage.of(seen.examination(), held, around(seen, "/touchpoint", id, held.title())));
        });
    }

    /// Around a page below that of all journeys.
    private Shell around(Seen seen, String action, String id, String title) {
        return shells.aroundOne(
                seen,
                Place.JOURNEYS,
                action,
                id,
                new Crumb(say("Journeys"), seen.visit().journeys()),
                new Crumb(title, Optional.empty()));
    }
}
