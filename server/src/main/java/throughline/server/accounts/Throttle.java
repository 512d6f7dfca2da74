package throughline.server.accounts;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import throughline.server.accounts.store.CountTable;
import throughline.server.accounts.store.CountTable.Count;

/// How often one may try to sign in: an attempt is counted before its password is looked at, so that many at once do
/// not get more tries than one after the other.
///
/// An account alone has the widest limit: with a narrow one anybody could keep its owner out.
final class Throttle {

    static final Duration SPAN = Duration.ofMinutes(15);
    static final int OF_ACCOUNT_FROM_ADDRESS = 5;
    static final int FROM_ADDRESS = 20;
    static final int OF_ACCOUNT = 50;
    private static final int NETWORK_BYTES = 8;

    /// How long to wait.
    ///
    /// @param first whether it is the first attempt that has to
    record Wait(Duration left, boolean first) {}

    private final CountTable table;
    private final Clock clock;

    Throttle(DataSource source, Clock clock) {
        this.table = new CountTable(source);
        this.clock = clock;
    }

    /// Who tries, and for which account.
    ///
    /// @param email as it is kept, where there is such an account; empty where whose is not known yet
    /// @param address of the computer; one of IPv6 counts with all of its network, for whoever has one has all
    record Attempt(String email, String address) {

        Attempt {
            address = network(address);
        }

        private static String network(String address) {
            try {
                return InetAddress.ofLiteral(address) instanceof Inet6Address six
                        ? HexFormat.of().formatHex(six.getAddress(), 0, NETWORK_BYTES)
                        : address;
            } catch (IllegalArgumentException e) {
                return address; // whatever a proxy made of it
            }
        }

        /// Each thing that is counted with its limit, the narrowest first.
        private Map<String, Integer> limits() {
            Map<String, Integer> limits = new LinkedHashMap<>();
            if (!email.isEmpty()) {
                limits.put(pair(), OF_ACCOUNT_FROM_ADDRESS);
            }
            limits.put(origin(), FROM_ADDRESS);
            if (!email.isEmpty()) {
                limits.put(account(), OF_ACCOUNT);
            }
            return limits;
        }

        private String pair() {
            return "pair %s %s".formatted(address, email.toLowerCase(Locale.ROOT));
        }

        private String account() {
            return "account " + email.toLowerCase(Locale.ROOT);
        }

        private String origin() {
            return "address " + address;
        }
    }

    /// Counts an attempt; how long to wait where it is one too many. One that a narrow limit refuses does not count
    /// towards the wider ones: else a single computer could use up what all may try.
    Optional<Wait> count(Attempt attempt) {
        Instant now = clock.instant();
        for (var limit : attempt.limits().entrySet()) {
            Count count = table.add(Secret.sha256(limit.getKey()), now, now.minus(SPAN));
            if (count.attempts() > limit.getValue()) {
                return Optional.of(new Wait(
                        Duration.between(now, count.begunAt().plus(SPAN)), count.attempts() == limit.getValue() + 1));
            }
        }
        return Optional.empty();
    }

    /// Whether something that is good once is used for the first time, within [#SPAN] of another.
    boolean isFirstUse(String once) {
        Instant now = clock.instant();
        return table.add(Secret.sha256("once " + once), now, now.minus(SPAN)).attempts() == 1;
    }

    /// The attempt was right: it counts no more, nor do those before it for the account from this computer.
    void succeeded(Attempt attempt) {
        table.forget(Secret.sha256(attempt.pair()));
        table.take(Secret.sha256(attempt.origin()));
        table.take(Secret.sha256(attempt.account()));
        table.sweep(clock.instant().minus(SPAN));
    }
}
