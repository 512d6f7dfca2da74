package throughline.lake.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.Faults;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeEngine;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.cube.RowQuery;
import throughline.lake.duckdb.Bounds;
import throughline.lake.duckdb.DuckDbLake;
import throughline.lake.duckdb.Pages;
import throughline.lake.duckdb.StateRule;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;

/// What is kept of the facts by month is what comes of all facts, whatever has happened to them: one random history
/// with
/// every test run, 1,000 for `-Dthroughline.faults=long`.
@DisplayNameGeneration(ReplaceUnderscores.class)
class PagesFaultsTest {

    private static final int HISTORIES = Faults.rounds(1, 1_000);

    private static final int STEPS = 6;

    private static final List<StateRule> RULES = List.of(
            new StateRule("faults", true, OptionalDouble.of(7)), new StateRule("speed", false, OptionalDouble.empty()));

    private static final Map<FactKind, Map<String, Bounds>> BOUNDS =
            Map.of(FactKind.RESPONSES, Map.of("nps", new Bounds(0, 9)));

    private static CatalogueServer catalogue;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        catalogue = new CatalogueServer();
    }

    @AfterAll
    static void stop() {
        catalogue.close();
    }

    @Test
    void are_what_comes_of_all_facts_after_any_history() {
        long first = Faults.seed("Histories from here on");
        for (long seed = first; seed < first + HISTORIES; seed++) {
            history(seed);
        }
    }

    private void history(long seed) {
        List<String> steps = new ArrayList<>();
        var random = new SplittableRandom(seed);
        Path here = folder.resolve("history" + seed);
        var storage = new Storage.Folder(here.resolve("lake"));
        Pages pages = Pages.in(here.resolve("pages"));
        try (var history = new History(seed, storage, CatalogueServer.at(catalogue.url("h" + seed)))) {
            CubeEngine open = engine(history.lake(), pages);
            for (int i = 0; i < STEPS; i++) {
                steps.add(history.step());
                if (random.nextInt(3) > 0) {
                    String where = "history %d after %s".formatted(seed, steps);
                    if (random.nextInt(4) == 0) {
                        open.close();
                        pages = Pages.in(here.resolve("pages"));
                        steps.add("restart");
                    }
                    if (random.nextInt(8) == 0) {
                        pages.forget();
                        steps.add("forget all pages");
                    }
                    CubeEngine next = engine(history.lake(), pages);
                    open.close();
                    open = next;
                    try (var fresh = Pages.temporary();
                            CubeEngine whole = engine(history.lake(), fresh)) {
                        same(next, whole, where);
                    }
                }
            }
            open.close();
        }
    }

    private static CubeEngine engine(IcebergLake lake, Pages pages) {
        List<Scan> scans = new ArrayList<>();
        for (FactTable table : History.TABLES) {
            lake.plan(table.kind())
                    .filter(plan -> !plan.files().isEmpty())
                    .ifPresent(plan -> scans.add(lake.scan(plan)));
        }
        return DuckDbLake.over(scans, lake.folder(), pages).seal(RULES, BOUNDS);
    }

    private static void same(CubeEngine kept, CubeEngine whole, String where) {
        for (FactKind kind : FactKind.values()) {
            assertThat(kept.table(kind)).as("%s, %s", kind.table(), where).isEqualTo(whole.table(kind));
            whole.table(kind).ifPresent(table -> {
                assertThat(rows(kept, table)).as("%s, %s", kind.table(), where).isEqualTo(rows(whole, table));
                assertThat(cells(kept, table))
                        .as("cells of %s, %s", kind.table(), where)
                        .usingRecursiveComparison()
                        .withComparatorForType(
                                (a, b) -> Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(a)) ? 0 : 1, Double.class)
                        .isEqualTo(cells(whole, table));
            });
        }
    }

    private static List<String> rows(CubeEngine engine, FactTable table) {
        var query = new RowQuery(
                table.kind(), table.columns().stream().map(Column::name).toList(), List.of());
        return engine.rows(query, 0, 100_000).values().stream()
                .map(String::valueOf)
                .sorted()
                .toList();
    }

    private static Map<String, List<Double>> cells(CubeEngine engine, FactTable table) {
        String[] measures = table.columns().stream()
                .filter(c -> c.type() == ColumnType.NUMBER || c.type() == ColumnType.FLAG)
                .map(Column::name)
                .toArray(String[]::new);
        var query = CubeQuery.of(table.kind()).by(new Key.Week()).sum(measures);
        Map<String, List<Double>> cells = new TreeMap<>();
        for (CubeQuery part :
                List.of(query, query.where(new Filter.Days(LocalDate.of(2025, 12, 10), LocalDate.of(2026, 2, 20))))) {
            for (Cell cell : engine.scan(part)) {
                List<Double> sums = new ArrayList<>(List.of((double) cell.rows()));
                for (int m = 0; m < measures.length; m++) {
                    sums.addAll(Arrays.asList(
                            (double) cell.sum(m).count(),
                            cell.sum(m).mean(),
                            cell.sum(m).squares()));
                }
                cells.put(part.filters() + cell.text(0), sums);
            }
        }
        return cells;
    }
}
