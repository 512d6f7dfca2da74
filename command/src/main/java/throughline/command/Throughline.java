package throughline.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;
import throughline.workspace.UnreadableFileException;
import throughline.workspace.UnreadableWorkspaceException;

/// The command line's front door. Exit status 0: done, 1: the work failed, 2: the call was wrong.
@Command(
        mixinStandardHelpOptions = true,
        description =
                "Says which of the fifteen causes of poor service are present in an organisation, on what evidence, "
                        + "and what the one next step is.",
        footer = {
            "",
            "The launcher also knows:",
            "  build            builds what has changed; every other command does so by itself",
            "  test [--quick]   runs the whole test suite; installs what the tests need",
            "  java-home        prints the folder of the JDK that is used",
            "",
            "Exit status: 0 done, 1 the work failed, 2 the call was wrong.",
            "Results go to standard output, progress to standard error and only to a terminal."
        },
        commandListHeading = "%nCommands:%n")
public final class Throughline implements Runnable {

    /// Version of the program.
    static final String VERSION = "0.1.0";

    @Spec
    private CommandSpec spec;

    /// Runs one command and ends the process with its exit status.
    public static void main(String[] arguments) {
        int status = run(
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                arguments);
        // Java's exit first looks for a logger in each jar there is, which takes longer than many a method.
        if (status != 0) {
            System.exit(status);
        }
    }

    /// Runs one command.
    ///
    /// @param out where results go
    /// @param err where progress and errors go
    /// @return its exit status
    public static int run(PrintWriter out, PrintWriter err, String... arguments) {
        // Reports are the same bytes on every machine, whatever its language writes for a decimal point.
        Locale.setDefault(Locale.ROOT);
        Commands.Called called = Commands.called(List.of(arguments));
        called.command().getCommandSpec().version("Throughline " + VERSION);
        return called.command()
                .setOut(out)
                .setErr(err)
                .registerConverter(LocalDate.class, Throughline::day)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler(Throughline::wrongCall)
                .setExecutionExceptionHandler(failures())
                .execute(called.arguments().toArray(String[]::new));
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException("%s is no date; write it as %s".formatted(text, likely(text)));
        }
    }

    /// The day somebody may have meant who writes day, month and year; else an example.
    private static LocalDate likely(String text) {
        try {
            return LocalDate.parse(
                    text, DateTimeFormatter.ofPattern("d.M.uuuu", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT));
        } catch (DateTimeException e) {
            return LocalDate.of(2025, 1, 1);
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do, for instance: ./throughline start");
    }

    /// What is wrong with the call and where to look it up; the whole usage would push the reason off the
    /// screen.
    private static int wrongCall(ParameterException exception, String[] arguments) {
        CommandLine command = exception.getCommandLine();
        command.getErr().println(Terminal.shown(String.valueOf(exception.getMessage())));
        if (!UnmatchedArgumentException.printSuggestions(exception, command.getErr())) {
            command.getErr()
                    .println("How to call it: ./" + command.getCommandSpec().qualifiedName() + " --help");
        }
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    /// What went wrong in one sentence; a stack trace only when THROUGHLINE_DEBUG asks for one.
    private static IExecutionExceptionHandler failures() {
        return (exception, command, parsed) -> {
            if (System.getenv("THROUGHLINE_DEBUG") != null) {
                exception.printStackTrace(command.getErr());
            }
            String message = exception.getMessage();
            command.getErr().println(Terminal.shown(message == null ? exception.toString() : message));
            return exception instanceof UnreadableWorkspaceException || exception instanceof UnreadableFileException
                    ? 2
                    : 1;
        };
    }
}
