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
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.FactKind;

/// The workspace that a server keeps: files of many imports side by side, in the order they came.
///
/// A file is kept as `<table>-<number>-<hash>.<extension>`; the reader takes files of a table in order of name,
/// so the last import of an id wins, and a file whose contents its table already has is not kept twice.
/// organisation.yaml is replaced. Files that the reader passes over, such as a truth.json, are not kept.
///
/// @param folder where the files are
public record WorkspaceStore(Path folder) {

    private static final Pattern KEPT = Pattern.compile("([a-z]+)-\\d{6,}-([0-9a-f]{12})\\..*");

    /// Copies workspaces and single files into one folder, to be read and checked before they are added.
    ///
    /// @param kind table of a single file whose name does not say it, or null
    /// @throws UnreadableWorkspaceException if two files have one name, the kind is not one, or there is a
    ///     mapping: the files that it explains would lose it among those of other imports
    /// @throws IOException if a file cannot be read
    public static void stage(List<Path> sources, @Nullable String kind, Path scratch) throws IOException {
        if (kind != null && FactKind.find(kind).filter(k -> !k.derived()).isEmpty()) {
            throw new UnreadableWorkspaceException("There is no table %s. The tables are: %s."
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
                refuseMapping(source.resolve(Mapping.FILE));
                for (Path file : files(source)) {
                    copy(file, scratch.resolve(source.relativize(file).toString()));
                }
            } else {
                refuseMapping(source);
                String name = source.getFileName().toString();
                copy(source, scratch.resolve(kind == null ? name : kind + extension(name)));
            }
        }
    }

    private static void refuseMapping(Path file) {
        if (Files.exists(file) && file.endsWith(Mapping.FILE)) {
            throw new UnreadableWorkspaceException(
                    ("%s says how other files become a workspace; only a workspace itself can be imported. "
                                    + "Diagnose the folder where it is: ./throughline diagnose FOLDER")
                            .formatted(file));
        }
    }

    /// Adds the files of a folder that has been read without complaint; all of them or, if it fails, none.
    ///
    /// @return how many were not there yet
    public int add(Path staged) throws IOException {
        Files.createDirectories(folder);
        WorkspaceFiles read = WorkspaceFiles.of(staged);
        Path incoming = Files.createTempDirectory(folder.toAbsolutePath().getParent(), "incoming");
        try {
            if (read.organisation().isPresent() && isNew(read.organisation().get())) {
                copy(read.organisation().get(), incoming.resolve(OrganisationReader.FILE));
            }
            Set<String> kept = kept();
            int number = kept.size();
            for (Map.Entry<FactKind, List<TableFile>> table : read.tables().entrySet()) {
                for (TableFile file : table.getValue()) {
                    String name = table.getKey().table();
                    String hash = hash(file.path());
                    if (kept.add(name + "-" + hash)) {
                        copy(
                                file.path(),
                                incoming.resolve(
                                        "%s-%06d-%s%s".formatted(name, ++number, hash, extension(file.name()))));
                    }
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

    private boolean isNew(Path organisation) throws IOException {
        Path present = folder.resolve(OrganisationReader.FILE);
        return !Files.exists(present) || !hash(organisation).equals(hash(present));
    }

    /// Table and hash of each file that is kept.
    private Set<String> kept() throws IOException {
        var kept = new HashSet<String>();
        for (Path file : files(folder)) {
            Matcher name = KEPT.matcher(file.getFileName().toString());
            if (name.matches()) {
                kept.add(name.group(1) + "-" + name.group(2));
            }
        }
        return kept;
    }

    /// Deletes a folder and all in it.
    public static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
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
            throw new UnreadableWorkspaceException(
                    "Two files would be called %s. Import them one after the other.".formatted(to.getFileName()));
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
