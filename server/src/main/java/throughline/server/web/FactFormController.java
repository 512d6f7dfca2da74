package throughline.server.web;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import throughline.server.accounts.AuditLog.Action;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.filing.FiledRow;
import throughline.server.filing.Filing;
import throughline.server.filing.Filing.Checked;
import throughline.server.filing.Filing.Problem;
import throughline.server.filing.RegisterDraft;
import throughline.server.intake.Refusal;
import throughline.server.page.FactFormPage;
import throughline.server.page.FactFormPage.Notice;
import throughline.server.page.Misfits;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Place;

/// The forms on which people write down what is said and done. What would not fit is shown before it is
/// saved.
@Controller
class FactFormController {

    /// What is said where something typed well could not be kept.
    static final String NOT_SAVED = key("We could not save this. Your answers are still here. Try again.");

    private static final String PATH = "/say-and-do/record/{what}";

    private final Reception reception;
    private final ShellMaker shells;
    private final Visitors visitors;
    private final Filing filing;
    private final RegisterDesk registers;
    private final Clock clock;

    FactFormController(
            Reception reception,
            ShellMaker shells,
            Visitors visitors,
            Filing filing,
            RegisterDesk registers,
            Clock clock) {
        this.reception = reception;
        this.shells = shells;
        this.visitors = visitors;
        this.filing = filing;
        this.registers = registers;
        this.clock = clock;
    }

    @Needs(Right.RECORD)
    @GetMapping(PATH)
    View form(@PathVariable String what, @RequestParam(defaultValue = "") String row) {
        FactForm form = known(what);
        return reception.own("/say-and-do", seen -> {
            Map<String, String> typed = new LinkedHashMap<>(
                    corrects(form, seen, row).map(RowCorrection::typed).orElse(Map.of()));
            typed.put("row", row);
            return page(form, desk(seen, typed), UUID.randomUUID().toString(), HttpStatus.OK, "", Optional.empty());
        });
    }

    /// The row that is corrected; empty where another is written down.
    private Optional<Map<String, String>> corrects(FactForm form, Seen seen, String id) {
        return id.isEmpty()
                ? Optional.empty()
                : Optional.of(RowCorrection.kind(form)
                        .flatMap(kind -> RegisterDraft.find(kind, registers.all(kind, seen), id)
                                .filter(row -> registers.corrects(kind, row, seen)))
                        .orElseThrow(() ->
                                new NotFoundException(say("There is no such row, or it is not yours to correct."))));
    }

    @Needs(Right.RECORD)
    @PostMapping(PATH)
    View record(@PathVariable String what, @RequestParam Map<String, String> typed) {
        FactForm form = known(what);
        return reception.own("/say-and-do", seen -> recorded(form, desk(seen, typed)));
    }

    private View recorded(FactForm form, Desk desk) {
        String key = desk.typed("key");
        UUID id = uuid(key);
        String closed = form.closed(desk);
        if (!closed.isEmpty()) {
            return page(form, desk, key, HttpStatus.UNPROCESSABLE_CONTENT, "", Optional.empty());
        }
        Optional<Map<String, String>> before = corrects(form, desk.seen(), desk.typed("row"));
        Filing.Rows typed = form.rows(desk, FiledRow.id(desk.account(), id));
        Filing.Rows rows =
                before.map(b -> RowCorrection.corrected(form, desk, typed, b)).orElse(typed);
        Map<String, String> problems = new LinkedHashMap<>(desk.strangers(form.inputs(desk)));
        form.missing(desk).forEach(problems::putIfAbsent);
        desk.toCome(form.inputs(desk)).forEach(problems::putIfAbsent);
        Checked checked = filing.check(rows, zone(desk.seen()));
        for (Problem problem : checked.problems()) {
            problems.putIfAbsent(problem.column().replace('_', '-'), problem.sentence());
        }
        if (!problems.isEmpty()) {
            return page(form, desk.with(problems), key, HttpStatus.UNPROCESSABLE_CONTENT, "", Optional.empty());
        }
        Optional<Notice> notice = Misfits.of(desk.seen().examination().dossier(), checked.register());
        if (notice.isPresent() && !notice.get().seen().equals(desk.typed("anyway"))) {
            return page(form, desk, key, HttpStatus.CONFLICT, "", notice);
        }
        try {
            if (before.isPresent()) {
                String table = rows.kind().table();
                filing.file(desk.account(), id, rows, Action.CORRECTED, "%s %s".formatted(table, desk.typed("row")));
                return SeeOther.at("%s/%s?done=corrected".formatted(RegisterController.PAGE, table));
            }
            filing.file(desk.account(), id, rows, form.what());
            return SeeOther.at("/say-and-do?recorded=" + form.id());
        } catch (Refusal e) {
            return e.reason() == Refusal.Reason.CONFLICT
                    ? page(
                            form,
                            desk,
                            UUID.randomUUID().toString(),
                            HttpStatus.CONFLICT,
                            say(
                                    "This form was saved before, with something else in it. To save this as well, press the button again."),
                            Optional.empty())
                    : page(form, desk, key, HttpStatus.SERVICE_UNAVAILABLE, say(NOT_SAVED), Optional.empty());
        } catch (UncheckedIOException e) {
            return page(form, desk, key, HttpStatus.SERVICE_UNAVAILABLE, say(NOT_SAVED), Optional.empty());
        }
    }

    private Desk desk(Seen seen, Map<String, String> typed) {
        return new Desk(
                seen, visitors.signedIn().who(), LocalDate.ofInstant(clock.instant(), zone(seen)), typed, Map.of());
    }

    private PageView page(
            FactForm form, Desk desk, String key, HttpStatus status, String problem, Optional<Notice> notice) {
        String closed = form.closed(desk);
        return new PageView(
                "factForm",
                new FactFormPage(
                        shells.around(
                                desk.seen(),
                                Place.SAY_AND_DO,
                                "",
                                new Crumb(say("Say and do"), Optional.of("/say-and-do")),
                                new Crumb(form.title(), Optional.empty())),
                        form.title(),
                        form.lede(),
                        "/say-and-do/record/%s%s"
                                .formatted(
                                        form.id(),
                                        desk.typed("row").isEmpty() ? "" : "?row=" + Visit.encoded(desk.typed("row"))),
                        key,
                        closed.isEmpty() ? form.inputs(desk) : List.of(),
                        closed.isEmpty() ? problem : closed,
                        notice,
                        say("Save the %s", say(form.what()))),
                status);
    }

    static ZoneId zone(Seen seen) {
        return seen.ready().workspace().organisation().timezone();
    }

    static UUID uuid(String key) {
        try {
            return UUID.fromString(key);
        } catch (IllegalArgumentException e) {
            throw new NotFoundException(say("There is no such form any more. Open it once more."));
        }
    }

    private static FactForm known(String what) {
        return FactForm.find(what).orElseThrow(() -> new NotFoundException(say("There is no such form.")));
    }
}
