package throughline.server.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import throughline.workspace.WorkspaceStore;

/// The programs of PostgreSQL, unpacked once into the data folder.
///
/// There, and not beside the application: building Throughline anew must not pull a running server's programs away.
///
/// @param folder holds `bin`, `lib` and `share`
record PostgresBinaries(Path folder) {

    /// The version that comes with Throughline; the data of another major version cannot be read by it.
    static final int MAJOR = 18;

    private static final String NAME = "programs-18.6";
    private static final String UNFINISHED = "programs-unfinished";

    /// Archives are named after what `os.arch` calls the machine.
    private static final Map<String, String> MACHINES =
            Map.of("amd64", "x86_64", "x86_64", "x86_64", "aarch64", "arm_64");

    /// What may run a program and what may not follows from the owner's right alone.
    private static final int OWNER_EXECUTES = 0100;

    /// Gives the programs, which are unpacked first if they are not there.
    ///
    /// @param home folder that keeps them
    /// @throws DatabaseUnavailableException if there are none for this machine
    static PostgresBinaries in(Path home) throws IOException {
        Path folder = home.resolve(NAME);
        if (!Files.isDirectory(folder)) {
            deleteUnfinished(home);
            Path unfinished = Files.createTempDirectory(home, UNFINISHED);
            try (InputStream archive = archive()) {
                unpack(archive, unfinished);
            }
            Files.setPosixFilePermissions(unfinished, permissions(OWNER_EXECUTES));
            Files.move(unfinished, folder);
        }
        return new PostgresBinaries(folder);
    }

    private static void deleteUnfinished(Path home) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(home, UNFINISHED + "*")) {
            for (Path folder : left) {
                WorkspaceStore.delete(folder);
            }
        }
    }

    private static InputStream archive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String machine = System.getProperty("os.arch");
        String name = "/postgres-%s-%s.txz"
                .formatted(system.startsWith("mac") ? "darwin" : system, MACHINES.getOrDefault(machine, machine));
        InputStream archive = PostgresBinaries.class.getResourceAsStream(name);
        if (archive == null) {
            throw new DatabaseUnavailableException(
                    "Throughline brings no PostgreSQL along for this machine (%s, %s). Install PostgreSQL %s or newer and name it in DATABASE_URL: postgres://user:password@host:5432/database"
                            .formatted(system, machine, Requirements.OLDEST_VERSION));
        }
        return archive;
    }

    private static void unpack(InputStream archive, Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(archive))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = entry.resolveIn(folder);
                if (entry.isDirectory()) {
                    continue;
                }
                Files.createDirectories(path.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    Files.setPosixFilePermissions(path, permissions(entry.getMode()));
                }
            }
        }
    }

    /// Everybody may read, since Postgres may have to run as somebody else than we do.
    private static Set<PosixFilePermission> permissions(int mode) {
        var permissions = EnumSet.of(
                PosixFilePermission.OWNER_READ,
                PosixFilePermission.OWNER_WRITE,
                PosixFilePermission.GROUP_READ,
                PosixFilePermission.OTHERS_READ);
        if ((mode & OWNER_EXECUTES) != 0) {
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.GROUP_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
        }
        return permissions;
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }
}
