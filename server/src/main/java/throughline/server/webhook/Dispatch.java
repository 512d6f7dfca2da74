package throughline.server.webhook;

import jakarta.annotation.PostConstruct;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import throughline.server.webhook.Sender.Answer;
import throughline.server.webhook.WebhookTable.Due;

/// Sends what is due, again and again until it is taken: after 10 seconds, 40, and four times as long each time, at
/// most 12 hours. A webhook that has taken nothing for five days is given up. An event may arrive twice, if the
/// server ends between the answer and its being written down; its id is the same then.
public final class Dispatch implements AutoCloseable {

    /// How long a webhook may fail before it is given up.
    static final Duration PATIENCE = Duration.ofDays(5);

    private static final Logger LOG = Logger.getLogger(Dispatch.class.getName());
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(12);
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration KEPT = Duration.ofDays(30);
    private static final int SECONDS = 5;
    private static final int MOST = 20;

    /// Deliveries to one webhook at a time.
    private static final int OF_EACH = 3;

    private final WebhookTable table;
    private final TransactionTemplate once;
    private final Sender sender;
    private final Clock clock;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("webhooks").daemon().factory());

    Dispatch(DataSource source, Sender sender, Clock clock) {
        this.table = new WebhookTable(source);
        this.once = new TransactionTemplate(new JdbcTransactionManager(source));
        this.sender = sender;
        this.clock = clock;
    }

    @PostConstruct
    void begin() {
        var _ = thread.scheduleWithFixedDelay(
                () -> quietly(() -> send(clock.instant())), SECONDS, SECONDS, TimeUnit.SECONDS);
        var _ = thread.scheduleWithFixedDelay(
                () -> quietly(() -> table.forget(clock.instant().minus(KEPT))), 1, 24 * 60, TimeUnit.MINUTES);
    }

    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Webhooks could not be served; it is tried again", e);
        }
    }

    /// Tries what is due at a moment, several at a time.
    public void send(Instant now) {
        List<Due> due = table.claim(now, LEASE, MOST, OF_EACH);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            due.forEach(each -> pool.execute(() -> send(each, now)));
        }
    }

    private void send(Due due, Instant now) {
        Answer answer = sender.send(due.address(), due.secret(), due.event().toString(), due.body(), now);
        once.executeWithoutResult(t -> {
            if (answer.taken()) {
                if (table.tried(due, now, true, answer.words(), null)) {
                    table.works(due.webhook());
                }
                return;
            }
            boolean old = due.madeAt().plus(PATIENCE).isBefore(now);
            if (!table.tried(due, now, false, answer.words(), old ? null : now.plus(pause(due.attempts())))) {
                return;
            }
            Instant since = table.fails(due.webhook(), now);
            if (answer.gone() || since.plus(PATIENCE).isBefore(now)) {
                table.disable(due.webhook(), now);
            }
        });
    }

    /// How long to wait after an attempt has failed, up to a fifth more or less, so that not all come at once.
    ///
    /// @param before attempts before that one
    static Duration pause(int before) {
        double seconds = Math.min(FIRST.toSeconds() * Math.pow(4, before), (double) LONGEST.toSeconds());
        return Duration.ofMillis(
                (long) (1000 * seconds * ThreadLocalRandom.current().nextDouble(0.8, 1.2)));
    }

    @Override
    public void close() {
        thread.close();
        sender.close();
    }
}
