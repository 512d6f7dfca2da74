package throughline.server.web;

import static throughline.text.Text.say;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import throughline.organisation.Change;
import throughline.organisation.Organisation.Link;
import throughline.organisation.Thing.Sort;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.diagnose.CurrentWorkspace;
import throughline.server.organisation.Editor;
import throughline.server.organisation.OrganisationRecord;
import throughline.server.organisation.OrganisationRecord.Now;
import throughline.server.organisation.Outcome.Differs;
import throughline.server.organisation.Outcome.Made;
import throughline.server.organisation.Outcome.Refused;
import throughline.server.organisation.Outcome.Unchanged;
import throughline.server.page.RecordFormPage;
import throughline.server.page.RecordFormPage.Input;
import throughline.server.page.RecordFormPage.Shape;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Kept;
import throughline.server.page.Shell.Option;
import throughline.server.page.Shell.Place;

/// Puts a link that the map found on record, with the manager who answers for it.
@Controller
class KnownLinkController {

    private static final String FORM = CauseMapController.PAGE + "/accept";

    private final OrganisationRecord record;
    private final CurrentWorkspace current;
    private final Visitors visitors;
    private final ShellMaker shells;

    KnownLinkController(OrganisationRecord record, CurrentWorkspace current, Visitors visitors, ShellMaker shells) {
        this.record = record;
        this.current = current;
        this.visitors = visitors;
        this.shells = shells;
    }

    /// A form as it was sent.
    ///
    /// @param problem what is wrong with who was chosen; may be empty
    private record Sent(String from, String to, String manager, String problem, List<String> refusals) {}

    @Needs(Right.EDIT_WHOLE_RECORD)
    @GetMapping(FORM)
    PageView accept(@RequestParam(defaultValue = "") String from, @RequestParam(defaultValue = "") String to) {
        return form(HttpStatus.OK, RecordForms.recorded(record), new Sent(from, to, "", "", List.of()));
    }

    @Needs(Right.EDIT_WHOLE_RECORD)
    @PostMapping(FORM)
    View accept(
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String manager) {
        Now now = RecordForms.recorded(record);
        if (manager.isEmpty()) {
            return form(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    now,
                    new Sent(from, to, "", say("Choose the one person who manages it."), List.of()));
        }
        if (from.isBlank() || to.isBlank()) {
            throw new NotFoundException(say("A link leads from one measure to another."));
        }
        return switch (record.change(
                Editor.of(visitors.signedIn().who()), now.number(), new Change.Add(new Link(from, to, manager)))) {
            case Made made -> saved(from, to);
            case Unchanged unchanged -> saved(from, to);
            case Refused refused ->
                form(HttpStatus.UNPROCESSABLE_CONTENT, now, new Sent(from, to, manager, "", refused.why()));
            case Differs differs -> throw new IllegalStateException("What is added was not there before: " + differs);
        };
    }

    private View saved(String from, String to) {
        current.lookAgain();
        return SeeOther.at("%s?from=%s&to=%s&accepted=yes"
                .formatted(CauseMapController.PAGE, Visit.encoded(from), Visit.encoded(to)));
    }

    private PageView form(HttpStatus status, Now now, Sent sent) {
        Map<String, String> people = new LinkedHashMap<>();
        people.put("", say("Choose"));
        people.putAll(RecordForms.titles(Sort.PEOPLE, now.organisation()));
        Map<String, String> measures = RecordForms.titles(Sort.MEASURES, now.organisation());
        String title = say(
                "Accept the link from %s to %s",
                measures.getOrDefault(sent.from(), sent.from()), measures.getOrDefault(sent.to(), sent.to()));
        return new PageView(
                "recordForm",
                new RecordFormPage(
                        shells.bare(
                                Place.CAUSE_MAP,
                                Visit.USUAL,
                                new Crumb(say("Cause map"), Optional.of(CauseMapController.PAGE)),
                                new Crumb(say("Accept a link"), Optional.empty())),
                        title,
                        say(
                                "It then counts as known: somebody answers for it, and cause 1.5 holds it against the data."),
                        FORM,
                        List.of(new Kept("from", sent.from()), new Kept("to", sent.to())),
                        List.of(new Input(
                                "manager",
                                say("Who manages it"),
                                say("Somebody missing? Add them under Record, People."),
                                sent.problem(),
                                sent.manager(),
                                Shape.ONE,
                                people.entrySet().stream()
                                        .map(e -> new Option(
                                                e.getKey(),
                                                e.getValue(),
                                                e.getKey().equals(sent.manager())))
                                        .toList())),
                        say("Put it on record"),
                        sent.refusals(),
                        Optional.empty(),
                        Optional.empty(),
                        now.unread(),
                        "%s?from=%s&to=%s"
                                .formatted(
                                        CauseMapController.PAGE, Visit.encoded(sent.from()), Visit.encoded(sent.to()))),
                status);
    }
}
