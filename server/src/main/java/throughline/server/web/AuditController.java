package throughline.server.web;

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
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Place;

/// The audit log: its end is checked as it is shown, all of it when asked for.
@Controller
class AuditController {

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
                        shells.bare(Place.AUDIT_LOG, Visit.USUAL, new Crumb("Audit log", Optional.empty())),
                        fault != null
                                ? fault
                                : whole
                                        ? "No entry was changed or taken out"
                                        : "None of the last %s was changed or taken out"
                                                .formatted(Wording.count(verification.checked(), "entry", "entries")),
                        fault == null,
                        "%s. Each holds a hash of the one before; the last is %s…"
                                .formatted(
                                        Wording.count(verification.entries(), "entry", "entries"),
                                        verification.head().substring(0, 12)),
                        whole ? Optional.empty() : Optional.of("/audit?check=all"),
                        before == null ? Optional.empty() : Optional.of("/audit"),
                        entries.isEmpty() || entries.getLast().number() == 1
                                ? Optional.empty()
                                : Optional.of("/audit?before=%s"
                                        .formatted(entries.getLast().number())),
                        entries.stream()
                                .map(e -> new AuditPage.Row(
                                        Long.toString(e.number()),
                                        AT.format(e.at()),
                                        e.actor(),
                                        "%s %s"
                                                .formatted(e.action().words(), e.subject())
                                                .strip(),
                                        e.detail()))
                                .toList()));
    }
}
