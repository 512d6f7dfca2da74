package throughline.server.web;

import static throughline.text.Text.say;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import throughline.diagnosis.Wording;
import throughline.server.accounts.AccountSettings;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Accounts.Outcome;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.accounts.Secret;
import throughline.server.accounts.Visitor;
import throughline.server.page.FormField;
import throughline.server.page.SignInPage;

/// Signing in and out.
@Controller
class SignInController {

    private final Accounts accounts;
    private final AccountSettings settings;
    private final Visitors visitors;
    private final SessionCookie cookie;
    private final CsrfTokenRepository tokens;
    private final OidcProvider provider;
    private final PasskeyOffers passkeys;
    private final ShellMaker shells;

    SignInController(
            Accounts accounts,
            AccountSettings settings,
            Visitors visitors,
            SessionCookie cookie,
            CsrfTokenRepository tokens,
            OidcProvider provider,
            PasskeyOffers passkeys,
            ShellMaker shells) {
        this.accounts = accounts;
        this.settings = settings;
        this.visitors = visitors;
        this.cookie = cookie;
        this.tokens = tokens;
        this.provider = provider;
        this.passkeys = passkeys;
        this.shells = shells;
    }

    @Needs(Right.ANYBODY)
    @GetMapping("/sign-in")
    View form(@RequestParam(defaultValue = "/") String next, HttpServletRequest request) {
        return visitors.current() instanceof Visitor.SignedIn
                ? SeeOther.at(ours(next))
                : page(HttpStatus.OK, "", next, "", request);
    }

    @Needs(Right.ANYBODY)
    @PostMapping("/sign-in")
    View signIn(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "/") String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        return switch (accounts.signIn(email, password, Origin.address(request, settings), Origin.browser(request))) {
            case Outcome.Welcome welcome -> {
                begin(welcome.session(), request, response);
                yield SeeOther.at(ours(next));
            }
            case Outcome.Refused refused ->
                page(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        email,
                        next,
                        say("This address and this password do not belong together. Check both and try again."),
                        request);
            case Outcome.Wait wait -> toWait(wait, email, next, request, response);
        };
    }

    /// The page for who has tried too often.
    PageView toWait(
            Outcome.Wait wait, String email, String next, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("Retry-After", String.valueOf(wait.left().toSeconds() + 1));
        return page(HttpStatus.TOO_MANY_REQUESTS, email, next, patience(wait.left()), request);
    }

    /// The page for who was not let in by a passkey.
    PageView refused(HttpStatus status, String next, String problem, HttpServletRequest request) {
        return page(status, "", next, problem, request);
    }

    @Needs(Right.KEEP_OWN_ACCOUNT)
    @PostMapping("/sign-out")
    View signOut(
            @RequestParam(defaultValue = "/") String next, HttpServletRequest request, HttpServletResponse response) {
        accounts.signOut(visitors.signedIn());
        cookie.take(request, response);
        tokens.saveToken(null, request, response);
        return SeeOther.at(address("/sign-in", ours(next)));
    }

    /// Begins a session in this browser, in place of one that it may hold: whoever knew that, or a form of it, knows
    /// nothing of the new one.
    void begin(Secret session, HttpServletRequest request, HttpServletResponse response) {
        if (visitors.current() instanceof Visitor.SignedIn before) {
            accounts.sessions().end(before.who().id(), before.session());
        }
        cookie.give(session, request, response);
        tokens.saveToken(null, request, response);
    }

    static String patience(Duration left) {
        long minutes = left.toMinutes() + 1;
        return say("There were too many attempts. Try again in %s.", Wording.count(minutes, "minute", "minutes"));
    }

    /// The address of a page that goes on somewhere afterwards; the Diagnosis needs no saying.
    private static String address(String page, String next) {
        return next.equals("/") ? page : page + "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }

    private PageView page(HttpStatus status, String email, String wish, String problem, HttpServletRequest request) {
        String next = ours(wish);
        return new PageView(
                "signIn",
                new SignInPage(
                        shells.door(say("Sign in"), "passkey.js"),
                        List.of(
                                FormField.of("email", say("E-mail address"), "email", "username")
                                        .typed(email),
                                FormField.of("password", say("Password"), "password", "current-password")),
                        next,
                        problem,
                        provider.name().map(name -> new SignInPage.Provider(name, address("/sign-in/provider", next))),
                        passkeys.at(request, address("/sign-in", next), "/sign-in/passkey"),
                        accounts.unclaimed()),
                status);
    }

    /// An address of ours; the Diagnosis where it is not one, for a link must not lead elsewhere.
    static String ours(String next) {
        return next.matches("/(?![/\\\\])[!-\\[\\]-~]*") ? next : "/";
    }
}
