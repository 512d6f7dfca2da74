package throughline.server.accounts;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import throughline.server.accounts.store.AuditTable;
import throughline.server.accounts.store.AuditTable.Head;
import throughline.server.accounts.store.AuditTable.Row;
import throughline.server.platform.Database;

/// What people did to accounts, to the record and to the whole of the data, and who signed in: each entry holds a hash
/// of itself and of the entry before, so that
/// none can be changed or taken out without its showing.
///
/// Whoever can write to the database can also compute the whole chain anew; who wants to notice that keeps the head
/// elsewhere, as the verifier prints it.
public final class AuditLog {

    /// Who did what was done on the command line.
    public static final String COMMAND_LINE = key("command line");

    private static final int HASH_BYTES = 32;

    private final AuditTable table;
    private final TransactionTemplate once;
    private final TransactionTemplate atOneMoment;
    private final Clock clock;

    private AuditLog(DataSource source, Clock clock) {
        var transactions = new JdbcTransactionManager(source);
        this.table = new AuditTable(source);
        this.once = new TransactionTemplate(transactions);
        this.atOneMoment = new TransactionTemplate(transactions);
        atOneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.clock = clock;
    }

    /// The log of a database, to be read and checked.
    public static AuditLog of(Database database, Clock clock) {
        return new AuditLog(database.dataSource(), clock);
    }

    /// The log over connections, so that an entry is part of their transaction.
    public static AuditLog of(DataSource source, Clock clock) {
        return new AuditLog(source, clock);
    }

    /// What was done, as the page words it.
    public enum Action {
        BECAME_FIRST_ADMINISTRATOR(key("became the first administrator")),
        INVITED(key("invited")),
        MADE_LINK(key("made a link for a new password for")),
        CHOSE_PASSWORD(key("chose a password")),
        ADDED_PASSKEY(key("added the passkey")),
        REMOVED_PASSKEY(key("removed the passkey")),
        CHOSE_PASSKEY(key("chose a passkey in place of every other way to sign in")),
        CONNECTED(key("connected the account with")),
        SIGNED_IN(key("signed in")),
        WAS_REFUSED(key("was refused at signing in")),
        HAD_TO_WAIT(key("was made to wait after too many attempts to sign in")),
        MISTYPED_PASSWORD(key("gave a wrong password when changing it")),
        SIGNED_OUT(key("signed out")),
        CHANGED_ROLE(key("changed the role of")),
        DISABLED(key("disabled")),
        ENABLED(key("enabled")),
        ENDED_SESSIONS(key("ended sessions of")),
        MADE_TOKEN(key("made a token for the program")),
        REVOKED_TOKEN(key("revoked the token of the program")),
        BROUGHT_IN(key("brought in the file")),
        LEFT_DEMO(key("left the demo")),
        ERASED(key("erased, by receipt")),
        RESTORED(key("restored the backup of")),
        NAMED_PERSON(key("said who on record is")),
        MADE_DIRECTORY_TOKEN(key("made a token for the directory")),
        TOOK_DIRECTORY_TOKEN(key("took back the token of the directory")),
        TOLD_OF(key("told of")),
        TOLD_NO_MORE_OF(key("tells no more of")),
        RENAMED(key("changed the name or address of")),
        CHANGED_GROUP(key("changed the group")),
        GAVE_ROLE(key("gave a role to the group")),
        RECORDED(key("recorded")),
        CORRECTED(key("corrected")),
        WITHDREW(key("withdrew")),
        PLANNED_STEP(key("planned as the next step of")),
        UNPLANNED_STEP(key("took back the planned step of")),
        OPENED_ROUND(key("opened a prediction round")),
        ORDERED_BOARD_PACK(key("asked for the board page by e-mail each month")),
        ENDED_BOARD_PACK(key("no longer wants the board page by e-mail")),
        ADDED_WEBHOOK(key("added the webhook")),
        REMOVED_WEBHOOK(key("removed the webhook")),
        ENABLED_WEBHOOK(key("sends again to the webhook")),
        ORDERED_ALERTS(key("asked for alerts by e-mail")),
        ENDED_ALERTS(key("no longer wants alerts by e-mail")),
        CHANGED_RECORD(key("changed the record to"));

        private final String words;

        Action(String words) {
            this.words = words;
        }

        /// As the middle of a sentence.
        public String words() {
            return say(words);
        }
    }

    /// An entry.
    ///
    /// @param actor e-mail address of who did it, or `command line`, or what else it was
    /// @param subject e-mail address of whom, or what, it was done to; empty where that is the actor
    /// @param detail what else there is to say, may be empty
    public record Entry(long number, Instant at, String actor, Action action, String subject, String detail) {}

    /// How a check of the chain went.
    ///
    /// @param checked how many entries were looked at
    /// @param entries how many entries there are
    /// @param head the last hash in hexadecimal
    /// @param fault what is wrong, naming the first entry that is; null where nothing is
    public record Verification(
            long checked,
            long entries,
            String head,
            @Nullable String fault) {}

    /// Adds an entry of its own.
    ///
    /// @param actor e-mail address of who did it, or [#COMMAND_LINE]
    /// @param subject what it was done to; nothing that an erasure would have to take out again
    public void record(String actor, Action action, String subject, String detail) {
        once.executeWithoutResult(t -> add(actor, action, subject, detail));
    }

    /// Adds an entry; part of the transaction in which what it tells of is done.
    public void add(String actor, Action action, String subject, String detail) {
        Head head = table.lockedHead();
        Row row = new Row(
                head.number() + 1,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                actor,
                action.name(),
                subject,
                detail,
                head.hash());
        table.insert(new Row(
                row.number(),
                row.at(),
                row.actor(),
                row.action(),
                row.subject(),
                row.detail(),
                hash(head.hash(), row)));
    }

    /// Entries, newest first.
    ///
    /// @param before number of the entry before which they are
    public List<Entry> before(long before, int most) {
        return table.before(before, most).stream()
                .map(r -> new Entry(r.number(), r.at(), r.actor(), Action.valueOf(r.action()), r.subject(), r.detail()))
                .toList();
    }

    /// Computes the chain anew and compares.
    public Verification verify() {
        return atOneMoment.execute(t -> verified(0));
    }

    /// Computes the end of the chain anew and compares: what a page can do each time it is shown.
    ///
    /// @param most how many entries are looked at
    public Verification verifyLast(int most) {
        return atOneMoment.execute(t -> verified(Math.max(0, table.head().number() - most)));
    }

    /// @param from number of the last entry that is taken as it is, 0 for none
    private Verification verified(long from) {
        Optional<byte[]> start = from == 0 ? Optional.of(new byte[HASH_BYTES]) : table.hash(from);
        var chain = new Object() {
            private byte[] before = start.orElse(new byte[0]);
            private long number = from;
            private Optional<String> fault =
                    start.isPresent() ? Optional.empty() : Optional.of(say("Entry %s is missing.", from));
        };
        table.forEachAfter(from, row -> {
            if (chain.fault.isPresent()) {
                return;
            }
            chain.number++;
            if (row.number() != chain.number) {
                chain.fault = Optional.of(say("Entry %s is missing.", chain.number));
            } else if (!Arrays.equals(row.hash(), hash(chain.before, row))) {
                chain.fault = Optional.of(say("Entry %s is not what was written.", row.number()));
            }
            chain.before = row.hash();
        });
        Head head = table.head();
        Optional<String> cut = head.number() > chain.number
                ? Optional.of(say("Entry %s is missing.", chain.number + 1))
                : head.number() < chain.number || !Arrays.equals(head.hash(), chain.before)
                        ? Optional.of(say("The end of the chain is not at entry %s.", chain.number))
                        : Optional.empty();
        return new Verification(
                chain.number - from,
                chain.number,
                HexFormat.of().formatHex(head.hash()),
                chain.fault.or(() -> cut).orElse(null));
    }

    private static byte[] hash(byte[] before, Row row) {
        MessageDigest digest = Secret.digest();
        digest.update(before);
        var bytes = new ByteArrayOutputStream();
        for (String part : List.of(
                Long.toString(row.number()),
                row.at().toString(),
                row.actor(),
                row.action(),
                row.subject(),
                row.detail())) {
            byte[] text = part.getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
            bytes.writeBytes(text);
        }
        return digest.digest(bytes.toByteArray());
    }
}
