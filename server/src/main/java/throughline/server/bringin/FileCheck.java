package throughline.server.bringin;

import static throughline.text.Text.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.FactKind;
import throughline.server.bringin.FileImport.Check;
import throughline.server.bringin.FileImport.Findings;
import throughline.workspace.LeftOut;
import throughline.workspace.Reject;
import throughline.workspace.RejectReasons;
import throughline.workspace.RejectsWriter;
import throughline.workspace.TableSample;
import throughline.workspace.UnreadableWorkspaceException;
import throughline.workspace.Workspace;
import throughline.workspace.WorkspaceImport;

/// One look through all rows of a file, as `import --dry-run` takes it. Rows that are set aside are written down.
final class FileCheck implements Runnable {

    private static final Logger LOG = Logger.getLogger(FileCheck.class.getName());
    private static final int REASONS = 4;

    private final WorkspaceImport files;
    private final Path file;
    private final @Nullable TableSample sample;
    private final Path rejects;
    private final long begun = System.nanoTime();
    private volatile Check now = new Check.Reading(0, OptionalLong.empty(), Duration.ZERO);
    private volatile boolean cancelled;
    private volatile long read;

    /// @param sample what the first rows showed; null where the file is no table
    /// @param rejects where to write the rows that are set aside
    FileCheck(WorkspaceImport files, Path file, @Nullable TableSample sample, Path rejects) {
        this.files = files;
        this.file = file;
        this.sample = sample;
        this.rejects = rejects;
    }

    /// Tells rows that were set aside before: a row that becomes a contact and an answer is one to whoever has the
    /// file. What is wrong with the whole row, or with the file from there on, is told apart from a bad cell.
    private static final class SeenRows {

        private static final int MOST = 1_000;

        private final Map<String, BitSet> lines = new HashMap<>();

        boolean again(Reject reject) {
            String what = reject.column().isEmpty() ? reject.reason() : "";
            if (reject.wholeFile() || (lines.size() >= MOST && !lines.containsKey(what))) {
                return false;
            }
            BitSet before = lines.computeIfAbsent(what, w -> new BitSet());
            int line = (int) Math.min(reject.line(), Integer.MAX_VALUE - 1);
            boolean again = before.get(line);
            before.set(line);
            return again;
        }
    }

    /// The look is no longer wanted.
    private static final class CancelledException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    Check now() {
        return now;
    }

    WorkspaceImport files() {
        return files;
    }

    void cancel() {
        cancelled = true;
    }

    @Override
    public void run() {
        if (cancelled) {
            return;
        }
        try {
            now = new Check.Checked(look());
        } catch (CancelledException e) {
            LOG.log(Level.FINE, "A look through a file was given up", e);
        } catch (UnreadableWorkspaceException e) {
            now = new Check.Refused(Advice.of(e, files, file.getFileName().toString()));
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "A file could not be looked through", e);
            now = new Check.Refused(say("The file could not be read: %s.", String.valueOf(e.getMessage())));
        }
    }

    private Findings look() throws IOException {
        files.refuseAnother();
        var reasons = new RejectReasons();
        var found = new Workspace[1];
        var seen = new SeenRows();
        var rejected = new long[1];
        Files.deleteIfExists(rejects);
        LeftOut leftOut;
        try (var writer = new RejectsWriter(rejects)) {
            leftOut = files.read(
                    this::progress,
                    reject -> {
                        stopIfCancelled();
                        if (seen.again(reject)) {
                            return;
                        }
                        Reject shown = withheld(reject);
                        reasons.accept(shown);
                        writer.accept(shown);
                        rejected[0] += shown.wholeFile() ? 0 : 1;
                    },
                    workspace -> found[0] = workspace);
        }
        if (rejected[0] == 0) {
            Files.deleteIfExists(rejects);
        }
        Workspace workspace = found[0];
        List<RejectReasons.Count> counts = reasons.counts();
        List<String> warnings = Stream.concat(
                        workspace.unreadFiles().stream().map(Reject::reason), workspace.warnings().stream())
                .toList();
        return new Findings(
                read,
                workspace.rows(),
                workspace.duplicates(),
                rejected[0],
                counts.subList(0, Math.min(REASONS, counts.size())),
                warnings,
                workspace.from(),
                workspace.to(),
                leftOut);
    }

    /// What staff have answered is shown to nobody, not even where it could not be read.
    private Reject withheld(Reject reject) {
        boolean staff = sample != null && pulse();
        return staff && !reject.wholeFile()
                ? new Reject(
                        reject.file(),
                        reject.line(),
                        reject.column(),
                        say("An answer of staff could not be read. What it says is not shown."),
                        "")
                : reject;
    }

    private boolean pulse() {
        Path mapping = files.mapping();
        try {
            return mapping != null
                    && throughline.workspace.Mapping.read(mapping)
                                    .tables()
                                    .getFirst()
                                    .kind()
                            == FactKind.PULSE;
        } catch (UnreadableWorkspaceException e) {
            return true;
        }
    }

    private void progress(String name, long rows) {
        stopIfCancelled();
        read = Math.max(read, rows);
        now = new Check.Reading(rows, expected(rows), Duration.ofNanos(System.nanoTime() - begun));
    }

    private void stopIfCancelled() {
        if (cancelled) {
            throw new CancelledException();
        }
    }

    /// Rows that there may be, by the length of the first; nothing can be said of a compressed file.
    private OptionalLong expected(long rows) {
        if (sample == null) {
            return OptionalLong.empty();
        }
        if (sample.whole()) {
            return OptionalLong.of(sample.rows());
        }
        String lower = sample.file().toLowerCase(Locale.ROOT);
        try {
            return lower.matches(".*\\.(gz|parquet|ndjson)")
                    ? OptionalLong.empty()
                    : OptionalLong.of(Math.max(rows, Math.round(Files.size(file) / sample.charactersPerRow())));
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }
}
