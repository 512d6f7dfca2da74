package throughline.acceptance;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The product as a process of its own, called as the launcher calls it: from the folder that its build has laid out,
/// in which DuckDB's native code lies ready.
final class Product {

    private static final Path APP = Path.of("..", "command", "target", "app");

    /// What a finished call printed and how it ended.
    record Result(int status, String out, String err) {}

    private Product() {}

    /// Runs a command to its end, at most two minutes.
    static Result run(String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile("throughline", ".out");
        Path err = Files.createTempFile("throughline", ".err");
        try {
            Process process = builder(arguments)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(120, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("No end after 120 s: " + String.join(" ", arguments));
            }
            return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }

    /// Starts a command that goes on; standard output and error come as one stream.
    static Process start(String... arguments) throws IOException {
        return builder(arguments).redirectErrorStream(true).start();
    }

    private static String classPath() {
        try (Stream<Path> jars = Files.list(APP)) {
            return jars.filter(file -> file.toString().endsWith(".jar"))
                            .map(Path::toString)
                            .collect(Collectors.joining(File.pathSeparator))
                    + File.pathSeparator
                    + APP.resolve("lib").resolve("*");
        } catch (IOException e) {
            throw new UncheckedIOException("The product is not built: ./throughline test builds it first.", e);
        }
    }

    private static ProcessBuilder builder(String... arguments) {
        List<String> call = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx900m",
                "-XX:+UseSerialGC",
                // Each lives for seconds: half the processor time goes without the second compiler.
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dstdout.encoding=" + StandardCharsets.UTF_8,
                "-cp",
                classPath(),
                "throughline.command.Throughline"));
        call.addAll(List.of(arguments));
        var builder = new ProcessBuilder(call);
        builder.environment().put("LC_ALL", "C.UTF-8");
        return builder;
    }
}
