package throughline.workspace;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;

/// What is wrong or odd in one YAML file.
final class YamlNotes {

    private static final int MOST = 1_000;

    private final String file;
    private final List<Reject> rejects = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<Reject> odd = new ArrayList<>();

    YamlNotes(String file) {
        this.file = file;
    }

    /// Notes a value that is left out.
    void reject(long line, String path, String reason) {
        if (rejects.size() < MOST) {
            rejects.add(new Reject(file, line, path, path.isEmpty() ? reason : path + ": " + reason, ""));
        }
    }

    /// Notes that the file cannot be read at all.
    void rejectFile(String reason) {
        rejects.add(Reject.ofFile(file, reason));
    }

    /// Notes something odd that changes nothing.
    void warn(long line, String sentence) {
        if (warnings.size() < MOST) {
            warnings.add(say("%s line %s: %s", file, line, sentence));
            odd.add(new Reject(file, line, "", sentence, ""));
        }
    }

    /// Notes something odd about the whole file.
    void warn(String sentence) {
        warnings.add("%s: %s".formatted(file, sentence));
    }

    List<Reject> rejects() {
        return List.copyOf(rejects);
    }

    /// What is odd in one line.
    List<Reject> odd() {
        return List.copyOf(odd);
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }
}
