package throughline.server.intake;

import static throughline.text.Text.say;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import throughline.server.intake.Refusal.Reason;

/// The bytes of a body on their way to the disk: counted, digested, and never more than may be.
final class ReceivedBody extends InputStream {

    /// Inflated bytes from which on the ratio is watched.
    private static final long LARGE = 100L << 20;

    /// Greatest ratio of inflated to compressed bytes; tables of text reach about 30.
    private static final long RATIO = 200;

    private static final int BUFFER = 1 << 16;

    /// Bytes between two looks at the disk.
    private static final long LOOK = 8L << 20;

    private final MessageDigest digest = digest();
    private final InputStream body;
    private final OutputStream file;
    private final IntakeSettings settings;
    private final DiskGuard disk;
    private final AtomicLong arriving;
    private long bytes;

    ReceivedBody(InputStream body, OutputStream file, IntakeSettings settings, DiskGuard disk, AtomicLong arriving) {
        this.body = body;
        this.file = file;
        this.settings = settings;
        this.disk = disk;
        this.arriving = arriving;
    }

    byte[] sha256() {
        return digest.digest();
    }

    long bytes() {
        return bytes;
    }

    /// Reads to the end; what is compressed is inflated on the way, and what comes of that is only counted.
    void drain(BodyEncoding encoding) throws IOException {
        if (encoding == BodyEncoding.GZIP) {
            inflate();
        }
        byte[] into = new byte[BUFFER];
        while (read(into, 0, BUFFER) >= 0) {
            // what is read is written down
        }
    }

    private void inflate() throws IOException {
        long inflated = 0;
        byte[] into = new byte[BUFFER];
        try {
            var unzipped = new GZIPInputStream(new BufferedInputStream(this, BUFFER), BUFFER);
            for (int count = unzipped.read(into); count >= 0; count = unzipped.read(into)) {
                inflated += count;
                if (inflated > settings.largestInflated().toBytes() || (inflated > LARGE && inflated / RATIO > bytes)) {
                    throw new Refusal(
                            Reason.TOO_LARGE,
                            say(
                                    "The body inflates to more than %s times its size, or to more than %s MB. Send the rows in several smaller parts.",
                                    RATIO, settings.largestInflated().toMegabytes()));
                }
            }
        } catch (BodyCutException e) {
            throw e;
        } catch (EOFException e) {
            throw new Refusal(
                    Reason.MALFORMED,
                    say("The gzip body is cut off after %s bytes. Compress and send it again.", bytes));
        } catch (ZipException e) {
            throw new Refusal(
                    Reason.MALFORMED,
                    say(
                            "The body is no gzip, or is damaged near byte %s. Compress and send it again, or leave Content-Encoding out if it is not compressed.",
                            bytes));
        }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count;
        try {
            count = body.read(into, offset, length);
        } catch (IOException e) {
            throw new BodyCutException(e);
        }
        if (count <= 0) {
            return count;
        }
        if ((bytes + count) / LOOK > bytes / LOOK) {
            disk.check();
        }
        bytes += count;
        arriving.addAndGet(count);
        if (bytes > settings.largestBody().toBytes()) {
            throw tooLarge(settings);
        }
        digest.update(into, offset, count);
        try {
            file.write(into, offset, count);
        } catch (IOException e) {
            throw disk.failed(e);
        }
        return count;
    }

    static Refusal tooLarge(IntakeSettings settings) {
        return new Refusal(
                Reason.TOO_LARGE,
                say(
                        "A body may have %s bytes at most. Send the rows in several smaller parts, or compress them with gzip.",
                        settings.largestBody().toBytes()));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        int count = read(one, 0, 1);
        return count <= 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public void close() {
        arriving.addAndGet(-bytes);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
