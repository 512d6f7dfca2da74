package throughline.server.accounts;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import throughline.server.accounts.Visitor.SignedIn;
import throughline.server.accounts.store.SessionTable;

/// Who is signed in. Sessions are rows of the database, so that several servers share them, they outlive a restart, and
/// one that is ended is ended everywhere with the next request.
///
/// While the database does not answer, whoever this server has seen lately goes on reading what it has in memory.
/// Safe for use by several threads.
public final class Sessions {

    /// A session is noted as seen at most this often: not every page has to write.
    private static final Duration SEEN_EVERY = Duration.ofMinutes(1);

    private static final int REMEMBERED = 1_000;

    private final SessionTable table;
    private final AccountSettings settings;
    private final Clock clock;
    private final Map<String, Remembered> remembered = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
            return size() > REMEMBERED;
        }
    });

    Sessions(DataSource source, AccountSettings settings, Clock clock) {
        this.table = new SessionTable(source);
        this.settings = settings;
        this.clock = clock;
    }

    private record Remembered(SignedIn visitor, Instant seen) {}

    /// A session as the page of its account lists it.
    ///
    /// @param proved when its holder last showed who they are; empty where nobody says
    /// @param browser such as `Firefox on Linux`
    public record Listed(UUID id, Instant begun, Instant seen, Optional<Instant> proved, String browser) {}

    /// Begins a session of somebody who has shown just now who they are.
    ///
    /// @param browser such as `Firefox on Linux`
    /// @return what the browser is to hold
    public Secret begin(Account account, String browser) {
        return begin(account, browser, Optional.of(clock.instant()));
    }

    /// Begins a session of somebody whom others vouch for.
    ///
    /// @param browser such as `Firefox on Linux`
    /// @param proved when they last showed who they are; empty where nobody says
    /// @return what the browser is to hold
    Secret begin(Account account, String browser, Optional<Instant> proved) {
        Instant now = clock.instant();
        table.sweep(seenAfter(now), begunAfter(now));
        Secret secret = Secret.random();
        table.insert(secret.sha256(), UUID.randomUUID(), account.id(), now, proved.orElse(null), browser);
        return secret;
    }

    /// Who holds a secret; empty where no session of it goes on.
    ///
    /// @throws DataAccessException if the database does not answer and the secret was not seen lately
    public Optional<SignedIn> find(Secret secret) {
        Instant now = clock.instant();
        String key = HexFormat.of().formatHex(secret.sha256());
        try {
            Optional<SessionTable.Row> row = table.find(secret.sha256(), seenAfter(now), begunAfter(now));
            if (row.isEmpty()) {
                remembered.remove(key);
                return Optional.empty();
            }
            if (row.get().seenAt().plus(SEEN_EVERY).isBefore(now)) {
                table.seen(row.get().id(), now);
            }
            var visitor =
                    new SignedIn(Account.of(row.get().account()), row.get().id());
            remembered.put(key, new Remembered(visitor, now));
            return Optional.of(visitor);
        } catch (DataAccessException e) {
            Remembered last = remembered.get(key);
            if (last == null || last.seen().plus(settings.idle()).isBefore(now)) {
                throw e;
            }
            return Optional.of(last.visitor());
        }
    }

    /// The sessions of an account that go on, the one seen last first.
    public List<Listed> list(UUID account) {
        Instant now = clock.instant();
        return table.list(account, seenAfter(now), begunAfter(now)).stream()
                .map(s -> new Listed(s.id(), s.begunAt(), s.seenAt(), Optional.ofNullable(s.provedAt()), s.browser()))
                .toList();
    }

    /// Ends a session of an account; false where it has none of that id.
    public boolean end(UUID account, UUID session) {
        remembered.values().removeIf(r -> r.visitor().session().equals(session));
        return table.delete(account, session);
    }

    /// Ends all sessions of an account.
    public void endAll(UUID account) {
        remembered.values().removeIf(r -> r.visitor().who().id().equals(account));
        table.deleteAll(account);
    }

    private Instant seenAfter(Instant now) {
        return now.minus(settings.idle());
    }

    private Instant begunAfter(Instant now) {
        return now.minus(settings.longest());
    }
}
