package throughline.command.analyse;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `throughline analyse`: one method on any table file, for analysts and for checking our numbers against
/// other
/// software.
@Command(
        mixinStandardHelpOptions = true,
        description = "One statistical method on any table file (CSV, CSV.gz, NDJSON, Parquet).",
        commandListHeading = "%nMethods:%n",
        footer = {
            "",
            "Rows with an empty value in a needed column are left out unless the method says otherwise;",
            "n is what is left. What each method means: docs/methods."
        })
public final class AnalyseCommand implements Runnable {

    /// The methods, in the order in which they are listed.
    public static final List<Class<?>> METHODS = List.of(
            AgreementMethod.class,
            ChangeMethod.class,
            ChartMethod.class,
            CorrelationsMethod.class,
            DriversMethod.class,
            GraphMethod.class,
            GroupsMethod.class,
            JourneysMethod.class,
            NpsMethod.class,
            ReliabilityMethod.class,
            SurvivalMethod.class);

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say which method: %s."
                        .formatted(String.join(", ", spec.subcommands().keySet())));
    }
}
