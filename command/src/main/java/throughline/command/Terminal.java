package throughline.command;

import java.io.Console;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where standard output goes.
final class Terminal {

    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}&&[^\\t\\n]]|[\\u202A-\\u202E\\u2066-\\u2069]");

    private Terminal() {}

    /// A text from somebody's files without what a terminal would obey rather than show.
    static String shown(String text) {
        return UNSEEN.matcher(text).replaceAll("\uFFFD");
    }

    /// Whether a person is looking, so that colour and progress make sense.
    static boolean attached() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }
}
