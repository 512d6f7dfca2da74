package throughline.lake.cube;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.Column;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.statistics.LogHistogram;
import throughline.statistics.Moments;

/// Adds up facts kept in memory, one row after the other: the reference for every other engine.
///
/// It says what a question means. An [InMemoryLake] makes one.
public final class InMemoryCubeEngine implements CubeEngine {

    private final Map<FactKind, FactTable> tables = new EnumMap<>(FactKind.class);
    private final Map<FactKind, List<@Nullable Object[]>> rows = new EnumMap<>(FactKind.class);

    InMemoryCubeEngine(Map<FactKind, FactTable> tables, Map<FactKind, List<@Nullable Object[]>> rows) {
        tables.forEach((kind, table) -> {
            List<@Nullable Object[]> all = Objects.requireNonNull(rows.get(kind));
            if (!all.isEmpty()) {
                this.tables.put(kind, table);
                this.rows.put(kind, inOrder(all));
            }
        });
    }

    private static List<@Nullable Object[]> inOrder(List<@Nullable Object[]> all) {
        var sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparing(
                        (@Nullable Object[] row) -> row[0] == null ? "" : (String) row[0], ColumnarCube.TEXT_ORDER)
                .thenComparingDouble(row -> row[1] == null ? -1 : (Double) row[1]));
        return List.copyOf(sorted);
    }

    @Override
    public String name() {
        return "in memory";
    }

    @Override
    public Optional<FactTable> table(FactKind kind) {
        return Optional.ofNullable(tables.get(kind));
    }

    @Override
    public Cube scan(CubeQuery query) {
        var builder = new ColumnarCube.Builder(query.keys(), query.measures());
        table(query.fact()).ifPresent(table -> {
            new KnownColumns(table).check(query);
            int[] measures = positions(table, query.measures());
            for (@Nullable Object[] row : passing(table, query.filters())) {
                builder.cell(1);
                for (int k = 0; k < query.keys().size(); k++) {
                    builder.key(k, key(table, row, query.keys().get(k)));
                }
                for (int m = 0; m < measures.length; m++) {
                    double value = number(row[measures[m]]);
                    builder.sum(m, Double.isNaN(value) ? 0 : 1, Double.isNaN(value) ? 0 : value, 0);
                }
            }
        });
        return builder.build();
    }

    @Override
    public List<MomentBlock> moments(MomentsQuery query) {
        FactTable table = tables.get(query.fact());
        if (table == null) {
            return List.of();
        }
        new KnownColumns(table).check(query);
        int[] variables = positions(table, query.variables());
        var blocks = new ColumnarCube.Builder(query.blocks(), List.of());
        Map<List<@Nullable String>, Moments.Builder> sums = new LinkedHashMap<>();
        for (@Nullable Object[] row : passing(table, query.filters())) {
            double[] values =
                    Arrays.stream(variables).mapToDouble(v -> number(row[v])).toArray();
            if (Arrays.stream(values).noneMatch(Double::isNaN)) {
                blocks.cell(1);
                List<@Nullable String> block = new ArrayList<>();
                for (int k = 0; k < query.blocks().size(); k++) {
                    Object key = key(table, row, query.blocks().get(k));
                    blocks.key(k, key);
                    block.add(Rows.text(key));
                }
                sums.computeIfAbsent(block, b -> new Moments.Builder(variables.length))
                        .add(values);
            }
        }
        List<MomentBlock> answer = new ArrayList<>();
        for (Cell cell : blocks.build()) {
            List<@Nullable String> keys = new ArrayList<>();
            for (int k = 0; k < query.blocks().size(); k++) {
                keys.add(cell.text(k));
            }
            answer.add(
                    new MomentBlock(keys, Objects.requireNonNull(sums.get(keys)).build()));
        }
        return answer;
    }

    @Override
    public Rows rows(RowQuery query, long offset, int limit) {
        FactTable table = tables.get(query.fact());
        if (table == null) {
            return new Rows(List.of("file", "line"), List.of(), 0);
        }
        var known = new KnownColumns(table);
        known.check(query);
        List<String> columns = known.shown(query).stream().map(Column::name).toList();
        int[] positions = positions(table, columns);
        List<@Nullable Object[]> passing = passing(table, query.filters());
        List<List<@Nullable String>> page = passing.stream()
                .skip(offset)
                .limit(limit)
                .map(row -> texts(row, positions))
                .toList();
        return new Rows(columns, page, passing.size());
    }

    @Override
    public void close() {}

    private List<@Nullable Object[]> passing(FactTable table, List<Filter> filters) {
        return Objects.requireNonNull(rows.get(table.kind())).stream()
                .filter(row -> filters.stream().allMatch(filter -> passes(table, row, filter)))
                .toList();
    }

    private static boolean passes(FactTable table, @Nullable Object[] row, Filter filter) {
        return switch (filter) {
            case Filter.In in -> {
                Object value = row[table.position(in.column())];
                yield value != null && in.values().contains((String) value);
            }
            case Filter.Is is -> Boolean.valueOf(is.value()).equals(row[table.position(is.column())]);
            case Filter.Range range -> {
                double value = number(row[table.position(range.column())]);
                yield value >= range.from() && value < range.below();
            }
            case Filter.Days days -> {
                LocalDate day = (LocalDate) row[2];
                yield day != null && !day.isBefore(days.from()) && !day.isAfter(days.to());
            }
            case Filter.Missing missing -> row[table.position(missing.column())] == null;
            case Filter.Known known -> row[table.position(known.column())] != null;
            case Filter.Any any -> any.filters().stream().anyMatch(f -> passes(table, row, f));
        };
    }

    private static @Nullable Object key(FactTable table, @Nullable Object[] row, Key key) {
        LocalDate day = (LocalDate) row[2];
        return switch (key) {
            case Key.By by -> {
                Object value = row[table.position(by.column())];
                yield value == null ? null : value.toString();
            }
            case Key.Day d -> day;
            case Key.Week w -> day == null ? null : day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case Key.Month m -> day == null ? null : day.withDayOfMonth(1);
            case Key.Hour hour -> hour((Instant) row[table.position(hour.column())], hour.zone());
            case Key.Bin bin -> {
                double value = number(row[table.position(bin.column())]);
                yield Double.isNaN(value) ? null : (Double) (Math.floor(value / bin.width()) * bin.width() + 0.0);
            }
            case Key.LogBin bin -> {
                double value = number(row[table.position(bin.column())]);
                yield value > 0 ? (Double) (double) LogHistogram.bin(value) : null;
            }
            case Key.Value exact -> row[table.position(exact.column())];
        };
    }

    private static @Nullable Double hour(@Nullable Instant at, ZoneId zone) {
        if (at == null) {
            return null;
        }
        LocalTime local = LocalTime.ofInstant(at, zone).truncatedTo(ChronoUnit.SECONDS);
        return local.equals(LocalTime.MIDNIGHT) ? null : (Double) (double) local.getHour();
    }

    /// A number, or 1 or 0 for a flag; NaN where empty.
    private static double number(@Nullable Object value) {
        return switch (value) {
            case null -> Double.NaN;
            case Boolean flag -> flag ? 1 : 0;
            case Double number -> number;
            default -> throw new IllegalStateException("Not a number: " + value);
        };
    }

    private static int[] positions(FactTable table, List<String> columns) {
        return columns.stream().mapToInt(table::position).toArray();
    }

    private static List<@Nullable String> texts(@Nullable Object[] row, int[] positions) {
        List<@Nullable String> texts = new ArrayList<>();
        for (int position : positions) {
            texts.add(Rows.text(row[position]));
        }
        return texts;
    }
}
