package throughline.server.web;

import static throughline.text.Text.say;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.view.RedirectView;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.AuditLog.Action;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.diagnose.CurrentWorkspace;
import throughline.server.intake.Standstill;
import throughline.server.page.BringNext;
import throughline.server.page.DataPage;
import throughline.server.page.Shell;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Place;

/// What was read and what was set aside, and what to bring next.
@Controller
class DataController {

    private final Reception reception;
    private final ShellMaker shells;
    private final ObjectProvider<Standstill> sources;
    private final CurrentWorkspace current;
    private final Accounts accounts;
    private final Visitors visitors;

    DataController(
            Reception reception,
            ShellMaker shells,
            ObjectProvider<Standstill> sources,
            CurrentWorkspace current,
            Accounts accounts,
            Visitors visitors) {
        this.reception = reception;
        this.shells = shells;
        this.sources = sources;
        this.current = current;
        this.accounts = accounts;
        this.visitors = visitors;
    }

    @Needs(Right.SEE_DATA)
    @GetMapping("/data")
    PageView data(
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable String theme) {
        Visit visit = Visit.of(period, part, null, theme);
        return reception.show(
                visit,
                seen -> new PageView(
                        "data",
                        page(seen, shells.around(seen, Place.DATA, "", new Crumb(say("Data"), Optional.empty())))));
    }

    private DataPage page(Seen seen, Shell shell) {
        return DataPage.of(
                seen.ready().workspace().workspace(),
                BringNext.of(seen.examination().diagnosis(), shell.links()),
                sources.stream().flatMap(source -> source.refusals().stream()).toList(),
                shell);
    }

    @Needs(Right.BRING_IN)
    @PostMapping("/data/leave-demo")
    RedirectView leaveDemo() throws IOException {
        if (current.leaveDemo()) {
            accounts.audit().record(visitors.signedIn().who().email(), Action.LEFT_DEMO, "", "");
        }
        return SeeOther.at("/");
    }
}
