package throughline.lake.duckdb;

import static throughline.lake.fact.FactKind.CASES;
import static throughline.lake.fact.FactKind.EVENTS;
import static throughline.lake.fact.FactKind.INTERACTIONS;
import static throughline.lake.fact.FactKind.OFFERS;
import static throughline.lake.fact.FactKind.READINGS;
import static throughline.lake.fact.FactKind.TRACES;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import throughline.lake.duckdb.PageIndex.Page;
import throughline.lake.duckdb.PageIndex.Paged;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.lake.sql.Sql;

/// Makes the tables that are asked from facts that are kept, month by month: pages whose facts are the same as before
/// stay. The others are made by the same [Sealing] as everything, of the rows of their months and of those rows of
/// other months that theirs look at.
final class PagedSealing {

    /// The kinds of facts that something is made of.
    static final Set<FactKind> PAGED =
            Set.copyOf(Stream.concat(Stream.of(INTERACTIONS, EVENTS, READINGS), Reach.NAMING.stream())
                    .collect(Collectors.toSet()));

    /// Changes with everything that pages depend on and that is not in the facts or in the rules.
    private static final String VERSION = "3";

    private static final String CADENCE = "cadence";
    private static final String FIRST_OFFER = "first offer";
    private static final String LAST_OFFER = "last offer";
    private static final List<String> OF_PATHS = List.of("touchpoints", "case_touchpoints");

    private final Workshop workshop;
    private final Pages pages;
    private final Map<FactKind, KeptTable> kept;
    private final Map<FactKind, Map<String, Bounds>> bounds;
    private final List<StateRule> rules;

    PagedSealing(
            Workshop workshop,
            Pages pages,
            Map<FactKind, KeptTable> kept,
            Map<FactKind, Map<String, Bounds>> bounds,
            List<StateRule> rules) {
        this.workshop = workshop;
        this.pages = pages;
        this.kept = kept;
        this.bounds = bounds;
        this.rules = rules;
    }

    /// The tables, and what keeps their pages where they are.
    ///
    /// @param pages of the tables that are in pages
    record Made(List<FactTable> tables, Map<FactKind, MonthlyFiles> pages, Pages.Lease lease) {}

    /// Makes the pages that lack, and views of all.
    Made run() {
        synchronized (pages) {
            var none = new PageIndex(described(), Map.of(), Map.of());
            Optional<PageIndex> before =
                    pages.latest().filter(index -> index.rules().equals(none.rules()));
            PageIndex index = before.flatMap(this::some).orElseGet(() -> all(none));
            Pages.Lease lease = pages.keep(index);
            return new Made(views(index), files(index), lease);
        }
    }

    private MonthlyRows rows(PageIndex before) {
        return new MonthlyRows(kept, bounds, pages.folder(), before);
    }

    /// What pages depend on besides the facts.
    private String described() {
        var text = new StringBuilder(VERSION)
                .append(workshop.small("select version()").getFirst()[0])
                .append(rules);
        new TreeMap<>(bounds).forEach((kind, limits) -> text.append(kind).append(new TreeMap<>(limits)));
        new TreeMap<>(kept).forEach((kind, table) -> text.append(table.table()).append(table.readAs()));
        return text.toString();
    }

    private PageIndex all(PageIndex none) {
        MonthlyRows rows = rows(none);
        var sealing = new Sealing(workshop);
        kept.forEach(
                (kind, table) -> rows.stage(kind, rows.sources(kind).keySet()).ifPresent(sealing::keep));
        StateAtContact state = sealing.state(rules);
        Map<FactKind, Paged> tables = new EnumMap<>(FactKind.class);
        List<FactTable> all =
                sealing.run(state).stream().filter(table -> paged(table.kind())).toList();
        made(
                        rows,
                        all.stream()
                                .map(table -> new Wanted(table, table, Optional.empty()))
                                .toList())
                .forEach((table, written) -> tables.put(table.kind(), new Paged(table, written)));
        List<Long> offered = kept.containsKey(OFFERS)
                ? span("select min(day)::bigint, max(day)::bigint from " + Sql.name(Sealing.kept(OFFERS)))
                : List.of();
        return new PageIndex(none.rules(), notes(state, offered), tables);
    }

    private static boolean paged(FactKind kind) {
        return PAGED.contains(kind) || kind.derived();
    }

    private static Map<String, String> notes(StateAtContact state, List<Long> offered) {
        var notes = new TreeMap<>(Map.of(CADENCE, state.cadence()));
        if (!offered.isEmpty()) {
            notes.put(FIRST_OFFER, offered.getFirst().toString());
            notes.put(LAST_OFFER, offered.getLast().toString());
        }
        return notes;
    }

    private static List<Long> offered(PageIndex index) {
        return Stream.of(FIRST_OFFER, LAST_OFFER)
                .flatMap(name -> Optional.ofNullable(index.notes().get(name)).stream())
                .map(Long::valueOf)
                .toList();
    }

    /// The first and the last day of a SELECT of the two.
    private List<Long> span(String select) {
        Object[] days = workshop.small(select).getFirst();
        return List.of((Long) days[0], (Long) days[1]);
    }

    private List<Long> offered(MonthlyRows rows) {
        if (!rows.has(OFFERS)) {
            return List.of();
        }
        NavigableSet<YearMonth> touched = rows.touched(OFFERS);
        String parts = Stream.concat(
                        rows
                                .stage(OFFERS, touched)
                                .map(stage -> "select day from (%s)".formatted(stage.select()))
                                .stream(),
                        rows.from(OFFERS, rows.others(OFFERS, touched)).map(from -> "select day from " + from).stream())
                .collect(Collectors.joining(" union all "));
        return span("select min(day)::bigint, max(day)::bigint from (%s)".formatted(parts));
    }

    /// Makes the pages of the months that a change reaches; empty where everything is to be made anew.
    private Optional<PageIndex> some(PageIndex before) {
        MonthlyRows rows = rows(before);
        var sealing = new Sealing(workshop);
        kept.keySet().stream()
                .filter(kind -> !paged(kind))
                .forEach(kind -> rows.stage(kind, rows.sources(kind).keySet()).ifPresent(sealing::keep));
        var reach = new Reach(workshop, rows);
        if (reach.nothing()) {
            return Optional.of(before);
        }
        if (rows.has(INTERACTIONS) && most(rows, rows.touched(INTERACTIONS))) {
            return Optional.empty();
        }
        if (rows.has(READINGS)) {
            rows.stage(READINGS, rows.sources(READINGS).keySet()).ifPresent(sealing::keep);
        }
        StateAtContact state = sealing.state(rules);
        List<Long> offered = offered(rows);
        if (!state.cadence().equals(before.notes().get(CADENCE))
                || offered.size() != offered(before).size()) {
            return Optional.empty();
        }
        Map<FactKind, NavigableSet<YearMonth>> dirty = reach.months(
                state.readings().orElseGet(() -> new FactTable(READINGS, FactTable.SYSTEM)),
                state.daysCounting(),
                offered(before),
                offered);
        if (rows.has(INTERACTIONS) && most(rows, months(dirty, INTERACTIONS))) {
            return Optional.empty();
        }
        new Surroundings(workshop, rows, dirty).stages(offered).forEach(sealing::keep);
        Map<FactKind, Paged> tables = new TreeMap<>(before.tables());
        dirty.forEach((kind, months) -> drop(tables, kind, months));
        drop(tables, CASES, months(dirty, INTERACTIONS));
        drop(tables, TRACES, months(dirty, EVENTS));
        List<Wanted> wanted = new ArrayList<>();
        for (FactTable table : sealing.run(state)) {
            FactKind kind = table.kind();
            if (paged(kind)) {
                Paged others = tables.get(kind);
                if (others == null || !known(table, others.table())) {
                    return Optional.empty();
                }
                wanted.add(new Wanted(table, others.table(), Optional.of(months(dirty, source(kind)))));
            }
        }
        made(rows, wanted).forEach((table, written) -> {
            Paged others = Objects.requireNonNull(tables.get(table.kind()));
            var all = new TreeMap<>(others.pages());
            all.putAll(written);
            tables.put(table.kind(), new Paged(others.table(), all));
        });
        var index = new PageIndex(before.rules(), notes(state, offered), tables);
        return Optional.of(index).filter(i -> sameTables(i));
    }

    private static FactKind source(FactKind kind) {
        return kind == CASES ? INTERACTIONS : kind == TRACES ? EVENTS : kind;
    }

    private static NavigableSet<YearMonth> months(Map<FactKind, NavigableSet<YearMonth>> dirty, FactKind kind) {
        return dirty.getOrDefault(kind, new TreeSet<>());
    }

    /// Whether there is less to do if everything is made anew.
    private static boolean most(MonthlyRows rows, Collection<YearMonth> months) {
        return 2 * months.size() > rows.sources(INTERACTIONS).size();
    }

    private static void drop(Map<FactKind, Paged> tables, FactKind kind, Collection<YearMonth> months) {
        tables.computeIfPresent(kind, (k, paged) -> {
            var left = new TreeMap<>(paged.pages());
            months.forEach(left::remove);
            return new Paged(paged.table(), left);
        });
    }

    /// Whether a table that was made of some rows has no column that the others lack.
    private static boolean known(FactTable some, FactTable others) {
        return some.columns().stream()
                .allMatch(column -> others.columns().contains(column) || OF_PATHS.contains(column.name()));
    }

    /// Whether what is known of all rows still makes the same tables and columns.
    private boolean sameTables(PageIndex now) {
        boolean lost = Stream.of(CASES, TRACES)
                .flatMap(kind -> Optional.ofNullable(now.tables().get(kind)).stream())
                .anyMatch(paged -> paged.pages().isEmpty());
        Paged cases = now.tables().get(CASES);
        Paged interactions = now.tables().get(INTERACTIONS);
        if (lost
                || cases == null
                || interactions == null
                || interactions.table().position("touchpoint") < 0) {
            return !lost;
        }
        long touchpoints = workshop.number(
                "select count(distinct touchpoint) from " + rows(now).scan(interactions.files()));
        boolean named = touchpoints > 0 && touchpoints <= CasePaths.MOST;
        return named == cases.table().position("touchpoints") >= 0;
    }

    /// Pages that are to be written.
    ///
    /// @param made what there is a view of
    /// @param columns those of the pages
    /// @param months which are written; empty means all
    private record Wanted(FactTable made, FactTable columns, Optional<Collection<YearMonth>> months) {}

    /// Writes pages, two tables at a time; each is written by one thread, so that its rows stay in their order.
    private Map<FactTable, SortedMap<YearMonth, Page>> made(MonthlyRows rows, List<Wanted> tables) {
        Map<FactTable, SortedMap<YearMonth, Page>> written = new HashMap<>();
        List<Path> benches = tables.stream().map(table -> pages.bench()).toList();
        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Future<?>> splits = new ArrayList<>();
            for (int i = 0; i < benches.size(); i++) {
                Wanted table = tables.get(i);
                Path bench = benches.get(i);
                splits.add(threads.submit(() -> split(table, bench)));
            }
            for (int i = 0; i < benches.size(); i++) {
                FactTable table = tables.get(i).made();
                Sealing.done(splits.get(i));
                written.put(table, taken(rows, table.kind(), benches.get(i)));
            }
            return written;
        } finally {
            benches.forEach(Pages::delete);
        }
    }

    private void split(Wanted table, Path bench) {
        if (table.months().filter(Collection::isEmpty).isPresent()) {
            return;
        }
        FactTable made = table.made();
        String columns = table.columns().columns().stream()
                .map(column -> made.columns().contains(column)
                        ? Sql.name(column.name())
                        : "null::%s %s".formatted(Stage.type(column.type()), Sql.name(column.name())))
                .collect(Collectors.joining(", "));
        String where = table.months()
                .map(months -> " where %s in (%s)"
                        .formatted(
                                MonthlyRows.MONTH,
                                months.stream()
                                        .map(month -> String.valueOf(MonthlyRows.number(month)))
                                        .collect(Collectors.joining(", "))))
                .orElse("");
        workshop.split(
                "select %s%s, %s page_month from %s%s"
                        .formatted(
                                columns,
                                Keys.of(made),
                                MonthlyRows.MONTH,
                                Sql.name(made.kind().table()),
                                where),
                "page_month",
                bench);
    }

    /// Takes the pages of a bench.
    private SortedMap<YearMonth, Page> taken(MonthlyRows rows, FactKind kind, Path bench) {
        SortedMap<YearMonth, Page> taken = new TreeMap<>();
        parts(bench).forEach((number, files) -> {
            YearMonth month = MonthlyRows.month(number);
            List<String> sources =
                    kind.derived() ? List.of() : rows.sources(kind).getOrDefault(month, List.of());
            taken.put(month, new Page(pages.take(files, kind.table() + "-" + month), sources));
        });
        return taken;
    }

    /// The files of a bench by the number of their month, in the order of their rows.
    private static Map<Long, List<Path>> parts(Path bench) {
        Map<Long, List<Path>> parts = new TreeMap<>();
        if (!Files.exists(bench)) {
            return parts;
        }
        try (Stream<Path> files = Files.walk(bench)) {
            files.filter(Files::isRegularFile)
                    .sorted(Comparator.comparingLong(file -> number(file.getFileName())))
                    .forEach(file -> parts.computeIfAbsent(
                                    number(Objects.requireNonNull(file.getParent())
                                            .getFileName()),
                                    month -> new ArrayList<>())
                            .add(file));
        } catch (IOException e) {
            throw new UncheckedIOException("Pages in the making could not be read in " + bench, e);
        }
        return parts;
    }

    private static long number(Path name) {
        return Long.parseLong(name.toString().replaceAll("\\D", ""));
    }

    private Map<FactKind, MonthlyFiles> files(PageIndex index) {
        Map<FactKind, MonthlyFiles> files = new EnumMap<>(FactKind.class);
        index.tables().forEach((kind, paged) -> {
            if (!paged.pages().isEmpty()) {
                var months = new TreeMap<YearMonth, List<String>>();
                paged.pages().forEach((month, page) -> months.put(month, page.files()));
                files.put(kind, new MonthlyFiles(pages.folder(), months));
            }
        });
        return files;
    }

    /// Makes views of all tables.
    private List<FactTable> views(PageIndex index) {
        List<FactTable> tables = new ArrayList<>();
        kept.forEach((kind, table) -> {
            if (!paged(kind)) {
                tables.add(table.table());
            }
        });
        index.tables().forEach((kind, paged) -> {
            if (!paged.pages().isEmpty()) {
                workshop.view(
                        kind.table(),
                        "select %s from %s"
                                .formatted(
                                        paged.table().columns().stream()
                                                .map(column -> Sql.name(column.name()))
                                                .collect(Collectors.joining(", ")),
                                        rows(index).scan(paged.files())));
                tables.add(paged.table());
            }
        });
        return tables;
    }
}
