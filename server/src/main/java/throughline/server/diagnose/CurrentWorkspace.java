package throughline.server.diagnose;

import static throughline.text.Text.say;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Dossier;
import throughline.server.platform.DataFolder;
import throughline.server.platform.Fingerprint;
import throughline.text.Language;
import throughline.workspace.Workspace;
import throughline.workspace.WorkspaceStore;

/// The workspace the server shows: the organisation's own once there is one, until then the demo if it is
/// wanted.
///
/// Reading happens in the background. The first pages say that it is being read. Whether the facts have
/// changed is looked up when a page is asked for; a page that finds new ones waits some seconds for them, and
/// after that says that they are being read, beside what was read last. The demo is never shown once there
/// are facts of the organisation's own, and an import is shown whole or not at all. Safe for use by several
/// threads.
public final class CurrentWorkspace implements AutoCloseable {

    private static final String INCOMING = "demo-incoming";
    private static final long CLOSER_WAITS_NANOS = 50_000_000;
    private static final Logger LOG = Logger.getLogger(CurrentWorkspace.class.getName());
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /// Whether the demo is shown while there is no workspace.
    public enum Demo {
        WANTED,
        UNWANTED
    }

    /// What there is to show.
    public sealed interface Showing {

        /// Nothing has been imported and no demo is wanted.
        record Nothing() implements Showing {}

        /// It is being read for the first time.
        ///
        /// @param progress how far it has come, in words
        record Reading(String progress) implements Showing {}

        /// It could not be read, and there is nothing older to show.
        record Unreadable(String why) implements Showing {}

        /// It can be read.
        ///
        /// @param demo whether it is the demo organisation
        /// @param newer what has become of files that came in since
        record Ready(OpenWorkspace workspace, boolean demo, Newer newer) implements Showing {}
    }

    /// What has become of files that are newer than those on view.
    public sealed interface Newer {

        /// There are none.
        record None() implements Newer {}

        /// They are being read.
        record Coming() implements Newer {}

        /// They could not be read.
        record Unreadable(String why) implements Newer {}
    }

    /// @param version what tells it from any other state
    private record Wanted(boolean demo, String version) {}

    private final Path own;
    private final Path demo;
    private final Path demoLeft;
    private final boolean demoWanted;
    private final Sources sources;
    private final Function<Dossier, Diagnosis> examiner;
    private final LongSupplier nanos;
    private final ReentrantReadWriteLock inUse = new ReentrantReadWriteLock();

    private Showing showing = new Showing.Nothing();
    private @Nullable Wanted shown;
    private @Nullable Wanted tried;
    private boolean reading;
    private boolean newer;
    private boolean closed;
    private boolean looked;
    private long lookedAt;

    /// The workspace of a data folder; nothing is read yet.
    ///
    /// @param nanos a clock that only goes forward, in nanoseconds
    public CurrentWorkspace(
            DataFolder data,
            Demo demoWanted,
            Sources sources,
            Function<Dossier, Diagnosis> examiner,
            LongSupplier nanos) {
        this.own = data.workspace();
        this.demo = data.demo();
        this.demoLeft = data.demoLeft();
        this.demoWanted = demoWanted == Demo.WANTED;
        this.sources = sources;
        this.examiner = examiner;
        this.nanos = nanos;
    }

    /// Where an imported workspace is put.
    public Path folder() {
        return own;
    }

    /// Begins to read what there is, so that the first reader waits less.
    public void begin() {
        look();
    }

    /// Answers from what there is to show, which stays open until the answer is there.
    public <T> T show(Function<Showing, T> answer) {
        if (look()) {
            await();
        }
        inUse.readLock().lock();
        try {
            return answer.apply(current());
        } finally {
            inUse.readLock().unlock();
        }
    }

    /// Says that something has just been changed, which the next page shows.
    public synchronized void lookAgain() {
        looked = false;
    }

    /// How far the first reading of the organisation's own facts and record has come, in words; empty where they can be
    /// shown, and where there are none.
    public Optional<String> firstReading() {
        look();
        synchronized (this) {
            return showing instanceof Showing.Reading first && tried != null && !tried.demo()
                    ? Optional.of(first.progress())
                    : Optional.empty();
        }
    }

    private synchronized Showing current() {
        return showing;
    }

    /// Begins to read what has changed; whether files newer than those on view are being read.
    private synchronized boolean look() {
        long now = nanos.getAsLong();
        if (reading) {
            return newer;
        }
        if (closed || (looked && now - lookedAt < LOOK_EVERY.toNanos())) {
            return false;
        }
        looked = true;
        lookedAt = now;
        try {
            Wanted wanted = wanted();
            if (wanted == null) {
                replace(new Showing.Nothing(), null);
            } else if (!wanted.equals(shown) && !wanted.equals(tried)) {
                reading = true;
                tried = wanted;
                newer = showing instanceof Showing.Ready;
                if (!(showing instanceof Showing.Ready ready) || (ready.demo() && !wanted.demo())) {
                    replace(new Showing.Reading(""), null, wanted);
                }
                Thread.ofPlatform().name("workspace-reader").daemon().start(Language.kept(() -> read(wanted)));
            }
        } catch (IOException e) {
            failed(say("The data folder could not be looked at: %s", String.valueOf(e.getMessage())));
        }
        return reading && newer;
    }

    /// Waits for the files that are being read, but not for long.
    private synchronized void await() {
        long patience = PATIENCE.toNanos();
        long end = System.nanoTime() + patience;
        try {
            while (reading && patience > 0) {
                TimeUnit.NANOSECONDS.timedWait(this, patience);
                patience = end - System.nanoTime();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (reading && showing instanceof Showing.Ready ready) {
            showing = new Showing.Ready(ready.workspace(), ready.demo(), new Newer.Coming());
        }
    }

    private @Nullable Wanted wanted() throws IOException {
        Optional<String> version = sources.version();
        if (version.isPresent()) {
            return new Wanted(false, version.get());
        }
        return demoWanted && !Files.exists(demoLeft) ? demo() : null;
    }

    /// Leaves the demo for good: the next page shows none, and its files are deleted once nobody reads them.
    ///
    /// @return whether nobody had left it before
    /// @throws IOException if that cannot be written down; it is shown as before then
    public boolean leaveDemo() throws IOException {
        synchronized (this) {
            boolean first = !Files.exists(demoLeft);
            Files.write(demoLeft, new byte[0]);
            looked = false;
            return first;
        }
    }

    private Wanted demo() throws IOException {
        return new Wanted(true, String.join("\n", Fingerprint.of(demo).files()));
    }

    private void read(Wanted wanted) {
        try {
            if (wanted.demo()) {
                if (Fingerprint.of(demo).isEmpty()) {
                    progress(say("Writing the demo organisation"));
                    writeDemo();
                }
                show(sources.readDemo(demo, this::progress), demo());
            } else {
                Sources.Reading reading = sources.read(this::progress);
                show(reading.workspace(), new Wanted(false, reading.version()));
            }
        } catch (OutOfMemoryError e) {
            failed(
                    say(
                            "There is not enough memory for it. Start with more, such as THROUGHLINE_JAVA_OPTIONS=-Xmx3g ./throughline start"));
        } catch (IOException | RuntimeException | Error e) {
            LOG.log(Level.WARNING, "The workspace could not be read", e);
            failed(e.getMessage() == null ? e.toString() : e.getMessage());
        } finally {
            finished();
        }
    }

    private void show(Workspace read, Wanted there) {
        var workspace = new OpenWorkspace(read, examiner);
        examine(workspace);
        replace(new Showing.Ready(workspace, there.demo(), new Newer.None()), there);
    }

    /// Examines what every first page shows; a workspace that cannot be examined is not kept open.
    private void examine(OpenWorkspace workspace) {
        progress(say("Examining fifteen causes"));
        try {
            workspace.examine(Scope.USUAL);
        } catch (RuntimeException | Error e) {
            workspace.close();
            throw e;
        }
    }

    private void writeDemo() throws IOException {
        Files.createDirectories(demo.toAbsolutePath().getParent());
        clearInterrupted();
        Path incoming = Files.createTempDirectory(demo.toAbsolutePath().getParent(), INCOMING);
        try {
            sources.writeDemo(incoming);
            Files.move(incoming, demo, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            if (Files.exists(incoming)) {
                WorkspaceStore.delete(incoming);
            }
        }
    }

    /// Clears away what a server that was killed has left; no other one uses the folder now.
    private void clearInterrupted() throws IOException {
        try (DirectoryStream<Path> left =
                Files.newDirectoryStream(demo.toAbsolutePath().getParent(), INCOMING + "*")) {
            for (Path folder : left) {
                WorkspaceStore.delete(folder);
            }
        }
    }

    private synchronized void progress(String words) {
        if (!(showing instanceof Showing.Ready)) {
            showing = new Showing.Reading(words);
        }
    }

    private synchronized void failed(String why) {
        showing = showing instanceof Showing.Ready ready
                ? new Showing.Ready(ready.workspace(), ready.demo(), new Newer.Unreadable(why))
                : new Showing.Unreadable(why);
    }

    private synchronized void finished() {
        reading = false;
        notifyAll();
    }

    /// Shows something else; what was shown is closed once the last page of it is done.
    private void replace(Showing next, @Nullable Wanted wanted) {
        replace(next, wanted, wanted);
    }

    private void replace(Showing next, @Nullable Wanted wanted, @Nullable Wanted begun) {
        Showing before;
        synchronized (this) {
            // What was being read while the server was closed is closed with it.
            before = closed ? next : showing;
            showing = closed ? new Showing.Nothing() : next;
            shown = wanted;
            tried = begun;
        }
        if (before instanceof Showing.Ready ready) {
            Thread.ofPlatform().name("workspace-closer").start(() -> closeUnused(ready));
        }
    }

    private void closeUnused(Showing.Ready ready) {
        // One that waits in line would keep everybody out who comes after it.
        while (!inUse.writeLock().tryLock()) {
            LockSupport.parkNanos(CLOSER_WAITS_NANOS);
        }
        try {
            ready.workspace().close();
            if (ready.demo() && Files.exists(demoLeft)) {
                WorkspaceStore.delete(demo);
            }
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The files of the demo could not be deleted: " + e.getMessage());
        } finally {
            inUse.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        replace(new Showing.Nothing(), null);
        synchronized (this) {
            closed = true;
        }
    }
}
