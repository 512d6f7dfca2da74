package throughline.server.web;

import static throughline.text.Text.say;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.view.RedirectView;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.AuditLog.Action;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.bringin.CauseInterest;
import throughline.server.bringin.FileImport;
import throughline.server.bringin.FileImport.Stage;
import throughline.server.bringin.FileImports;
import throughline.server.organisation.Editor;
import throughline.server.page.ChooseFilePage;
import throughline.server.page.ImportPage;
import throughline.server.page.MessagePage;
import throughline.server.page.Shell;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Place;
import throughline.server.upload.Upload;
import throughline.server.upload.UploadRefusal;
import throughline.server.upload.UploadRefusal.Reason;
import throughline.server.upload.Uploads;
import throughline.workspace.Answers;
import throughline.workspace.ColumnGuess;

/// The pages on which a file is brought in. Every one works as a form; with script, the parts that change are swapped.
@Controller
class ImportController {

    static final String HTMX = "HX-Request";

    private final FileImports imports;
    private final Uploads uploads;
    private final Reception reception;
    private final ShellMaker shells;
    private final Accounts accounts;
    private final Visitors visitors;

    ImportController(
            FileImports imports,
            Uploads uploads,
            Reception reception,
            ShellMaker shells,
            Accounts accounts,
            Visitors visitors) {
        this.imports = imports;
        this.uploads = uploads;
        this.reception = reception;
        this.shells = shells;
        this.accounts = accounts;
        this.visitors = visitors;
    }

    @Needs(Right.BRING_IN)
    @GetMapping("/data/import")
    PageView choose(@RequestParam(required = false) @Nullable String theme) throws IOException {
        Visit visit = Visit.of(null, null, null, theme);
        return new PageView("chooseFile", ChooseFilePage.of(imports.list(), uploads.settings(), shell(visit, "")));
    }

    /// A file that a form sends whole, where there is no script to send it in parts.
    @Needs(Right.BRING_IN)
    @PostMapping("/data/import")
    RedirectView receive(@RequestParam MultipartFile file) throws IOException {
        String name = Optional.ofNullable(file.getOriginalFilename()).orElse("");
        if (name.isEmpty() && file.isEmpty()) {
            throw new UploadRefusal(Reason.MALFORMED, say("No file was chosen. Choose one, then send it."));
        }
        Upload upload = uploads.create(name, file.getSize());
        if (!upload.complete()) {
            try (var bytes = file.getInputStream()) {
                uploads.append(upload.id(), 0, bytes, Optional.empty());
            }
        }
        return to(upload.id());
    }

    @Needs(Right.BRING_IN)
    @GetMapping("/data/import/{id}")
    PageView show(
            @PathVariable UUID id,
            @RequestHeader(name = HTMX, required = false) @Nullable String htmx,
            @RequestParam(required = false) @Nullable String theme)
            throws IOException {
        FileImport file = imports.find(id);
        return htmx == null
                ? new PageView(
                        "importFile",
                        page(
                                file,
                                () -> shell(
                                        Visit.of(null, null, null, theme),
                                        file.upload().name())))
                : new PageView("importBody", page(file, () -> shells.bare(say("Bring in a file"), Visit.USUAL)));
    }

    /// How far a file has come; once it has come further, all that is below it as well.
    @Needs(Right.BRING_IN)
    @GetMapping("/data/import/{id}/progress")
    PageView progress(@PathVariable UUID id, jakarta.servlet.http.HttpServletResponse response) throws IOException {
        ImportPage page = page(imports.find(id), () -> shells.bare(say("Bring in a file"), Visit.USUAL));
        if (page.busy()) {
            return new PageView("importProgress", page);
        }
        response.setHeader("HX-Retarget", "#import");
        response.setHeader("HX-Reswap", "outerHTML");
        return new PageView("importBody", page);
    }

    /// One answer to one question: the topic and what is said of it.
    @Needs(Right.BRING_IN)
    @PostMapping("/data/import/{id}/answer")
    RedirectView answer(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable String answer,
            @RequestParam(required = false) @Nullable String topic,
            @RequestParam(required = false) @Nullable String words)
            throws IOException {
        Map<String, String> said = new LinkedHashMap<>();
        if (topic != null && words != null && !words.isBlank()) {
            said.put(topic, words.strip());
        } else if (answer != null && answer.indexOf('=') > 0) {
            int at = answer.indexOf('=');
            said.put(decoded(answer.substring(0, at)), decoded(answer.substring(at + 1)));
        }
        imports.answer(id, said);
        return to(id);
    }

    /// What the columns mean, all at once: `c0`, `c1` and so on; what has not changed is not said.
    @Needs(Right.BRING_IN)
    @PostMapping("/data/import/{id}/columns")
    RedirectView columns(@PathVariable UUID id, HttpServletRequest request) throws IOException {
        if (imports.find(id).stage() instanceof Stage.Columns columns) {
            Map<String, String> said = new LinkedHashMap<>();
            List<ColumnGuess> guesses = columns.recognition().columns();
            for (int i = 0; i < guesses.size(); i++) {
                String wanted = request.getParameter("c" + i);
                if (wanted != null && !wanted.equals(ImportPage.meaning(guesses.get(i)))) {
                    said.put(Answers.column(guesses.get(i).column().name()), wanted);
                    free(wanted, i, guesses, said);
                }
            }
            String kind = request.getParameter("kind");
            if (kind != null
                    && !kind.equals(
                            columns.recognition().kind().map(k -> k.table()).orElse(""))) {
                said.put("kind", kind);
            }
            imports.answer(id, said);
        }
        return to(id);
    }

    /// A field is made of one column: the one that had it is left out.
    private static void free(String field, int but, List<ColumnGuess> guesses, Map<String, String> said) {
        for (int i = 0; i < guesses.size(); i++) {
            if (i != but && guesses.get(i).field().equals(field)) {
                said.put(Answers.column(guesses.get(i).column().name()), Answers.LEFT_OUT);
            }
        }
    }

    @Needs(Right.BRING_IN)
    @PostMapping("/data/import/{id}/start")
    RedirectView start(@PathVariable UUID id) throws IOException {
        String file = imports.find(id).upload().name();
        imports.start(id, Editor.of(visitors.signedIn().who()));
        accounts.audit().record(visitors.signedIn().who().email(), Action.BROUGHT_IN, file, "");
        return to(id);
    }

    @Needs(Right.BRING_IN)
    @PostMapping("/data/import/{id}/discard")
    RedirectView discard(@PathVariable UUID id) throws IOException {
        imports.discard(id);
        return SeeOther.at("/data/import");
    }

    @Needs(Right.BRING_IN)
    @GetMapping("/data/import/{id}/rejects.csv")
    ResponseEntity<Resource> rejects(@PathVariable UUID id) throws IOException {
        Path file =
                imports.rejects(id).orElseThrow(() -> new NotFoundException(say("No row of this file was set aside.")));
        return download(file, "rejects.csv", "text/csv");
    }

    @Needs(Right.BRING_IN)
    @GetMapping("/data/import/{id}/mapping.yaml")
    ResponseEntity<Resource> mapping(@PathVariable UUID id) throws IOException {
        Path file = imports.mapping(id)
                .orElseThrow(() -> new NotFoundException(
                        say("There is no mapping for this file: something is to be settled first.")));
        return download(file, "mapping.yaml", "application/yaml");
    }

    @ExceptionHandler(UploadRefusal.class)
    PageView refused(UploadRefusal e) {
        HttpStatus status = switch (e.reason()) {
            case UNKNOWN -> HttpStatus.NOT_FOUND;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case TOO_MANY -> HttpStatus.TOO_MANY_REQUESTS;
            case DISK_FULL -> HttpStatus.INSUFFICIENT_STORAGE;
            default -> HttpStatus.BAD_REQUEST;
        };
        return message(status, String.valueOf(e.getMessage()));
    }

    @ExceptionHandler(MaxUploadSizeExceededException.class)
    PageView tooLarge() {
        return message(
                HttpStatus.CONTENT_TOO_LARGE,
                say(
                        "Without script a file may have %s MB at most. Allow script for this page, compress the file with gzip, or type ./throughline import FILE in a terminal.",
                        uploads.settings().largestForm().toMegabytes()));
    }

    private PageView message(HttpStatus status, String text) {
        return new PageView(
                "message",
                new MessagePage(
                        shells.bare(
                                Place.DATA,
                                Visit.USUAL,
                                new Crumb(say("Bring in a file"), Visit.USUAL.bringIn()),
                                new Crumb(say("Not taken"), Optional.empty())),
                        say("Bring in a file"),
                        say("The file was not taken"),
                        text,
                        List.of(),
                        0),
                status);
    }

    private ImportPage page(FileImport file, Supplier<Shell> shell) {
        List<CauseInterest> interest = file.stage() instanceof Stage.Columns columns
                ? columns.recognition().kind().map(imports::interest).orElse(List.of())
                : List.of();
        return ImportPage.of(file, interest, shell.get());
    }

    private Shell shell(Visit visit, String file) {
        Crumb data = new Crumb(say("Data"), visit.data());
        Crumb[] way = file.isEmpty()
                ? new Crumb[] {data, new Crumb(say("Bring in a file"), Optional.empty())}
                : new Crumb[] {
                    data, new Crumb(say("Bring in a file"), visit.bringIn()), new Crumb(file, Optional.empty())
                };
        return shells.bringingIn(reception.answer(
                visit, seen -> shells.around(seen, Place.DATA, "", way), other -> shells.bare(Place.DATA, visit, way)));
    }

    private static ResponseEntity<Resource> download(Path file, String name, String type) {
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .contentType(MediaType.parseMediaType(type + ";charset=UTF-8"))
                .body(new FileSystemResource(file));
    }

    private static RedirectView to(UUID id) {
        return SeeOther.at("/data/import/" + id);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
