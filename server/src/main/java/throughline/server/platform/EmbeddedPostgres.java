package throughline.server.platform;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/// The PostgreSQL that comes with Throughline, as a child of this process, for this process only.
///
/// It listens on the loopback address at a free port, and nobody gets in without the password. If it ends it is started
/// again, at the same port where that is still free; connections that were open are broken then, and new ones work. If
/// this process is killed it lives on; the next start stops it in good order and begins its own. Safe for use by
/// several
/// threads.
final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(EmbeddedPostgres.class.getName());
    private static final int PORTS_TRIED = 5;
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final PostgresFolder folder;
    private final PostgresBinaries binaries;
    private final PostgresAccount account;
    private final Postmaster postmaster;
    private final String secret;
    private final PGSimpleDataSource source = new PGSimpleDataSource();
    private final Thread supervisor;

    /// Held while the process is started or stopped.
    private final ReentrantLock changing = new ReentrantLock();

    private volatile Process process;
    private volatile boolean closed;
    private int port;

    private EmbeddedPostgres(PostgresFolder folder) throws IOException {
        this.folder = folder;
        this.secret = folder.secret();
        this.account = PostgresAccount.of(folder.data());
        if (account.user() != null) {
            folder.open();
        }
        this.binaries = PostgresBinaries.in(folder.path());
        refuseUnusable();
        PostgresSetup.files(folder, binaries, account);
        this.postmaster = new Postmaster(folder.data(), binaries, account);
        this.process = launch();
        this.supervisor =
                Thread.ofPlatform().name("postgres-supervisor").daemon().start(this::supervise);
    }

    /// Starts it, on files that are made first if they are not there.
    ///
    /// @param claim the claim of the data folder: one process at a time
    /// @throws DatabaseUnavailableException if it does not start
    static EmbeddedPostgres start(DataFolderClaim claim) {
        try {
            return new EmbeddedPostgres(PostgresFolder.in(claim.folder()));
        } catch (AccessDeniedException e) {
            throw new DatabaseUnavailableException(
                    "We may not read or write %s, which the database in %s needs. Start Throughline as the user who started it first."
                            .formatted(e.getFile(), claim.folder().resolve("postgres")),
                    e);
        } catch (IOException e) {
            throw new DatabaseUnavailableException(
                    "The database in %s could not be started: %s"
                            .formatted(claim.folder().resolve("postgres"), e),
                    e);
        }
    }

    private void refuseUnusable() throws IOException {
        String program = binaries.program("postgres");
        // Asked by a program that has nothing of our rights any more, which the one that lays them down may still have.
        if (account.user() != null && !Programs.succeeds(account.command("test", "-x", program))) {
            throw new DatabaseUnavailableException(
                    "PostgreSQL has to run as %s here, who cannot get to %s. Name a data folder that others may pass through, with --data; a home folder usually is none."
                            .formatted(account.user().getName(), folder.path()));
        }
        Programs.Outcome outcome = Programs.run(account.command(program, "--version"));
        if (!outcome.isGood()) {
            throw StartFailure.of(folder, "does not run on this system", outcome.output());
        }
    }

    /// Starts the process and waits until it takes connections, however long putting its data right takes.
    private Process launch() throws IOException {
        postmaster.clear();
        folder.turnLog();
        String said = "";
        for (int i = 0; i < PORTS_TRIED; i++) {
            port = free(i == 0 ? port : 0);
            long from = Files.exists(folder.log()) ? Files.size(folder.log()) : 0;
            Process started = spawn();
            if (isUp(started)) {
                prepare(started);
                return started;
            }
            said = logSince(from);
            if (!said.contains("Address already in use")) {
                break;
            }
        }
        throw StartFailure.of(folder, "did not start", said);
    }

    private static int free(int wanted) throws IOException {
        try (var socket = new ServerSocket(wanted, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (BindException taken) {
            return free(0);
        }
    }

    private Process spawn() throws IOException {
        // A session of its own: Ctrl-C in a terminal reaches us, who end it after the last work is done.
        List<String> session = Programs.succeeds(List.of("setsid", "true")) ? List.of("setsid") : List.of();
        var command = new ArrayList<>(Programs.joined(
                session,
                account.command(
                        binaries.program("postgres"), "-D", folder.data().toString())));
        PostgresSetup.settings(port).forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        return Programs.builder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(folder.log().toFile()))
                .redirectInput(Redirect.from(new File("/dev/null")))
                .start();
    }

    private boolean isUp(Process started) throws IOException {
        try {
            while (started.isAlive()) {
                if (postmaster.isReady(started.pid(), port)) {
                    return true;
                }
                Thread.sleep(PAUSE);
            }
            return false;
        } catch (InterruptedException e) {
            postmaster.stop(started.pid());
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while PostgreSQL was starting", e);
        }
    }

    /// Makes what has to be in it, checks what it promises, and lets everybody in.
    private void prepare(Process started) throws IOException {
        try {
            try (Connection superuser =
                    PostgresSetup.address(port, "postgres", secret).dataSource().getConnection()) {
                PostgresSetup.contents(superuser, secret);
            }
            try (Connection superuser = PostgresSetup.superuser(port, PostgresSetup.NAME, secret)
                    .dataSource()
                    .getConnection()) {
                PostgresSetup.rights(superuser);
            }
            DatabaseAddress ours = PostgresSetup.address(port, PostgresSetup.NAME, secret);
            try (Connection connection = ours.dataSource().getConnection()) {
                Requirements.check(connection, folder.path().toString());
            }
            ours.give(source);
        } catch (SQLException e) {
            postmaster.stop(started.pid());
            throw StartFailure.of(folder, "started, but does not let us in", String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            postmaster.stop(started.pid());
            throw e;
        }
    }

    private String logSince(long from) throws IOException {
        try (var log = new RandomAccessFile(folder.log().toFile(), "r")) {
            byte[] bytes = new byte[(int) Math.min(100_000, log.length() - from)];
            log.seek(log.length() - bytes.length);
            log.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private void supervise() {
        try {
            while (!closed) {
                int status = process.waitFor();
                if (!closed) {
                    LOG.warning("PostgreSQL has ended by itself (status %s) and is started again".formatted(status));
                    restart();
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void restart() throws InterruptedException {
        for (Duration pause = Duration.ofSeconds(1); !closed; pause = longer(pause)) {
            changing.lockInterruptibly();
            try {
                if (!closed) {
                    process = launch();
                    LOG.warning("PostgreSQL runs again");
                }
                return;
            } catch (IOException | DatabaseUnavailableException e) {
                LOG.log(Level.SEVERE, "PostgreSQL could not be started again; the next try is in " + pause, e);
            } finally {
                changing.unlock();
            }
            Thread.sleep(pause);
        }
    }

    private static Duration longer(Duration pause) {
        Duration doubled = pause.multipliedBy(2);
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    /// Single connections of our user to our database; they follow the server to another port.
    DataSource dataSource() {
        return source;
    }

    /// The number of its process.
    long pid() {
        return process.pid();
    }

    /// Stops it once what runs in it is done or broken off; a second call does nothing.
    @Override
    public void close() {
        closed = true;
        supervisor.interrupt();
        changing.lock();
        try {
            if (process.isAlive()) {
                postmaster.stop(process.pid());
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "PostgreSQL could not be stopped in good order", e);
            process.destroy();
        } finally {
            changing.unlock();
        }
    }

    @Override
    public String toString() {
        return folder.path().toString();
    }
}
