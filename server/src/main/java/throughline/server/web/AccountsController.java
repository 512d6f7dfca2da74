package throughline.server.web;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
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
import throughline.server.accounts.Account;
import throughline.server.accounts.AccountMail;
import throughline.server.accounts.AccountRefusal;
import throughline.server.accounts.AccountRefusal.Field;
import throughline.server.accounts.AccountSettings;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Accounts.Invitation;
import throughline.server.accounts.Needs;
import throughline.server.accounts.OneTimeLinks;
import throughline.server.accounts.Right;
import throughline.server.accounts.Role;
import throughline.server.page.AccountPage;
import throughline.server.page.AccountsPage;
import throughline.server.page.AccountsPage.MadeLink;
import throughline.server.page.AccountsPage.RoleWords;
import throughline.server.page.Choice;
import throughline.server.page.FormField;
import throughline.server.page.OwnAccountPage;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Option;
import throughline.server.page.Shell.Place;

/// The accounts of the others, for who keeps them.
@Controller
class AccountsController {

    static List<RoleWords> roles() {
        return Arrays.stream(Role.values())
                .map(r -> new RoleWords(r.title(), r.description()))
                .toList();
    }

    private final Accounts accounts;
    private final AccountMail mail;
    private final AccountSettings settings;
    private final Visitors visitors;
    private final Reception reception;
    private final ShellMaker shells;
    private final Clock clock;

    AccountsController(
            Accounts accounts,
            AccountMail mail,
            AccountSettings settings,
            Visitors visitors,
            Reception reception,
            ShellMaker shells,
            Clock clock) {
        this.accounts = accounts;
        this.mail = mail;
        this.settings = settings;
        this.visitors = visitors;
        this.reception = reception;
        this.shells = shells;
        this.clock = clock;
    }

    /// Somebody who is to be invited, as typed.
    private record Invited(String name, String email, String role, String unit) {
        static final Invited NOBODY = new Invited("", "", Role.ANALYST.id(), "");
    }

    @Needs(Right.KEEP_ACCOUNTS)
    @GetMapping("/accounts")
    PageView list() {
        return list(HttpStatus.OK, Invited.NOBODY, Optional.empty(), Optional.empty());
    }

    @Needs(Right.KEEP_ACCOUNTS)
    @PostMapping("/accounts")
    PageView invite(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") String unit,
            HttpServletRequest request) {
        try {
            Role wanted = role(role);
            Invitation invitation = accounts.invite(by(), email, name, wanted, unit(wanted, unit));
            MadeLink made = send(invitation, request);
            return list(HttpStatus.OK, Invited.NOBODY, Optional.empty(), Optional.of(made));
        } catch (AccountRefusal e) {
            return list(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    new Invited(name, email, role, unit),
                    Optional.of(e),
                    Optional.empty());
        }
    }

    @Needs(Right.KEEP_ACCOUNTS)
    @GetMapping("/accounts/{id}")
    PageView show(@PathVariable UUID id, @RequestParam(defaultValue = "") String done) {
        return show(
                HttpStatus.OK,
                known(id),
                "",
                switch (done) {
                    case "role" -> say("The role is changed.");
                    case "person" -> say("The person is saved.");
                    case "disable" -> say("The account is disabled.");
                    case "enable" -> say("The account can be used again.");
                    case "end-sessions" -> say("They are signed out everywhere.");
                    default -> "";
                },
                Optional.empty());
    }

    @Needs(Right.KEEP_ACCOUNTS)
    @PostMapping("/accounts/{id}/role")
    View changeRole(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") String unit) {
        return changed(id, "role", account -> {
            Role wanted = role(role);
            accounts.changeRole(by(), id, wanted, unit(wanted, unit));
        });
    }

    @Needs(Right.KEEP_ACCOUNTS)
    @PostMapping("/accounts/{id}/person")
    View setPerson(@PathVariable UUID id, @RequestParam(defaultValue = "") String person) {
        return changed(id, "person", account -> {
            if (people(account.person().orElse("")).stream()
                    .noneMatch(p -> p.value().equals(person))) {
                throw new AccountRefusal(Field.PERSON, say("The organisation has no such person on record."));
            }
            accounts.setPerson(by(), id, person.isEmpty() ? null : person);
        });
    }

    @Needs(Right.KEEP_ACCOUNTS)
    @PostMapping("/accounts/{id}/disable")
    View disable(@PathVariable UUID id) {
        return changed(id, "disable", account -> accounts.disable(by(), id));
    }

    @Needs(Right.KEEP_ACCOUNTS)
    @PostMapping("/accounts/{id}/enable")
    View enable(@PathVariable UUID id) {
        return changed(id, "enable", account -> accounts.enable(by(), id));
    }

    @Needs(Right.KEEP_ACCOUNTS)
    @PostMapping("/accounts/{id}/end-sessions")
    View endSessions(@PathVariable UUID id) {
        return changed(id, "end-sessions", account -> accounts.endSessions(by(), id, Optional.empty()));
    }

    @Needs(Right.KEEP_ACCOUNTS)
    @PostMapping("/accounts/{id}/link")
    PageView link(@PathVariable UUID id, HttpServletRequest request) {
        Account account = known(id);
        try {
            MadeLink made = send(accounts.newLink(by(), account), request);
            return show(HttpStatus.OK, account, "", "", Optional.of(made));
        } catch (AccountRefusal e) {
            return show(HttpStatus.UNPROCESSABLE_CONTENT, account, e.sentence(), "", Optional.empty());
        }
    }

    private View changed(UUID id, String what, Consumer<Account> change) {
        Account account = known(id);
        try {
            change.accept(account);
            return SeeOther.at("/accounts/%s?done=%s".formatted(id, what));
        } catch (AccountRefusal e) {
            return show(HttpStatus.UNPROCESSABLE_CONTENT, account, e.sentence(), "", Optional.empty());
        }
    }

    private String by() {
        return visitors.signedIn().who().email();
    }

    private Account known(UUID id) {
        return accounts.find(id).orElseThrow(() -> new NotFoundException(say("There is no such account.")));
    }

    private static Role role(String id) {
        return Role.find(id).orElseThrow(() -> new AccountRefusal(Field.ROLE, say("Choose one of the roles.")));
    }

    /// The unit that was chosen. One that the role has no use for is left aside, one that is not there is refused.
    @Nullable
    String unit(Role role, String unit) {
        if (!role.ofOneUnit() || unit.isEmpty()) {
            return null;
        }
        if (units(unit).stream().noneMatch(u -> u.value().equals(unit))) {
            throw new AccountRefusal(Field.UNIT, say("The organisation has no such unit."));
        }
        return unit;
    }

    /// Whether links go out by mail: there is a mail server, and an address at which others can open them.
    private boolean mails() {
        return mail.works() && settings.origin().isPresent();
    }

    /// The link on the page, and in a mail where those go out.
    private MadeLink send(Invitation invitation, HttpServletRequest request) {
        String origin = settings.origin().orElse("http://127.0.0.1:" + request.getLocalPort());
        if (mails()) {
            mail.send(invitation, origin);
        }
        Account account = invitation.account();
        String until = account.state() == Account.State.INVITED
                ? Wording.count(settings.invitation().toDays(), "day", "days")
                : say("%s minutes", OneTimeLinks.SOON.toMinutes());
        return new MadeLink(
                say("A link for %s", account.name()),
                mails()
                        ? say(
                                "It is on its way to %s. Should the mail not arrive, hand this over yourself: it works once, within %s, and is not shown again.",
                                account.email(), until)
                        : say(
                                "Hand it to %s yourself: it works once, within %s, and is not shown again.",
                                account.name(), until),
                invitation.link().at(origin));
    }

    private PageView list(HttpStatus status, Invited typed, Optional<AccountRefusal> refusal, Optional<MadeLink> made) {
        String field = refusal.map(r -> Typed.name(r.field())).orElse("");
        String why = refusal.map(AccountRefusal::sentence).orElse("");
        List<Account> all = accounts.list();
        return new PageView(
                "accounts",
                new AccountsPage(
                        shells.bare(Place.ACCOUNTS, Visit.USUAL, new Crumb(say("Accounts"), Optional.empty())),
                        Wording.count(all.size(), "person has an account", "people have accounts"),
                        all.stream().map(AccountsController::row).toList(),
                        List.of(
                                FormField.of("name", say("Name"), "text", "off")
                                        .typed(typed.name())
                                        .refused(field, why),
                                FormField.of("email", say("E-mail address"), "email", "off")
                                        .typed(typed.email())
                                        .refused(field, why)),
                        roles(typed.role(), field.equals("role") ? why : ""),
                        roles(),
                        units(typed.unit(), field.equals("unit") ? why : ""),
                        mails()
                                ? say("They get a mail with a link, by which they choose a password or a passkey.")
                                : say("You get a link to hand over, by which they choose a password or a passkey."),
                        made),
                status);
    }

    private static AccountsPage.Row row(Account account) {
        return new AccountsPage.Row(
                account.id().toString(),
                account.name(),
                account.email(),
                Typed.role(account),
                switch (account.state()) {
                    case INVITED -> say("Invited");
                    case ACTIVE -> say("Active");
                    case DISABLED -> say("Disabled");
                },
                account.state() == Account.State.ACTIVE);
    }

    private PageView show(HttpStatus status, Account account, String problem, String done, Optional<MadeLink> made) {
        Instant now = clock.instant();
        return new PageView(
                "account",
                new AccountPage(
                        shells.bare(
                                Place.ACCOUNTS,
                                Visit.USUAL,
                                new Crumb(say("Accounts"), Optional.of("/accounts")),
                                new Crumb(account.name(), Optional.empty())),
                        account.id().toString(),
                        account.name(),
                        account.email(),
                        state(account),
                        account.state() == Account.State.DISABLED,
                        roles(account.role().id(), ""),
                        roles(),
                        units(account.unit().orElse(""), ""),
                        new Choice(
                                "person",
                                say("Person"),
                                say("What they predict is theirs by this."),
                                "",
                                people(account.person().orElse(""))),
                        accounts.sessions().list(account.id()).stream()
                                .map(s -> new OwnAccountPage.Session(
                                        s.id().toString(),
                                        Origin.said(s.browser()),
                                        Moments.ago(s.seen(), now),
                                        Moments.ago(s.begun(), now),
                                        false))
                                .toList(),
                        problem,
                        done,
                        made),
                status);
    }

    private static String state(Account account) {
        String sentence = switch (account.state()) {
            case INVITED -> key("%s. Invited %s UTC; has not signed in yet.");
            case ACTIVE -> key("%s. Has had the account since %s UTC.");
            case DISABLED -> key("%s. Had the account from %s UTC on.");
        };
        return say(sentence, Typed.role(account), account.since());
    }

    private static Choice roles(String chosen, String problem) {
        return new Choice(
                "role",
                say("Role"),
                "",
                problem,
                Arrays.stream(Role.values())
                        .map(r -> new Option(r.id(), r.title(), r.id().equals(chosen)))
                        .toList());
    }

    /// Nobody, and all people on record; one who is no longer there stays to be chosen.
    private List<Option> people(String chosen) {
        List<Option> known = reception.answer(
                Visit.USUAL,
                seen -> seen.ready().workspace().organisation().people().stream()
                        .map(p -> new Option(p.id(), p.title(), p.id().equals(chosen)))
                        .toList(),
                waiting -> List.<Option>of());
        boolean there = chosen.isEmpty() || known.stream().anyMatch(Option::chosen);
        return Stream.of(
                        Stream.of(new Option("", say("Nobody on record"), chosen.isEmpty())),
                        there ? Stream.<Option>of() : Stream.of(new Option(chosen, chosen, true)),
                        known.stream())
                .flatMap(o -> o)
                .toList();
    }

    Choice units(String chosen, String problem) {
        return new Choice("unit", say("Unit"), say("For unit leaders and agents only."), problem, units(chosen));
    }

    /// None, and all units there are.
    private List<Option> units(String chosen) {
        return reception.answer(
                Visit.USUAL,
                seen -> Stream.concat(
                                Stream.of(new Option("", say("No unit"), chosen.isEmpty())),
                                seen.ready().workspace().organisation().units().stream()
                                        .map(u -> new Option(u.id(), u.title(), u.id().equals(chosen))))
                        .toList(),
                waiting -> List.of(new Option("", say("No units are known yet"), true)));
    }
}
