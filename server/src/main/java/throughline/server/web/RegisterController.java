package throughline.server.web;

import static throughline.text.Text.say;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.View;
import throughline.diagnosis.Wording;
import throughline.lake.fact.FactKind;
import throughline.server.accounts.AuditLog.Action;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.filing.Filing;
import throughline.server.filing.RegisterDraft;
import throughline.server.intake.Refusal;
import throughline.server.page.BringInPage;
import throughline.server.page.BringInPage.Preview;
import throughline.server.page.FactFormPage.Notice;
import throughline.server.page.Misfits;
import throughline.server.page.RegisterPage;
import throughline.server.page.Shell;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Kept;
import throughline.server.page.Shell.Place;
import throughline.server.platform.DataFolder;
import throughline.server.web.SentFile.NotTakenException;
import throughline.workspace.RegisterRows;
import throughline.workspace.WrittenRows;

/// The registers of what was said, decided, promised and done: their rows, taken away and brought in as files, and
/// taken
/// back one by one.
@Controller
class RegisterController {

    static final String PAGE = "/registers";

    private static final String ONE = PAGE + "/{table}";
    private static final int SHOWN = 200;

    private final Reception reception;
    private final ShellMaker shells;
    private final Visitors visitors;
    private final RegisterDesk desk;
    private final Filing filing;
    private final DataFolder folder;

    RegisterController(
            Reception reception,
            ShellMaker shells,
            Visitors visitors,
            RegisterDesk desk,
            Filing filing,
            DataFolder folder) {
        this.reception = reception;
        this.shells = shells;
        this.visitors = visitors;
        this.desk = desk;
        this.filing = filing;
        this.folder = folder;
    }

    @Needs(Right.SEE_SAY_AND_DO)
    @GetMapping(PAGE)
    View all() {
        return reception.own(
                "/say-and-do",
                seen -> new PageView(
                        "registers",
                        new RegisterPage.All(
                                shell(seen, new Crumb(say("Registers"), Optional.empty())),
                                desk.kinds().stream()
                                        .map(kind -> new RegisterPage.Entry(
                                                RegisterWords.title(kind),
                                                at(kind),
                                                Wording.count(
                                                        desk.seen(kind, seen).size()),
                                                RegisterWords.description(kind)))
                                        .toList())));
    }

    @Needs(Right.SEE_SAY_AND_DO)
    @GetMapping(ONE)
    View one(@PathVariable String table, @RequestParam(defaultValue = "") String done) {
        FactKind kind = desk.kind(table);
        return reception.own("/say-and-do", seen -> page(kind, seen, done));
    }

    private PageView page(FactKind kind, Seen seen, String done) {
        List<String> columns = desk.columns(kind);
        List<Map<String, String>> rows = new ArrayList<>(desk.seen(kind, seen));
        rows.sort(Comparator.comparing((Map<String, String> row) -> row.getOrDefault(kind.time(), ""))
                .reversed());
        return new PageView(
                "register",
                new RegisterPage(
                        shell(
                                seen,
                                new Crumb(say("Registers"), Optional.of(PAGE)),
                                new Crumb(RegisterWords.title(kind), Optional.empty())),
                        RegisterWords.title(kind),
                        RegisterWords.description(kind),
                        Wording.count(rows.size(), "row", "rows"),
                        columns,
                        rows.stream()
                                .limit(SHOWN)
                                .map(row -> row(kind, row, columns, seen))
                                .toList(),
                        rows.size() > SHOWN ? say("the latest %s", SHOWN) : "",
                        desk.withdrawn(kind, seen).stream()
                                .map(w -> new RegisterPage.Row(
                                        w.id(),
                                        List.of(
                                                w.id(),
                                                w.on().toString(),
                                                RegisterWords.cut(Optional.ofNullable(w.words())
                                                        .orElse(""))),
                                        Optional.empty(),
                                        Optional.empty()))
                                .toList(),
                        RowCorrection.form(kind)
                                .filter(f -> visitors.current().may(Right.RECORD))
                                .map(f -> "/say-and-do/record/" + f.id()),
                        desk.both(kind),
                        switch (done) {
                            case "brought" ->
                                say(
                                        "What the file has is filed. It is on the pages as soon as it is read, which takes some seconds.");
                            case "corrected" -> say("The correction is filed. The last row of an id counts.");
                            case "withdrawn" -> say("It is withdrawn and counts for nothing.");
                            default -> "";
                        }));
    }

    private RegisterPage.Row row(FactKind kind, Map<String, String> row, List<String> columns, Seen seen) {
        String id = row.getOrDefault(kind.id().orElse(""), "");
        boolean corrects = !id.isEmpty() && desk.corrects(kind, row, seen);
        return new RegisterPage.Row(
                id,
                columns.stream()
                        .map(c -> RegisterWords.cut(row.getOrDefault(c, "")))
                        .toList(),
                RowCorrection.form(kind)
                        .filter(f -> corrects)
                        .map(f -> "/say-and-do/record/%s?row=%s".formatted(f.id(), Visit.encoded(id))),
                corrects ? Optional.of(at(kind) + "/withdraw") : Optional.empty());
    }

    @Needs(Right.SEE_SAY_AND_DO)
    @GetMapping(ONE + "/file")
    ResponseEntity<byte[]> file(@PathVariable String table, @RequestParam(defaultValue = "csv") String format) {
        FactKind kind = desk.kind(table);
        return reception.answer(
                Visit.USUAL,
                seen -> file(kind, format, seen),
                waiting -> ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .header(HttpHeaders.RETRY_AFTER, "5")
                        .build());
    }

    private ResponseEntity<byte[]> file(FactKind kind, String format, Seen seen) {
        if (seen.ready().demo()) {
            throw new NotFoundException(say("The demo has no registers to take away."));
        }
        List<Map<String, String>> rows = desk.seen(kind, seen);
        return switch (format) {
            case "csv" -> SectionController.download(WrittenRows.csv(desk.columns(kind), rows), kind.table() + ".csv");
            case "yaml" -> SectionController.download(RegisterRows.yaml(kind, rows), kind.table() + ".yaml");
            default -> throw new NotFoundException(say("There is no such format."));
        };
    }

    @Needs(Right.RECORD)
    @GetMapping(ONE + "/bring-in")
    View choose(@PathVariable String table) {
        FactKind kind = open(table);
        return reception.own("/say-and-do", seen -> form(kind, seen, HttpStatus.OK, "", Optional.empty()));
    }

    @Needs(Right.RECORD)
    @PostMapping(ONE + "/bring-in")
    View preview(@PathVariable String table, @RequestParam MultipartFile file) {
        FactKind kind = open(table);
        return reception.own("/say-and-do", seen -> {
            try {
                SentFile sent = SentFile.of(file);
                return preview(kind, seen, sent, draft(kind, seen, sent), HttpStatus.OK, List.of());
            } catch (NotTakenException e) {
                return form(kind, seen, HttpStatus.UNPROCESSABLE_CONTENT, e.why(), Optional.empty());
            }
        });
    }

    @Needs(Right.RECORD)
    @PostMapping(ONE + "/bring-in/confirm")
    View confirm(@PathVariable String table, @RequestParam Map<String, String> sent) {
        FactKind kind = open(table);
        UUID key = FactFormController.uuid(sent.getOrDefault("key", ""));
        return reception.own("/say-and-do", seen -> {
            try {
                SentFile file = SentFile.of(sent.getOrDefault("name", ""), sent.getOrDefault("content", ""));
                RegisterDraft draft = draft(kind, seen, file);
                if (draft.lines().isEmpty()) {
                    return SeeOther.at(at(kind) + "?done=brought");
                }
                if (!draft.seen().equals(sent.get("seen"))) {
                    return preview(
                            kind,
                            seen,
                            file,
                            draft,
                            HttpStatus.CONFLICT,
                            List.of(
                                    say(
                                            "Somebody changed the same rows meanwhile. This is what the file would change now.")));
                }
                return filed(kind, seen, file, draft, key);
            } catch (NotTakenException e) {
                return form(kind, seen, HttpStatus.UNPROCESSABLE_CONTENT, e.why(), Optional.empty());
            }
        });
    }

    private View filed(FactKind kind, Seen seen, SentFile file, RegisterDraft draft, UUID key) {
        try {
            filing.file(
                    visitors.signedIn().who(),
                    key,
                    draft.rows(),
                    Action.BROUGHT_IN,
                    "%s (%s)".formatted(kind.table(), draft.lines().size()));
            return SeeOther.at(at(kind) + "?done=brought");
        } catch (Refusal | UncheckedIOException e) {
            return preview(
                    kind,
                    seen,
                    file,
                    draft,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    List.of(say("We could not save this. Try again.")));
        }
    }

    /// Takes a row back: it is filed once more, with the day since when it counts for nothing.
    @Needs(Right.RECORD)
    @PostMapping(ONE + "/withdraw")
    View withdraw(@PathVariable String table, @RequestParam(defaultValue = "") String id) {
        FactKind kind = desk.kind(table);
        return reception.own("/say-and-do", seen -> {
            Map<String, String> row = new LinkedHashMap<>(RegisterDraft.find(kind, desk.all(kind, seen), id)
                    .filter(r -> desk.corrects(kind, r, seen))
                    .orElseThrow(
                            () -> new NotFoundException(say("There is no such row, or it is not yours to withdraw."))));
            row.put("withdrawn_on", desk.today(seen).toString());
            filing.file(
                    visitors.signedIn().who(),
                    UUID.randomUUID(),
                    Filing.Rows.one(kind, row),
                    Action.WITHDREW,
                    "%s %s".formatted(kind.table(), id));
            return SeeOther.at(at(kind) + "?done=withdrawn");
        });
    }

    private RegisterDraft draft(FactKind kind, Seen seen, SentFile sent) {
        WrittenRows file = sent.read(
                folder.spool(), path -> WrittenRows.read(path, kind.table(), desk.columns(kind), kind.required()));
        return RegisterDraft.of(
                kind,
                desk.all(kind, seen),
                file,
                new RegisterDraft.Desk(
                        desk.today(seen),
                        (before, row) -> desk.refusal(before, row, seen),
                        rows -> filing.look(rows, FactFormController.zone(seen))));
    }

    private PageView preview(
            FactKind kind, Seen seen, SentFile sent, RegisterDraft draft, HttpStatus status, List<String> refusals) {
        List<String> said = new ArrayList<>(refusals);
        Misfits.of(seen.examination().dossier(), draft.register()).ifPresent(n -> said.add(notice(n)));
        var kept = new ArrayList<>(sent.kept());
        kept.add(new Kept("seen", draft.seen()));
        kept.add(new Kept("key", UUID.randomUUID().toString()));
        return form(
                kind,
                seen,
                status,
                "",
                Optional.of(new Preview(
                        sent.name(),
                        RegisterWords.summary(draft),
                        RegisterWords.groups(kind, draft),
                        List.of(),
                        RegisterWords.left(draft),
                        said,
                        draft.lines().isEmpty() ? Optional.empty() : Optional.of(at(kind) + "/bring-in/confirm"),
                        kept)));
    }

    /// What would not fit, as the forms say it before they save.
    private static String notice(Notice notice) {
        return "%s. %s".formatted(notice.title(), notice.lede());
    }

    private PageView form(FactKind kind, Seen seen, HttpStatus status, String problem, Optional<Preview> preview) {
        String title = RegisterWords.title(kind);
        return new PageView(
                "bringIn",
                new BringInPage(
                        shell(
                                seen,
                                new Crumb(say("Registers"), Optional.of(PAGE)),
                                new Crumb(title, Optional.of(at(kind))),
                                new Crumb(say("Bring it in"), Optional.empty())),
                        title,
                        say("You see what a file would change before anything is changed."),
                        at(kind) + "/bring-in",
                        notes(kind),
                        Optional.empty(),
                        problem,
                        preview,
                        List.of(),
                        desk.both(kind).only(),
                        at(kind)),
                status);
    }

    private List<String> notes(FactKind kind) {
        return List.of(
                say(
                        "As a table (CSV, UTF-8), a row each, or as YAML below %s. The columns are %s.",
                        kind.table(), String.join(", ", desk.columns(kind))),
                kind.id()
                        .map(id -> say(
                                "A row of a %s on record takes its place. What the file does not have stays: rows are withdrawn one by one.",
                                id))
                        .orElseGet(
                                () -> say("A row that is on record already is left as it is; nothing is taken away.")));
    }

    /// The address of a register.
    static String at(FactKind kind) {
        return PAGE + "/" + kind.table();
    }

    private FactKind open(String table) {
        FactKind kind = desk.kind(table);
        if (!desk.bringsIn(kind)) {
            throw new NotFoundException(say("Your role does not bring in rows of this register."));
        }
        return kind;
    }

    private Shell shell(Seen seen, Crumb... way) {
        var all = new ArrayList<Crumb>();
        all.add(new Crumb(say("Say and do"), Optional.of("/say-and-do")));
        all.addAll(List.of(way));
        return shells.around(seen, Place.SAY_AND_DO, "", all.toArray(Crumb[]::new));
    }
}
