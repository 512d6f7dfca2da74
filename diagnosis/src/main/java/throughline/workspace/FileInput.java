package throughline.workspace;

import static throughline.text.Text.say;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import throughline.diagnosis.Wording;

/// The bytes of a file, inflated where its name ends in `.gz`, and, where asked for, the SHA-256 of the file as it is.
///
/// Damage (a cut or broken gzip, a file that inflates without end) ends the bytes and is told by [#damage]; what came
/// before it has been handed out.
final class FileInput extends InputStream {

    /// Inflated bytes from which on the ratio is watched.
    private static final long LARGE = 100L << 20;

    /// Greatest ratio of inflated to compressed bytes; tables of text reach about 30.
    private static final long RATIO = 200;

    private static final int BUFFER = 1 << 16;

    private final Optional<MessageDigest> digest;
    private final InputStream raw;
    private final InputStream bytes;
    private final boolean zipped;
    private long read;
    private long inflated;
    private Optional<String> damage = Optional.empty();

    private FileInput(Path file, Optional<MessageDigest> digest) throws IOException {
        this.digest = digest;
        zipped = file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".gz");
        raw = new Counted(Files.newInputStream(file));
        bytes = zipped ? inflating() : raw;
    }

    /// Opens a file whose bytes only are wanted.
    static FileInput plain(Path file) throws IOException {
        return new FileInput(file, Optional.empty());
    }

    /// Opens a file that will be known again by its digest.
    static FileInput digested(Path file) throws IOException {
        return new FileInput(file, Optional.of(sha256()));
    }

    /// What ended the bytes before their time, as a sentence.
    Optional<String> damage() {
        return damage;
    }

    /// SHA-256 of the bytes of the file that have been read, in hexadecimal.
    ///
    /// @throws IllegalStateException if the file was opened without
    String sha256Hex() {
        return HexFormat.of()
                .formatHex(digest.orElseThrow(() -> new IllegalStateException("No digest was asked for"))
                        .digest());
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (damage.isPresent()) {
            return -1;
        }
        try {
            int count = bytes.read(into, offset, length);
            inflated += Math.max(0, count);
            if (zipped && inflated > LARGE && inflated / RATIO > read) {
                damage = Optional.of(
                        say("The file inflates to more than %s times its size and was not read further.", RATIO));
                return -1;
            }
            return count;
        } catch (EOFException e) {
            damage = Optional.of(
                    say("The gzip file is cut off after %s bytes; rows before the cut are kept.", Wording.count(read)));
        } catch (ZipException e) {
            damage = Optional.of(
                    say("The gzip file is damaged near byte %s; rows before that are kept.", Wording.count(read)));
        }
        return -1;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count <= 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public void close() throws IOException {
        bytes.close();
        raw.close();
    }

    private InputStream inflating() throws IOException {
        try {
            return new GZIPInputStream(new BufferedInputStream(raw, BUFFER), BUFFER);
        } catch (EOFException e) {
            damage = Optional.of(say("The gzip file is cut off after %s bytes.", Wording.count(read)));
        } catch (ZipException e) {
            damage = Optional.of(say("The name ends in .gz but the file is no gzip file."));
        }
        return raw;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /// Counts and digests what passes.
    private final class Counted extends InputStream {

        private final InputStream file;

        Counted(InputStream file) {
            this.file = file;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = file.read(into, offset, length);
            if (count > 0) {
                read += count;
                if (digest.isPresent()) {
                    digest.get().update(into, offset, count);
                }
            }
            return count;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            int count = read(one, 0, 1);
            return count <= 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
