package throughline.server.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import throughline.server.accounts.AccountSettings;
import throughline.text.Language;

/// The cookie by which a browser keeps the language that was chosen in it.
@Component
class LanguageCookie {

    private static final Duration KEPT = Duration.ofDays(365);

    private final AccountSettings settings;

    LanguageCookie(AccountSettings settings) {
        this.settings = settings;
    }

    private String name() {
        return SessionCookie.name("throughline-language", settings);
    }

    /// The language a browser has kept.
    Optional<Language> of(HttpServletRequest request) {
        return Arrays.stream(Objects.requireNonNullElse(request.getCookies(), new Cookie[0]))
                .filter(cookie -> cookie.getName().equals(name()))
                .findFirst()
                .flatMap(cookie -> Language.of(cookie.getValue()));
    }

    /// Lets the browser keep a language.
    void give(Language language, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name(), language.tag())
                        .path("/")
                        .maxAge(KEPT)
                        .httpOnly(true)
                        .secure(settings.encrypted())
                        .sameSite("Lax")
                        .build()
                        .toString());
    }
}
