package throughline.server.intake;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import throughline.lake.JavaProcess;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseKind;

/// A server in a process of its own, which tests kill.
final class IntakeProcess implements AutoCloseable {

    /// Bodies beyond this many KB are kept as files.
    static final int SMALL_BODY = 8;

    /// Pause between two looks for batches to flush.
    static final Duration FLUSH_EVERY = Duration.ofMillis(50);

    private static final long LONGEST_START = TimeUnit.SECONDS.toNanos(120);

    private final Class<?> program;
    private final List<String> options;
    private final Optional<String> failing;
    private final Path data;
    private final DatabaseAddress address;
    private final String token;
    private Path told;
    private Process process;
    private int starts;
    private int port;

    private IntakeProcess(Class<?> program, List<String> options, Path data, DatabaseAddress address, String token) {
        this(program, options, Optional.empty(), data, address, token);
    }

    private IntakeProcess(
            Class<?> program,
            List<String> options,
            Optional<String> failing,
            Path data,
            DatabaseAddress address,
            String token) {
        this.program = program;
        this.options = options;
        this.failing = failing;
        this.data = data;
        this.address = address;
        this.token = token;
        this.told = data.resolve("port");
    }

    /// The whole application. It knows the token.
    static IntakeProcess whole(Path data, DatabaseAddress address, String token) {
        return new IntakeProcess(WholeServer.class, List.of(), data, address, token);
    }

    /// The intake without anything else; it takes everybody for this source.
    static IntakeProcess bare(Path data, DatabaseAddress address, String source) {
        return new IntakeProcess(BareIntake.class, List.of(), data, address, source);
    }

    /// The same in a third of the time: the JVM remembers what another one has loaded, which is started and
    /// stopped for it here. It pays from about ten starts on.
    static IntakeProcess quick(Path data, DatabaseAddress address, String source) {
        return new IntakeProcess(BareIntake.class, Learnt.OPTIONS, data, address, source);
    }

    /// The same on a disk that fails: of these calls to the kernel one is refused.
    ///
    /// @param calls names of them, by commas; the n-th of a start fails
    static IntakeProcess failing(String calls, Path data, DatabaseAddress address, String source) {
        return new IntakeProcess(BareIntake.class, Learnt.OPTIONS, Optional.of(calls), data, address, source);
    }

    /// Whether calls to the kernel can be made to fail here.
    static boolean canFail() throws InterruptedException {
        try {
            return new ProcessBuilder(refusing("fsync", 1, "true")).start().waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    /// The program is the process that is started, and not a child of the one that watches it.
    private static List<String> refusing(String calls, int nth, String... program) {
        List<String> call = new ArrayList<>(List.of(
                "strace",
                "-D",
                "-f",
                "-qqq",
                "-o",
                "/dev/null",
                "--seccomp-bpf",
                "--trace=" + calls,
                "--inject=%s:error=EIO:when=%s".formatted(calls, nth)));
        call.addAll(List.of(program));
        return call;
    }

    private static final class Learnt {

        private static final List<String> OPTIONS =
                List.of("-XX:AOTCache=" + learn(), "-Xlog:aot=off", "-Xlog:cds=off");

        private static Path learn() {
            Path cache = JavaProcess.scratch().resolve("intake.aot");
            try {
                Path data = Files.createDirectory(JavaProcess.scratch().resolve("learning"));
                DatabaseAddress address = DatabaseKind.EMBEDDED.fresh();
                try (var database = Database.at(address);
                        var sender = new Sender("learn", "learn");
                        var process = new IntakeProcess(
                                BareIntake.class, List.of("-XX:AOTCacheOutput=" + cache), data, address, "learn")) {
                    process.start("none", 1);
                    var checker = new Checker(data, database, sender);
                    for (int i = 0; i < 2; i++) {
                        for (int batch = 0; batch < 3; batch++) {
                            if (!process.ready() || !sender.send(process.port())) {
                                throw new AssertionError("It does not take facts in: " + process.said());
                            }
                        }
                        checker.awaitSettled();
                        process.look();
                    }
                    process.process.destroy();
                    process.process.waitFor();
                }
                return cache;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// Starts it and does not wait for it; it ends itself the n-th time it comes to the step.
    ///
    /// @param step or `none`
    void start(String step, int nth) throws IOException {
        told = data.resolve("port" + starts++);
        ProcessBuilder builder = JavaProcess.of(
                        options,
                        program,
                        data.toString(),
                        address.jdbc(),
                        token,
                        told.toString(),
                        step,
                        Integer.toString(nth))
                .redirectOutput(Redirect.appendTo(data.resolve("log").toFile()));
        failing.ifPresent(
                calls -> builder.command(refusing(calls, nth, builder.command().toArray(String[]::new))));
        process = builder.start();
    }

    /// Waits until it takes facts in; false where it ended before that.
    boolean ready() throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST_START;
        while (!Files.exists(told)) {
            if (!process.isAlive()) {
                return false;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("It does not start: " + said());
            }
            Thread.sleep(2);
        }
        port = Integer.parseInt(Files.readString(told));
        return true;
    }

    /// Where it listens, once it is ready.
    int port() {
        return port;
    }

    /// Looks at its first page, for which it makes the cells of what is new.
    void look() throws IOException {
        var page = (HttpURLConnection)
                URI.create("http://127.0.0.1:%d/".formatted(port)).toURL().openConnection();
        try (InputStream in = page.getInputStream()) {
            in.readAllBytes();
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Kills it, as with `kill -9`.
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /// What it and those before it said.
    String said() throws IOException {
        return Files.readString(data.resolve("log"));
    }

    @Override
    public void close() {
        if (process != null) {
            process.toHandle().destroyForcibly();
        }
    }
}
