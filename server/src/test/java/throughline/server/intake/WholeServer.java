package throughline.server.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import throughline.server.IntakeServer;
import throughline.server.platform.DatabaseAddress;

/// The program of an [IntakeProcess] that is the whole application.
final class WholeServer {

    private WholeServer() {}

    /// Serves until it is killed, or ends itself at a step.
    ///
    /// @param arguments data folder, database, token, file for the port, a step or `none`, its how-manieth time
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (var server = IntakeServer.on(
                Path.of(arguments[0]),
                DatabaseAddress.parse(arguments[1]),
                arguments[2],
                Map.of(
                        "throughline.intake.flush-every",
                        IntakeProcess.FLUSH_EVERY,
                        "throughline.intake.small-body",
                        IntakeProcess.SMALL_BODY + "KB"),
                halting(arguments[4], Integer.parseInt(arguments[5])))) {
            tell(Path.of(arguments[3]), server.port());
            Thread.sleep(Duration.ofDays(1));
        }
    }

    /// Ends the process at a step as a crash would.
    static IntakeStep.Watcher halting(String at, int nth) {
        int[] left = {nth};
        return step -> {
            synchronized (left) {
                if (step.name().equals(at) && --left[0] == 0) {
                    Runtime.getRuntime().halt(137);
                }
            }
        };
    }

    /// Says the port, whole or not at all.
    static void tell(Path file, int port) throws IOException {
        Path incoming = Path.of(file + ".incoming");
        Files.writeString(incoming, Integer.toString(port));
        Files.move(incoming, file);
    }
}
