package throughline.server.web;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import throughline.diagnosis.Wording;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.organisation.OrganisationRecord;
import throughline.server.organisation.Outcome.Refused;
import throughline.server.organisation.Outcome.Unchanged;
import throughline.server.organisation.Version;
import throughline.server.page.HistoryPage;
import throughline.server.page.RowsPage;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Place;
import throughline.server.sheet.PageTables;
import throughline.server.sheet.Sheet;
import throughline.workspace.OrganisationReader;

/// What the record was, who changed what, and taking a change back.
@Controller
class HistoryController {

    private static final String CAPTION = key("Versions, newest first");
    private static final int SHOWN = 50;

    private final OrganisationRecord record;
    private final RecordDesk desk;
    private final Visitors visitors;
    private final ShellMaker shells;

    HistoryController(OrganisationRecord record, RecordDesk desk, Visitors visitors, ShellMaker shells) {
        this.record = record;
        this.desk = desk;
        this.visitors = visitors;
        this.shells = shells;
    }

    @Needs(Right.SEE_RECORD)
    @GetMapping("/record/history")
    PageView show(@RequestParam(required = false) @Nullable Long below, @RequestParam(defaultValue = "") String done) {
        return show(
                HttpStatus.OK,
                below == null ? Long.MAX_VALUE : below,
                List.of(),
                switch (done) {
                    case "undone" -> say("It is taken back, as a version of its own.");
                    case "unchanged" -> say("It was taken back already; nothing was changed.");
                    default -> "";
                });
    }

    @Needs(Right.EDIT_RECORD)
    @PostMapping("/record/history/{number}/undo")
    View undo(@PathVariable long number) {
        if (record.versions(number + 1, 1, desk.unit()).stream().noneMatch(v -> v.number() == number)) {
            throw new NotFoundException(say("There is no version of this number."));
        }
        return switch (record.undo(desk.editor(), number)) {
            case Refused refused -> show(HttpStatus.CONFLICT, Long.MAX_VALUE, refused.why(), "");
            case Unchanged unchanged -> SeeOther.at("/record/history?done=unchanged");
            default -> desk.saved("/record/history?done=undone");
        };
    }

    @Needs(Right.SEE_RECORD)
    @GetMapping("/record/organisation.yaml")
    ResponseEntity<byte[]> document(@RequestParam(required = false) @Nullable Long version) {
        String text = (version == null ? record.now(desk.unit()) : record.then(version, desk.unit()))
                .document()
                .orElseThrow(() -> new NotFoundException(say("There is no document of this version.")));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_YAML)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(OrganisationReader.FILE)
                                .build()
                                .toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    private PageView show(HttpStatus status, long below, List<String> refusals, String done) {
        List<Version> found = record.versions(below, SHOWN + 1, desk.unit());
        List<Version> versions = found.subList(0, Math.min(SHOWN, found.size()));
        return new PageView(
                "history",
                new HistoryPage(
                        shells.bare(
                                Place.RECORD,
                                Visit.USUAL,
                                new Crumb(say("Record"), Optional.of("/record")),
                                new Crumb(say("History"), Optional.empty())),
                        versions.isEmpty()
                                ? say("The record has no history yet")
                                : desk.unit().isPresent()
                                        ? say("What your units changed in the record")
                                        : say(
                                                "%s of the record",
                                                Wording.count(record.now().number(), "version", "versions")),
                        IntStream.range(0, versions.size())
                                .mapToObj(i -> row(
                                        versions.get(i),
                                        record.version(versions.get(i).number() - 1)))
                                .toList(),
                        refusals,
                        done,
                        visitors.current().may(Right.EDIT_RECORD),
                        found.size() > SHOWN
                                ? Optional.of("/record/history?below=%s"
                                        .formatted(versions.getLast().number()))
                                : Optional.empty()),
                status,
                table -> PageTables.isOf(CAPTION, table) ? Optional.of(all()) : Optional.empty());
    }

    /// All versions that the visitor may see, or as many as a file holds.
    private Sheet all() {
        return Sheet.ofTexts(
                HistoryPage.TABLE,
                List.of(say("No."), say("What changed"), say("Who"), say("When (UTC)")),
                record.versions(Long.MAX_VALUE, RowsPage.MOST, desk.unit()).stream()
                        .map(v -> List.of(
                                Long.toString(v.number()), v.what(), say(v.by().actor()), RecordDesk.AT.format(v.at())))
                        .toList());
    }

    /// @param before the version before it
    private static HistoryPage.Row row(Version version, Optional<Version> before) {
        return new HistoryPage.Row(
                Long.toString(version.number()),
                RecordDesk.AT.format(version.at()),
                say(version.by().actor()),
                version.what(),
                version.documented(),
                before.filter(Version::documented).isPresent());
    }
}
