package throughline.server;

import jakarta.servlet.Filter;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Dossier;
import throughline.server.accounts.Role;
import throughline.server.diagnose.CurrentWorkspace;
import throughline.server.diagnose.CurrentWorkspace.Demo;
import throughline.server.diagnose.Sources;
import throughline.server.platform.DataFolder;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseKind;
import throughline.text.Language;
import throughline.workspace.Progress;
import throughline.workspace.Workspace;
import throughline.workspace.WorkspaceReader;

/// A real server on a free port that shows a small world, and a browser of a few lines.
final class OpenServer implements AutoCloseable {

    private final ThroughlineServer server;
    private final HttpClient browser = HttpClient.newHttpClient();
    private @Nullable SignedIn administrator;

    private OpenServer(ThroughlineServer server) {
        this.server = server;
    }

    private SignedIn administrator() {
        if (administrator == null) {
            administrator = SignedIn.administrator(server);
        }
        return administrator;
    }

    /// A server that shows the world.
    static OpenServer showing(SmallWorld world, Path data) throws Exception {
        var server = of(data, new World(world, true));
        server.awaitPages();
        return server;
    }

    /// A server that shows what is in its data folder.
    static OpenServer real(Path data) {
        return of(
                data,
                Optional.empty(),
                Demo.UNWANTED,
                dossier -> SmallWorld.named("Northmoor").diagnosis(),
                Map.of(),
                OpenServer::embedded);
    }

    /// A server that shows what is in its data folder and a database.
    static OpenServer real(Path data, Supplier<Database> database) {
        return of(
                data,
                Optional.empty(),
                Demo.UNWANTED,
                dossier -> SmallWorld.named("Northmoor").diagnosis(),
                Map.of(),
                database);
    }

    /// A server that shows and judges what is in a folder of files.
    static OpenServer reading(Path files, Path data) throws Exception {
        return reading(files, data, Map.of());
    }

    /// The same with other settings than usual.
    static OpenServer reading(Path files, Path data, Map<String, Object> settings) throws Exception {
        var server =
                of(data, Optional.of(new Files(files)), Demo.UNWANTED, Diagnosis::of, settings, OpenServer::embedded);
        server.awaitPages();
        return server;
    }

    /// The same, where every request is answered in a language, whatever it asks for.
    static OpenServer speaking(Language language, Path files, Path data) throws Exception {
        var server = of(
                data,
                Optional.of(new Files(files)),
                Demo.UNWANTED,
                Diagnosis::of,
                Map.of(),
                OpenServer::embedded,
                beans -> beans.registerBean("speaking", Filter.class, () -> (request, response, chain) -> {
                    try {
                        language.speak(() -> {
                            chain.doFilter(request, response);
                            return language;
                        });
                    } catch (IOException | ServletException | RuntimeException e) {
                        throw e;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }));
        server.awaitPages();
        return server;
    }

    /// A server whose demo is the world, for nobody has an account and nothing was brought in.
    static OpenServer demo(SmallWorld world, Path data) {
        return of(data, world, false, Demo.WANTED, Map.of());
    }

    /// A server with other settings than usual.
    static OpenServer with(Map<String, Object> settings, SmallWorld world, Path data) {
        return of(data, world, true, Demo.UNWANTED, settings);
    }

    private static OpenServer of(Path data, SmallWorld world, boolean own, Demo demo, Map<String, Object> settings) {
        return of(
                data,
                Optional.of(new World(world, own)),
                demo,
                dossier -> world.diagnosis(),
                settings,
                OpenServer::embedded);
    }

    void awaitPages() throws Exception {
        for (int i = 0; i < 3000 && get("/").statusCode() == 503; i++) {
            Thread.sleep(10);
        }
    }

    /// A server on a data folder that shows something else.
    static OpenServer of(Path data, World world) {
        return of(data, world, OpenServer::embedded);
    }

    private static Database embedded() {
        try {
            return DatabaseKind.EMBEDDED.open();
        } catch (SQLException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A server on a data folder and a database.
    static OpenServer of(Path data, World world, Supplier<Database> database) {
        return of(
                data,
                Optional.of(world),
                Demo.UNWANTED,
                dossier -> world.world().diagnosis(),
                Map.of(),
                database);
    }

    private static OpenServer of(
            Path data,
            Optional<Sources> sources,
            Demo demo,
            Function<Dossier, Diagnosis> examiner,
            Map<String, Object> settings,
            Supplier<Database> database) {
        return of(data, sources, demo, examiner, settings, database, beans -> {});
    }

    private static OpenServer of(
            Path data,
            Optional<Sources> sources,
            Demo demo,
            Function<Dossier, Diagnosis> examiner,
            Map<String, Object> settings,
            Supplier<Database> database,
            Consumer<GenericApplicationContext> more) {
        return new OpenServer(ThroughlineServer.open(
                0,
                database,
                data,
                beans -> new CurrentWorkspace(
                        new DataFolder(data),
                        demo,
                        sources.orElseGet(() -> beans.getBean(Sources.class)),
                        examiner,
                        System::nanoTime),
                beans -> {
                    beans.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
                    more.accept(beans);
                }));
    }

    /// Sources that read a folder of files.
    private record Files(Path folder) implements Sources {
        @Override
        public Optional<String> version() {
            return Optional.of("the only one");
        }

        @Override
        public Reading read(Consumer<String> progress) {
            return new Reading(WorkspaceReader.read(folder, Progress.NONE), "the only one");
        }

        @Override
        public Workspace readDemo(Path demo, Consumer<String> progress) {
            throw new IllegalStateException("No demo here");
        }

        @Override
        public void writeDemo(Path demo) {
            throw new IllegalStateException("No demo here");
        }
    }

    /// Sources that always give the same world.
    ///
    /// @param shown whether there is anything to show
    record World(SmallWorld world, boolean shown) implements Sources {
        @Override
        public Optional<String> version() {
            return shown ? Optional.of("the only one") : Optional.empty();
        }

        @Override
        public Reading read(Consumer<String> progress) {
            return new Reading(world.workspace(), "the only one");
        }

        @Override
        public Workspace readDemo(Path folder, Consumer<String> progress) {
            return world.workspace();
        }

        @Override
        public void writeDemo(Path folder) {
            // the world is in memory
        }
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(administrator().on(HttpRequest.newBuilder(address(path))));
    }

    /// What somebody who is signed in is answered.
    HttpResponse<String> get(SignedIn who, String path) throws IOException, InterruptedException {
        return send(who.on(HttpRequest.newBuilder(address(path))));
    }

    /// What somebody who is signed in is answered to a form.
    HttpResponse<String> post(SignedIn who, String path, Map<String, String> typed)
            throws IOException, InterruptedException {
        return send(who.form(address(path), typed));
    }

    /// What an administrator is answered, as it is.
    byte[] bytes(String path) throws IOException, InterruptedException {
        return browser.send(
                        administrator()
                                .on(HttpRequest.newBuilder(address(path)))
                                .build(),
                        BodyHandlers.ofByteArray())
                .body();
    }

    /// Sends a request as whoever the request says.
    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    /// Signs somebody in.
    SignedIn signIn(Role role, @Nullable String unit) {
        return SignedIn.as(server, role, unit);
    }

    /// A part of the running server.
    <T> T bean(Class<T> type) {
        return server.bean(type);
    }

    /// All parts of a kind.
    <T> Collection<T> beans(Class<T> type) {
        return server.beans(type);
    }

    Document page(String path) throws IOException, InterruptedException {
        return Jsoup.parse(get(path).body(), server.address().toString());
    }

    /// A page as somebody who is signed in sees it.
    Document page(SignedIn who, String path) throws IOException, InterruptedException {
        return Jsoup.parse(get(who, path).body(), server.address().toString());
    }

    URI address(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
    }
}
