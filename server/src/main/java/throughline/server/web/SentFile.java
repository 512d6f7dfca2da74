package throughline.server.web;

import static throughline.text.Text.say;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.springframework.web.multipart.MultipartFile;
import throughline.server.page.Shell.Kept;
import throughline.workspace.WrittenRows.UnusableFileException;

/// A small file that a form has sent, and that the form by which it is confirmed sends once more: so it is kept nowhere
/// until then, and whoever confirms it confirms these bytes.
final class SentFile {

    /// Largest file in bytes: some 5,000 entries. The form that confirms it must hold it as text.
    static final int LARGEST = 1_000_000;

    private final String name;
    private final byte[] bytes;

    private SentFile(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /// Reads a file.
    interface Reading<T> {
        T read(Path file) throws UnusableFileException;
    }

    /// A file that was not taken, and why as sentences.
    static final class NotTakenException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotTakenException(String why) {
            super(why, null, false, false);
        }

        String why() {
            return String.valueOf(getMessage());
        }
    }

    /// The file of a form.
    ///
    /// @throws NotTakenException if there is none, or it is too large
    static SentFile of(MultipartFile file) {
        String name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
        if (file.isEmpty()) {
            throw new NotTakenException(
                    name.isEmpty() ? say("No file was chosen. Choose one, then send it.") : say("The file is empty."));
        }
        if (file.getSize() > LARGEST) {
            throw new NotTakenException(
                    say(
                            "The file is larger than 1 MB. Bring a larger part in as organisation.yaml, or facts under Data, Bring in a file."));
        }
        try {
            return new SentFile(name, file.getBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The file as [#kept] has sent it along.
    static SentFile of(String name, String kept) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(kept);
            if (bytes.length > 0 && bytes.length <= LARGEST) {
                return new SentFile(name, bytes);
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new NotTakenException(say("No file was chosen. Choose one, then send it."));
    }

    /// As its sender calls it.
    String name() {
        return name;
    }

    /// What a form sends along unseen.
    List<Kept> kept() {
        return List.of(
                new Kept("name", name),
                new Kept("content", Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)));
    }

    /// Lets the file be read.
    ///
    /// @param work folder for it meanwhile
    /// @throws NotTakenException if nothing of it can be used
    <T> T read(Path work, Reading<T> reading) {
        try {
            Path file = Files.createTempFile(work, "sent-", ending());
            try {
                Files.write(file, bytes);
                return reading.read(file);
            } catch (UnusableFileException e) {
                throw new NotTakenException(e.why());
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ending() {
        String lower = name.toLowerCase(Locale.ROOT);
        return List.of(".csv", ".yaml", ".yml").stream()
                .filter(lower::endsWith)
                .findFirst()
                .orElse("");
    }
}
