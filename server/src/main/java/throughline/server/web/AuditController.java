package throughline.server.web;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import throughline.diagnosis.Wording;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.AuditLog.Verification;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.page.AuditPage;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Place;

/// The audit log, checked as it is shown.
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
    PageView show() {
        Verification verification = accounts.audit().verify();
        String fault = verification.fault();
        return new PageView(
                "audit",
                new AuditPage(
                        shells.bare(Place.AUDIT_LOG, Visit.USUAL, new Crumb("Audit log", Optional.empty())),
                        fault == null ? "No entry was changed or taken out" : fault,
                        fault == null,
                        "%s. Each holds a hash of the one before; the last is %s…"
                                .formatted(
                                        Wording.count(verification.entries(), "entry", "entries"),
                                        verification.head().substring(0, 12)),
                        accounts.audit().latest(SHOWN).stream()
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
