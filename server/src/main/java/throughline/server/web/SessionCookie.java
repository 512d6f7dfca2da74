package throughline.server.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;
import throughline.server.accounts.AccountSettings;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Secret;

/// The cookie that holds a session's secret. It ends with the browser; no script sees it, no other site sends it along
/// with a form, and where there is TLS it is bound to this host.
@Component
class SessionCookie implements SecurityContextRepository {

    /// The request's attribute that says the database did not answer when the session was looked for.
    static final String UNKNOWN = "throughline.session-unknown";

    private final Accounts accounts;
    private final AccountSettings settings;

    SessionCookie(Accounts accounts, AccountSettings settings) {
        this.accounts = accounts;
        this.settings = settings;
    }

    /// The name of a cookie, with the prefix by which a browser binds it to the host.
    static String name(String name, AccountSettings settings) {
        return settings.encrypted() ? "__Host-" + name : name;
    }

    /// The name of the cookie. Browsers keep cookies by host and not by port, so servers side by side on one computer
    /// would sign each other's visitors out.
    private String name(HttpServletRequest request) {
        return settings.encrypted() ? name("throughline", settings) : "throughline-" + request.getLocalPort();
    }

    /// Lets the browser hold the secret of a session.
    void give(Secret secret, HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE, cookie(secret.text(), request).build().toString());
    }

    /// Lets the browser forget it.
    void take(HttpServletRequest request, HttpServletResponse response) {
        response.addHeader(
                HttpHeaders.SET_COOKIE, cookie("", request).maxAge(0).build().toString());
    }

    private ResponseCookie.ResponseCookieBuilder cookie(String value, HttpServletRequest request) {
        return ResponseCookie.from(name(request), value)
                .path("/")
                .httpOnly(true)
                .secure(settings.encrypted())
                .sameSite("Lax");
    }

    private Optional<Secret> secret(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name(request)) && !cookie.getValue().isEmpty()) {
                    return Optional.of(new Secret(cookie.getValue()));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    @SuppressWarnings("deprecation") // what the interface's own deferred loading calls
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        HttpServletRequest request = holder.getRequest();
        try {
            return secret(request)
                    .flatMap(accounts.sessions()::find)
                    .<SecurityContext>map(visitor -> new SecurityContextImpl(new SignedInAuthentication(visitor)))
                    .orElseGet(SecurityContextHolder::createEmptyContext);
        } catch (DataAccessException e) {
            request.setAttribute(UNKNOWN, true);
            return SecurityContextHolder.createEmptyContext();
        }
    }

    /// Nothing: a session begins and ends with [Accounts].
    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {}

    @Override
    public boolean containsContext(HttpServletRequest request) {
        return secret(request).isPresent();
    }
}
