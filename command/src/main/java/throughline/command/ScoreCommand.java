package throughline.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import throughline.server.report.ScoreReport;
import throughline.simulation.score.AccuracyPage;
import throughline.simulation.score.Score;
import throughline.simulation.score.ScoreDocument;

/// `throughline score`: how often each verdict is right on simulated organisations whose truth is known.
@Command(
        name = "score",
        mixinStandardHelpOptions = true,
        description = "Simulates organisations, diagnoses them, and prints how often each verdict was right.")
final class ScoreCommand implements Callable<Integer> {

    /// How the result is written.
    enum Format {
        TEXT,
        JSON,
        HTML,
        MARKDOWN;

        /// The format of a file by its ending; text where the ending tells none.
        static Format of(Path file) {
            String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
            return name.endsWith(".json")
                    ? JSON
                    : name.endsWith(".html") ? HTML : name.endsWith(".md") ? MARKDOWN : TEXT;
        }
    }

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--organisations",
            paramLabel = "N",
            defaultValue = "200",
            description = "how many; default: ${DEFAULT-VALUE}")
    private int organisations;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "the same seed and number give the same score; default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--format",
            paramLabel = "text|json|html|markdown",
            description = "default: text, with --output by the ending of FILE: .json, .html, .md")
    private @Nullable Format format;

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "write there instead of to standard output; may be given several times")
    private List<Path> outputs = List.of();

    private final Clock clock = Clock.system(ZoneId.systemDefault());

    @Override
    public Integer call() throws IOException {
        if (organisations < 1 || organisations > 100_000) {
            throw new ParameterException(
                    spec.commandLine(), "A score has 1 to 100,000 organisations, got %,d.".formatted(organisations));
        }
        for (Path output : outputs) {
            Path parent = output.toAbsolutePath().getParent();
            if (parent != null && !Files.isDirectory(parent)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "There is no folder %s to write %s into. Make it first."
                                .formatted(parent, output.getFileName()));
            }
        }
        Score score;
        try (var progress = new ProgressLine()) {
            progress.show("Simulating and diagnosing %,d organisations".formatted(organisations));
            score = Score.of(
                    seed,
                    organisations,
                    done -> progress.show("Scored %,d of %,d organisations".formatted(done, organisations)));
        }
        for (Path output : outputs) {
            Files.writeString(output, written(score, format == null ? Format.of(output) : format));
        }
        if (outputs.isEmpty()) {
            String text = written(score, format == null ? Format.TEXT : format);
            var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
            out.print(text);
            out.flush();
        }
        return 0;
    }

    private String written(Score score, Format as) {
        LocalDate today = LocalDate.now(clock);
        return switch (as) {
            case TEXT -> {
                String text = ScoreSheet.of(score);
                yield Terminal.unicode(System.getenv()) || !outputs.isEmpty() ? text : Terminal.ascii(text);
            }
            case JSON -> ScoreDocument.of(score, Throughline.VERSION, today);
            case HTML -> ScoreReport.of(score, Throughline.VERSION, today);
            case MARKDOWN -> AccuracyPage.of(score, Throughline.VERSION, today);
        };
    }
}
