package throughline.server.web;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import throughline.diagnosis.Wording;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.AuditLog.Entry;
import throughline.server.accounts.AuditLog.Verification;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.page.AuditPage;
import throughline.server.page.RowsPage;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Place;
import throughline.server.sheet.PageTables;
import throughline.server.sheet.Sheet;

/// The audit log: its end is checked as it is shown, all of it when asked for.
@Controller
class AuditController {

    private static final String CAPTION = key("Entries, newest first");
    private static final int SHOWN = 200;
    private static final DateTimeFormatter AT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private final Accounts accounts;
    private final ShellMaker shells;

    AuditController(Accounts accounts, ShellMaker shells) {
        this.accounts = accounts;
        this.shells = shells;
    }

    @Needs(Right.READ_AUDIT_LOG)
    @GetMapping("/audit")
    PageView show(
            @RequestParam(required = false) @Nullable Long before, @RequestParam(defaultValue = "") String check) {
        Verification verification = check.equals("all")
                ? accounts.audit().verify()
                : accounts.audit().verifyLast(SHOWN);
        String fault = verification.fault();
        List<Entry> entries = accounts.audit().before(before == null ? Long.MAX_VALUE : before, SHOWN);
        boolean whole = verification.checked() == verification.entries();
        return new PageView(
                        "audit",
                        new AuditPage(
                                shells.bare(
                                        Place.AUDIT_LOG, Visit.USUAL, new Crumb(say("Audit log"), Optional.empty())),
                                fault != null
                                        ? fault
                                        : whole
                                                ? say("No entry was changed or taken out")
                                                : say(
                                                        "None of the last %s was changed or taken out",
                                                        Wording.count(verification.checked(), "entry", "entries")),
                                fault == null,
                                say(
                                        "%s. Each holds a hash of the one before; the last is %s…",
                                        Wording.count(verification.entries(), "entry", "entries"),
                                        verification.head().substring(0, 12)),
                                whole ? Optional.empty() : Optional.of("/audit?check=all"),
                                before == null ? Optional.empty() : Optional.of("/audit"),
                                entries.isEmpty() || entries.getLast().number() == 1
                                        ? Optional.empty()
                                        : Optional.of("/audit?before=%s"
                                                .formatted(entries.getLast().number())),
                                entries.stream().map(AuditController::row).toList()))
                .with(table -> PageTables.isOf(CAPTION, table) ? Optional.of(all()) : Optional.empty());
    }

    private static AuditPage.Row row(Entry entry) {
        return new AuditPage.Row(
                Long.toString(entry.number()),
                AT.format(entry.at()),
                say(entry.actor()),
                "%s %s".formatted(entry.action().words(), entry.subject()).strip(),
                entry.detail());
    }

    /// All entries, or as many as a file holds.
    private Sheet all() {
        return Sheet.ofTexts(
                AuditPage.TABLE,
                List.of(say("No."), say("When (UTC)"), say("Who"), say("What"), say("More")),
                accounts.audit().before(Long.MAX_VALUE, RowsPage.MOST).stream()
                        .map(AuditController::row)
                        .map(r -> List.of(r.number(), r.at(), r.actor(), r.what(), r.detail()))
                        .toList());
    }
}
