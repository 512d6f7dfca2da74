package throughline.server.platform;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A process of its own that keeps numbers in an embedded PostgreSQL, says which are kept, and is killed by tests.
final class Keeper implements AutoCloseable {

    private final Process process;
    private final Thread reader;
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());

    private Keeper(Process process) {
        this.process = process;
        this.reader = Thread.ofPlatform().start(this::read);
    }

    /// The process: keeps numbers after the highest that is there, and says so once each is committed.
    ///
    /// @param arguments the data folder, and `forever` or how many numbers to keep
    public static void main(String[] arguments) throws IOException {
        try (var claim = DataFolderClaim.of(Path.of(arguments[0]));
                var database = Database.embedded(claim)) {
            var sql = JdbcClient.create(database.dataSource());
            sql.sql("create table if not exists kept (number bigint primary key)")
                    .update();
            System.out.println("ready");
            long most = arguments[1].equals("forever") ? Long.MAX_VALUE : Long.parseLong(arguments[1]);
            for (long i = 0; i < most; i++) {
                System.out.println("kept "
                        + sql.sql("insert into kept select coalesce(max(number), 0) + 1 from kept returning number")
                                .query(Long.class)
                                .single());
            }
            System.out.println("there are "
                    + sql.sql("select count(*) from kept").query(Long.class).single());
        } catch (DataFolderClaim.TakenException | DatabaseUnavailableException e) {
            System.out.println("refused: " + e.getMessage());
        }
    }

    /// Starts the process.
    static Keeper on(Path data, String howMany) throws IOException {
        return on(List.of(), System.getProperty("java.class.path"), data, howMany);
    }

    /// Starts the process as somebody else.
    ///
    /// @param prefix what stands before the command, such as `setpriv` with its options
    static Keeper on(List<String> prefix, String classPath, Path data, String howMany) throws IOException {
        var command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                classPath,
                Keeper.class.getName(),
                data.toString(),
                howMany));
        return new Keeper(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .start());
    }

    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            lines.lines().forEach(said::add);
        } catch (IOException e) {
            said.add("unreadable: " + e);
        }
    }

    /// Waits until it takes numbers.
    Keeper ready() throws InterruptedException {
        while (said().noneMatch("ready"::equals)) {
            if (!process.isAlive()) {
                throw new AssertionError("It ended before it was ready: " + String.join("\n", ended()));
            }
            Thread.sleep(5);
        }
        return this;
    }

    /// Kills it, as with `kill -9`, and gives the highest number that it said was kept.
    long kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        return highest();
    }

    long highest() throws InterruptedException {
        ended();
        return said().filter(line -> line.startsWith("kept "))
                .mapToLong(line -> Long.parseLong(line.substring(5)))
                .max()
                .orElse(0);
    }

    /// Waits for its end and gives what it said.
    List<String> ended() throws InterruptedException {
        process.waitFor();
        reader.join();
        return said().toList();
    }

    private Stream<String> said() {
        return List.copyOf(said).stream();
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
    }
}
