package throughline.command;

import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import throughline.command.analyse.AnalyseCommand;

/// Finds the command that a call names and makes that one alone, since making those above and beside it takes longer
/// than most methods need for their work. A command's name is its class's, without the last word.
final class Commands {

    /// A command and what the call says to it.
    record Called(CommandLine command, List<String> arguments) {}

    private static final List<Class<?>> COMMANDS = List.of(
            StartCommand.class,
            DiagnoseCommand.class,
            ImportCommand.class,
            AccountCommand.class,
            TokenCommand.class,
            EraseCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            SimulateCommand.class,
            ScoreCommand.class,
            AnalyseCommand.class);

    private Commands() {}

    /// The command a call names; where it names none, the one above with all that are below it, for its help or its
    /// error.
    static Called called(List<String> call) {
        return called("throughline", Throughline.class, call);
    }

    private static Called called(String name, Class<?> command, List<String> call) {
        for (Class<?> one : below(command)) {
            if (!call.isEmpty() && call.getFirst().equals(name(one))) {
                return called(name + " " + name(one), one, call.subList(1, call.size()));
            }
        }
        return new Called(whole(command).setCommandName(name), call);
    }

    private static CommandLine whole(Class<?> command) {
        CommandLine line = new CommandLine(command);
        below(command).forEach(c -> line.addSubcommand(name(c), whole(c)));
        return line;
    }

    private static List<Class<?>> below(Class<?> command) {
        if (command == Throughline.class) {
            return COMMANDS;
        }
        return command == AnalyseCommand.class ? AnalyseCommand.METHODS : List.of();
    }

    private static String name(Class<?> command) {
        return command.getSimpleName().replaceFirst("(Command|Method)$", "").toLowerCase(Locale.ROOT);
    }
}
