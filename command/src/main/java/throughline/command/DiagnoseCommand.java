package throughline.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Dossier;
import throughline.diagnosis.Period;
import throughline.server.report.HtmlReport;
import throughline.workspace.DiagnosisDocument;
import throughline.workspace.Workspace;
import throughline.workspace.WorkspaceReader;

/// `throughline diagnose`: the fifteen causes of a workspace, without a server, with nothing written elsewhere.
@Command(
        mixinStandardHelpOptions = true,
        description = "The fifteen causes of the workspace in FOLDER: present, absent or not enough evidence.")
final class DiagnoseCommand implements Callable<Integer> {

    /// How the result is written.
    enum Format {
        TEXT,
        JSON,
        HTML
    }

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "a workspace, or a folder with a mapping.yaml")
    private Path folder;

    @Option(names = "--format", paramLabel = "text|json|html", defaultValue = "TEXT", description = "default: text")
    private Format format;

    @Option(names = "--output", paramLabel = "FILE", description = "write there instead of to standard output")
    private @Nullable Path output;

    @Option(names = "--from", paramLabel = "DATE", description = "first day that counts, such as 2026-01-01")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "last day that counts")
    private @Nullable LocalDate to;

    @Option(names = "--mapping", paramLabel = "FILE", description = "how the files of FOLDER become a workspace")
    private @Nullable Path mapping;

    @Option(
            names = "--rejects",
            paramLabel = "FILE",
            description = "write the rows that could not be read there, as CSV")
    private @Nullable Path rejects;

    @Override
    public Integer call() throws IOException {
        refuseAFolderThatIsNotThere(output);
        refuseAFolderThatIsNotThere(rejects);
        try (var progress = new ProgressLine();
                var rejected = RejectsFile.named(rejects);
                Workspace workspace = WorkspaceReader.read(folder, mapping, progress, rejected)) {
            Dossier dossier = workspace.dossier();
            dossier = dossier.during(period(dossier.period()));
            progress.show("Examining fifteen causes");
            Diagnosis diagnosis = Diagnosis.of(dossier);
            String text = switch (format) {
                case TEXT -> new TerminalSheet(style()).of(workspace, dossier, diagnosis);
                case JSON -> DiagnosisDocument.of(workspace, diagnosis);
                case HTML -> HtmlReport.of(workspace, dossier, diagnosis);
            };
            progress.close();
            print(text);
            return 0;
        }
    }

    /// Before the work, which can take minutes, rather than after it.
    private void refuseAFolderThatIsNotThere(@Nullable Path file) {
        if (file == null) {
            return;
        }
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "There is no folder %s to write %s into. Make it first.".formatted(parent, file.getFileName()));
        }
    }

    private Period period(Period whole) {
        LocalDate first = from == null ? whole.from() : from;
        LocalDate last = to == null ? whole.to() : to;
        if (last.isBefore(first)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "No days to look at: %s is after %s. The facts run from %s to %s."
                            .formatted(first, last, whole.from(), whole.to()));
        }
        return new Period(first, last);
    }

    private TerminalSheet.Style style() {
        boolean terminal = output == null && Terminal.attached();
        return TerminalSheet.Style.of(System.getenv(), terminal);
    }

    private void print(String text) throws IOException {
        if (output == null) {
            var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
            out.print(text);
            out.flush();
        } else {
            Files.writeString(output, text);
        }
    }
}
