package throughline.server.web;

import static throughline.text.Text.say;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import throughline.diagnosis.Wording;
import throughline.server.accounts.AccountRefusal;
import throughline.server.accounts.AccountSettings;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Directory;
import throughline.server.accounts.DirectoryGroup;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.accounts.Role;
import throughline.server.page.Choice;
import throughline.server.page.DirectoryGroupPage;
import throughline.server.page.DirectoryPage;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Option;
import throughline.server.page.Shell.Place;

/// The organisation's directory, for who keeps the accounts: its token, and what its groups may do.
@Controller
class DirectoryController {

    private static final String PATH = "/accounts/directory";

    private final Directory directory;
    private final AccountSettings settings;
    private final AccountsController accounts;
    private final Visitors visitors;
    private final ShellMaker shells;

    DirectoryController(
            Accounts accounts,
            AccountSettings settings,
            AccountsController controller,
            Visitors visitors,
            ShellMaker shells) {
        this.directory = accounts.directory();
        this.settings = settings;
        this.accounts = controller;
        this.visitors = visitors;
        this.shells = shells;
    }

    @Needs(Right.KEEP_ACCOUNTS)
    @GetMapping(PATH)
    PageView show(@RequestParam(defaultValue = "") String done, HttpServletRequest request) {
        return page(
                "",
                switch (done) {
                    case "token" -> say("The directory has no token any more: it can tell of nobody.");
                    case "role" -> say("The role of the group is changed.");
                    default -> "";
                },
                request);
    }

    @Needs(Right.KEEP_ACCOUNTS)
    @PostMapping(PATH + "/token")
    PageView makeToken(HttpServletRequest request) {
        return page(directory.makeToken(by()).text(), "", request);
    }

    @Needs(Right.KEEP_ACCOUNTS)
    @PostMapping(PATH + "/token/remove")
    View takeTokenBack() {
        directory.takeTokenBack(by());
        return SeeOther.at(PATH + "?done=token");
    }

    @Needs(Right.KEEP_ACCOUNTS)
    @GetMapping(PATH + "/groups/{id}")
    PageView group(@PathVariable UUID id) {
        DirectoryGroup group = known(id);
        return page(HttpStatus.OK, group, group.role(), group.unit(), "");
    }

    @Needs(Right.KEEP_ACCOUNTS)
    @PostMapping(PATH + "/groups/{id}")
    View giveRole(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") String unit) {
        DirectoryGroup group = known(id);
        Role wanted = Role.find(role).orElse(null);
        try {
            directory.giveRole(by(), id, wanted, wanted == null ? null : accounts.unit(wanted, unit));
            return SeeOther.at(PATH + "?done=role");
        } catch (AccountRefusal e) {
            return page(HttpStatus.UNPROCESSABLE_CONTENT, group, wanted, unit, e.sentence());
        }
    }

    private DirectoryGroup known(UUID id) {
        return directory.group(id).orElseThrow(() -> new NotFoundException(say("The directory has no such group.")));
    }

    private String by() {
        return visitors.signedIn().who().email();
    }

    private PageView page(String made, String done, HttpServletRequest request) {
        return new PageView(
                "directory",
                new DirectoryPage(
                        shells.bare(
                                Place.ACCOUNTS,
                                Visit.USUAL,
                                new Crumb(say("Accounts"), Optional.of("/accounts")),
                                new Crumb(say("The directory"), Optional.empty())),
                        directory.users().isEmpty()
                                ? say("Your directory has told of nobody yet")
                                : say(
                                        "Your directory has told of %s",
                                        Wording.count(directory.users().size(), "person", "people")),
                        settings.origin().orElseGet(() -> "http://localhost:" + request.getLocalPort()) + "/scim/v2",
                        directory
                                .token()
                                .map(t -> say(
                                        "Made %s UTC by %s.",
                                        t.at().toString().substring(0, 16).replace('T', ' '), t.by())),
                        made,
                        done,
                        directory.groups().stream()
                                .map(DirectoryController::row)
                                .toList()),
                HttpStatus.OK);
    }

    private static DirectoryPage.Group row(DirectoryGroup group) {
        Role role = group.role();
        String unit = group.unit();
        return new DirectoryPage.Group(
                group.id().toString(),
                group.name(),
                Wording.count(group.members().size(), "person", "people"),
                role == null ? say("None") : unit == null ? role.title() : say("%s of %s", role.title(), unit),
                role != null);
    }

    private PageView page(
            HttpStatus status, DirectoryGroup group, @Nullable Role role, @Nullable String unit, String problem) {
        return new PageView(
                "directoryGroup",
                new DirectoryGroupPage(
                        shells.bare(
                                Place.ACCOUNTS,
                                Visit.USUAL,
                                new Crumb(say("Accounts"), Optional.of("/accounts")),
                                new Crumb(say("The directory"), Optional.of(PATH)),
                                new Crumb(group.name(), Optional.empty())),
                        group.id().toString(),
                        group.name(),
                        Wording.count(group.members().size(), "person", "people"),
                        new Choice(
                                "role",
                                say("Role"),
                                "",
                                "",
                                Stream.concat(
                                                Stream.of(new Option("", say("None"), role == null)),
                                                Stream.of(Role.values())
                                                        .map(r -> new Option(r.id(), r.title(), r == role)))
                                        .toList()),
                        AccountsController.roles(),
                        accounts.units(unit == null ? "" : unit, ""),
                        problem),
                status);
    }
}
