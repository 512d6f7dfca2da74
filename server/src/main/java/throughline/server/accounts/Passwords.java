package throughline.server.accounts;

import static throughline.text.Text.say;

import com.nulabinc.zxcvbn.Zxcvbn;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/// Which passwords are good enough, and what is kept of them: Argon2id with 19 MiB, two passes and a salt of its own.
///
/// - [OWASP password storage](https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html)
/// - D. L. Wheeler, *zxcvbn: Low-Budget Password Strength Estimation*, USENIX Security 2016
public final class Passwords {

    /// Fewest characters of a password.
    public static final int LEAST = 12;

    /// Fewest characters of an administrator's.
    public static final int LEAST_OF_ADMINISTRATORS = 15;

    private static final int MOST = 128;

    /// What is looked at for words: the estimate takes longer than linear time.
    private static final int ESTIMATED = 64;

    /// The best of zxcvbn's five grades, 0 to 4: more than 10^10 guesses. With 10^8 a name and a year would do.
    private static final int GRADE = 4;

    /// What is known of a person is looked for in the password from this length on.
    private static final int SHORTEST_WORD = 3;

    /// Each needs 19 MiB and a processor while it is computed.
    private static final int AT_ONCE = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);

    /// Has the form and the cost of a hash, and is that of no password that anybody knows.
    private static final String NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$%s$%s".formatted(random(16), random(32));

    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);

    /// Threads of the system's: a virtual one would keep others from theirs until it is done.
    private final ExecutorService hashing = Executors.newFixedThreadPool(
            AT_ONCE, Thread.ofPlatform().daemon().name("password-", 0).factory());

    /// What is wrong with a password; empty where it will do.
    ///
    /// @param about what others know of the person, such as name and e-mail address
    public Optional<String> objection(String password, Role role, List<String> about) {
        int least = role == Role.ADMINISTRATOR ? LEAST_OF_ADMINISTRATORS : LEAST;
        int length = password.codePointCount(0, password.length());
        if (length < least) {
            return Optional.of(say(
                    "Choose at least %s characters%s; this has %s.",
                    least, role == Role.ADMINISTRATOR ? say(" for an administrator") : "", length));
        }
        if (length > MOST) {
            return Optional.of(say("Choose at most %s characters; this has %s.", MOST, length));
        }
        String looked = password.substring(0, Math.min(ESTIMATED, password.length()));
        List<String> words = about.stream()
                .flatMap(a -> Stream.concat(Stream.of(a), Arrays.stream(a.split("[^\\p{L}\\p{N}]+", -1))))
                .filter(w -> w.length() >= SHORTEST_WORD)
                .toList();
        return Estimate.ZXCVBN.measure(looked, words).getScore() < GRADE
                ? Optional.of(
                        say(
                                "This is, or comes close to, what many people choose or what others know of you. Four or five words that have nothing to do with each other are hard to guess."))
                : Optional.empty();
    }

    /// Whether a password would do for an administrator by its length.
    static boolean longEnough(String password) {
        return password.codePointCount(0, password.length()) >= LEAST_OF_ADMINISTRATORS;
    }

    /// What is kept of a password.
    String hash(String password) {
        return computed(() -> argon2.encode(password));
    }

    /// Whether it is the password of a hash. Where there is none it takes as long, so that nobody learns who has an
    /// account.
    boolean matches(String password, @Nullable String hash) {
        String looked = password.substring(0, Math.min(4 * MOST, password.length()));
        boolean same = computed(() -> argon2.matches(looked, hash == null ? NOBODYS : hash));
        return same && hash != null;
    }

    /// Its lists of words are read when the first password is chosen.
    private static final class Estimate {

        private static final Zxcvbn ZXCVBN = new Zxcvbn();
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return Base64.getEncoder().withoutPadding().encodeToString(random);
    }

    private <T> T computed(Callable<T> work) {
        try {
            return hashing.submit(work).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("A password could not be hashed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Hashing a password was interrupted", e);
        }
    }
}
