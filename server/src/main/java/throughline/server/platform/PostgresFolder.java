package throughline.server.platform;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/// Where the embedded PostgreSQL keeps what it needs: `postgres` of the data folder.
///
/// @param path the folder, absolute and without symbolic links
record PostgresFolder(Path path) {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");

    /// For the programs' own user, who has to get through to his data but may not list what is here.
    private static final Set<PosixFilePermission> PASSABLE = PosixFilePermissions.fromString("rwx--x--x");

    private static final Set<PosixFilePermission> SECRET = PosixFilePermissions.fromString("rw-------");
    private static final int PASSWORD_BYTES = 32;
    private static final long LARGEST_LOG = 10_000_000;

    /// The folder in a data folder; made if it is not there.
    static PostgresFolder in(Path data) throws IOException {
        Path path = data.toRealPath().resolve("postgres");
        if (!Files.isDirectory(path)) {
            Files.createDirectory(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        }
        return new PostgresFolder(path);
    }

    /// The data themselves: what a backup has to hold.
    Path data() {
        return path.resolve("data");
    }

    Path log() {
        return path.resolve("postgres.log");
    }

    private Path password() {
        return path.resolve("password");
    }

    /// Lets another account through to its data.
    void open() throws IOException {
        Files.setPosixFilePermissions(path, PASSABLE);
    }

    /// Begins a new log when the old one has become long; that one is kept.
    void turnLog() throws IOException {
        if (Files.exists(log()) && Files.size(log()) > LARGEST_LOG) {
            Files.move(log(), path.resolve("postgres.log.1"), REPLACE_EXISTING);
        }
    }

    /// The password of the database's users, drawn at the first start: 256 random bits.
    ///
    /// @throws DatabaseUnavailableException if it is gone, or somebody else could have read it
    String secret() throws IOException {
        if (!Files.exists(password())) {
            if (Files.exists(data().resolve("PG_VERSION"))) {
                throw new DatabaseUnavailableException(
                        "The password of the database is gone: there is no %s. Bring that file back from a backup; without it nobody gets into %s."
                                .formatted(password(), data()));
            }
            byte[] random = new byte[PASSWORD_BYTES];
            new SecureRandom().nextBytes(random);
            write(password(), Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        }
        refuseOpenToOthers();
        String secret = read();
        if (secret.isEmpty()) {
            throw new DatabaseUnavailableException(
                    "%s is empty. Bring it back from a backup; without it nobody gets into %s."
                            .formatted(password(), data()));
        }
        return secret;
    }

    private String read() throws IOException {
        try {
            return Files.readString(password()).strip();
        } catch (AccessDeniedException e) {
            throw new DatabaseUnavailableException(
                    "%s cannot be read; it belongs to %s. Start Throughline as the user who started it first, or give the whole folder %s to yourself."
                            .formatted(password(), Files.getOwner(password()).getName(), path),
                    e);
        }
    }

    private void refuseOpenToOthers() throws IOException {
        Set<PosixFilePermission> now = Files.getPosixFilePermissions(password());
        if (!SECRET.containsAll(now)) {
            throw new DatabaseUnavailableException(
                    "%s holds the database's password, and others than its owner may read or change it (%s). Close it with: chmod 600 %s"
                            .formatted(password(), PosixFilePermissions.toString(now), password()));
        }
    }

    /// A copy of the password for the account that sets up the data, to be deleted after that.
    Path copyOfSecret(String secret, PostgresAccount account) throws IOException {
        Path copy = path.resolve("password-for-setup");
        Files.deleteIfExists(copy);
        write(copy, secret);
        account.own(copy);
        return copy;
    }

    /// Writes a secret as a whole or not at all, and never where others could read it.
    private void write(Path file, String text) throws IOException {
        Path incoming = Files.createTempFile(path, "secret", ".incoming", PosixFilePermissions.asFileAttribute(SECRET));
        try (FileChannel channel = FileChannel.open(incoming, WRITE)) {
            channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.force(true);
        }
        Files.move(incoming, file, ATOMIC_MOVE);
        settle();
    }

    /// Makes what was moved here last.
    void settle() throws IOException {
        try (FileChannel folder = FileChannel.open(path)) {
            folder.force(true);
        }
    }
}
