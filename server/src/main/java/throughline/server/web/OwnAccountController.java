package throughline.server.web;

import static throughline.text.Text.say;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import throughline.server.accounts.Account;
import throughline.server.accounts.Account.WayIn;
import throughline.server.accounts.AccountRefusal;
import throughline.server.accounts.AccountSettings;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Accounts.Outcome;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Passkeys;
import throughline.server.accounts.Right;
import throughline.server.accounts.Visitor.SignedIn;
import throughline.server.page.FormField;
import throughline.server.page.OwnAccountPage;
import throughline.server.page.PasskeyForm;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Place;

/// One's own account.
@Controller
class OwnAccountController {

    private final Accounts accounts;
    private final AccountSettings settings;
    private final Visitors visitors;
    private final SignInController signIn;
    private final OidcProvider provider;
    private final PasskeyOffers passkeys;
    private final AnsweringController answering;
    private final ShellMaker shells;
    private final Clock clock;

    OwnAccountController(
            Accounts accounts,
            AccountSettings settings,
            Visitors visitors,
            SignInController signIn,
            OidcProvider provider,
            PasskeyOffers passkeys,
            AnsweringController answering,
            ShellMaker shells,
            Clock clock) {
        this.accounts = accounts;
        this.settings = settings;
        this.visitors = visitors;
        this.signIn = signIn;
        this.provider = provider;
        this.passkeys = passkeys;
        this.answering = answering;
        this.shells = shells;
        this.clock = clock;
    }

    @Needs(Right.KEEP_OWN_ACCOUNT)
    @GetMapping("/account")
    PageView show(@RequestParam(defaultValue = "") String done, HttpServletRequest request) {
        return page(
                HttpStatus.OK,
                fields(),
                PasskeyForm.ofThisDevice(),
                switch (done) {
                    case "passkey" -> say("The passkey is added.");
                    case "passkey-removed" -> say("The passkey is removed. It signs nobody in here any more.");
                    case "password" -> say("The password is changed.");
                    case "accepted" -> say("It is on record that you accept.");
                    case "not-accepted" -> say("Somebody changed this meanwhile. Look at it again, then accept.");
                    case "unread" ->
                        say(
                                "Your organisation.yaml holds things that pages would leave out, so nothing was saved. Ask who keeps the record.");
                    default -> "";
                },
                request);
    }

    @Needs(Right.KEEP_OWN_ACCOUNT)
    @PostMapping("/account/password")
    View change(
            @RequestParam(name = "current-password", defaultValue = "") String current,
            @RequestParam(defaultValue = "") String password,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            return switch (accounts.changePassword(
                    visitors.signedIn(),
                    current,
                    password,
                    Origin.address(request, settings),
                    Origin.browser(request))) {
                case Outcome.Welcome welcome -> {
                    signIn.begin(welcome.session(), request, response);
                    yield SeeOther.at("/account?done=password");
                }
                case Outcome.Wait wait ->
                    refused(
                            HttpStatus.TOO_MANY_REQUESTS,
                            "current-password",
                            SignInController.patience(wait.left()),
                            request);
                case Outcome.Refused refused -> throw new IllegalStateException("Refusals of it have a reason");
            };
        } catch (AccountRefusal e) {
            return refused(HttpStatus.UNPROCESSABLE_CONTENT, Typed.name(e.field()), e.sentence(), request);
        }
    }

    @Needs(Right.KEEP_OWN_ACCOUNT)
    @PostMapping("/account/sessions/{id}/end")
    View end(@PathVariable UUID id) {
        Account own = visitors.signedIn().who();
        if (accounts.sessions().list(own.id()).stream().noneMatch(s -> s.id().equals(id))) {
            throw new NotFoundException(say("You have no such session, or it has ended."));
        }
        accounts.endSessions(own.email(), own.id(), Optional.of(id));
        return SeeOther.at("/account");
    }

    /// The page again, for who made a passkey that will not do, or may not remove one.
    PageView refusedPasskey(String name, AccountRefusal why, HttpServletRequest request) {
        return page(
                HttpStatus.UNPROCESSABLE_CONTENT,
                fields(),
                PasskeyForm.refused(name, Typed.name(why.field()), why.sentence()),
                "",
                request);
    }

    private PageView refused(HttpStatus status, String field, String why, HttpServletRequest request) {
        return page(
                status,
                fields().stream().map(f -> f.refused(field, why)).toList(),
                PasskeyForm.ofThisDevice(),
                "",
                request);
    }

    private List<FormField> fields() {
        if (!visitors.signedIn().who().ways().contains(WayIn.PASSWORD)) {
            return List.of();
        }
        return List.of(
                FormField.of("current-password", say("Current password"), "password", "current-password"),
                FormField.of("password", say("New password"), "password", "new-password")
                        .hinted(Typed.passwordHint(visitors.signedIn().who().role())));
    }

    private PageView page(
            HttpStatus status, List<FormField> fields, PasskeyForm form, String done, HttpServletRequest request) {
        SignedIn visitor = visitors.signedIn();
        Account own = visitor.who();
        Instant now = clock.instant();
        return new PageView(
                "ownAccount",
                new OwnAccountPage(
                        shells.makingPasskeys(shells.bare(
                                Place.OWN_ACCOUNT, Visit.USUAL, new Crumb(say("Your account"), Optional.empty()))),
                        own.name(),
                        own.email(),
                        "%s: %s.".formatted(Typed.role(own), own.role().description()),
                        fields,
                        done,
                        provider.name()
                                .map(name -> new OwnAccountPage.Provider(
                                        name, own.ways().contains(WayIn.PROVIDER))),
                        new OwnAccountPage.Passkeys(
                                passkeys.at(request, "/account", "/account/passkeys"),
                                accounts.passkeys().mayAdd(visitor),
                                form,
                                accounts.passkeys().list(own.id()).stream()
                                        .map(p -> passkey(p, now))
                                        .toList()),
                        answering.of(own),
                        accounts.sessions().list(own.id()).stream()
                                .map(s -> new OwnAccountPage.Session(
                                        s.id().toString(),
                                        Origin.said(s.browser()),
                                        Moments.ago(s.seen(), now),
                                        Moments.ago(s.begun(), now),
                                        s.id().equals(visitor.session())))
                                .toList()),
                status);
    }

    private static OwnAccountPage.Passkey passkey(Passkeys.Listed one, Instant now) {
        return new OwnAccountPage.Passkey(
                one.id().toString(),
                one.name(),
                one.used()
                        .map(used -> say("Used %s, added %s", Moments.ago(used, now), Moments.ago(one.made(), now)))
                        .orElseGet(() -> say("Added %s, not used yet", Moments.ago(one.made(), now))));
    }
}
