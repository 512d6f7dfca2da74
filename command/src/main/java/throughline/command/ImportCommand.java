package throughline.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import throughline.lake.TemporaryFolder;
import throughline.workspace.UnreadableWorkspaceException;
import throughline.workspace.Workspace;
import throughline.workspace.WorkspaceReader;
import throughline.workspace.WorkspaceStore;

/// `throughline import`: brings a workspace into the server's data folder, whether the server runs or not.
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description =
                "Brings a workspace, or single files of one, into the data folder of the server (running or not).")
final class ImportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "1..*",
            paramLabel = "FOLDER|FILE",
            description = "a workspace, or files named after their table, such as steps.csv")
    private List<Path> sources;

    @Option(
            names = "--as",
            paramLabel = "KIND",
            description = "the table that a single FILE holds, where its name does not say")
    private @Nullable String kind;

    @Option(names = "--dry-run", description = "read and report, but bring nothing in")
    private boolean dryRun;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "write the rows that could not be read there, as CSV")
    private @Nullable Path rejects;

    @Mixin
    private final DataFolder data = new DataFolder();

    @Override
    public Integer call() throws IOException {
        for (Path source : sources) {
            if (!Files.exists(source)) {
                throw new ParameterException(spec.commandLine(), "There is no " + source + ".");
            }
        }
        var store = new WorkspaceStore(data.path().resolve("workspace"));
        try (var folder = TemporaryFolder.of("throughline-import-");
                var progress = new ProgressLine()) {
            Path scratch = folder.path();
            WorkspaceStore.stage(sources, kind, scratch);
            try (var rejected = new RejectsFile(rejects);
                    Workspace workspace = WorkspaceReader.read(scratch, null, progress, rejected)) {
                progress.close();
                summary(workspace);
            } catch (UnreadableWorkspaceException e) {
                // What was read is a copy; the sentence must name what the caller knows.
                String known = sources.size() == 1 ? sources.getFirst().toString() : "these files";
                throw new UnreadableWorkspaceException(
                        String.valueOf(e.getMessage()).replace(scratch.toString(), known));
            }
            if (!dryRun) {
                int added = store.add(scratch);
                spec.commandLine()
                        .getOut()
                        .println(
                                added == 0
                                        ? "Nothing new: these files were already there."
                                        : "Brought in %d file%s. The pages show it within seconds."
                                                .formatted(added, added == 1 ? "" : "s"));
            }
            return 0;
        }
    }

    private void summary(Workspace workspace) {
        var out = spec.commandLine().getOut();
        if (workspace.organisation().recorded()) {
            out.println(Terminal.shown(workspace.organisation().name()));
        }
        workspace.rows().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(e ->
                        out.println("  %-14s %,12d rows".formatted(e.getKey().table(), e.getValue())));
        if (workspace.duplicates() > 0) {
            out.println("  %,d rows were replaced by a later row of the same id.".formatted(workspace.duplicates()));
        }
        if (workspace.rejected() > 0) {
            out.println("  %,d rows could not be read%s"
                    .formatted(
                            workspace.rejected(),
                            rejects == null ? "; --rejects FILE writes them down." : ": " + rejects));
        }
        workspace.warnings().forEach(warning -> out.println("  Note: " + Terminal.shown(warning)));
    }
}
