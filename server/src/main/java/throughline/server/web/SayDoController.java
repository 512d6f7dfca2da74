package throughline.server.web;

import static throughline.text.Text.say;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import throughline.server.accounts.Account;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.page.SayDoPage;
import throughline.server.page.SayDoPage.Recording;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Place;

/// What is said about service, and what is done.
@Controller
class SayDoController {

    private final Reception reception;
    private final ShellMaker shells;
    private final Visitors visitors;

    SayDoController(Reception reception, ShellMaker shells, Visitors visitors) {
        this.reception = reception;
        this.shells = shells;
        this.visitors = visitors;
    }

    @Needs(Right.SEE_SAY_AND_DO)
    @GetMapping("/say-and-do")
    PageView sayAndDo(
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(defaultValue = "") String recorded,
            @RequestParam(required = false) @Nullable String theme) {
        Visit visit = Visit.of(period, part, null, theme);
        return reception.show(
                visit,
                seen -> new PageView(
                        "sayAndDo",
                        SayDoPage.of(
                                seen.examination(),
                                recording(seen),
                                FactForm.find(recorded).map(this::saved),
                                shells.around(
                                        seen,
                                        Place.SAY_AND_DO,
                                        "/say-and-do",
                                        new Crumb(say("Say and do"), Optional.empty())))));
    }

    private String saved(FactForm form) {
        boolean shown = form != FactForm.RANKING
                && (form != FactForm.LISTENING
                        || visitors.current().account().flatMap(Account::unit).isEmpty());
        return say(
                "The %s is saved. %s",
                say(form.what()),
                shown
                        ? say("It is on this page as soon as it is read, which takes some seconds.")
                        : say("It counts in the figures of the whole organisation."));
    }

    private Recording recording(Seen seen) {
        return seen.ready().demo()
                ? Recording.DEMO
                : visitors.current().may(Right.RECORD) ? Recording.OPEN : Recording.CLOSED;
    }
}
