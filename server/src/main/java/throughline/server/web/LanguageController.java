package throughline.server.web;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.accounts.Visitor.SignedIn;
import throughline.text.Language;

/// The choice of a language, which stands on every page.
@Controller
class LanguageController {

    private final Accounts accounts;
    private final Visitors visitors;
    private final LanguageCookie cookie;

    LanguageController(Accounts accounts, Visitors visitors, LanguageCookie cookie) {
        this.accounts = accounts;
        this.visitors = visitors;
        this.cookie = cookie;
    }

    /// @param next the page on which the choice was made
    @Needs(Right.ANYBODY)
    @PostMapping("/language")
    View choose(
            @RequestParam(defaultValue = "") String language,
            @RequestParam(defaultValue = "/") String next,
            HttpServletResponse response) {
        Language chosen = Language.of(language).orElseGet(Language::current);
        cookie.give(chosen, response);
        if (visitors.current() instanceof SignedIn who) {
            accounts.choose(who, chosen);
        }
        return SeeOther.at(SignInController.ours(next));
    }
}
