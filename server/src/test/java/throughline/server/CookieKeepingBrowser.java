package throughline.server;

import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;

/// A browser of a few lines, which keeps cookies by server and goes where it is sent only when it is told to.
final class CookieKeepingBrowser implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final Map<String, Map<String, String>> cookies = new HashMap<>();

    /// The cookies of a server, which may be changed.
    Map<String, String> cookies(URI server) {
        return cookies.computeIfAbsent(server.getAuthority(), a -> new TreeMap<>());
    }

    HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(address).header("Accept", "text/html"));
    }

    /// Sends the form of a page that asks for what is typed, with its hidden fields.
    HttpResponse<String> submit(HttpResponse<String> page, Map<String, String> typed)
            throws IOException, InterruptedException {
        Element form =
                Jsoup.parse(page.body(), page.uri().toString())
                        .select("form[method=post]:not([action=/language])")
                        .stream()
                        .filter(f -> typed.keySet().stream()
                                .noneMatch(name ->
                                        f.select("[name=%s]".formatted(name)).isEmpty()))
                        .findFirst()
                        .orElseThrow();
        Map<String, String> fields = new TreeMap<>(typed);
        form.select("input[type=hidden]").forEach(field -> fields.put(field.attr("name"), field.val()));
        String body = fields.entrySet().stream()
                .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(URI.create(form.absUrl("action")))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    /// Where an answer leads.
    static URI location(HttpResponse<String> answer) {
        return answer.uri()
                .resolve(answer.headers()
                        .firstValue("Location")
                        .orElseThrow(
                                () -> new AssertionError("%s leads nowhere: %s".formatted(answer, answer.body()))));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpRequest bare = request.build();
        Map<String, String> held = cookies(bare.uri());
        if (!held.isEmpty()) {
            request.header(
                    "Cookie",
                    held.entrySet().stream()
                            .map(c -> c.getKey() + "=" + c.getValue())
                            .collect(Collectors.joining("; ")));
        }
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        for (String header : answer.headers().allValues("Set-Cookie")) {
            for (HttpCookie cookie : HttpCookie.parse(header)) {
                if (cookie.getMaxAge() == 0) {
                    held.remove(cookie.getName());
                } else {
                    held.put(cookie.getName(), cookie.getValue());
                }
            }
        }
        return answer;
    }

    @Override
    public void close() {
        client.close();
    }
}
