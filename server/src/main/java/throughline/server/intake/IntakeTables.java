package throughline.server.intake;

import java.io.IOException;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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
import throughline.server.intake.store.ShownTable.Import;
import throughline.server.intake.store.ShownTable.Shown;
import throughline.server.organisation.RecordVersions;
import throughline.workspace.OrganisationReader;

/// The tables of the intake over one source of connections.
record IntakeTables(
        BatchTable batches,
        FileTable files,
        ShownTable shown,
        CameTable came,
        RecordVersions versions,
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
                new RecordVersions(source),
                new TransactionTemplate(transactions),
                same);
    }

    /// The tables over one connection, which stays open.
    static IntakeTables over(Connection connection) {
        return over(new SingleConnectionDataSource(connection, true));
    }

    /// What is shown, with the newest version of the record.
    Shown now() {
        Shown imported = shown.shown();
        return new Shown(
                imported.version(), imported.generation(), withVersion(imported.record()), imported.snapshots());
    }

    /// The record that is shown: what the last import says besides, and the newest version of organisation.yaml.
    Map<String, String> record() {
        return withVersion(shown.record());
    }

    /// The record that will be shown once an import is. Its organisation.yaml counts if it is another than that of the
    /// import before it, or all is replaced; otherwise what was changed in pages since stays.
    Map<String, String> recordWith(Import open) {
        return bringsRecord(open) ? open.record() : withVersion(open.record());
    }

    private boolean bringsRecord(Import open) {
        Map<String, String> before = shown.record();
        return shown.generation() != open.generation()
                || !Objects.equals(
                        before.get(OrganisationReader.FILE), open.record().get(OrganisationReader.FILE));
    }

    /// Shows an import and, as a version, the record it brings.
    void show(Import open, Clock clock) {
        if (bringsRecord(open)) {
            versions.broughtIn(open.record().get(OrganisationReader.FILE), clock);
        }
        shown.show(open);
    }

    private Map<String, String> withVersion(Map<String, String> imported) {
        Map<String, String> record = new TreeMap<>(imported);
        record.remove(OrganisationReader.FILE);
        versions.shown().ifPresent(document -> record.put(OrganisationReader.FILE, document));
        return record;
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
        return alone(List.of(FactKind.values()), work);
    }

    private <T> T alone(List<FactKind> kinds, Work<T> work) throws IOException {
        if (kinds.isEmpty()) {
            return work.run();
        }
        try (var _ = batches.await(kinds.getFirst())) {
            return alone(kinds.subList(1, kinds.size()), work);
        }
    }

    /// Makes changes in one transaction.
    void atOnce(Runnable changes) {
        once.executeWithoutResult(status -> changes.run());
    }
}
