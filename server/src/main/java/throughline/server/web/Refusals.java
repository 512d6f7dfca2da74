package throughline.server.web;

import static throughline.text.Text.say;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;
import throughline.server.page.MessagePage;
import tools.jackson.databind.json.JsonMapper;

/// What somebody is told who is not let in: to sign in, who may, or to send the form again.
@Component
class Refusals implements AuthenticationEntryPoint, AccessDeniedHandler {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ShellMaker shells;

    Refusals(ShellMaker shells) {
        this.shells = shells;
    }

    /// Not signed in, or no longer.
    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
            throws IOException {
        if (request.getAttribute(SessionCookie.UNKNOWN) != null) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "5");
            show(
                    request,
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    say("The database does not answer just now"),
                    say("So nobody can be recognised. Try again in some seconds."));
            return;
        }
        if (ofTheApi(request)) {
            show(
                    request,
                    response,
                    HttpStatus.UNAUTHORIZED,
                    say("Unauthorized"),
                    say("Send a token as Authorization: Bearer TOKEN, or sign in to the pages."));
            return;
        }
        boolean aPage = request.getMethod().equals("GET") && request.getHeader(ImportController.HTMX) == null;
        String asked =
                request.getRequestURI() + (request.getQueryString() == null ? "" : "?" + request.getQueryString());
        String signIn = "/sign-in"
                + (aPage && !asked.equals("/") ? "?next=" + URLEncoder.encode(asked, StandardCharsets.UTF_8) : "");
        if (aPage) {
            response.setStatus(HttpStatus.SEE_OTHER.value());
            response.setHeader(HttpHeaders.LOCATION, signIn);
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        } else if (request.getHeader(ImportController.HTMX) != null) {
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
            response.setHeader("HX-Redirect", signIn);
        } else {
            show(
                    request,
                    response,
                    HttpStatus.UNAUTHORIZED,
                    say("Sign in first"),
                    say("You are not signed in, or no longer, so nothing was changed. Sign in and do it again."));
        }
    }

    /// Signed in, but without the right; or a form that is not ours.
    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
            throws IOException {
        if (why instanceof CsrfException) {
            show(
                    request,
                    response,
                    HttpStatus.FORBIDDEN,
                    say("This form can no longer be used"),
                    say(
                            "Nothing was changed. Load the page with the form again and repeat it; you may have signed in anew since, or not allow cookies."));
        } else {
            show(
                    request,
                    response,
                    HttpStatus.FORBIDDEN,
                    say("This is not open to you"),
                    say("Your role does not include it. An administrator can give you another."));
        }
    }

    private static boolean ofTheApi(HttpServletRequest request) {
        return request.getServletPath().startsWith("/api/");
    }

    private void show(
            HttpServletRequest request, HttpServletResponse response, HttpStatus status, String title, String text)
            throws IOException {
        if (ofTheApi(request)) {
            response.setStatus(status.value());
            response.setContentType("application/problem+json");
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            response.getOutputStream()
                    .write(JSON.writeValueAsBytes(Map.of("status", status.value(), "title", title, "detail", text)));
            return;
        }
        new PageView(
                        "message",
                        new MessagePage(
                                shells.bare(title, Visit.USUAL),
                                String.valueOf(status.value()),
                                title,
                                text,
                                List.of(),
                                0),
                        status)
                .render(Map.of(), request, response);
    }
}
