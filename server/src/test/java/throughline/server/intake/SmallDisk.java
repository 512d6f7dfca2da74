package throughline.server.intake;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// A disk of a few hundred MB, in memory, that a test fills. Root may make one, and whoever may use `sudo` without a
/// password.
final class SmallDisk implements AutoCloseable {

    private static final int BLOCK = 64 << 10;

    private final Path path;

    private SmallDisk(Path path) {
        this.path = path;
    }

    /// Makes it at a folder; where that is not allowed the test is skipped.
    static SmallDisk at(Path folder, int megabytes) throws IOException, InterruptedException {
        Files.createDirectory(folder);
        Object user = Files.getAttribute(folder, "unix:uid");
        boolean made = asRoot(
                "mount",
                "-t",
                "tmpfs",
                "-o",
                "size=%dm,mode=755,uid=%s".formatted(megabytes, user),
                "tmpfs",
                folder.toString());
        Assumptions.assumeTrue(made, "A small disk may not be mounted here; it needs root, or sudo without a password");
        return new SmallDisk(folder);
    }

    private static boolean asRoot(String... command) throws IOException, InterruptedException {
        boolean root = System.getProperty("user.name").equals("root");
        var whole = new ArrayList<>(root ? List.<String>of() : List.of("sudo", "-n"));
        whole.addAll(List.of(command));
        try {
            return new ProcessBuilder(whole)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    long freeBytes() throws IOException {
        return Files.getFileStore(path).getUsableSpace();
    }

    /// Fills it until no more than so much is free.
    void fill(long leave) throws IOException {
        byte[] block = new byte[BLOCK];
        try (OutputStream ballast =
                Files.newOutputStream(ballast(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (freeBytes() > leave) {
                ballast.write(block);
            }
        } catch (IOException full) {
            // Which is what was wanted, and may come a little earlier than it was said.
            if (freeBytes() > BLOCK + leave) {
                throw full;
            }
        }
    }

    /// Makes room again.
    void free() throws IOException {
        Files.deleteIfExists(ballast());
    }

    private Path ballast() {
        return path.resolve("ballast");
    }

    @Override
    public void close() throws IOException {
        try {
            if (!asRoot("umount", path.toString())) {
                asRoot("umount", "--lazy", path.toString());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
