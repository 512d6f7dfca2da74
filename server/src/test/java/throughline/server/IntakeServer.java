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
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.MapPropertySource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import throughline.diagnosis.Diagnosis;
import throughline.server.accounts.Role;
import throughline.server.diagnose.CurrentWorkspace;
import throughline.server.diagnose.CurrentWorkspace.Demo;
import throughline.server.diagnose.Sources;
import throughline.server.intake.IntakeStep;
import throughline.server.intake.Tokens;
import throughline.server.platform.DataFolder;
import throughline.server.platform.DataFolderClaim;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseAddress;

/// A real server that facts are sent to, and a sender of a few lines.
public final class IntakeServer implements AutoCloseable {

    private final ThroughlineServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String token;
    private @Nullable SignedIn administrator;

    private IntakeServer(ThroughlineServer server, String token) {
        this.server = server;
        this.token = token;
    }

    /// A server on a data folder and a database, with a sender `till`, or the one who has the token.
    ///
    /// @param token made before, or empty for a new one
    public static IntakeServer on(
            Path data,
            DatabaseAddress address,
            String token,
            Map<String, Object> settings,
            IntakeStep.Watcher watcher) {
        ThroughlineServer server = open(data, () -> Database.at(address), settings, watcher);
        return new IntakeServer(server, token.isEmpty() ? token(address, "till") : token);
    }

    /// A server with the PostgreSQL that comes with it, and a sender `till`.
    public static IntakeServer embedded(DataFolderClaim claim, Map<String, Object> settings) {
        ThroughlineServer server = open(claim.folder(), () -> Database.embedded(claim), settings, step -> {});
        return new IntakeServer(server, server.bean(Tokens.class).create("till"));
    }

    private static ThroughlineServer open(
            Path data, Supplier<Database> database, Map<String, Object> settings, IntakeStep.Watcher watcher) {
        return ThroughlineServer.open(
                0,
                database,
                data,
                beans -> new CurrentWorkspace(
                        new DataFolder(data),
                        Demo.UNWANTED,
                        beans.getBean(Sources.class),
                        Diagnosis::of,
                        System::nanoTime),
                beans -> {
                    beans.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
                    beans.registerBean(IntakeStep.Watcher.class, () -> watcher);
                });
    }

    /// A server with other limits than usual.
    public static IntakeServer on(Path data, DatabaseAddress address, Map<String, Object> settings) {
        return on(data, address, "", settings, step -> {});
    }

    /// Makes a token.
    public static String token(DatabaseAddress address, String name) {
        try (var database = Database.at(address)) {
            return new Tokens(database).create(name);
        }
    }

    public String token() {
        return token;
    }

    /// What the Data page says as soon as it says what is awaited.
    public String heading(String awaited) throws IOException, InterruptedException {
        String heading = "";
        for (int i = 0; i < 600 && !heading.contains(awaited); i++) {
            heading = Jsoup.parse(get("/data").body()).select("h1").text();
            Thread.sleep(20);
        }
        return heading;
    }

    /// A part of the running server.
    public <T> T bean(Class<T> type) {
        return server.bean(type);
    }

    /// The routes of the API that there really are, such as `GET /api/v1/batches/{number}`.
    public Set<String> apiRoutes() {
        var routes = new TreeSet<String>();
        server.bean(RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(info -> info.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api/"))
                        .forEach(path -> info.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> routes.add(method + " " + path))));
        return routes;
    }

    public int port() {
        return server.port();
    }

    /// A request of the sender's, or, where it is a page, of an administrator's.
    public HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
        if (path.startsWith("/api/")) {
            return request.header("Authorization", "Bearer " + token);
        }
        if (path.equals("/healthz") || path.equals("/readyz")) {
            return request; // asked also while nobody can sign in
        }
        if (administrator == null) {
            administrator = SignedIn.administrator(server);
        }
        return administrator.on(request);
    }

    /// Signs somebody in.
    public SignedIn signIn(Role role, @Nullable String unit) {
        return SignedIn.as(server, role, unit);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path);
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return send(request);
    }

    public HttpResponse<String> post(String kind, String type, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                request("/api/v1/facts/" + kind).header("Content-Type", type).POST(BodyPublishers.ofByteArray(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    public HttpResponse<String> post(String kind, String type, String body, String... headers)
            throws IOException, InterruptedException {
        return post(kind, type, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /// What the server says of a batch, once it is settled.
    public String settled(HttpResponse<String> receipt) throws IOException, InterruptedException {
        return settled(batch(receipt));
    }

    public String settled(long batch) throws IOException, InterruptedException {
        for (int i = 0; i < 3_000; i++) {
            String said = get("/api/v1/batches/" + batch).body();
            if (said.contains("\"settled_at\":\"")) {
                return said;
            }
            Thread.sleep(20);
        }
        throw new AssertionError("Batch %d was not settled within a minute".formatted(batch));
    }

    public static long batch(HttpResponse<String> receipt) {
        Matcher number = Pattern.compile("\"batch\":(\\d+)").matcher(receipt.body());
        if (!number.find()) {
            throw new AssertionError("No receipt: %d %s".formatted(receipt.statusCode(), receipt.body()));
        }
        return Long.parseLong(number.group(1));
    }

    @Override
    public void close() {
        server.close();
        client.close();
    }
}
