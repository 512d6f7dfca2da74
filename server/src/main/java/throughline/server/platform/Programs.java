package throughline.server.platform;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Runs short programs to their end.
final class Programs {

    private Programs() {}

    /// How a program ended.
    ///
    /// @param output what it printed, errors among it
    record Outcome(int status, String output) {

        boolean isGood() {
            return status == 0;
        }
    }

    /// Runs a program in a neutral language and without what the environment tells other PostgreSQLs.
    ///
    /// @throws IOException if there is no such program
    static Outcome run(List<String> command) throws IOException {
        Process process = builder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Outcome(process.waitFor(), output.strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while " + command.getFirst() + " was running", e);
        }
    }

    static ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command);
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.put("LC_ALL", "C");
        return builder;
    }

    /// Whether a program is there and does what it is asked to.
    static boolean succeeds(List<String> command) {
        try {
            return run(command).isGood();
        } catch (IOException missing) {
            return false;
        }
    }

    static List<String> joined(List<String> first, List<String> second) {
        var all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
