package throughline.server.accounts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// What a passkey has to sign: good once, for a few minutes, for one purpose. Nothing is written down before one comes
/// back, for whoever asks for it need not be known: a challenge holds when it ends, and a code by which this server, or
/// one beside it, knows it for its own.
final class Challenges {

    /// How long one is good for; shorter than what was used once is remembered.
    static final Duration GOOD_FOR = Duration.ofMinutes(5);

    private static final int RANDOM_BYTES = 16;
    private static final int BYTES = RANDOM_BYTES + Long.BYTES;
    private static final int CODE_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Supplier<byte[]> kept;
    private final Throttle throttle;
    private final Clock clock;
    private volatile byte @Nullable [] key;

    /// @param kept finds the key of all servers of a database
    Challenges(Supplier<byte[]> kept, Throttle throttle, Clock clock) {
        this.kept = kept;
        this.throttle = throttle;
        this.clock = clock;
    }

    /// A new one.
    ///
    /// @param purpose what it is good for, and for nothing else
    byte[] next(String purpose) {
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        byte[] open = ByteBuffer.allocate(BYTES)
                .put(random)
                .putLong(clock.instant().plus(GOOD_FOR).toEpochMilli())
                .array();
        return ByteBuffer.allocate(BYTES + CODE_BYTES)
                .put(open)
                .put(code(purpose, open))
                .array();
    }

    /// Uses one up; false where it is none of ours, for something else, over, or was used before.
    boolean use(String purpose, byte[] challenge) {
        if (challenge.length != BYTES + CODE_BYTES) {
            return false;
        }
        byte[] open = Arrays.copyOf(challenge, BYTES);
        Instant ends = Instant.ofEpochMilli(ByteBuffer.wrap(open).getLong(RANDOM_BYTES));
        return MessageDigest.isEqual(code(purpose, open), Arrays.copyOfRange(challenge, BYTES, BYTES + CODE_BYTES))
                && clock.instant().isBefore(ends)
                && throttle.isFirstUse("challenge " + HexFormat.of().formatHex(challenge));
    }

    private byte[] code(String purpose, byte[] open) {
        byte[] known = key;
        if (known == null) {
            known = kept.get();
            key = known;
        }
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(known, "HmacSHA256"));
            mac.update(open);
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HMAC with SHA-256", e);
        }
    }
}
