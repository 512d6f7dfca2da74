package throughline.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import throughline.diagnosis.Wording;
import throughline.lake.TemporaryFolder;
import throughline.workspace.LeftOut;
import throughline.workspace.RejectReasons;
import throughline.workspace.UnreadableWorkspaceException;
import throughline.workspace.Workspace;
import throughline.workspace.WorkspaceImport;
import throughline.workspace.WorkspaceStore;

/// `throughline import`: brings a workspace into the server's data folder, whether the server runs or not.
@Command(
        mixinStandardHelpOptions = true,
        description =
                "Brings a workspace, or single files of one, into the data folder of the server (running or not).")
final class ImportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FOLDER|FILE",
            description = "a workspace, a folder with a mapping.yaml, or files named after their table")
    private List<Path> sources;

    @Option(
            names = "--as",
            paramLabel = "KIND",
            description = "the table that a single FILE holds, where its name does not say")
    private @Nullable String kind;

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "how foreign files become a workspace; default: the folder's own mapping.yaml")
    private @Nullable Path mapping;

    @Option(
            names = "--replace",
            description = "put the workspace in the place of the one that is there, whose files are deleted")
    private boolean replace;

    @Option(names = "--dry-run", description = "read and report, but bring nothing in")
    private boolean dryRun;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description =
                    "write the rows that could not be read there, as CSV; default: rejects.csv in the data folder")
    private @Nullable Path rejects;

    @Mixin
    private final DataFolder data = new DataFolder();

    @Override
    public Integer call() throws IOException {
        refuseWhatCannotBe();
        var store = new WorkspaceStore(data.path().resolve("workspace"));
        try (var copied = TemporaryFolder.of("throughline-import-");
                var progress = new ProgressLine()) {
            var files = new WorkspaceImport(store, folder(copied.path()), mapping);
            if (!replace) {
                files.refuseAnother();
            }
            LeftOut leftOut = read(files, progress);
            if (!dryRun) {
                int added = replace ? files.replace(leftOut, progress) : files.add(leftOut, progress);
                progress.close();
                say(added == 0 ? "Nothing new: these files were already there." : brought(added));
            }
            return leftOut.unread().isEmpty() ? 0 : 1;
        }
    }

    private void refuseWhatCannotBe() {
        for (Path source : sources) {
            if (!Files.exists(source)) {
                throw wrong("There is no " + source + ".");
            }
            if (kind != null && Files.isDirectory(source)) {
                throw wrong(
                        "--as names the table of a single file, and %s is a folder. Leave --as out: the files of a folder are named after their tables."
                                .formatted(source));
            }
            if (sources.size() > 1 && Files.exists(source.resolve("mapping.yaml"))) {
                throw wrong("Import %s on its own: its mapping.yaml explains no other files.".formatted(source));
            }
        }
        if (kind != null && sources.size() > 1) {
            throw wrong("--as names the table of a single file; %d were given. Import them one after the other."
                    .formatted(sources.size()));
        }
        if (mapping == null) {
            return;
        }
        if (!Files.exists(mapping)) {
            throw wrong("There is no " + mapping + ".");
        }
        if (kind != null) {
            throw wrong("--mapping says which table each file becomes; leave --as out.");
        }
        if (sources.size() > 1 && sources.stream().anyMatch(Files::isDirectory)) {
            throw wrong("--mapping explains the files of one folder; %d sources were given.".formatted(sources.size()));
        }
    }

    private ParameterException wrong(String why) {
        return new ParameterException(spec.commandLine(), why);
    }

    /// Whether the files are foreign ones that a mapping explains.
    private boolean mapped() {
        return mapping != null || Files.exists(sources.getFirst().resolve("mapping.yaml"));
    }

    /// The folder to read: a copy, so that nothing changes between its reading and its keeping; a mapped folder is read
    /// where it is.
    private Path folder(Path copied) throws IOException {
        if (mapped() && Files.isDirectory(sources.getFirst())) {
            return sources.getFirst();
        }
        WorkspaceStore.stage(sources, kind, copied);
        return copied;
    }

    /// Reads everything, says what there is, and gives the files that are not to be kept.
    private LeftOut read(WorkspaceImport files, ProgressLine progress) throws IOException {
        Path written = rejects == null ? data.path().resolve("rejects.csv") : rejects;
        var reasons = new RejectReasons();
        try (var file = rejects == null && !dryRun ? RejectsFile.ifAny(written) : RejectsFile.named(rejects)) {
            return files.read(
                    progress,
                    reject -> {
                        reasons.accept(reject);
                        file.accept(reject);
                    },
                    workspace -> {
                        progress.close();
                        summary(workspace);
                        reasons(workspace, reasons, written);
                        workspace.warnings().forEach(warning -> say("  Note: " + warning));
                    });
        } catch (UnreadableWorkspaceException e) {
            // What was read is a copy; the sentence must name what the caller knows.
            String known = sources.size() == 1 ? sources.getFirst().toString() : "these files";
            throw new UnreadableWorkspaceException(
                    String.valueOf(e.getMessage()).replace(files.folder().toString(), known));
        }
    }

    private void summary(Workspace workspace) {
        if (workspace.organisation().recorded() || mapped()) {
            say(workspace.organisation().name());
        }
        workspace.rows().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> say("  %-14s %12s %s"
                        .formatted(
                                e.getKey().table(), Wording.count(e.getValue()), e.getValue() == 1 ? "row" : "rows")));
        if (workspace.duplicates() > 0) {
            say("  %s replaced by a later row of the same id."
                    .formatted(Wording.count(workspace.duplicates(), "row was", "rows were")));
        }
    }

    private void reasons(Workspace workspace, RejectReasons reasons, Path written) {
        if (reasons.isEmpty()) {
            return;
        }
        List<String> lines = reasons.lines();
        int files = workspace.unreadFiles().size();
        lines.subList(0, files).forEach(this::say);
        if (workspace.rejected() > 0) {
            say("%s could not be read:".formatted(Wording.count(workspace.rejected(), "row", "rows")));
            lines.subList(files, lines.size()).forEach(this::say);
        }
        say(
                dryRun && rejects == null
                        ? "  --rejects FILE writes all of them down, with the reason."
                        : "  All of them, with the reason: " + written);
    }

    private static String brought(int files) {
        return "Brought in %s. The pages show it at the next look.".formatted(Wording.count(files, "file", "files"));
    }

    private void say(String line) {
        spec.commandLine().getOut().println(Terminal.shown(line));
    }
}
