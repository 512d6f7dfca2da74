package throughline.lake.iceberg;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A real S3 server as a process of its own, whose objects are files of a folder:
/// [S3Proxy](https://github.com/gaul/s3proxy).
public final class S3Server implements AutoCloseable {

    /// What it lets in.
    public static final String KEY = "local-identity";

    /// The secret that belongs to the key.
    public static final String SECRET = "local-credential";

    /// The bucket that is there.
    public static final String BUCKET = "facts";

    private final Path folder;
    private final int port;
    private final Process process;

    private S3Server(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /// Starts one; what it holds is in the folder.
    ///
    /// @param jar the server in one file
    public static S3Server start(Path jar, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("objects").resolve(BUCKET));
        int port = freePort();
        Path settings = Files.write(
                folder.resolve("s3.properties"),
                List.of(
                        "s3proxy.endpoint=http://127.0.0.1:" + port,
                        "s3proxy.authorization=aws-v2-or-v4",
                        "s3proxy.ignore-unknown-headers=true",
                        "s3proxy.identity=" + KEY,
                        "s3proxy.credential=" + SECRET,
                        "jclouds.provider=filesystem-nio2",
                        "jclouds.identity=none",
                        "jclouds.credential=none",
                        "jclouds.filesystem.basedir=" + folder.resolve("objects")));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx200m",
                        "-jar",
                        jar.toString(),
                        "--properties",
                        settings.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("s3.log").toFile())
                .start();
        var server = new S3Server(folder, port, process);
        for (int i = 0; i < 300 && !server.answers(); i++) {
            Thread.sleep(100);
        }
        return server;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private boolean answers() throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("The S3 server ended; see " + folder.resolve("s3.log"));
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(endpoint()).build(), BodyHandlers.discarding())
                            .statusCode()
                    > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /// Where it answers.
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /// The files of its objects.
    public List<Path> objects() throws IOException {
        try (var files = Files.walk(folder.resolve("objects"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
