package throughline.server.web;

import static throughline.text.Text.say;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;
import throughline.diagnosis.Wording;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.organisation.OrganisationRecord;
import throughline.server.organisation.OrganisationRecord.Now;
import throughline.server.organisation.Outcome;
import throughline.server.organisation.Outcome.Refused;
import throughline.server.organisation.Outcome.Unchanged;
import throughline.server.organisation.SectionDraft;
import throughline.server.organisation.SectionDraft.Missing;
import throughline.server.organisation.SectionDraft.Said;
import throughline.server.page.BothWays;
import throughline.server.page.BringInPage;
import throughline.server.page.BringInPage.Preview;
import throughline.server.page.Choice;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Kept;
import throughline.server.page.Shell.Option;
import throughline.server.page.Shell.Place;
import throughline.server.platform.DataFolder;
import throughline.server.web.SentFile.NotTakenException;
import throughline.workspace.SectionFile;

/// One part of the record as a file: taken away, changed elsewhere, and brought in again once it was shown what that
/// changes. Who may change entries in the form may bring them in, and no others.
@Controller
class SectionController {

    /// The name of a file tells of which version it was made.
    private static final Pattern VERSION = Pattern.compile("-version-(\\d{1,9})");

    private final OrganisationRecord record;
    private final RecordDesk desk;
    private final ShellMaker shells;
    private final DataFolder folder;

    SectionController(OrganisationRecord record, RecordDesk desk, ShellMaker shells, DataFolder folder) {
        this.record = record;
        this.desk = desk;
        this.shells = shells;
        this.folder = folder;
    }

    /// What was sent and chosen.
    ///
    /// @param base number of the version of which the file was made; 0 for the newest
    private record Sent(SentFile file, Missing missing, long base, Set<Thing.Id> mine) {}

    @Needs(Right.SEE_RECORD)
    @GetMapping("/record/{sort}/file")
    ResponseEntity<byte[]> file(@PathVariable String sort, @RequestParam(defaultValue = "csv") String format) {
        Sort of = sort(sort);
        Now now = RecordForms.recorded(record.now(desk.unit()));
        List<Thing> entries = Thing.all(now.organisation(), of).values().stream()
                .filter(now::keeps)
                .toList();
        boolean yaml = format.equals("yaml");
        if (!yaml && !format.equals("csv")) {
            throw new NotFoundException(say("There is no such format."));
        }
        String text = yaml ? SectionFile.yaml(of, entries) : SectionFile.csv(of, entries);
        return download(text, "%s-version-%s.%s".formatted(of.id(), now.number(), format));
    }

    /// A text as a file to be kept.
    static ResponseEntity<byte[]> download(String text, String name) {
        return ResponseEntity.ok()
                .contentType(name.endsWith("yaml") ? MediaType.APPLICATION_YAML : new MediaType("text", "csv"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    @Needs(Right.EDIT_RECORD)
    @GetMapping("/record/{sort}/bring-in")
    PageView choose(@PathVariable String sort) {
        return page(HttpStatus.OK, sort(sort), Missing.STAYS, "", Optional.empty());
    }

    @Needs(Right.EDIT_RECORD)
    @PostMapping("/record/{sort}/bring-in")
    PageView preview(
            @PathVariable String sort,
            @RequestParam MultipartFile file,
            @RequestParam(defaultValue = "") String missing) {
        Sort of = sort(sort);
        try {
            SentFile sent = SentFile.of(file);
            return preview(
                    HttpStatus.OK, of, new Sent(sent, missing(missing), version(sent.name()), Set.of()), List.of());
        } catch (NotTakenException e) {
            return page(HttpStatus.UNPROCESSABLE_CONTENT, of, missing(missing), e.why(), Optional.empty());
        }
    }

    @Needs(Right.EDIT_RECORD)
    @PostMapping("/record/{sort}/bring-in/confirm")
    View confirm(
            @PathVariable String sort,
            @RequestParam(defaultValue = "0") long base,
            @RequestParam(defaultValue = "0") long from,
            @RequestParam MultiValueMap<String, String> sent) {
        Sort of = sort(sort);
        Missing missing = missing(first(sent, "missing"));
        try {
            SentFile file = SentFile.of(first(sent, "name"), first(sent, "content"));
            Set<Thing.Id> mine = sent.getOrDefault("mine", List.of()).stream()
                    .map(key -> new Thing.Id(of, key))
                    .collect(Collectors.toSet());
            return kept(of, new Sent(file, missing, base, mine), from);
        } catch (NotTakenException e) {
            return page(HttpStatus.UNPROCESSABLE_CONTENT, of, missing, e.why(), Optional.empty());
        }
    }

    private static String first(MultiValueMap<String, String> sent, String name) {
        return Objects.requireNonNullElse(sent.getFirst(name), "");
    }

    /// Makes what was shown, of the very version of which it was shown.
    private View kept(Sort sort, Sent sent, long from) {
        SectionDraft draft = draft(sort, sent, record.at(from));
        Outcome outcome = record.change(desk.editor(), from, draft.changes());
        String back = "/record/%s?done=".formatted(sort.id());
        return switch (outcome) {
            case Outcome.Made made -> desk.saved(back + "brought");
            case Unchanged unchanged -> SeeOther.at(back + "unchanged");
            case Refused refused -> preview(HttpStatus.UNPROCESSABLE_CONTENT, sort, sent, refused.why());
            case Outcome.Differs differs ->
                preview(
                        HttpStatus.CONFLICT,
                        sort,
                        new Sent(sent.file(), sent.missing(), draft.base(), Set.of()),
                        List.of(RecordForms.meanwhile(sort, differs.since()) + "."));
        };
    }

    private SectionDraft draft(Sort sort, Sent sent, Now whole) {
        RecordForms.recorded(whole);
        Now then = sent.base() > 0 && sent.base() < whole.number() ? record.at(sent.base()) : whole;
        Now base = then.document().isPresent() ? then : whole;
        Now seen = record.at(base.number(), desk.unit());
        SectionFile.Reading reading =
                sent.file().read(folder.spool(), path -> SectionFile.read(path, sort, seen.organisation()));
        return SectionDraft.of(whole, desk.unit(), sort, reading, new Said(base, sent.missing(), sent.mine()));
    }

    private static long version(String name) {
        Matcher matcher = VERSION.matcher(name);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private PageView preview(HttpStatus status, Sort sort, Sent sent, List<String> refusals) {
        Now whole = record.now();
        SectionDraft draft = draft(sort, sent, whole);
        Now seen = record.now(desk.unit());
        var words = new SectionWords(draft, Thing.all(seen.organisation()));
        List<String> why = new ArrayList<>(refusals);
        why.addAll(draft.refusals());
        boolean any = draft.refusals().isEmpty()
                && !(draft.changes().isEmpty() && draft.conflicts().isEmpty());
        var kept = new ArrayList<>(sent.file().kept());
        kept.add(new Kept("missing", id(sent.missing())));
        kept.add(new Kept("base", Long.toString(draft.base())));
        kept.add(new Kept("from", Long.toString(draft.from())));
        return page(
                status,
                sort,
                sent.missing(),
                "",
                Optional.of(new Preview(
                        sent.file().name(),
                        words.summary(),
                        words.groups(sent.missing()),
                        words.conflicts(record.lastChanges(
                                draft.conflicts().stream().map(d -> d.id()).collect(Collectors.toSet()))),
                        words.left(),
                        why,
                        any ? Optional.of("/record/%s/bring-in/confirm".formatted(sort.id())) : Optional.empty(),
                        kept)));
    }

    private PageView page(HttpStatus status, Sort sort, Missing missing, String problem, Optional<Preview> preview) {
        Now now = RecordForms.recorded(record.now(desk.unit()));
        String back = "/record/" + sort.id();
        String title = Wording.sentence(sort.several());
        return new PageView(
                "bringIn",
                new BringInPage(
                        shells.bare(
                                Place.RECORD,
                                Visit.USUAL,
                                new Crumb(say("Record"), Optional.of("/record")),
                                new Crumb(title, Optional.of(back)),
                                new Crumb(say("Bring it in"), Optional.empty())),
                        title,
                        say("You see what a file would change before anything is changed; History can take it back."),
                        back + "/bring-in",
                        notes(sort),
                        sort == Sort.BASICS ? Optional.empty() : Optional.of(choice(missing)),
                        problem,
                        preview,
                        now.unread(),
                        BothWays.of(sort).only(),
                        back),
                status);
    }

    private static List<String> notes(Sort sort) {
        return List.of(
                say("As a table (CSV, UTF-8): a row is an entry. The columns are %s.", columns(sort)),
                say(
                        "A column that the table does not have stays as it is on record; an empty cell means not known. Several ids stand in one cell, between commas."),
                say(
                        "As YAML: as it stands in organisation.yaml. An entry is then the whole of what is known of it. Leave the name of the file as it is: it tells of which version it was made, so that nobody's changes since are lost."));
    }

    private static String columns(Sort sort) {
        return String.join(", ", SectionFile.columns(sort));
    }

    private static Choice choice(Missing missing) {
        Map<Missing, String> words = new LinkedHashMap<>();
        words.put(Missing.STAYS, say("It stays on record"));
        words.put(Missing.GOES, say("It is removed"));
        return new Choice(
                "missing",
                say("What the file does not have"),
                "",
                "",
                words.entrySet().stream()
                        .map(e -> new Option(id(e.getKey()), e.getValue(), e.getKey() == missing))
                        .toList());
    }

    private static String id(Missing missing) {
        return missing == Missing.GOES ? "goes" : "stays";
    }

    private static Missing missing(String id) {
        return id.equals("goes") ? Missing.GOES : Missing.STAYS;
    }

    private Sort sort(String id) {
        return Sort.find(id)
                .filter(desk::keeps)
                .orElseThrow(() -> new NotFoundException(say("The record has no such part.")));
    }
}
