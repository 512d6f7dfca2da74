package throughline.server.diagnose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Dossier;
import throughline.workspace.WorkspaceStore;

/// The workspace the server shows: the organisation's own once there is one, until then the demo if it is wanted.
///
/// Reading happens in the background, so a page never waits for it: the first pages say that it is being read, later
/// ones show what was read last. Whether the files have changed is looked up when a page is asked for, at most every
/// five seconds. Safe for use by several threads.
public final class CurrentWorkspace implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(CurrentWorkspace.class.getName());
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

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
        /// @param trouble why a newer state of the files is not shown
        record Ready(OpenWorkspace workspace, boolean demo, Optional<String> trouble) implements Showing {}
    }

    private record Wanted(Path folder, boolean demo, Fingerprint fingerprint) {}

    private final Path own;
    private final Path demo;
    private final boolean demoWanted;
    private final Sources sources;
    private final Function<Dossier, Diagnosis> examiner;
    private final LongSupplier nanos;
    private final ReentrantReadWriteLock inUse = new ReentrantReadWriteLock();

    private Showing showing = new Showing.Nothing();
    private @Nullable Wanted shown;
    private @Nullable Wanted tried;
    private boolean reading;
    private boolean closed;
    private boolean looked;
    private long lookedAt;

    /// The workspace of a data folder; nothing is read yet.
    ///
    /// @param data folder with `workspace/` and `demo/`
    /// @param nanos a clock that only goes forward, in nanoseconds
    public CurrentWorkspace(
            Path data, Demo demoWanted, Sources sources, Function<Dossier, Diagnosis> examiner, LongSupplier nanos) {
        this.own = data.resolve("workspace");
        this.demo = data.resolve("demo");
        this.demoWanted = demoWanted == Demo.WANTED;
        this.sources = sources;
        this.examiner = examiner;
        this.nanos = nanos;
    }

    /// Where an imported workspace is kept.
    public Path folder() {
        return own;
    }

    /// Answers from what there is to show, which stays open until the answer is there.
    public <T> T show(Function<Showing, T> answer) {
        look();
        inUse.readLock().lock();
        try {
            return answer.apply(current());
        } finally {
            inUse.readLock().unlock();
        }
    }

    private synchronized Showing current() {
        return showing;
    }

    private synchronized void look() {
        long now = nanos.getAsLong();
        if (closed || reading || (looked && now - lookedAt < LOOK_EVERY.toNanos())) {
            return;
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
                if (!(showing instanceof Showing.Ready)) {
                    showing = new Showing.Reading("");
                }
                Thread.ofPlatform().name("workspace-reader").daemon().start(() -> read(wanted));
            }
        } catch (IOException e) {
            failed("The data folder could not be looked at: " + e.getMessage());
        }
    }

    private @Nullable Wanted wanted() throws IOException {
        Fingerprint fingerprint = Fingerprint.of(own);
        if (!fingerprint.isEmpty()) {
            return new Wanted(own, false, fingerprint);
        }
        return demoWanted ? new Wanted(demo, true, Fingerprint.of(demo)) : null;
    }

    private void read(Wanted wanted) {
        try {
            Wanted there = wanted;
            if (wanted.fingerprint().isEmpty()) {
                progress("Writing the demo organisation");
                writeDemo();
                there = new Wanted(demo, true, Fingerprint.of(demo));
            }
            var workspace = new OpenWorkspace(sources.read(there.folder(), this::progress), examiner);
            examine(workspace);
            replace(new Showing.Ready(workspace, there.demo(), Optional.empty()), there);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "The workspace could not be read", e);
            failed(e.getMessage() == null ? e.toString() : e.getMessage());
        } finally {
            finished();
        }
    }

    /// Examines what every first page shows; a workspace that cannot be examined is not kept open.
    private void examine(OpenWorkspace workspace) {
        progress("Examining fifteen causes");
        try {
            workspace.examine(Scope.USUAL);
        } catch (RuntimeException e) {
            workspace.close();
            throw e;
        }
    }

    private void writeDemo() throws IOException {
        Files.createDirectories(demo.toAbsolutePath().getParent());
        Path incoming = Files.createTempDirectory(demo.toAbsolutePath().getParent(), "demo-incoming");
        try {
            sources.writeDemo(incoming);
            Files.move(incoming, demo, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            if (Files.exists(incoming)) {
                WorkspaceStore.delete(incoming);
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
                ? new Showing.Ready(ready.workspace(), ready.demo(), Optional.of(why))
                : new Showing.Unreadable(why);
    }

    private synchronized void finished() {
        reading = false;
    }

    /// Shows something else; what was shown is closed once the last page of it is done.
    private void replace(Showing next, @Nullable Wanted wanted) {
        Showing before;
        synchronized (this) {
            // What was being read while the server was closed is closed with it.
            before = closed ? next : showing;
            showing = closed ? new Showing.Nothing() : next;
            shown = wanted;
            tried = wanted;
        }
        if (before instanceof Showing.Ready ready) {
            Thread.ofPlatform().name("workspace-closer").start(() -> closeUnused(ready.workspace()));
        }
    }

    private void closeUnused(OpenWorkspace workspace) {
        inUse.writeLock().lock();
        try {
            workspace.close();
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
