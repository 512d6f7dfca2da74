package throughline.server;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import throughline.server.accounts.Account;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Role;

/// Somebody who is signed in to a server, and sends along what a browser would: what every test of a page needs.
///
/// @param who the account
/// @param cookies of the session and of forms
/// @param token what a form sends along
public record SignedIn(Account who, String cookies, String token) {

    /// For all: each has threads and a store of certificates of its own.
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /// An administrator of the server.
    public static SignedIn administrator(ThroughlineServer server) {
        return as(server, Role.ADMINISTRATOR, null);
    }

    /// Somebody of a role.
    ///
    /// @param unit for roles of one unit
    public static SignedIn as(ThroughlineServer server, Role role, @Nullable String unit) {
        Accounts accounts = server.bean(Accounts.class);
        String email = role.id() + (unit == null ? "" : "." + unit) + "@example.org";
        Account account = accounts.find(email)
                .orElseGet(() -> accounts.invite("tests", email, "Kim " + role.title(), role, unit)
                        .account());
        String session = "throughline-%s=".formatted(server.port())
                + accounts.sessions().begin(account, "Firefox on Linux").text();
        try {
            HttpResponse<String> page = CLIENT.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/account".formatted(server.port())))
                            .header("Cookie", session)
                            .build(),
                    BodyHandlers.ofString());
            String form = page.headers().firstValue("Set-Cookie").orElseThrow();
            return new SignedIn(
                    account,
                    "%s; %s".formatted(session, form.substring(0, form.indexOf(';'))),
                    Jsoup.parse(page.body()).select("input[name=_csrf]").first().val());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The request as this person's.
    public HttpRequest.Builder on(HttpRequest.Builder request) {
        return request.setHeader("Cookie", cookies).setHeader("X-XSRF-TOKEN", token);
    }

    /// A form as this person sends it.
    public HttpRequest.Builder form(URI address, Map<String, String> typed) {
        return on(HttpRequest.newBuilder(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(typed.entrySet().stream()
                        .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))));
    }
}
