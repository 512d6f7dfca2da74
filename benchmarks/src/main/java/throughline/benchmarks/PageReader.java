package throughline.benchmarks;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Whoever reads pages: as a guest of the demo, or signed in. Safe for use by several threads.
final class PageReader {

    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(new CookieManager())
            .build();
    private final String server;

    private PageReader(String server) {
        this.server = server;
    }

    static PageReader guest(String server) {
        return new PageReader(server);
    }

    /// The first administrator of a server, by the one-time link that it has printed.
    static PageReader signedUp(String server, String link) throws IOException, InterruptedException {
        var reader = new PageReader(server);
        String form = reader.client
                .send(HttpRequest.newBuilder(URI.create(link)).build(), BodyHandlers.ofString())
                .body();
        Matcher token = TOKEN.matcher(form);
        if (!token.find()) {
            throw new IOException("The one-time link leads to no form: " + link);
        }
        String typed = Map.of(
                        "_csrf", token.group(1),
                        "name", "Ada Lind",
                        "email", "ada.lind@example.org",
                        "password", "lantern copper orchard drift")
                .entrySet()
                .stream()
                .map(f -> f.getKey() + "=" + URLEncoder.encode(f.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpResponse<Void> answer = reader.client.send(
                HttpRequest.newBuilder(URI.create(link))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(typed))
                        .build(),
                BodyHandlers.discarding());
        if (answer.statusCode() != 303) {
            throw new IOException("Signing up was answered with " + answer.statusCode());
        }
        return reader;
    }

    /// Waits until a page is there, at most five minutes: the facts are read once the server is open.
    void await(String path) throws IOException, InterruptedException {
        for (int i = 0; i < 600 && status(path) == 503; i++) {
            Thread.sleep(500);
        }
    }

    private int status(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(server + path)).build(), BodyHandlers.discarding())
                .statusCode();
    }

    /// Reads a page to its end.
    ///
    /// @return its bytes
    int read(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                client.send(HttpRequest.newBuilder(URI.create(server + path)).build(), BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200) {
            throw new IOException("Status %d from %s".formatted(answer.statusCode(), path));
        }
        return answer.body().length;
    }
}
