package throughline.lake;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Another JVM, for tests to kill: with the class path of this one, quick to start, and without a copy of DuckDB
/// that stays behind in the temporary directory each time one is killed.
public final class JavaProcess {

    private static final TemporaryFolder FOLDER = folder();
    private static final String CLASS_PATH = classPath();

    private JavaProcess() {}

    private static TemporaryFolder folder() {
        try {
            TemporaryFolder folder = TemporaryFolder.of("throughline-java-process-");
            layOutDuckDb(folder.path());
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Lays the native code where the driver looks before it unpacks 70 MB of its own.
    private static void layOutDuckDb(Path folder) throws IOException {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "macos" : "linux";
        String machine = System.getProperty("os.arch").matches("aarch64|arm64") ? "arm64" : "amd64";
        try (InputStream code =
                JavaProcess.class.getResourceAsStream("/libduckdb_java.so_%s_%s".formatted(system, machine))) {
            if (code != null) {
                Files.copy(code, folder.resolve(System.mapLibraryName("duckdb_java")));
            }
        }
    }

    /// The class path of this JVM with its folders as jars: a JVM keeps what it has learnt of those only.
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .map(entry -> Files.isDirectory(entry) ? jar(entry) : entry)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path jar(Path folder) {
        Path jar = FOLDER.path()
                .resolve(folder.toString().replaceAll("[^A-Za-z0-9]+", "-").substring(1) + ".jar");
        int status = ToolProvider.findFirst("jar")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "--create",
                        "--no-compress",
                        "--file",
                        jar.toString(),
                        "-C",
                        folder.toString(),
                        ".");
        if (status != 0) {
            throw new IllegalStateException("jar ended with %d over %s".formatted(status, folder));
        }
        return jar;
    }

    /// A folder that is gone with this JVM.
    public static Path scratch() {
        return FOLDER.path();
    }

    /// The command line of a program.
    ///
    /// @param options more options of the JVM
    public static List<String> command(List<String> options, Class<?> main, String... arguments) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx200m",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.library.path=" + FOLDER.path()));
        command.addAll(options);
        command.addAll(List.of("-cp", CLASS_PATH, main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /// A program that reads nothing and whose errors are among what it says.
    ///
    /// @param options more options of the JVM
    public static ProcessBuilder of(List<String> options, Class<?> main, String... arguments) {
        return new ProcessBuilder(command(options, main, arguments))
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(new File("/dev/null")));
    }
}
