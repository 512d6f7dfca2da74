package throughline.server.web;

import static throughline.text.Text.say;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import throughline.server.accounts.AccountSettings;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Needs;
import throughline.server.accounts.ProviderSignIn.Outcome;
import throughline.server.accounts.ProviderSignIn.Reason;
import throughline.server.accounts.ProviderSignIn.Return;
import throughline.server.accounts.Right;
import throughline.server.accounts.Visitor;
import throughline.server.page.NoticePage;

/// To the organisation's OpenID Connect provider, and back. One gets there by a link and not by a form: Chromium
/// applies `form-action` to where a form is redirected as well, and that allows this server only.
@Controller
class ProviderController {

    private final Accounts accounts;
    private final AccountSettings settings;
    private final OidcProvider provider;
    private final Visitors visitors;
    private final SignInController signIn;
    private final ShellMaker shells;

    ProviderController(
            Accounts accounts,
            AccountSettings settings,
            OidcProvider provider,
            Visitors visitors,
            SignInController signIn,
            ShellMaker shells) {
        this.accounts = accounts;
        this.settings = settings;
        this.provider = provider;
        this.visitors = visitors;
        this.signIn = signIn;
        this.shells = shells;
    }

    @Needs(Right.ANYBODY)
    @GetMapping("/sign-in/provider")
    View leave(
            @RequestParam(defaultValue = "/") String next, HttpServletRequest request, HttpServletResponse response) {
        name();
        String from = request.getHeader("Sec-Fetch-Site");
        if (visitors.current() instanceof Visitor.SignedIn && from != null && !from.equals("same-origin")) {
            // An account is connected to a provider from its own page only, not by a link of somebody else's.
            return SeeOther.at("/account");
        }
        try {
            OidcProvider.Departure departure = provider.departure(request, SignInController.ours(next));
            response.addHeader(
                    HttpHeaders.SET_COOKIE, departure.pending().cookie(settings).toString());
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            var redirect = new RedirectView(departure.to());
            redirect.setStatusCode(HttpStatus.SEE_OTHER);
            redirect.setExposeModelAttributes(false);
            redirect.setExpandUriTemplateVariables(false);
            return redirect;
        } catch (ProviderAwayException e) {
            return away(e);
        }
    }

    @Needs(Right.ANYBODY)
    @GetMapping(OidcProvider.BACK)
    View comeBack(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String state,
            HttpServletRequest request,
            HttpServletResponse response) {
        String name = name();
        Optional<PendingSignIn> pending =
                PendingSignIn.of(request, settings).filter(p -> p.state().equals(state));
        if (pending.isEmpty()) {
            return notice(
                    HttpStatus.BAD_REQUEST,
                    say("This was not begun in this browser, or too long ago"),
                    say("Begin again on the page to sign in; it takes cookies, and at most ten minutes."));
        }
        response.addHeader(HttpHeaders.SET_COOKIE, PendingSignIn.none(settings).toString());
        if (code.isEmpty()) {
            return notice(
                    HttpStatus.FORBIDDEN,
                    say("You were not signed in by %s", name),
                    say("It was broken off there. Try again, or sign in with a password."));
        }
        var back = new Return(
                state,
                visitors.current() instanceof Visitor.SignedIn holder ? Optional.of(holder) : Optional.empty(),
                Origin.address(request, settings),
                Origin.browser(request));
        try {
            return switch (accounts.provider()
                    .signIn(back, () -> provider.identity(request, pending.get(), code, state))) {
                case Outcome.Welcome welcome -> {
                    signIn.begin(welcome.session(), request, response);
                    yield SeeOther.at(SignInController.ours(pending.get().next()));
                }
                case Outcome.Refused refused -> refused(refused.why(), name);
                case Outcome.Wait wait -> {
                    response.setHeader(
                            HttpHeaders.RETRY_AFTER, String.valueOf(wait.left().toSeconds() + 1));
                    yield notice(
                            HttpStatus.TOO_MANY_REQUESTS, say("One moment"), SignInController.patience(wait.left()));
                }
            };
        } catch (ProviderAwayException e) {
            return away(e);
        }
    }

    /// @throws NotFoundException if there is no provider
    private String name() {
        return provider.name()
                .orElseThrow(() -> new NotFoundException(say("Nobody signs in through a provider here.")));
    }

    private PageView refused(Reason why, String name) {
        return switch (why) {
            case NOT_BELIEVED, USED_BEFORE ->
                notice(
                        HttpStatus.FORBIDDEN,
                        say("What came from %s does not hold", name),
                        say(
                                "So nobody was signed in. Begin again; if it stays like this, an administrator finds the reason in the log."));
            case UNVERIFIED ->
                notice(
                        HttpStatus.FORBIDDEN,
                        say("Your e-mail address is not confirmed"),
                        say(
                                "The first time, you are known by the address that %s has made sure of, and it has of none. Have it confirmed there, or sign in with a password.",
                                name));
            case UNKNOWN ->
                notice(
                        HttpStatus.FORBIDDEN,
                        say("You have no account here"),
                        say(
                                "You are known to %s, but nobody has invited you here yet. Ask an administrator for an invitation.",
                                name));
            case DISABLED ->
                notice(
                        HttpStatus.FORBIDDEN,
                        say("Your account is disabled"),
                        say("An administrator of yours can enable it again."));
            case OTHER_SUBJECT ->
                notice(
                        HttpStatus.FORBIDDEN,
                        say("Another name than before with %s", name),
                        say(
                                "The account of your e-mail address belongs to the name before. Ask an administrator for a link for a new password, and connect the account anew."));
            case HAS_OTHER_WAY ->
                notice(
                        HttpStatus.FORBIDDEN,
                        say("Your account is not connected yet"),
                        say(
                                "It has a password or a passkey. Sign in with that once, and connect the account with %s on its page.",
                                name));
        };
    }

    private PageView away(ProviderAwayException why) {
        OidcProvider.log("The provider does not answer", why);
        return notice(
                HttpStatus.SERVICE_UNAVAILABLE,
                say("No answer from %s just now", name()),
                say("Try again in some minutes. Who has a password can sign in with it meanwhile."));
    }

    private PageView notice(HttpStatus status, String title, String text) {
        return new PageView("notice", new NoticePage(shells.door(say("Sign in")), title, text), status);
    }
}
