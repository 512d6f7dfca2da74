package throughline.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import throughline.server.diagnose.CurrentWorkspace;
import throughline.server.diagnose.CurrentWorkspace.Demo;
import throughline.server.diagnose.Sources;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseKind;
import throughline.workspace.Workspace;

/// A real server on a free port that shows a small world, and a browser of a few lines.
final class OpenServer implements AutoCloseable {

    private final ThroughlineServer server;
    private final HttpClient browser = HttpClient.newHttpClient();

    private OpenServer(ThroughlineServer server) {
        this.server = server;
    }

    /// A server that shows the world; the data folder gets one file, so that there is something to read.
    static OpenServer showing(SmallWorld world, Path data) throws Exception {
        Files.createDirectories(data.resolve("workspace"));
        Files.writeString(data.resolve("workspace/responses.csv"), "response_id,answered_at\n");
        var server = of(data, new World(world));
        for (int i = 0; i < 600 && server.get("/").statusCode() == 503; i++) {
            Thread.sleep(10);
        }
        return server;
    }

    /// A server on a data folder.
    static OpenServer of(Path data, Sources sources) {
        return of(data, sources, () -> {
            try {
                return DatabaseKind.EMBEDDED.open();
            } catch (SQLException | IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /// A server on a data folder and a database.
    static OpenServer of(Path data, Sources sources, Supplier<Database> database) {
        SmallWorld judged = sources instanceof World shown ? shown.world() : SmallWorld.named("Northmoor");
        return new OpenServer(ThroughlineServer.open(
                0,
                database,
                new CurrentWorkspace(data, Demo.UNWANTED, sources, dossier -> judged.diagnosis(), System::nanoTime)));
    }

    /// Sources that always give the same world.
    record World(SmallWorld world) implements Sources {
        @Override
        public Workspace read(Path folder, Consumer<String> progress) {
            return world.workspace();
        }

        @Override
        public void writeDemo(Path folder) {
            throw new IllegalStateException("No demo here");
        }
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return browser.send(HttpRequest.newBuilder(address(path)).build(), BodyHandlers.ofString());
    }

    Document page(String path) throws IOException, InterruptedException {
        return Jsoup.parse(get(path).body(), server.address().toString());
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
