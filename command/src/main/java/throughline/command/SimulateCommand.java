package throughline.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import throughline.diagnosis.Cause;
import throughline.simulation.Cohort;
import throughline.simulation.Settings;
import throughline.simulation.Simulation;

/// `throughline simulate`: an organisation in which exactly the named causes are present.
@Command(
        mixinStandardHelpOptions = true,
        description = "Writes a simulated organisation in which exactly these causes are present, and truth.json.")
final class SimulateCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FOLDER", description = "a folder that is empty or not there yet")
    private Path folder;

    @Option(names = "--seed", paramLabel = "N", required = true, description = "the same seed gives the same bytes")
    private long seed;

    @Option(
            names = "--causes",
            paramLabel = "a,b,c",
            split = ",",
            hideParamSyntax = true,
            description = "ids of the causes to be present; default: none")
    private List<String> causes = List.of();

    @Option(
            names = "--days",
            paramLabel = "D",
            defaultValue = "540",
            description = "days of data; default: ${DEFAULT-VALUE}")
    private int days;

    @Option(
            names = "--interactions",
            paramLabel = "N",
            defaultValue = "50000",
            description = "contacts, about; default: ${DEFAULT-VALUE}")
    private long interactions;

    @Option(
            names = "--number",
            paramLabel = "N",
            description = "instead: the N-th organisation of `throughline score` with this seed")
    private @Nullable Integer number;

    @Override
    public Integer call() throws IOException {
        if (Files.exists(folder) && !isEmptyFolder()) {
            throw new ParameterException(
                    spec.commandLine(), "%s is not an empty folder. Name one that is not there yet.".formatted(folder));
        }
        Simulation.of(settings()).write(folder);
        spec.commandLine().getOut().println("Wrote " + folder + ". To diagnose it: ./throughline diagnose " + folder);
        return 0;
    }

    private Settings settings() {
        if (number != null) {
            if (number < 1 || asked("--causes", "--days", "--interactions")) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--number counts from 1 and stands alone with --seed: the organisation has its own causes, days and size.");
            }
            return Cohort.settings(seed, number);
        }
        Set<Cause> present = EnumSet.noneOf(Cause.class);
        for (String id : causes) {
            present.add(Cause.find(id.strip())
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "There is no cause %s. The causes are: %s."
                                    .formatted(
                                            id,
                                            String.join(
                                                    ", ",
                                                    Stream.of(Cause.values())
                                                            .map(Cause::id)
                                                            .toList())))));
        }
        try {
            return Settings.of(seed).withSize(days, interactions).withCauses(present, Map.of());
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private boolean asked(String... options) {
        var given = spec.commandLine().getParseResult();
        return Stream.of(options).anyMatch(given::hasMatchedOption);
    }

    private boolean isEmptyFolder() throws IOException {
        try (Stream<Path> inside = Files.isDirectory(folder) ? Files.list(folder) : Stream.of(folder)) {
            return inside.findAny().isEmpty();
        }
    }
}
