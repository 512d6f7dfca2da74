package throughline.server.plans;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import throughline.server.accounts.Account;
import throughline.server.accounts.AuditLog;
import throughline.server.accounts.AuditLog.Action;

/// The steps that come next, one a unit. Safe for use by several threads.
public final class Plans {

    private final PlanTable table;
    private final AuditLog audit;
    private final TransactionTemplate once;
    private final Clock clock;

    Plans(DataSource source, AuditLog audit, Clock clock) {
        this.table = new PlanTable(source);
        this.audit = audit;
        this.once = new TransactionTemplate(new JdbcTransactionManager(source));
        this.clock = clock;
    }

    /// All of them, by unit.
    public List<Plan> list() {
        return table.list();
    }

    /// The one of an id.
    public Optional<Plan> find(UUID id) {
        return list().stream().filter(p -> p.id().equals(id)).findFirst();
    }

    /// Plans a step of a unit, in place of the one that was planned there.
    ///
    /// @param id of the plan: sent again, nothing is done a second time; sent for another unit, it moves there
    /// @param changed the plan that it was made from, which may be of another unit
    /// @param unit empty for everybody
    /// @param row checked, without id, unit and start
    public void plan(Account by, UUID id, Optional<Plan> changed, String unit, Map<String, String> row) {
        List<UUID> moved =
                Stream.concat(Stream.of(id), changed.stream().map(Plan::id)).toList();
        once.executeWithoutResult(transaction -> {
            for (Plan old : table.deleteElsewhere(moved, unit)) {
                audit.add(by.email(), Action.UNPLANNED_STEP, place(old.unit()), old.name());
            }
            if (table.put(id, unit, row, clock.instant(), by.email())) {
                audit.add(by.email(), Action.PLANNED_STEP, place(unit), row.getOrDefault("name", ""));
            }
        });
    }

    /// Begins a planned step, which is a fact from then on.
    ///
    /// @param filing files it; where it fails, the step stays planned
    public void begin(Plan plan, Runnable filing) {
        once.executeWithoutResult(transaction -> {
            filing.run();
            table.delete(plan.id());
        });
    }

    /// Takes a plan back.
    public void remove(Account by, Plan plan) {
        once.executeWithoutResult(transaction -> {
            if (table.delete(plan.id())) {
                audit.add(by.email(), Action.UNPLANNED_STEP, place(plan.unit()), plan.name());
            }
        });
    }

    private static String place(String unit) {
        return unit.isEmpty() ? "everybody" : unit;
    }
}
