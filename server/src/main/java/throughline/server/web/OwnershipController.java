package throughline.server.web;

import static throughline.text.Text.say;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import throughline.diagnosis.Accountability.Held;
import throughline.organisation.Change;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.diagnose.CurrentWorkspace;
import throughline.server.organisation.Editor;
import throughline.server.organisation.OrganisationRecord;
import throughline.server.organisation.OrganisationRecord.Now;
import throughline.server.organisation.Outcome;
import throughline.server.organisation.Outcome.Differs;
import throughline.server.organisation.Outcome.Made;
import throughline.server.organisation.Outcome.Refused;
import throughline.server.organisation.Outcome.Unchanged;
import throughline.server.page.RecordFormPage;
import throughline.server.page.RecordFormPage.Input;
import throughline.server.page.RecordFormPage.Line;
import throughline.server.page.RecordFormPage.Shape;
import throughline.server.page.RecordFormPage.Theirs;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Kept;
import throughline.server.page.Shell.Option;
import throughline.server.page.Shell.Place;
import throughline.workspace.RecordEntry;

/// The small edits of the Accountability page: naming an owner, accepting, and putting a touchpoint that facts name
/// into the register.
@Controller
class OwnershipController {

    private static final String PAGE = "/accountability";

    private final OrganisationRecord record;
    private final Reception reception;
    private final CurrentWorkspace current;
    private final Visitors visitors;
    private final ShellMaker shells;
    private final Clock clock;

    OwnershipController(
            OrganisationRecord record,
            Reception reception,
            CurrentWorkspace current,
            Visitors visitors,
            ShellMaker shells,
            Clock clock) {
        this.record = record;
        this.reception = reception;
        this.current = current;
        this.visitors = visitors;
        this.shells = shells;
        this.clock = clock;
    }

    /// A form as it was sent.
    ///
    /// @param problem what is wrong with what was chosen; may be empty
    private record Sent(long from, String chosen, String problem, List<String> refusals, Optional<Theirs> theirs) {}

    @Needs(Right.EDIT_WHOLE_RECORD)
    @GetMapping(PAGE + "/owner")
    PageView owner(@RequestParam(defaultValue = "") String touchpoint) {
        Now now = record.now();
        return owner(
                HttpStatus.OK,
                now,
                known(now, touchpoint),
                new Sent(now.number(), "", "", List.of(), Optional.empty()));
    }

    @Needs(Right.EDIT_WHOLE_RECORD)
    @PostMapping(PAGE + "/owner")
    View owner(
            @RequestParam(defaultValue = "") String touchpoint,
            @RequestParam(defaultValue = "0") long from,
            @RequestParam(defaultValue = "") String owner) {
        Now now = record.now();
        Touchpoint known = known(now, touchpoint);
        if (owner.isEmpty()) {
            return owner(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    now,
                    known,
                    new Sent(from, "", say("Choose the one person who answers for it."), List.of(), Optional.empty()));
        }
        Touchpoint before = seen(from, touchpoint).orElse(known);
        Change change = new Change.Replace(id(touchpoint), before.answeredBy(List.of(owner)));
        return answer(
                record.change(editor(), from, change),
                change,
                new Sent(from, owner, "", List.of(), Optional.empty()),
                "owner",
                (status, sent) -> owner(status, now, known, sent));
    }

    /// What becomes of a form: done, or shown once more with what stood in its way.
    ///
    /// @param done what the page says of it
    private View answer(
            Outcome outcome, Change change, Sent sent, String done, BiFunction<HttpStatus, Sent, PageView> again) {
        return switch (outcome) {
            case Made made -> saved(done);
            case Unchanged unchanged -> saved("unchanged");
            case Refused refused ->
                again.apply(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        new Sent(sent.from(), sent.chosen(), "", refused.why(), Optional.empty()));
            case Differs differs ->
                again.apply(
                        HttpStatus.CONFLICT,
                        new Sent(
                                differs.now(),
                                sent.chosen(),
                                "",
                                List.of(),
                                Optional.of(theirs(differs, change.wanted().orElseThrow()))));
        };
    }

    private PageView owner(HttpStatus status, Now now, Touchpoint touchpoint, Sent sent) {
        Map<String, String> people = new LinkedHashMap<>();
        people.put("", say("Choose"));
        people.putAll(RecordForms.titles(Sort.PEOPLE, now.organisation()));
        return form(
                status,
                now,
                say("Who answers for %s?", touchpoint.title()),
                say("One person, who has still to accept."),
                PAGE + "/owner",
                touchpoint.id(),
                sent,
                List.of(choice(
                        "owner",
                        say("Accountable"),
                        say("Somebody missing? Add them under Record, People."),
                        sent,
                        people)),
                say("Name them"));
    }

    @Needs(Right.EDIT_WHOLE_RECORD)
    @PostMapping(PAGE + "/accept")
    View accept(@RequestParam(defaultValue = "") String touchpoint, @RequestParam(defaultValue = "0") long from) {
        Now now = record.now();
        Touchpoint known = known(now, touchpoint);
        Touchpoint before = seen(from, touchpoint).orElse(known);
        if (before.accountable().size() != 1) {
            throw new NotFoundException(say("Nobody alone answers for this touchpoint, so nobody can accept."));
        }
        LocalDate today =
                LocalDate.ofInstant(clock.instant(), now.organisation().timezone());
        Change change = new Change.Replace(id(touchpoint), before.accepted(today));
        return answer(
                record.change(editor(), from, change),
                change,
                new Sent(from, before.accountable().getFirst(), "", List.of(), Optional.empty()),
                "accepted",
                (status, sent) -> owner(status, now, known, sent));
    }

    @Needs(Right.EDIT_WHOLE_RECORD)
    @GetMapping(PAGE + "/register")
    PageView register(@RequestParam(defaultValue = "") String touchpoint) {
        Now now = RecordForms.recorded(record);
        return register(HttpStatus.OK, now, touchpoint, new Sent(now.number(), "", "", List.of(), Optional.empty()));
    }

    @Needs(Right.EDIT_WHOLE_RECORD)
    @PostMapping(PAGE + "/register")
    View register(
            @RequestParam(defaultValue = "") String touchpoint,
            @RequestParam(defaultValue = "0") long from,
            @RequestParam(defaultValue = "") String as) {
        Now now = RecordForms.recorded(record);
        Change change = as.isEmpty()
                ? new Change.Add(new Touchpoint(
                        touchpoint, null, null, null, List.of(), List.of(), null, List.of(), null, List.of()))
                : mapped(seen(from, as).orElseGet(() -> known(now, as)), touchpoint);
        Outcome outcome = touchpoint.isBlank()
                ? new Refused(List.of(say("Say which touchpoint of the facts is meant.")))
                : record.change(editor(), from, change);
        return answer(
                outcome,
                change,
                new Sent(from, as, "", List.of(), Optional.empty()),
                "registered",
                (status, sent) -> register(status, now, touchpoint, sent));
    }

    /// An entry that contacts name keeps its id and has the other as well; one that none names takes the other.
    private Change mapped(Touchpoint entry, String touchpoint) {
        return contacts(false).containsKey(entry.id())
                ? new Change.Rename(entry, touchpoint)
                : new Change.Replace(id(entry.id()), entry.known(touchpoint));
    }

    private PageView register(HttpStatus status, Now now, String touchpoint, Sent sent) {
        Map<String, String> choices = new LinkedHashMap<>();
        choices.put("", say("A new touchpoint"));
        choices.putAll(contacts(false));
        contacts(true).forEach((id, title) -> choices.put(id, say("%s, whose contacts it counts with", title)));
        return form(
                status,
                now,
                say("What is %s?", touchpoint),
                say("Contacts name it, and the register does not know it."),
                PAGE + "/register",
                touchpoint,
                sent,
                List.of(choice(
                        "as",
                        say("It is"),
                        say(
                                "Or one of the register. One that no contact names takes the id that contacts use, in journeys as well; of another, this becomes a second id."),
                        sent,
                        choices)),
                say("Put it in the register"));
    }

    /// Touchpoints of the register that contacts name, or that none names, by id.
    private Map<String, String> contacts(boolean named) {
        return reception.answer(
                Visit.USUAL,
                seen -> {
                    Map<String, String> found = new LinkedHashMap<>();
                    for (Held held : seen.examination().accountability().touchpoints()) {
                        if (held.registered() && (held.contacts() > 0) == named) {
                            found.put(held.id(), held.title());
                        }
                    }
                    return found;
                },
                waiting -> Map.of());
    }

    private PageView form(
            HttpStatus status,
            Now now,
            String title,
            String lede,
            String action,
            String touchpoint,
            Sent sent,
            List<Input> inputs,
            String submit) {
        var kept = new ArrayList<Kept>();
        kept.add(new Kept("touchpoint", touchpoint));
        kept.add(new Kept("from", Long.toString(sent.from())));
        return new PageView(
                "recordForm",
                new RecordFormPage(
                        shells.bare(
                                Place.ACCOUNTABILITY,
                                Visit.USUAL,
                                new Crumb(say("Accountability"), Optional.of(PAGE)),
                                new Crumb(title, Optional.empty())),
                        title,
                        lede,
                        action,
                        kept,
                        inputs,
                        submit,
                        sent.refusals(),
                        sent.theirs(),
                        Optional.empty(),
                        now.unread(),
                        PAGE),
                status);
    }

    private static Input choice(String name, String label, String hint, Sent sent, Map<String, String> choices) {
        return new Input(
                name,
                label,
                hint,
                sent.problem(),
                sent.chosen(),
                Shape.ONE,
                choices.entrySet().stream()
                        .map(e ->
                                new Option(e.getKey(), e.getValue(), e.getKey().equals(sent.chosen())))
                        .toList());
    }

    private static Theirs theirs(Differs differs, Thing yours) {
        List<Line> lines = RecordForms.lines(Sort.TOUCHPOINTS, differs.theirs(), RecordEntry.texts(yours));
        return new Theirs(RecordForms.meanwhile(Sort.TOUCHPOINTS, differs.since()), lines);
    }

    private static Touchpoint known(Now now, String id) {
        return find(now, id)
                .orElseThrow(() -> new NotFoundException(say("The record has no such touchpoint (any more).")));
    }

    private static Optional<Touchpoint> find(Now now, String id) {
        return Thing.find(now.organisation(), id(id)).map(Touchpoint.class::cast);
    }

    /// The touchpoint in the version that the reader had in view.
    private Optional<Touchpoint> seen(long version, String id) {
        return find(record.at(version), id);
    }

    private static Thing.Id id(String touchpoint) {
        return new Thing.Id(Sort.TOUCHPOINTS, touchpoint);
    }

    private Editor editor() {
        return Editor.of(visitors.signedIn().who());
    }

    private View saved(String done) {
        current.lookAgain();
        return SeeOther.at("%s?done=%s".formatted(PAGE, done));
    }
}
