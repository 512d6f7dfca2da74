package throughline.server.intake;

import java.io.IOException;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import throughline.lake.fact.FactKind;
import throughline.server.intake.store.BatchTable;
import throughline.server.intake.store.CameTable;
import throughline.server.intake.store.FileTable;
import throughline.server.intake.store.ShownTable;

/// The tables of the intake over one source of connections.
record IntakeTables(
        BatchTable batches,
        FileTable files,
        ShownTable shown,
        CameTable came,
        TransactionTemplate once,
        TransactionTemplate same) {

    static IntakeTables over(DataSource source) {
        var transactions = new DataSourceTransactionManager(source);
        var same = new TransactionTemplate(transactions);
        same.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        return new IntakeTables(
                new BatchTable(source),
                new FileTable(source),
                new ShownTable(source),
                new CameTable(source),
                new TransactionTemplate(transactions),
                same);
    }

    /// The tables over one connection, which stays open.
    static IntakeTables over(Connection connection) {
        return over(new SingleConnectionDataSource(connection, true));
    }

    /// Looks at several things as they are at one moment.
    <T> T atOneMoment(Supplier<T> look) {
        return Objects.requireNonNull(same.execute(status -> look.get()));
    }

    /// What is done while nobody else adds facts.
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /// Does something while nobody else adds facts of any kind; over one connection only.
    <T> T alone(Work<T> work) throws IOException {
        var locked = new ArrayList<FactKind>();
        try {
            for (FactKind kind : FactKind.values()) {
                batches.await(kind);
                locked.add(kind);
            }
            return work.run();
        } finally {
            locked.forEach(batches::unlock);
        }
    }

    /// Makes changes in one transaction.
    void atOnce(Runnable changes) {
        once.executeWithoutResult(status -> changes.run());
    }
}
