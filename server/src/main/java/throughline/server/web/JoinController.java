package throughline.server.web;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import throughline.diagnosis.Wording;
import throughline.organisation.Organisation.Journey;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;
import throughline.organisation.TouchpointJoin;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.organisation.OrganisationRecord;
import throughline.server.organisation.OrganisationRecord.Now;
import throughline.server.organisation.Outcome.Differs;
import throughline.server.organisation.Outcome.Made;
import throughline.server.organisation.Outcome.Refused;
import throughline.server.organisation.Outcome.Unchanged;
import throughline.server.page.Choice;
import throughline.server.page.JoinPage;
import throughline.server.page.JoinPage.Line;
import throughline.server.page.JoinPage.Outcome;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Kept;
import throughline.server.page.Shell.Option;
import throughline.server.page.Shell.Place;
import throughline.workspace.OrganisationDiff;
import throughline.workspace.RecordEntry;
import throughline.workspace.RecordField;

/// Makes one of two entries of the register that are one touchpoint.
@Controller
class JoinController {

    static final String PAGE = "/accountability/join";

    private static final int NAMED = 4;

    private final OrganisationRecord record;
    private final RecordDesk desk;
    private final ShellMaker shells;

    JoinController(OrganisationRecord record, RecordDesk desk, ShellMaker shells) {
        this.record = record;
        this.desk = desk;
        this.shells = shells;
    }

    @Needs(Right.EDIT_WHOLE_RECORD)
    @GetMapping(PAGE)
    PageView show(@RequestParam(defaultValue = "") String goes, @RequestParam(defaultValue = "") String stays) {
        return page(HttpStatus.OK, RecordForms.recorded(record), goes, stays, List.of());
    }

    @Needs(Right.EDIT_WHOLE_RECORD)
    @PostMapping(PAGE)
    View join(
            @RequestParam(defaultValue = "") String goes,
            @RequestParam(defaultValue = "") String stays,
            @RequestParam(defaultValue = "0") long from) {
        Now seen = RecordForms.recorded(record.at(from));
        Optional<TouchpointJoin> join = join(seen, goes, stays);
        if (join.isEmpty()) {
            return page(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    RecordForms.recorded(record),
                    goes,
                    stays,
                    List.of(say("Choose two different touchpoints.")));
        }
        Map<Thing.Id, Thing> before = Thing.all(seen.organisation());
        List<OrganisationDiff> changes = join.get().changes(seen.organisation()).entrySet().stream()
                .map(e -> new OrganisationDiff(e.getKey(), Optional.ofNullable(before.get(e.getKey())), e.getValue()))
                .toList();
        return switch (record.change(desk.editor(), from, changes)) {
            case Made made -> desk.saved("/record/touchpoints?done=joined");
            case Unchanged unchanged -> SeeOther.at("/record/touchpoints?done=unchanged");
            case Refused refused ->
                page(HttpStatus.UNPROCESSABLE_CONTENT, RecordForms.recorded(record), goes, stays, refused.why());
            case Differs differs ->
                page(
                        HttpStatus.CONFLICT,
                        RecordForms.recorded(record),
                        goes,
                        stays,
                        List.of(say(
                                "%s. This is what would come of it now.",
                                RecordForms.meanwhile(Sort.TOUCHPOINTS, differs.since()))));
        };
    }

    private static Optional<TouchpointJoin> join(Now now, String goes, String stays) {
        return goes.equals(stays)
                ? Optional.empty()
                : find(now, goes).flatMap(g -> find(now, stays).map(s -> new TouchpointJoin(g, s)));
    }

    private static Optional<Touchpoint> find(Now now, String id) {
        return Thing.find(now.organisation(), new Thing.Id(Sort.TOUCHPOINTS, id))
                .map(Touchpoint.class::cast);
    }

    private PageView page(HttpStatus status, Now now, String goes, String stays, List<String> refusals) {
        return new PageView(
                "join",
                new JoinPage(
                        shells.bare(
                                Place.RECORD,
                                Visit.USUAL,
                                new Crumb(say("Record"), Optional.of("/record")),
                                new Crumb(say("Touchpoints"), Optional.of("/record/touchpoints")),
                                new Crumb(say("Join two"), Optional.empty())),
                        List.of(
                                choice(now, "goes", say("The entry that goes"), goes),
                                choice(now, "stays", say("The entry that stays"), stays)),
                        refusals,
                        join(now, goes, stays).map(join -> outcome(now, join))),
                status);
    }

    private static Choice choice(Now now, String name, String label, String chosen) {
        var options = new ArrayList<Option>();
        options.add(new Option("", say("Choose"), chosen.isEmpty()));
        now.organisation()
                .touchpoints()
                .forEach(t -> options.add(new Option(
                        t.id(),
                        t.title().equals(t.id()) ? t.id() : "%s (%s)".formatted(t.title(), t.id()),
                        t.id().equals(chosen))));
        return new Choice(name, label, "", "", options);
    }

    private static Outcome outcome(Now now, TouchpointJoin join) {
        Map<String, String> stays = RecordEntry.texts(join.stays());
        Map<String, String> goes = RecordEntry.texts(join.goes());
        Map<String, String> then = RecordEntry.texts(join.joined());
        Map<String, String> names = new LinkedHashMap<>(RecordForms.titles(Sort.PEOPLE, now.organisation()));
        List<Line> lines = RecordField.of(Sort.TOUCHPOINTS).stream()
                .filter(f -> goes.containsKey(f.key()) || !same(stays, then, f.key()))
                .map(f -> new Line(f.label(), said(f, stays, names), said(f, goes, names), said(f, then, names)))
                .toList();
        return new Outcome(
                join.stays().title(),
                join.goes().title(),
                sentences(now, join, names),
                lines,
                List.of(
                        new Kept("goes", join.goes().id()),
                        new Kept("stays", join.stays().id()),
                        new Kept("from", Long.toString(now.number()))));
    }

    private static boolean same(Map<String, String> one, Map<String, String> other, String key) {
        return one.getOrDefault(key, "").equals(other.getOrDefault(key, ""));
    }

    private static String said(RecordField field, Map<String, String> texts, Map<String, String> names) {
        String text = texts.getOrDefault(field.key(), "");
        return text.isEmpty()
                ? say("nothing")
                : field.refers().isPresent()
                        ? List.of(text.split(", ")).stream()
                                .map(id -> names.getOrDefault(id, id))
                                .collect(Collectors.joining(", "))
                        : text;
    }

    private static List<String> sentences(Now now, TouchpointJoin join, Map<String, String> names) {
        String stays = join.stays().title();
        String goes = join.goes().title();
        var said = new ArrayList<String>();
        said.add(say(
                "%s goes from the register, and contacts under the id %s count for %s.",
                goes, join.goes().id(), stays));
        said.add(answers(join, names));
        List<Journey> journeys = join.journeys(now.organisation());
        if (!journeys.isEmpty()) {
            said.add(say(
                    "Journeys over %s go over %s: %s.",
                    goes,
                    stays,
                    Wording.names(journeys.stream().map(Journey::title).toList(), NAMED)));
        }
        return said;
    }

    /// Who answers for it afterwards, and whose acceptance ends.
    private static String answers(TouchpointJoin join, Map<String, String> names) {
        List<String> stay = join.stays().accountable();
        List<String> go = join.goes().accountable();
        if (stay.isEmpty() && go.isEmpty()) {
            return say("Nobody answers for either of them.");
        }
        if (stay.isEmpty()) {
            return join.goes().acceptedOn() == null
                    ? say("%s answers for it from then on, and has still to accept.", people(go, names))
                    : say("%s answers for it from then on, and has accepted.", people(go, names));
        }
        if (go.isEmpty() || go.equals(stay)) {
            return say("%s answers for it as before.", people(stay, names));
        }
        return say(
                "%s answers for it as before; %s does so no longer, and what they accepted ends.",
                people(stay, names), people(go, names));
    }

    private static String people(List<String> ids, Map<String, String> names) {
        return Wording.names(ids.stream().map(id -> names.getOrDefault(id, id)).toList(), NAMED);
    }
}
