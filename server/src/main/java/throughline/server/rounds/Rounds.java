package throughline.server.rounds;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import throughline.server.accounts.Account;
import throughline.server.accounts.AuditLog;
import throughline.server.filing.Filing;
import throughline.server.rounds.Round.Ahead;

/// The rounds of predictions: opened by somebody, answered once by each manager, closed by their day. Safe for use by
/// several threads.
public final class Rounds {

    private final RoundTable table;
    private final Filing filing;
    private final AuditLog audit;
    private final TransactionTemplate once;
    private final Clock clock;

    Rounds(DataSource source, Filing filing, AuditLog audit, Clock clock) {
        this.table = new RoundTable(source);
        this.filing = filing;
        this.audit = audit;
        this.once = new TransactionTemplate(new JdbcTransactionManager(source));
        this.clock = clock;
    }

    /// Those that can be answered on a day, the one that closes first before the others.
    public List<Round> open(LocalDate day) {
        return table.open(day);
    }

    /// The one of an id.
    public Optional<Round> find(UUID id) {
        return table.find(id);
    }

    /// Opens one.
    ///
    /// @return whether there is none of that period yet
    public boolean begin(Account by, Ahead period, LocalDate closesOn, List<String> measures) {
        return Objects.requireNonNull(once.execute(transaction -> {
            boolean begun =
                    table.insert(new Round(UUID.randomUUID(), period, closesOn, measures), by.id(), clock.instant());
            if (begun) {
                audit.add(by.email(), AuditLog.Action.OPENED_ROUND, "", period.id());
            }
            return begun;
        }));
    }

    /// Files what a manager predicts, once.
    ///
    /// @param predictions checked rows of forecasts
    /// @return whether the account had not answered before
    /// @throws throughline.server.intake.Refusal if it cannot be taken in; then it is not answered
    public boolean answer(Account by, Round round, Filing.Rows predictions) {
        return Objects.requireNonNull(once.execute(transaction -> {
            boolean first = table.answer(round.id(), by.id(), clock.instant());
            if (first) {
                UUID key = new UUID(
                        round.id().getMostSignificantBits() ^ by.id().getMostSignificantBits(),
                        round.id().getLeastSignificantBits() ^ by.id().getLeastSignificantBits());
                filing.file(
                        by,
                        key,
                        predictions,
                        "predictions for " + round.period().id());
            }
            return first;
        }));
    }

    /// Whether an account has answered.
    public boolean answered(Round round, Account account) {
        return table.answered(round.id(), account.id());
    }

    /// How many have answered.
    public int answers(Round round) {
        return table.answers(round.id());
    }
}
