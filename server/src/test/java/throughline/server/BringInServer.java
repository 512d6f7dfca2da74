package throughline.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.springframework.core.env.MapPropertySource;
import throughline.diagnosis.Diagnosis;
import throughline.server.accounts.Role;
import throughline.server.diagnose.CurrentWorkspace;
import throughline.server.diagnose.CurrentWorkspace.Demo;
import throughline.server.diagnose.Sources;
import throughline.server.platform.DataFolder;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseKind;

/// A real server that files are brought to, and somebody without script who brings them.
final class BringInServer implements AutoCloseable {

    private final ThroughlineServer server;
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    private final SignedIn analyst;

    private BringInServer(ThroughlineServer server) {
        this.server = server;
        this.analyst = SignedIn.as(server, Role.ANALYST, null);
    }

    static BringInServer on(Path data, Map<String, Object> settings) {
        return new BringInServer(ThroughlineServer.open(
                0,
                BringInServer::database,
                data,
                beans -> new CurrentWorkspace(
                        new DataFolder(data),
                        Demo.UNWANTED,
                        beans.getBean(Sources.class),
                        Diagnosis::of,
                        System::nanoTime),
                beans ->
                        beans.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings))));
    }

    private static Database database() {
        try {
            return DatabaseKind.EMBEDDED.open();
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String path) {
        return analyst.on(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /// A request of the resumable protocol.
    HttpResponse<String> tus(String method, String path, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .header("Tus-Resumable", "1.0.0");
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    /// Announces a file and gives its address.
    String announce(String name, long length) throws IOException, InterruptedException {
        String encoded = Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = tus(
                "POST",
                "/uploads",
                new byte[0],
                "Upload-Length",
                Long.toString(length),
                "Upload-Metadata",
                "filename " + encoded);
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return answer.headers().firstValue("Location").orElseThrow();
    }

    HttpResponse<String> part(String address, long offset, byte[] bytes, String... more)
            throws IOException, InterruptedException {
        var headers = new java.util.ArrayList<>(java.util.List.of(
                "Content-Type", "application/offset+octet-stream", "Upload-Offset", Long.toString(offset)));
        headers.addAll(java.util.List.of(more));
        return tus("PATCH", address, bytes, headers.toArray(String[]::new));
    }

    /// Sends a file as a form does and gives the page that follows.
    HttpResponse<String> form(String name, byte[] bytes) throws IOException, InterruptedException {
        var body = new java.io.ByteArrayOutputStream();
        String head = """
                --b
                Content-Disposition: form-data; name="file"; filename="%s"
                Content-Type: text/csv

                """.formatted(name);
        body.writeBytes(head.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(bytes);
        body.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8));
        return send(request("/data/import")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    }

    Document page(HttpResponse<String> answer) {
        return Jsoup.parse(answer.body(), answer.uri().toString());
    }

    /// Presses the button of a form.
    Document press(Document page, String selector) throws IOException, InterruptedException {
        var button = page.selectFirst(selector);
        if (button == null) {
            throw new AssertionError("No " + selector + " in " + page.body().text());
        }
        String name = button.attr("name");
        String body = name.isEmpty()
                ? ""
                : name + "=" + java.net.URLEncoder.encode(button.attr("value"), StandardCharsets.UTF_8);
        return page(send(request(button.closest("form").attr("action"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))));
    }

    /// The page once it shows what is looked for.
    Document until(Document page, String selector) throws IOException, InterruptedException {
        Document now = page;
        for (int i = 0; i < 600; i++) {
            if (now.selectFirst(selector) != null) {
                return now;
            }
            Thread.sleep(100);
            now = page(send(analyst.on(HttpRequest.newBuilder(URI.create(page.location())))));
        }
        throw new AssertionError("No " + selector + " in " + now.body().text());
    }

    @Override
    public void close() {
        server.close();
        client.close();
    }
}
