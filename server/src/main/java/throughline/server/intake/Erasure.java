package throughline.server.intake;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.lake.iceberg.Contents.Rows;
import throughline.lake.iceberg.IcebergLake;
import throughline.server.intake.RawCopies.Deleted;
import throughline.server.intake.store.ErasureTable;
import throughline.server.intake.store.ErasureTable.Counts;
import throughline.server.intake.store.ErasureTable.Order;
import throughline.server.intake.store.MessageRejectTable;
import throughline.server.intake.store.PersonTable;
import throughline.server.platform.DataFolder;

/// Erases customers, and days that are over. Whom a surrogate stands for, what a customer wrote, and the deliveries
/// he is in go at once; then the current files of the lake are written without him. Older files go when nobody reads
/// them any more, see [#finish]. Each step may be repeated, so whoever is killed begins again where he was.
public final class Erasure {

    private static final int AT_ONCE = 10_000;

    private final DataFolder folder;
    private final DataSource database;
    private final LakeFacts facts;
    private final Look look;
    private final Clock clock;
    private final ErasureLedger ledger;

    /// Looks at the facts as they are now, so that nothing made of earlier ones is left.
    @FunctionalInterface
    interface Look {
        void now() throws IOException;
    }

    Erasure(DataFolder folder, DataSource database, LakeFacts facts, Look look, Clock clock) {
        this.folder = folder;
        this.database = database;
        this.facts = facts;
        this.look = look;
        this.clock = clock;
        this.ledger = new ErasureLedger(folder.erasures());
    }

    /// What was erased.
    ///
    /// @param known whether somebody of that id was known
    /// @param rows of each table, those that named the customer or went
    public record Receipt(
            UUID number, boolean known, Map<FactKind, Long> rows, long texts, long uploads, long rejects) {}

    private record Tables(IntakeTables intake, PersonTable persons, ErasureTable erasures, RawCopies copies) {}

    /// Where a customer is in the lake.
    ///
    /// @param rows that name him
    /// @param wrote ids of the facts with text
    /// @param files names of the batches they came in
    private record Traces(Map<FactKind, Long> rows, Map<FactKind, Set<String>> wrote, Set<String> files) {
        static final Traces NONE = new Traces(Map.of(), Map.of(), Set.of());
    }

    @FunctionalInterface
    private interface Work<T> {
        T with(Tables tables) throws IOException;
    }

    /// Nobody adds facts meanwhile, and whoever does next asks anew whom a surrogate stands for.
    private <T> T alone(Work<T> work) throws IOException {
        try (Connection connection = database.getConnection()) {
            IntakeTables intake = IntakeTables.over(connection);
            var same = new SingleConnectionDataSource(connection, true);
            var tables = new Tables(
                    intake,
                    new PersonTable(same),
                    new ErasureTable(same),
                    new RawCopies(folder, intake.batches(), new MessageRejectTable(same)));
            return intake.alone(() -> work.with(tables));
        } catch (SQLException e) {
            throw new IOException("The database does not answer: " + e.getMessage(), e);
        }
    }

    /// Erases a customer: whom the surrogate stands for, what he wrote, and the deliveries he is in go at once, his
    /// surrogate at the next [#rewrite].
    ///
    /// @param id in the organisation's own systems
    public Receipt customer(String id) throws IOException {
        return alone(tables -> {
            Optional<String> surrogate = tables.persons().surrogate(id);
            var order = new Order(UUID.randomUUID(), clock.instant(), surrogate.orElse(null), null);
            return erase(order, Optional.of(id), tables);
        });
    }

    /// Erases all facts of days before a day, and the customers of whom there are no others.
    public Receipt before(LocalDate day) throws IOException {
        var order = new Order(UUID.randomUUID(), clock.instant(), null, day);
        Receipt receipt = alone(tables -> erase(order, Optional.empty(), tables));
        rewrite();
        return receipt;
    }

    private Receipt erase(Order order, Optional<String> customer, Tables tables) throws IOException {
        String surrogate = order.surrogate();
        LocalDate before = order.before();
        boolean nothing = surrogate == null && before == null;
        if (!nothing && !ledger.orders().contains(order)) {
            ledger.add(order);
        }
        Traces traces = surrogate == null ? Traces.NONE : traces(surrogate, tables);
        Deleted deleted;
        if (before != null) {
            deleted = tables.copies().all();
        } else if (customer.isPresent()) {
            Set<Long> batches = tables.intake().batches().called(traces.files());
            deleted = tables.copies().mentioning(customer.get(), batches);
        } else {
            deleted = new Deleted(0, 0);
        }
        Map<FactKind, Long> rows = before == null ? traces.rows() : rowsBefore(before, tables);
        long[] texts = new long[1];
        tables.intake().atOnce(() -> {
            traces.wrote().forEach((kind, ids) -> texts[0] += tables.persons().forgetWords(kind, ids));
            if (surrogate != null) {
                texts[0] += tables.persons().forget(surrogate);
            }
            if (before != null) {
                texts[0] += tables.erasures().forgetWordsBefore(before);
            }
            tables.erasures().insert(order, new Counts(sum(rows), texts[0], deleted.uploads(), deleted.rejects()));
        });
        return new Receipt(order.receipt(), surrogate != null, rows, texts[0], deleted.uploads(), deleted.rejects());
    }

    private static long sum(Map<FactKind, Long> rows) {
        return rows.values().stream().mapToLong(r -> r).sum();
    }

    private Traces traces(String surrogate, Tables tables) {
        List<String> one = List.of(surrogate);
        var files = new HashSet<String>();
        Map<FactKind, Set<String>> wrote = new EnumMap<>(FactKind.class);
        Map<FactKind, Long> rows = new EnumMap<>(FactKind.class);
        for (long generation : tables.intake().shown().generations()) {
            IcebergLake lake = facts.in(generation);
            Set<String> contacts = lake.contents().texts(FactKind.INTERACTIONS, "interaction_id", "customer", one);
            for (FactKind kind : kept()) {
                files.addAll(lake.contents().texts(kind, "file", "customer", one));
                files.addAll(lake.contents().texts(kind, "file", "interaction_id", contacts));
                count(rows, kind, lake.contents().count(kind, new Rows.With("customer", one)));
                if (!kind.words().isEmpty()) {
                    String id = kind.id().orElseThrow();
                    Set<String> ids = wrote.computeIfAbsent(kind, k -> new HashSet<>());
                    ids.addAll(lake.contents().texts(kind, id, "customer", one));
                    ids.addAll(lake.contents().texts(kind, id, "interaction_id", contacts));
                }
            }
        }
        return new Traces(rows, wrote, files);
    }

    private Map<FactKind, Long> rowsBefore(LocalDate day, Tables tables) {
        Map<FactKind, Long> rows = new EnumMap<>(FactKind.class);
        for (long generation : tables.intake().shown().generations()) {
            kept().forEach(kind ->
                    count(rows, kind, facts.in(generation).contents().count(kind, new Rows.Before(day))));
        }
        return rows;
    }

    private static void count(Map<FactKind, Long> rows, FactKind kind, long more) {
        if (more > 0) {
            rows.merge(kind, more, Long::sum);
        }
    }

    /// Kinds whose facts are kept; interactions come last, because they say whose the others are.
    private static List<FactKind> kept() {
        return List.of(FactKind.values()).reversed().stream()
                .filter(kind -> !kind.derived())
                .toList();
    }

    /// Writes the current files of the lake without what was erased since the last time, all of it in one go, and sends
    /// the pages there.
    void rewrite() throws IOException {
        if (new ErasureTable(database).begun().isEmpty()) {
            return;
        }
        alone(tables -> {
            List<Order> begun = tables.erasures().begun();
            List<String> surrogates = begun.stream()
                    .map(Order::surrogate)
                    .filter(Objects::nonNull)
                    .toList();
            Optional<LocalDate> before =
                    begun.stream().map(Order::before).filter(Objects::nonNull).max(Comparator.naturalOrder());
            for (long generation : tables.intake().shown().generations()) {
                IcebergLake lake = facts.in(generation);
                Set<String> contacts =
                        lake.contents().texts(FactKind.INTERACTIONS, "interaction_id", "customer", surrogates);
                for (FactKind kind : kept()) {
                    long changed =
                            before.map(day -> lake.removeBefore(kind, day)).orElse(0L)
                                    + forget(lake, kind, surrogates, contacts);
                    if (changed > 0) {
                        show(generation, kind, tables.intake());
                    }
                }
            }
            if (before.isPresent()) {
                forgetThoseWithoutFacts(tables);
            }
            begun.forEach(order -> tables.erasures().rewritten(order.receipt()));
            return begun;
        });
        look.now();
    }

    /// Attributes that the exchange format does not know may say who somebody is, so they go as well.
    private static long forget(
            IcebergLake lake, FactKind kind, Collection<String> surrogates, Collection<String> contacts) {
        List<String> attributes = lake.columns(kind).map(FactTable::columns).orElse(List.of()).stream()
                .filter(c -> c.type() == ColumnType.TEXT)
                .filter(c -> !FactTable.SYSTEM.contains(c) && !kind.columns().contains(c))
                .map(Column::name)
                .toList();
        long linked = kind == FactKind.INTERACTIONS ? 0 : lake.forget(kind, "interaction_id", contacts, attributes);
        var own = new HashSet<>(attributes);
        kind.customer().ifPresent(own::add);
        return linked + lake.forget(kind, "customer", surrogates, own);
    }

    /// Once a page shows it, whoever comes later reads what is there now.
    private void show(long generation, FactKind kind, IntakeTables tables) {
        Long shown = tables.shown().snapshots(generation).get(kind);
        facts.snapshot(generation, kind)
                .filter(now -> shown != null && !now.equals(shown))
                .ifPresent(now -> tables.atOnce(() -> tables.shown().show(generation, kind, now)));
    }

    private void forgetThoseWithoutFacts(Tables tables) {
        List<String> some = tables.persons().after(-1, AT_ONCE);
        while (!some.isEmpty()) {
            var gone = new HashSet<>(some);
            for (long generation : tables.intake().shown().generations()) {
                for (FactKind kind : kept()) {
                    gone.removeAll(facts.in(generation).contents().texts(kind, "customer", "customer", some));
                }
            }
            gone.forEach(tables.persons()::forget);
            some = tables.persons().after(Long.parseLong(some.getLast()), AT_ONCE);
        }
    }

    /// Does what the ledger says and this database does not know, because a backup was restored.
    void resume() throws IOException {
        List<Order> known = ledger.orders();
        alone(tables -> {
            for (Order order : known) {
                if (!tables.erasures().knows(order.receipt())) {
                    Optional<String> customer =
                            Optional.ofNullable(order.surrogate()).flatMap(tables.persons()::customer);
                    erase(order, customer, tables);
                }
            }
            return known;
        });
        rewrite();
    }

    /// What is older than the organisation keeps it goes.
    void retain() throws IOException {
        Optional<LocalDate> oldest = alone(tables -> {
            tables.erasures().forgetOldWords();
            return tables.erasures()
                    .oldestFacts()
                    .filter(day -> !rowsBefore(day, tables).isEmpty());
        });
        if (oldest.isPresent()) {
            before(oldest.get());
        }
    }

    /// Ends erasures of which no older file is left in the lake: writes the tables anew that held what was erased.
    ///
    /// @return whether nothing is left to do
    boolean finish() throws IOException {
        return alone(tables -> {
            Optional<Instant> last = tables.erasures().unfinished();
            if (last.isEmpty()) {
                return true;
            }
            for (long generation : tables.intake().shown().generations()) {
                for (FactKind kind : kept()) {
                    show(generation, kind, tables.intake());
                    if (!facts.in(generation).cleanSince(kind, last.get())) {
                        return false;
                    }
                }
            }
            tables.erasures().rewriteTables();
            tables.erasures().dropLog();
            tables.erasures().finished(last.get());
            return true;
        });
    }
}
