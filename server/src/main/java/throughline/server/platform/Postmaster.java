package throughline.server.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.logging.Logger;

/// The processes that serve a data folder, found by what the system says of them.
///
/// A process number in `postmaster.pid` proves little: after a crash the number may belong to another
/// program, or to a dead one that nobody has collected. PostgreSQL would refuse to start over either. We
/// take the file away only when no process of that folder is left, since starting beside one that still
/// writes would destroy the data.
final class Postmaster {

    private static final Logger LOG = Logger.getLogger(Postmaster.class.getName());
    private static final Path PROCESSES = Path.of("/proc");
    private static final Duration ORDERLY = Duration.ofSeconds(60);
    private static final Duration IMMEDIATE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final String FILE = "postmaster.pid";

    /// Lines of the file, as PostgreSQL writes them.
    private static final int PORT_LINE = 3;

    private static final int STATUS_LINE = 7;

    private final Path data;
    private final PostgresBinaries binaries;
    private final PostgresAccount account;

    Postmaster(Path data, PostgresBinaries binaries, PostgresAccount account) {
        this.data = data;
        this.binaries = binaries;
        this.account = account;
    }

    private Path file() {
        return data.resolve(FILE);
    }

    /// The port of the server that runs on a folder; empty where none is ready.
    static OptionalInt port(Path data) throws IOException {
        List<String> lines = lines(data.resolve(FILE));
        return lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready")
                ? OptionalInt.of(Integer.parseInt(lines.get(PORT_LINE).strip()))
                : OptionalInt.empty();
    }

    private List<String> lines() throws IOException {
        return lines(file());
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private Optional<Long> recorded() throws IOException {
        try {
            return lines().stream().findFirst().map(line -> Long.valueOf(line.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// Whether this process is the folder's server and takes connections at the port.
    boolean isReady(long pid, int port) throws IOException {
        List<String> lines = lines();
        return lines.size() > STATUS_LINE
                && lines.getFirst().strip().equals(Long.toString(pid))
                && lines.get(PORT_LINE).strip().equals(Integer.toString(port))
                && lines.get(STATUS_LINE).strip().equals("ready");
    }

    /// Makes sure that nothing serves the folder any more, so that a server of ours can.
    ///
    /// @throws IOException if the file that names the last one cannot be read or taken away
    void clear() throws IOException {
        Optional<Long> pid = recorded();
        if (pid.isPresent() && serves(pid.get())) {
            LOG.info("Stopping the PostgreSQL that the last Throughline has left behind, process " + pid.get());
            stop(pid.get());
        }
        endStrays();
        Optional<Long> left = recorded();
        if (left.isPresent() && ProcessHandle.of(left.get()).isPresent() && !serves(left.get())) {
            // Where the process is gone for good PostgreSQL clears the file itself.
            Files.delete(file());
        }
    }

    /// Stops a server in good order; one that does not follow is stopped at once, and puts its data right at
    /// the next start.
    void stop(long pid) throws IOException {
        signal("INT", pid);
        if (await(ORDERLY, () -> !isAlive(pid))) {
            return;
        }
        LOG.warning("PostgreSQL did not stop within a minute and is stopped at once, process " + pid);
        signal("QUIT", pid);
        if (!await(IMMEDIATE, () -> !isAlive(pid))) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            await(IMMEDIATE, () -> !isAlive(pid));
        }
    }

    private void signal(String name, long pid) throws IOException {
        Programs.run(account.command(binaries.program("pg_ctl"), "kill", name, Long.toString(pid)));
    }

    /// Sees off what a server that was killed has left: its processes end by themselves once they notice.
    private void endStrays() {
        if (!await(IMMEDIATE, () -> strays().isEmpty())) {
            strays().forEach(ProcessHandle::destroyForcibly);
            await(IMMEDIATE, () -> strays().isEmpty());
        }
    }

    private List<ProcessHandle> strays() {
        return ProcessHandle.allProcesses().filter(p -> worksIn(p.pid())).toList();
    }

    /// Every process of PostgreSQL, and hardly another one, works in the folder it serves.
    private boolean worksIn(long pid) {
        try {
            return Files.readSymbolicLink(PROCESSES.resolve(pid + "/cwd")).equals(data)
                    && Files.readString(PROCESSES.resolve(pid + "/comm")).startsWith("postgres")
                    && isAlive(pid);
        } catch (IOException unknown) {
            return false;
        }
    }

    /// Whether a living process is the folder's server, by the command it was started with.
    private boolean serves(long pid) {
        return isAlive(pid)
                && ProcessHandle.of(pid)
                        .flatMap(p -> p.info().arguments())
                        .map(List::of)
                        .filter(arguments -> arguments.contains(data.toString()))
                        .isPresent();
    }

    /// A zombie is not alive: it is a dead process whose parent has not asked how it ended.
    private static boolean isAlive(long pid) {
        if (!ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
            return false;
        }
        try {
            String status = Files.readString(PROCESSES.resolve(pid + "/stat"));
            return status.charAt(status.lastIndexOf(')') + 2) != 'Z';
        } catch (NoSuchFileException gone) {
            return !Files.isDirectory(PROCESSES.resolve("self"));
        } catch (IOException unknown) {
            return true;
        }
    }

    private static boolean await(Duration patience, BooleanSupplier condition) {
        long end = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end || !paused()) {
                return condition.getAsBoolean();
            }
        }
        return true;
    }

    private static boolean paused() {
        try {
            Thread.sleep(PAUSE);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
