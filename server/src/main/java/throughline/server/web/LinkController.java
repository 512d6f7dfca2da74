package throughline.server.web;

import static throughline.text.Text.say;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import throughline.server.accounts.Account;
import throughline.server.accounts.AccountRefusal;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Needs;
import throughline.server.accounts.OneTimeLinks.Link;
import throughline.server.accounts.Right;
import throughline.server.accounts.Role;
import throughline.server.accounts.Secret;
import throughline.server.page.FormField;
import throughline.server.page.LinkPage;
import throughline.server.page.NoticePage;
import throughline.server.page.PasskeyForm;
import throughline.server.page.PasskeyOffer;

/// Where a one-time link leads. To look at it does not use it up: programs that check mails look at every link in them.
@Controller
class LinkController {

    private final Accounts accounts;
    private final SignInController signIn;
    private final PasskeyOffers passkeys;
    private final ShellMaker shells;

    LinkController(Accounts accounts, SignInController signIn, PasskeyOffers passkeys, ShellMaker shells) {
        this.accounts = accounts;
        this.signIn = signIn;
        this.passkeys = passkeys;
        this.shells = shells;
    }

    @Needs(Right.ANYBODY)
    @GetMapping("/link/{secret}")
    View show(@PathVariable String secret, HttpServletRequest request) {
        return accounts.link(new Secret(secret))
                .map(link ->
                        page(HttpStatus.OK, secret, link, fields(link, "", ""), PasskeyForm.ofThisDevice(), request))
                .orElseGet(this::gone);
    }

    @Needs(Right.ANYBODY)
    @PostMapping("/link/{secret}")
    View use(
            @PathVariable String secret,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        Optional<Link> link = accounts.link(new Secret(secret));
        if (link.isEmpty()) {
            return gone();
        }
        try {
            Optional<Account> account = switch (link.get()) {
                case Link.FirstAdministrator first ->
                    accounts.becomeFirstAdministrator(new Secret(secret), email, name, password);
                case Link.WayIn of -> accounts.choosePassword(new Secret(secret), password);
            };
            if (account.isEmpty()) {
                return gone();
            }
            signIn.begin(accounts.sessions().begin(account.get(), Origin.browser(request)), request, response);
            return SeeOther.at("/");
        } catch (AccountRefusal e) {
            return page(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    secret,
                    link.get(),
                    fields(link.get(), email, name).stream()
                            .map(f -> f.refused(Typed.name(e.field()), e.sentence()))
                            .toList(),
                    PasskeyForm.ofThisDevice(),
                    request);
        }
    }

    /// The page again, for who made a passkey that will not do.
    PageView refusedPasskey(String secret, String name, AccountRefusal why, HttpServletRequest request) {
        return accounts.link(new Secret(secret))
                .map(link -> page(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        secret,
                        link,
                        fields(link, "", ""),
                        PasskeyForm.refused(name, Typed.name(why.field()), why.sentence()),
                        request))
                .orElseGet(this::gone);
    }

    private static List<FormField> fields(Link link, String email, String name) {
        return switch (link) {
            case Link.FirstAdministrator first ->
                List.of(
                        FormField.of("name", say("Your name"), "text", "name").typed(name),
                        FormField.of("email", say("E-mail address"), "email", "username")
                                .hinted(say("You sign in with it."))
                                .typed(email),
                        password(Role.ADMINISTRATOR));
            case Link.WayIn(Account account) -> List.of(password(account.role()));
        };
    }

    private static FormField password(Role role) {
        return FormField.of("password", say("Password"), "password", "new-password")
                .hinted(Typed.passwordHint(role));
    }

    private PageView page(
            HttpStatus status,
            String secret,
            Link link,
            List<FormField> fields,
            PasskeyForm passkey,
            HttpServletRequest request) {
        String action = "/link/" + secret;
        return new PageView(
                "link",
                switch (link) {
                    case Link.FirstAdministrator first ->
                        new LinkPage(
                                shells.door(say("First administrator")),
                                say("Become the first administrator"),
                                say("You keep the accounts of the others, and see and bring in everything."),
                                action,
                                "",
                                fields,
                                say("Make my account"),
                                PasskeyOffer.NONE,
                                passkey);
                    case Link.WayIn(Account account) ->
                        new LinkPage(
                                shells.door(say("Choose how to sign in"), "passkey.js"),
                                account.state() == Account.State.INVITED
                                        ? say("Welcome, %s", account.name())
                                        : say("Choose anew how to sign in"),
                                say(
                                        "For the account %s, as %s.",
                                        account.email(), account.role().withArticle()),
                                action,
                                account.email(),
                                fields,
                                say("Choose this password"),
                                passkeys.at(request, action, action + "/passkey"),
                                passkey);
                },
                status);
    }

    /// The page of a link that does not work.
    PageView gone() {
        return new PageView(
                "notice",
                new NoticePage(
                        shells.door(say("Link")),
                        say("This link does not work, or no longer"),
                        say("Each works once and for a limited time. Ask for a new one where you had it from.")),
                HttpStatus.NOT_FOUND);
    }
}
