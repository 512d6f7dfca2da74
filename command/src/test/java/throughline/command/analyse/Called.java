package throughline.command.analyse;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import throughline.command.Throughline;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A call of `throughline analyse` as a user makes it, and what it gave.
record Called(Path file, int status, String out, String err) {

    /// A table to call methods on.
    static Called on(Path folder, String table) throws IOException {
        return on(Files.writeString(folder.resolve("table.csv"), table));
    }

    /// A file to call methods on.
    static Called on(Path file) {
        return new Called(file, 0, "", "");
    }

    /// A file of the folder `shared` beside the project; the test is skipped where there is none.
    static Path shared(String name) {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path file = up.resolveSibling("shared").resolve(name);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        return Assumptions.abort("No ../shared/" + name);
    }

    /// What other software found on the shared data.
    static JsonNode reference(String name) {
        return JsonMapper.shared().readTree(shared("reference/" + name).toFile());
    }

    /// Calls the method on the table and wants JSON.
    Called analyse(String method, String... options) {
        List<String> arguments = new ArrayList<>(List.of("analyse", method, file.toString(), "--format", "json"));
        arguments.addAll(List.of(options));
        return call(arguments.toArray(String[]::new));
    }

    /// Calls the method on the table and wants text.
    Called read(String method, String... options) {
        List<String> arguments = new ArrayList<>(List.of("analyse", method, file.toString()));
        arguments.addAll(List.of(options));
        return call(arguments.toArray(String[]::new));
    }

    /// Calls the command line.
    Called call(String... arguments) {
        Locale before = Locale.getDefault();
        var out = new StringWriter();
        var err = new StringWriter();
        int status = Throughline.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        Locale.setDefault(before);
        return new Called(file, status, out.toString(), err.toString());
    }

    /// What was printed, as JSON.
    JsonNode json() {
        if (status != 0) {
            throw new AssertionError("Ended with %d: %s".formatted(status, err));
        }
        return JsonMapper.shared().readTree(out);
    }
}
