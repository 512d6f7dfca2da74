package throughline.server.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import throughline.server.accounts.Account;
import throughline.server.language.LanguageSettings;
import throughline.text.Language;

/// Answers in the reader's language: the one chosen for the account, or in this browser, or asked for by it. It stands
/// behind what finds out whose session it is, and before all that may refuse.
final class SpokenLanguage extends OncePerRequestFilter {

    private final LanguageCookie cookie;
    private final LanguageSettings settings;

    SpokenLanguage(LanguageCookie cookie, LanguageSettings settings) {
        this.cookie = cookie;
        this.settings = settings;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getServletPath().startsWith("/assets/");
    }

    /// The page of a failure is made in a dispatch of its own.
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Language language = of(request);
        response.setHeader(HttpHeaders.CONTENT_LANGUAGE, language.tag());
        response.setHeader(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE + ", " + HttpHeaders.COOKIE);
        try {
            language.speak(() -> {
                chain.doFilter(request, response);
                return language;
            });
        } catch (ServletException | IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("A chain of filters throws nothing else", e);
        }
    }

    private Language of(HttpServletRequest request) {
        return account()
                .flatMap(Account::language)
                .or(() -> cookie.of(request))
                .or(() -> Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE))
                        .flatMap(Language::accepted))
                .orElseGet(() -> OwnPagesOnly.isForPrograms(request) ? Language.ENGLISH : settings.usual());
    }

    private static Optional<Account> account() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof SignedInAuthentication signedIn
                ? Optional.of(signedIn.visitor().who())
                : Optional.empty();
    }
}
