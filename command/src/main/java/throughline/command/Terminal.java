package throughline.command;

import java.io.Console;
import java.util.Optional;

/// Where standard output goes.
final class Terminal {

    private Terminal() {}

    /// Whether a person is looking, so that colour and progress make sense.
    static boolean attached() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }
}
