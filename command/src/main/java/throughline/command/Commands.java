package throughline.command;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import throughline.command.analyse.AnalyseCommand;

/// Makes the command that is called and no other, since making them all takes longer than most methods need for their
/// work. A call that names none gets all of them, for its help or its error.
final class Commands {

    private Commands() {}

    /// A command with those below it that the call may need.
    static CommandLine below(Object command, List<Class<?>> all, List<String> call) {
        List<String> rest = call.isEmpty() ? call : call.subList(1, call.size());
        List<Class<?>> called =
                all.stream().filter(c -> call.indexOf(name(c)) == 0).toList();
        CommandLine line = new CommandLine(command);
        (called.isEmpty() ? all : called)
                .forEach(c -> line.addSubcommand(
                        name(c),
                        c == AnalyseCommand.class
                                ? below(new AnalyseCommand(), AnalyseCommand.METHODS, rest)
                                : new CommandLine(c)));
        return line;
    }

    private static String name(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }
}
