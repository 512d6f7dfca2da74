package throughline.simulation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Writes the small part of YAML that organisation.yaml needs: headings and one flow mapping a line.
final class Yaml {

    private final StringBuilder text = new StringBuilder();

    /// One flow mapping; what is empty is left out.
    static final class Entry {
        private final StringBuilder fields = new StringBuilder();

        Entry text(String key, String value) {
            return value.isEmpty() ? this : plain(key, quoted(value));
        }

        Entry number(String key, double value) {
            return plain(key, shortest(value));
        }

        Entry list(String key, List<String> values) {
            return plain(key, flow(values));
        }

        Entry plain(String key, String value) {
            fields.append(fields.isEmpty() ? "" : ", ").append(key).append(": ").append(value);
            return this;
        }

        String inline() {
            return "{" + fields + "}";
        }
    }

    static Entry entry() {
        return new Entry();
    }

    Yaml line(String line) {
        text.append(line).append('\n');
        return this;
    }

    Yaml item(Entry entry) {
        return line("  - " + entry.inline());
    }

    static String flow(List<String> values) {
        return values.stream().map(Yaml::quoted).collect(Collectors.joining(", ", "[", "]"));
    }

    static String quoted(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /// A number with at most three decimals.
    static String shortest(double value) {
        String written = String.format(Locale.ROOT, "%.3f", value);
        return written.replaceAll("\\.?0+$", "");
    }

    void write(Path file) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
