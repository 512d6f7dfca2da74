package throughline.server.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;
import throughline.server.accounts.AccountSettings;

/// What this browser has gone to the provider with. The browser keeps it, in a cookie for ten minutes, so that any
/// server can take it up and nothing is written down before somebody comes back. It needs no signature: whoever can
/// put a cookie of this host into a browser could put a whole one there.
///
/// @param state what the provider has to give back
/// @param nonce what the provider has to write into its token
/// @param verifier what proves that whoever brings the code is who asked for it (PKCE)
/// @param next where to go on afterwards, on this server
record PendingSignIn(String state, String nonce, String verifier, String next) {

    private static final String NAME = "throughline-provider";
    private static final Duration GOOD_FOR = Duration.ofMinutes(10);
    private static final int PARTS = 4;

    /// What a browser holds, if it holds anything whole.
    static Optional<PendingSignIn> of(HttpServletRequest request, AccountSettings settings) {
        Cookie cookie = WebUtils.getCookie(request, SessionCookie.name(NAME, settings));
        if (cookie == null) {
            return Optional.empty();
        }
        String[] parts = cookie.getValue().split("\\.", -1);
        if (parts.length != PARTS) {
            return Optional.empty();
        }
        try {
            return Optional.of(new PendingSignIn(
                    parts[0],
                    parts[1],
                    parts[2],
                    new String(Base64.getUrlDecoder().decode(parts[PARTS - 1]), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The cookie that holds it.
    ResponseCookie cookie(AccountSettings settings) {
        String packed = Base64.getUrlEncoder().withoutPadding().encodeToString(next.getBytes(StandardCharsets.UTF_8));
        return cookie(String.join(".", state, nonce, verifier, packed), GOOD_FOR, settings);
    }

    /// The cookie by which a browser forgets it.
    static ResponseCookie none(AccountSettings settings) {
        return cookie("", Duration.ZERO, settings);
    }

    private static ResponseCookie cookie(String value, Duration age, AccountSettings settings) {
        return ResponseCookie.from(SessionCookie.name(NAME, settings), value)
                .path("/")
                .maxAge(age)
                .httpOnly(true)
                .secure(settings.encrypted())
                .sameSite("Lax")
                .build();
    }
}
