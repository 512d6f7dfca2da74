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
import java.util.function.Function;
import java.util.stream.Stream;
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
import throughline.simulation.score.Unchanged;
import throughline.simulation.score.UnchangedPage;

/// `throughline score`: how often each verdict is right on simulated organisations whose truth is known.
@Command(
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
            names = "--months",
            paramLabel = "N",
            description =
                    "watch organisations in which nothing changes for N months instead, and print how often a verdict changes all the same (text and markdown only)")
    private @Nullable Integer months;

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
        Function<Format, String> written = months == null ? scored() : watched(months);
        for (Path output : outputs) {
            Files.writeString(output, written.apply(format == null ? Format.of(output) : format));
        }
        if (outputs.isEmpty()) {
            var out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
            out.print(written.apply(format == null ? Format.TEXT : format));
            out.flush();
        }
        return 0;
    }

    private Function<Format, String> scored() {
        Score score;
        try (var progress = new ProgressLine()) {
            progress.show("Simulating and diagnosing %,d organisations".formatted(organisations));
            score = Score.of(
                    seed,
                    organisations,
                    done -> progress.show("Scored %,d of %,d organisations".formatted(done, organisations)));
        }
        return as -> written(score, as);
    }

    private Function<Format, String> watched(int looks) {
        if (looks < 1 || looks > 60) {
            throw new ParameterException(
                    spec.commandLine(), "Organisations are watched for 1 to 60 months, got %,d.".formatted(looks));
        }
        if (Stream.concat(
                        Stream.ofNullable(format),
                        outputs.stream().filter(o -> format == null).map(Format::of))
                .anyMatch(f -> f == Format.JSON || f == Format.HTML)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "With --months the result is text or Markdown: name a file that ends in .md or .txt.");
        }
        Unchanged unchanged;
        try (var progress = new ProgressLine()) {
            progress.show("Watching %,d organisations".formatted(organisations));
            unchanged = Unchanged.of(
                    seed,
                    organisations,
                    looks,
                    done -> progress.show("Watched %,d of %,d organisations".formatted(done, organisations)));
        }
        return as -> UnchangedPage.of(unchanged, Throughline.VERSION, LocalDate.now(clock));
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
