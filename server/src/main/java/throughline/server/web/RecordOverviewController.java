package throughline.server.web;

import static throughline.text.Text.say;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import throughline.diagnosis.Wording;
import throughline.organisation.Organisation;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.organisation.OrganisationRecord;
import throughline.server.organisation.OrganisationRecord.Now;
import throughline.server.organisation.Outcome.Refused;
import throughline.server.organisation.Version;
import throughline.server.page.FormField;
import throughline.server.page.RecordPage;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Place;

/// The organisation's record as a whole: what it has parts of, and its beginning.
@Controller
class RecordOverviewController {

    private final OrganisationRecord record;
    private final RecordDesk desk;
    private final Visitors visitors;
    private final ShellMaker shells;

    RecordOverviewController(OrganisationRecord record, RecordDesk desk, Visitors visitors, ShellMaker shells) {
        this.record = record;
        this.desk = desk;
        this.visitors = visitors;
        this.shells = shells;
    }

    @Needs(Right.SEE_RECORD)
    @GetMapping("/record")
    PageView show(
            @RequestParam(required = false) @Nullable String theme, @RequestParam(defaultValue = "") String done) {
        return overview(
                HttpStatus.OK,
                Visit.of(null, null, null, theme),
                "",
                "",
                done.equals("begun") ? say("The record is begun.") : "");
    }

    @Needs(Right.EDIT_WHOLE_RECORD)
    @PostMapping("/record")
    View begin(@RequestParam(defaultValue = "") String name) {
        if (name.isBlank()) {
            return overview(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    Visit.USUAL,
                    name,
                    say("Say what the organisation is called."),
                    "");
        }
        return switch (record.begin(desk.editor(), name)) {
            case Refused refused ->
                overview(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        Visit.USUAL,
                        name,
                        refused.why().getFirst(),
                        "");
            default -> desk.saved("/record?done=begun");
        };
    }

    private PageView overview(HttpStatus status, Visit visit, String name, String problem, String done) {
        Now now = record.now(desk.unit());
        Organisation organisation = now.organisation();
        boolean recorded = now.document().isPresent();
        return new PageView(
                "record",
                new RecordPage(
                        shells.bare(Place.RECORD, visit, new Crumb(say("Record"), Optional.empty())),
                        recorded,
                        recorded ? organisation.name() : say("Nothing of your own is on record yet"),
                        recorded ? lede(now) : "",
                        recorded
                                ? Arrays.stream(Sort.values())
                                        .filter(desk::keeps)
                                        .map(s -> row(s, now))
                                        .toList()
                                : List.of(),
                        now.unread(),
                        visitors.current().may(Right.EDIT_WHOLE_RECORD)
                                ? Optional.of(
                                        FormField.of("name", say("Name of the organisation"), "text", "organization")
                                                .typed(name)
                                                .refused("name", problem))
                                : Optional.empty(),
                        done),
                status);
    }

    private String lede(Now now) {
        return desk.unit()
                .map(unit -> say(
                        "What %s and the units below it keep themselves. The rest of the record is not shown here.",
                        RecordForms.titles(Sort.UNITS, now.organisation()).getOrDefault(unit, unit)))
                .orElseGet(() -> record.version(now.number())
                        .map(RecordOverviewController::words)
                        .orElse(""));
    }

    private static String words(Version version) {
        return say(
                "Version %s, by %s at %s UTC. %s",
                version.number(), say(version.by().actor()), RecordDesk.AT.format(version.at()), version.what());
    }

    private static RecordPage.Row row(Sort sort, Now now) {
        long count = Thing.all(now.organisation(), sort).values().stream()
                .filter(now::keeps)
                .count();
        boolean known = sort.section().map(now.organisation()::knows).orElse(true);
        return new RecordPage.Row(
                Wording.sentence(sort.several()),
                "/record/" + sort.id(),
                known ? Wording.count(count) : say("not known"),
                switch (sort) {
                    case BASICS -> say("What the organisation is called, and when its days begin.");
                    case PROMISE -> say("The service vision, and who on the board answers for it.");
                    case UNITS -> say("The tree from the board to the front line.");
                    case PEOPLE -> say("Those who decide or serve; pseudonyms will do.");
                    case TOUCHPOINTS -> say("Every place where somebody deals with you, and who answers for it.");
                    case JOURNEYS -> say("Ways of a customer over several touchpoints.");
                    case MEASURES -> say("What is measured, and which way is better.");
                    case OBJECTIVES -> say("Who has which goal, and which goal above it serves.");
                    case SCORECARDS -> say("What people are judged and paid by.");
                    case LINKS -> say("Causes and effects that you know and manage.");
                });
    }
}
