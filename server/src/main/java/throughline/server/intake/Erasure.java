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
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.lake.iceberg.Contents;
import throughline.lake.iceberg.Contents.Rows;
import throughline.lake.iceberg.IcebergLake;
import throughline.server.intake.RawCopies.Deleted;
import throughline.server.intake.RawCopies.Found;
import throughline.server.intake.store.BatchTable;
import throughline.server.intake.store.ErasureTable;
import throughline.server.intake.store.ErasureTable.Counts;
import throughline.server.intake.store.ErasureTable.Order;
import throughline.server.intake.store.MessageRejectTable;
import throughline.server.intake.store.PersonTable;
import throughline.server.intake.store.PublicationTable;
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
    /// @param contacts ids of interactions
    private record Traces(
            Map<FactKind, Long> rows, Map<FactKind, Set<String>> wrote, Set<String> files, Set<String> contacts) {
        static final Traces NONE = new Traces(Map.of(), Map.of(), Set.of(), Set.of());
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
            var tables = new Tables(intake, new PersonTable(same), new ErasureTable(same), copies(same));
            return intake.alone(() -> work.with(tables));
        } catch (SQLException e) {
            throw new IOException("The database does not answer: " + e.getMessage(), e);
        }
    }

    private RawCopies copies(DataSource source) {
        return new RawCopies(folder, new BatchTable(source), new MessageRejectTable(source));
    }

    /// What of the deliveries as they came in is deleted with an erasure.
    @FunctionalInterface
    private interface Deleting {
        Deleted of(Traces traces) throws IOException;
    }

    /// Erases a customer: whom the surrogate stands for, what he wrote, and the deliveries he is in go at once, his
    /// surrogate at the next [#rewrite].
    ///
    /// @param id in the organisation's own systems
    public Receipt customer(String id) throws IOException {
        Found found = copies(database).lookFor(id);
        return alone(tables -> {
            Optional<String> surrogate = tables.persons().surrogate(id);
            return erase(begun(surrogate), mentioning(id, found, tables), tables);
        });
    }

    /// Erases all facts of days before a day, and the customers of whom there are no others.
    public Receipt before(LocalDate day) throws IOException {
        Receipt receipt = alone(tables -> {
            var order = new Order(UUID.randomUUID(), clock.instant(), null, day);
            ledger.add(order);
            return erase(order, traces -> tables.copies().all(), tables);
        });
        rewrite();
        return receipt;
    }

    /// An erasure that was begun and cut off is gone on with, under the same receipt.
    private Order begun(Optional<String> surrogate) throws IOException {
        for (Order order : ledger.orders()) {
            if (surrogate.isPresent() && surrogate.get().equals(order.surrogate())) {
                return order;
            }
        }
        var order = new Order(UUID.randomUUID(), clock.instant(), surrogate.orElse(null), null);
        if (surrogate.isPresent()) {
            ledger.add(order);
        }
        return order;
    }

    private static Deleting mentioning(String customer, Found found, Tables tables) {
        return traces -> tables.copies()
                .mentioning(customer, found, tables.intake().batches().called(traces.files()), traces.contacts());
    }

    private Receipt erase(Order order, Deleting deleting, Tables tables) throws IOException {
        String surrogate = order.surrogate();
        LocalDate before = order.before();
        Traces traces = surrogate == null ? Traces.NONE : traces(surrogate, tables);
        Deleted deleted = deleting.of(traces);
        Map<FactKind, Long> rows = before == null ? traces.rows() : rowsBefore(before, tables);
        long[] texts = new long[1];
        tables.intake().atOnce(() -> {
            traces.wrote().forEach((kind, ids) -> texts[0] += tables.persons().forgetWords(kind, ids));
            if (surrogate != null) {
                texts[0] += tables.persons().forget(surrogate);
            }
            if (before != null) {
                texts[0] += tables.erasures().forgetWordsBefore(before);
                tables.erasures().forgetPlansBefore(before);
            }
            tables.erasures().insert(order, new Counts(sum(rows), texts[0], deleted.uploads(), deleted.rejects()));
        });
        return new Receipt(order.receipt(), surrogate != null, rows, texts[0], deleted.uploads(), deleted.rejects());
    }

    private static long sum(Map<FactKind, Long> rows) {
        return rows.values().stream().mapToLong(r -> r).sum();
    }

    private Traces traces(String surrogate, Tables tables) {
        var contacts = new HashSet<String>();
        var files = new HashSet<String>();
        Map<FactKind, Set<String>> wrote = new EnumMap<>(FactKind.class);
        Map<FactKind, Long> rows = new EnumMap<>(FactKind.class);
        for (long generation : tables.intake().shown().generations()) {
            Contents lake = facts.in(generation).contents();
            Whose whose = Whose.of(lake, List.of(surrogate));
            contacts.addAll(whose.contacts());
            for (FactKind kind : kept()) {
                count(rows, kind, lake.count(kind, new Rows.With("customer", List.of(surrogate))));
                whose.columns().forEach((column, values) -> {
                    files.addAll(lake.texts(kind, "file", column, values));
                    if (!kind.words().isEmpty()) {
                        wrote.computeIfAbsent(kind, k -> new HashSet<>())
                                .addAll(lake.texts(kind, kind.id().orElseThrow(), column, values));
                    }
                });
            }
        }
        return new Traces(rows, wrote, files, contacts);
    }

    /// What names customers in facts of whatever kind.
    ///
    /// @param contacts ids of their interactions
    /// @param cases ids of the matters these were about
    /// @param answers ids of answers that they were asked for
    private record Whose(Collection<String> surrogates, Set<String> contacts, Set<String> cases, Set<String> answers) {

        static Whose of(Contents lake, Collection<String> surrogates) {
            return new Whose(
                    surrogates,
                    lake.texts(FactKind.INTERACTIONS, "interaction_id", "customer", surrogates),
                    lake.texts(FactKind.INTERACTIONS, "case_id", "customer", surrogates),
                    lake.texts(FactKind.INVITATIONS, "response_id", "customer", surrogates));
        }

        Map<String, Collection<String>> columns() {
            return Map.of("customer", surrogates, "interaction_id", contacts, "case_id", cases, "response_id", answers);
        }
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

    /// Kinds whose facts are kept; last come those that say whose the others are.
    private static List<FactKind> kept() {
        return Stream.of(FactKind.values())
                .filter(kind -> !kind.derived())
                .sorted(Comparator.comparing(kind -> kind == FactKind.INTERACTIONS || kind == FactKind.INVITATIONS))
                .toList();
    }

    /// Writes the current files of the lake without what was erased since the last time, all of it in one go, and sends
    /// the pages there.
    void rewrite() throws IOException {
        if (new ErasureTable(database).begun().isEmpty()) {
            return;
        }
        List<Order> rewritten = alone(tables -> {
            List<Order> begun = tables.erasures().begun();
            List<String> surrogates = begun.stream()
                    .map(Order::surrogate)
                    .filter(Objects::nonNull)
                    .toList();
            Optional<LocalDate> before =
                    begun.stream().map(Order::before).filter(Objects::nonNull).max(Comparator.naturalOrder());
            for (long generation : tables.intake().shown().generations()) {
                IcebergLake lake = facts.in(generation);
                Whose whose = Whose.of(lake.contents(), surrogates);
                for (FactKind kind : kept()) {
                    long changed =
                            before.map(day -> lake.removeBefore(kind, day)).orElse(0L) + forget(lake, kind, whose);
                    if (changed > 0) {
                        show(generation, kind, tables.intake());
                    }
                }
            }
            if (before.isPresent()) {
                forgetThoseWithoutFacts(tables);
            }
            return begun;
        });
        // Others add facts again by now: looking takes over what has come.
        look.now();
        var erasures = new ErasureTable(database);
        rewritten.forEach(order -> erasures.rewritten(order.receipt()));
    }

    /// Attributes that the exchange format does not know may say who somebody is, so they go as well.
    private static long forget(IcebergLake lake, FactKind kind, Whose whose) {
        List<String> attributes = lake.columns(kind).map(FactTable::columns).orElse(List.of()).stream()
                .filter(c -> c.type() == ColumnType.TEXT)
                .filter(c -> !FactTable.SYSTEM.contains(c) && !kind.columns().contains(c))
                .map(Column::name)
                .toList();
        long changed = 0;
        for (Map.Entry<String, Collection<String>> column : whose.columns().entrySet()) {
            var emptied = new HashSet<>(attributes);
            if (column.getKey().equals("customer")) {
                emptied.add("customer");
            } else if (kind == FactKind.INTERACTIONS) {
                // Its own customer says whose it is: a matter may have others.
                continue;
            }
            changed += lake.forget(kind, column.getKey(), column.getValue(), emptied);
        }
        return changed;
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

    /// Does what the ledger says and this database does not know, because a backup was restored. What the backup had
    /// not
    /// made facts yet has to be facts before.
    void resume() throws IOException {
        List<Order> known = ledger.orders();
        alone(tables -> {
            for (Order order : known) {
                if (!tables.erasures().knows(order)) {
                    Optional<String> customer =
                            Optional.ofNullable(order.surrogate()).flatMap(tables.persons()::customer);
                    Deleting deleting = order.before() != null
                            ? traces -> tables.copies().all()
                            : customer.map(id -> mentioning(id, Found.NOTHING, tables))
                                    .orElse(traces -> Deleted.NONE);
                    erase(order, deleting, tables);
                }
            }
            return known;
        });
        rewrite();
    }

    /// What is older than the organisation keeps it goes; deliveries as they came in go by their own time.
    void retain() throws IOException {
        alone(tables -> {
            tables.erasures().forgetOldWords();
            Optional<LocalDate> oldest = tables.erasures().oldestFacts();
            if (oldest.isPresent() && !rowsBefore(oldest.get(), tables).isEmpty()) {
                var order = new Order(UUID.randomUUID(), clock.instant(), null, oldest.get());
                erase(order, traces -> Deleted.NONE, tables);
            }
            return oldest;
        });
        rewrite();
    }

    /// Ends erasures of which no older file is left in the lake: writes the tables anew that held what was erased.
    ///
    /// @return whether nothing is left to do
    boolean finish() throws IOException {
        if (new ErasureTable(database).unfinished().isEmpty()) {
            return true;
        }
        look.now();
        Optional<Instant> clean = alone(tables -> {
            Optional<Instant> last = tables.erasures().unfinished();
            if (last.isPresent() && new PublicationTable(database).anyBefore(last.get())) {
                return Optional.empty();
            }
            for (long generation : tables.intake().shown().generations()) {
                for (FactKind kind : kept()) {
                    show(generation, kind, tables.intake());
                    if (last.isPresent() && !facts.in(generation).cleanSince(kind, last.get())) {
                        return Optional.empty();
                    }
                }
                facts.in(generation).evict();
            }
            return last;
        });
        // What is gone from the lake does not come back, so others may add facts again.
        var erasures = new ErasureTable(database);
        if (clean.isPresent()) {
            erasures.rewriteTables();
            erasures.dropLog();
            erasures.finished(clean.get());
        }
        return erasures.unfinished().isEmpty();
    }
}
