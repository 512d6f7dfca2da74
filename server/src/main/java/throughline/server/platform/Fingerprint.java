package throughline.server.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Names, sizes and times of the files of a folder: equal as long as nobody has changed them.
///
/// @param files one line a file, in order of name
public record Fingerprint(List<String> files) {

    /// The fingerprint of a folder; that of one that does not exist is empty.
    public static Fingerprint of(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return new Fingerprint(List.of());
        }
        var files = new ArrayList<String>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                var attributes = Files.readAttributes(file, BasicFileAttributes.class);
                files.add(folder.relativize(file) + " " + attributes.size() + " " + attributes.lastModifiedTime());
            }
        } catch (UncheckedIOException goneMeanwhile) {
            throw goneMeanwhile.getCause();
        }
        return new Fingerprint(List.copyOf(files));
    }

    /// Whether there are no files.
    public boolean isEmpty() {
        return files.isEmpty();
    }
}
