package throughline.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Files that an import could not read and did not keep, so that the pages can still say so, until a file of
/// the same name comes that can be read.
///
/// @param unread why, by the path of the file as it was read
/// @param read paths of the files that could be read
public record LeftOut(Map<String, String> unread, Set<String> read) {

    /// Every file could be read.
    public static final LeftOut NONE = new LeftOut(Map.of(), Set.of());

    /// Hidden, so that no reader takes it for a file of facts: a line a file, its name and why, between them
    /// a tab.
    static final String FILE = ".left-out";

    /// Copies map and set.
    public LeftOut {
        unread = Map.copyOf(unread);
        read = Set.copyOf(read);
    }

    /// What is on record in a folder of kept files.
    static LeftOut of(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (!Files.exists(file)) {
            return NONE;
        }
        Map<String, String> unread = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                unread.put(line.substring(0, tab), line.substring(tab + 1));
            }
        }
        return new LeftOut(unread, Set.of());
    }

    /// Each file as a whole that was not read, by name.
    List<Reject> rejects() {
        return new TreeMap<>(unread)
                .entrySet().stream()
                        .map(e -> Reject.ofFile(e.getKey(), e.getValue()))
                        .toList();
    }

    /// What is left after a later import: what it could read is told no longer.
    LeftOut then(LeftOut later) {
        Map<String, String> left = new TreeMap<>(unread);
        later.read().forEach(name -> left.remove(KeptName.own(name)));
        later.unread().forEach((name, why) -> left.put(KeptName.own(name), why));
        return new LeftOut(left, Set.of());
    }

    /// Puts it on record in a folder of kept files.
    void write(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        if (unread.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        var text = new StringBuilder();
        new TreeMap<>(unread)
                .forEach((name, why) ->
                        text.append(plain(name)).append('\t').append(plain(why)).append('\n'));
        Path written = folder.resolve(FILE + ".new");
        Files.writeString(written, text, StandardCharsets.UTF_8);
        Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
