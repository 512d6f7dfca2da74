package throughline.server.web;

import static throughline.text.Text.say;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import throughline.server.accounts.Account;
import throughline.server.accounts.AccountRefusal;
import throughline.server.accounts.AccountSettings;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Accounts.Outcome;
import throughline.server.accounts.Needs;
import throughline.server.accounts.OneTimeLinks.Link;
import throughline.server.accounts.Right;
import throughline.server.accounts.Secret;
import throughline.server.accounts.Visitor.SignedIn;

/// Making passkeys, and signing in with them. A script of the page asks here what the browser is to do, and sends its
/// answer by the page's own form.
@Controller
class PasskeyController {

    private final Accounts accounts;
    private final AccountSettings settings;
    private final Visitors visitors;
    private final PasskeyOffers offers;
    private final SignInController signIn;
    private final OwnAccountController own;
    private final LinkController links;

    PasskeyController(
            Accounts accounts,
            AccountSettings settings,
            Visitors visitors,
            PasskeyOffers offers,
            SignInController signIn,
            OwnAccountController own,
            LinkController links) {
        this.accounts = accounts;
        this.settings = settings;
        this.visitors = visitors;
        this.offers = offers;
        this.signIn = signIn;
        this.own = own;
        this.links = links;
    }

    @Needs(Right.ANYBODY)
    @GetMapping("/sign-in/passkey")
    ResponseEntity<String> toSignIn(HttpServletRequest request) {
        return options(accounts.passkeys().requestOptions(offers.party(request)));
    }

    @Needs(Right.ANYBODY)
    @PostMapping("/sign-in/passkey")
    View signIn(
            @RequestParam(defaultValue = "") String answer,
            @RequestParam(defaultValue = "/") String next,
            HttpServletRequest request,
            HttpServletResponse response) {
        return switch (accounts.passkeys()
                .signIn(offers.party(request), answer, Origin.address(request, settings), Origin.browser(request))) {
            case Outcome.Welcome welcome -> {
                signIn.begin(welcome.session(), request, response);
                yield SeeOther.at(SignInController.ours(next));
            }
            case Outcome.Refused refused ->
                signIn.refused(
                        HttpStatus.UNPROCESSABLE_CONTENT,
                        next,
                        say(
                                "This passkey does not let you in here. Try again, sign in with your password, or ask an administrator for a link."),
                        request);
            case Outcome.Wait wait -> signIn.toWait(wait, "", next, request, response);
        };
    }

    @Needs(Right.KEEP_OWN_ACCOUNT)
    @GetMapping("/account/passkeys")
    ResponseEntity<String> toAdd(HttpServletRequest request) {
        return options(accounts.passkeys()
                .creationOptions(offers.party(request), visitors.signedIn().who()));
    }

    @Needs(Right.KEEP_OWN_ACCOUNT)
    @PostMapping("/account/passkeys")
    View add(
            @RequestParam(defaultValue = "") String answer,
            @RequestParam(defaultValue = "") String name,
            HttpServletRequest request) {
        try {
            accounts.passkeys().add(offers.party(request), visitors.signedIn(), name, answer);
            return SeeOther.at("/account?done=passkey");
        } catch (AccountRefusal e) {
            return own.refusedPasskey(name, e, request);
        }
    }

    @Needs(Right.KEEP_OWN_ACCOUNT)
    @PostMapping("/account/passkeys/{id}/remove")
    View remove(@PathVariable UUID id, HttpServletRequest request) {
        SignedIn visitor = visitors.signedIn();
        try {
            if (!accounts.passkeys().remove(visitor, id)) {
                throw new NotFoundException(say("You have no such passkey, or no longer."));
            }
            return SeeOther.at("/account?done=passkey-removed");
        } catch (AccountRefusal e) {
            return own.refusedPasskey("", e, request);
        }
    }

    @Needs(Right.ANYBODY)
    @GetMapping("/link/{secret}/passkey")
    ResponseEntity<String> toChoose(@PathVariable String secret, HttpServletRequest request) {
        if (accounts.link(new Secret(secret)).orElse(null) instanceof Link.WayIn(Account account)) {
            return options(accounts.passkeys().creationOptions(offers.party(request), account));
        }
        throw new NotFoundException(say("This link does not work, or no longer."));
    }

    @Needs(Right.ANYBODY)
    @PostMapping("/link/{secret}/passkey")
    View choose(
            @PathVariable String secret,
            @RequestParam(defaultValue = "") String answer,
            @RequestParam(defaultValue = "") String name,
            HttpServletRequest request,
            HttpServletResponse response) {
        try {
            Optional<Account> account = accounts.choosePasskey(offers.party(request), new Secret(secret), name, answer);
            if (account.isEmpty()) {
                return links.gone();
            }
            signIn.begin(accounts.sessions().begin(account.get(), Origin.browser(request)), request, response);
            return SeeOther.at("/");
        } catch (AccountRefusal e) {
            return links.refusedPasskey(secret, name, e, request);
        }
    }

    private static ResponseEntity<String> options(String json) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(json);
    }
}
