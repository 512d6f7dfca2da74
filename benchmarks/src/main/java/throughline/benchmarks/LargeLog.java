package throughline.benchmarks;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.random.RandomGenerator;
import throughline.statistics.Seeds;

/// Writes an event log of 13 activities, 8 events a case on average, for `benchmarks/run`, always the same.
public final class LargeLog {

    private static final int ACTIVITIES = 13;
    private static final long YEAR_SECONDS = 365L * 24 * 60 * 60;
    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

    private LargeLog() {}

    /// Writes the log.
    ///
    /// @param arguments the file, and the number of events
    public static void main(String[] arguments) throws IOException {
        int events = Integer.parseInt(arguments[1]);
        RandomGenerator random = Seeds.generator(8);
        try (BufferedWriter out = Files.newBufferedWriter(Path.of(arguments[0]))) {
            out.write("case,activity,at\n");
            int written = 0;
            for (int number = 1; written < events; number++) {
                Instant at = START.plusSeconds(random.nextLong(YEAR_SECONDS));
                int activity = 0;
                do {
                    out.write("case-" + number + ",step " + (char) ('A' + activity) + "," + at + "\n");
                    written++;
                    // Mostly the next step, at times back or the same again.
                    activity = Math.floorMod(
                            activity + (random.nextDouble() < 0.7 ? 1 : random.nextInt(4) - 1), ACTIVITIES);
                    at = at.plusSeconds(60 + random.nextInt(86_400));
                } while (written < events && random.nextDouble() < 0.875);
            }
        }
    }
}
