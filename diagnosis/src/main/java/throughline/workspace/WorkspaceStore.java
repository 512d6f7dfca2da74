package throughline.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.FactKind;

/// The workspace that a server keeps: files of many imports side by side, in the order they came.
///
/// A file is kept as `<table>-<number>-<hash>.<extension>`; the reader takes files of a table in order of name, so the
/// last
/// import of an id wins, and a file whose contents are already there is not kept twice. organisation.yaml is replaced.
///
/// @param folder where the files are
public record WorkspaceStore(Path folder) {

    private static final String ORGANISATION = "organisation.yaml";

    /// Copies workspaces and single files into one folder, to be read and checked before they are added.
    ///
    /// @param kind table of a single file whose name does not say it, or null
    /// @throws IOException if a file cannot be read, two have one name, or the kind is not one
    public static void stage(List<Path> sources, @Nullable String kind, Path scratch) throws IOException {
        if (kind != null && FactKind.find(kind).isEmpty()) {
            throw new IOException("There is no table %s. The tables are: %s."
                    .formatted(
                            kind,
                            String.join(
                                    ", ",
                                    Stream.of(FactKind.values())
                                            .filter(k -> !k.derived())
                                            .map(FactKind::table)
                                            .toList())));
        }
        for (Path source : sources) {
            if (Files.isDirectory(source)) {
                for (Path file : files(source)) {
                    copy(file, scratch.resolve(source.relativize(file).toString()));
                }
            } else {
                String name = source.getFileName().toString();
                copy(source, scratch.resolve(kind == null ? name : kind + extension(name)));
            }
        }
    }

    /// Adds the files of a folder that has been read without complaint; all of them or, if it fails, none.
    ///
    /// @return how many were not there yet
    public int add(Path staged) throws IOException {
        Files.createDirectories(folder);
        Path incoming = Files.createTempDirectory(folder.toAbsolutePath().getParent(), "incoming");
        try {
            int number =
                    (int) files(folder).stream().filter(f -> !isOrganisation(f)).count();
            for (Path file : files(staged)) {
                String hash = hash(file);
                if (isOrganisation(file)) {
                    if (!Files.exists(folder.resolve(ORGANISATION))
                            || !hash.equals(hash(folder.resolve(ORGANISATION)))) {
                        copy(file, incoming.resolve(ORGANISATION));
                    }
                } else if (files(folder).stream()
                        .noneMatch(f -> f.getFileName().toString().contains(hash))) {
                    String name = staged.relativize(file).toString().replace('\\', '/');
                    copy(
                            file,
                            incoming.resolve("%s-%06d-%s%s".formatted(table(name), ++number, hash, extension(name))));
                }
            }
            List<Path> ready = files(incoming);
            for (Path file : ready) {
                Files.move(
                        file,
                        folder.resolve(file.getFileName()),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            }
            return ready.size();
        } finally {
            delete(incoming);
        }
    }

    /// Deletes a folder and all in it.
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }

    private static boolean isOrganisation(Path file) {
        return file.getFileName().toString().equals(ORGANISATION);
    }

    /// The table a file belongs to by its name or, in a folder of parts, by its folder's.
    private static String table(String name) {
        int slash = name.indexOf('/');
        String stem = (slash < 0 ? name : name.substring(0, slash)).toLowerCase(Locale.ROOT);
        return stem.replaceFirst("[.\\-_].*", "");
    }

    private static String extension(String name) {
        String file = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        int gz = file.endsWith(".gz") ? file.length() - 3 : file.length();
        int dot = file.lastIndexOf('.', gz - 1);
        return dot < 0 ? "" : file.substring(dot);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.toAbsolutePath().getParent());
        try {
            Files.copy(from, to);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(
                    "Two files would be called %s. Import them one after the other.".formatted(to.getFileName()), e);
        }
    }

    private static String hash(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                var digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
