package throughline.server.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/// Why the embedded PostgreSQL does not run: what it said last, and what can be done about it.
final class StartFailure {

    private static final int LINES = 8;

    private StartFailure() {}

    /// @param what what it could not do, as the end of a sentence that begins with its name
    /// @param said what it printed
    static DatabaseUnavailableException of(PostgresFolder folder, String what, String said) {
        List<String> lines = said.lines().filter(line -> !line.isBlank()).toList();
        String last = String.join("\n  ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
        return new DatabaseUnavailableException("The PostgreSQL in %s %s.%s%n%s"
                .formatted(
                        folder.path(), what, last.isEmpty() ? "" : " It said last:\n  " + last, advice(folder, said)));
    }

    private static String advice(PostgresFolder folder, String said) {
        if (said.contains("No space left")) {
            return "The disk is full: %s free. Make room and start again; nothing that was confirmed is lost."
                    .formatted(free(folder));
        }
        if (said.contains("Permission denied") || said.contains("has wrong ownership")) {
            return "Its files belong to somebody else. Start Throughline as the user who started it first.";
        }
        if (said.contains("Address already in use")) {
            return "Other programs kept taking the ports it tried. Start again.";
        }
        if (said.contains("shared memory") || said.contains("out of memory")) {
            return "It needs about 200 MB of memory. End other programs, or name a PostgreSQL elsewhere in DATABASE_URL.";
        }
        return "Its whole log is %s; free on that disk: %s. A PostgreSQL of your own can be named in DATABASE_URL instead."
                .formatted(folder.log(), free(folder));
    }

    private static String free(PostgresFolder folder) {
        try {
            return "%s MB".formatted(Files.getFileStore(folder.path()).getUsableSpace() / 1_000_000);
        } catch (IOException unknown) {
            return "not known how much";
        }
    }
}
