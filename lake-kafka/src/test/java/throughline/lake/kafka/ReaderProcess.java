package throughline.lake.kafka;

import static throughline.lake.fact.FactKind.READINGS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import throughline.lake.JavaProcess;
import throughline.lake.iceberg.HaltableLake;

/// A process that reads a topic, and is halted at a step or when it is told to.
public final class ReaderProcess {

    private ReaderProcess() {}

    /// Arguments: folder of the lake, address of its catalogue, topic, step to halt at or 0, then the client's
    /// properties.
    public static void main(String[] arguments) throws InterruptedException {
        int halt = Integer.parseInt(arguments[3]);
        var reached = new AtomicInteger();
        Consumer<String> steps = step -> {
            if (reached.incrementAndGet() == halt) {
                System.out.println("halted at " + step);
                System.out.flush();
                Runtime.getRuntime().halt(9);
            }
        };
        var client = new HashMap<String, String>();
        for (int i = 4; i < arguments.length; i++) {
            client.put(arguments[i].substring(0, arguments[i].indexOf('=')), arguments[i].replaceFirst("[^=]*=", ""));
        }
        String topic = arguments[2];
        try (var lake = HaltableLake.open(Path.of(arguments[0]), arguments[1], steps);
                var reader = TopicReader.start(
                        READINGS,
                        new TopicSettings(Set.of(topic), topic, Duration.ofMillis(200), 1 << 20, Set.of(), client),
                        lake,
                        new Handling(
                                Readings::convert,
                                rows -> rows.forEach(row -> write(Path.of(
                                        arguments[0], "rejected-%d-%d".formatted(row.partition(), row.offset())))),
                                (kind, commit) -> commit.getAsBoolean()),
                        steps::accept)) {
            while (reader.refusals().isEmpty()) {
                System.out.println("steps " + reached.get());
                Thread.sleep(100);
            }
        }
    }

    private static void write(Path reject) {
        try {
            Files.writeString(reject, "");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static Process start(Path output, Path folder, String url, String topic, int halt, Map<String, String> client)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(folder.toString(), url, topic, String.valueOf(halt)));
        client.forEach((name, value) -> arguments.add(name + "=" + value));
        return JavaProcess.of(List.of(), ReaderProcess.class, arguments.toArray(String[]::new))
                .redirectOutput(output.toFile())
                .start();
    }
}
