package throughline.lake.cube;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import throughline.lake.cube.CubeEngine.MomentBlock;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactAppender;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactRow;
import throughline.lake.fact.FactTable;

/// Small tables for the contract of engines: written by hand, or at random from a seed.
public final class Worlds {

    static final Offset<Double> TIGHT = Offset.offset(1e-9);
    static final int TABLES_AT_ONCE = (int)
            Arrays.stream(FactKind.values()).filter(kind -> !kind.derived()).count();

    private Worlds() {}

    /// A table of these columns, written as for [InMemoryLake.Sheet#columns].
    public static FactTable table(FactKind kind, String... columns) {
        var all = new ArrayList<>(FactTable.SYSTEM);
        for (String text : columns) {
            int colon = text.indexOf(':');
            String name = colon < 0 ? text : text.substring(0, colon);
            all.add(kind.columns().stream()
                    .filter(c -> c.name().equals(name))
                    .findFirst()
                    .orElseGet(() -> new Column(name, colon < 0 ? ColumnType.TEXT : type(text.substring(colon + 1)))));
        }
        return new FactTable(kind, all);
    }

    private static ColumnType type(String letter) {
        return switch (letter) {
            case "n" -> ColumnType.NUMBER;
            case "f" -> ColumnType.FLAG;
            case "t" -> ColumnType.TIME;
            case "d" -> ColumnType.DATE;
            default -> throw new IllegalArgumentException(letter);
        };
    }

    /// Rows of one table.
    ///
    /// @param table what the rows are of
    /// @param rows values as FactRows
    public record World(FactTable table, List<FactRow> rows) {

        /// No rows yet.
        public World(FactTable table) {
            this(table, new ArrayList<>());
        }

        /// Adds a row of the file named after the table.
        public World row(String day, @Nullable Object... values) {
            var row = new FactRow(table);
            row.text(0, table.kind().table() + ".csv");
            row.number(1, rows.size() + 1);
            row.date(2, (int) LocalDate.parse(day).toEpochDay());
            for (int i = 0; i < values.length; i++) {
                if (values[i] != null) {
                    set(row, i + 3, values[i]);
                }
            }
            rows.add(row);
            return this;
        }

        private void set(FactRow row, int column, Object value) {
            switch (table.columns().get(column).type()) {
                case TEXT -> row.text(column, (String) value);
                case NUMBER -> row.number(column, ((Number) value).doubleValue());
                case FLAG -> row.flag(column, (Boolean) value);
                case TIME -> {
                    Instant at = Instant.parse((String) value);
                    row.time(column, at.getEpochSecond() * 1_000_000 + at.getNano() / 1000);
                }
                case DATE ->
                    row.date(column, (int) LocalDate.parse((String) value).toEpochDay());
            }
        }

        /// Appends all rows and closes the appender.
        public void into(FactAppender appender) {
            try (appender) {
                rows.forEach(appender::append);
            }
        }
    }

    /// A table at random with questions to it.
    public record Random(World world, List<CubeQuery> queries, List<MomentsQuery> moments, List<RowQuery> rows) {

        void compare(CubeEngine engine) {
            var lake = new InMemoryLake();
            world.into(lake.appender(world.table()));
            CubeEngine reference = lake.engine();
            queries.forEach(q -> assertSame(engine.scan(q), reference.scan(q)));
            moments.forEach(q -> assertSame(engine.moments(q), reference.moments(q)));
            rows.forEach(q -> assertThat(engine.rows(q, 2, 5)).isEqualTo(reference.rows(q, 2, 5)));
        }
    }

    /// One table of each kind that can be appended.
    static List<Random> random(long seed) {
        var random = new SplittableRandom(seed);
        return Arrays.stream(FactKind.values())
                .filter(kind -> !kind.derived())
                .map(kind -> random(kind, random))
                .toList();
    }

    private static Random random(FactKind kind, SplittableRandom random) {
        FactTable table = table(kind, "a", "b", "flag:f", "x:n", "y:n", "z:n", "at_some:t", "on:d");
        var world = new World(table);
        int rows = random.nextInt(40);
        double scale = Math.pow(10, random.nextInt(-3, 7));
        for (int i = 0; i < rows; i++) {
            world.row(
                    LocalDate.of(2025, 12, 20).plusDays(random.nextInt(30)).toString(),
                    maybe(random, "a" + random.nextInt(3)),
                    maybe(random, "b" + random.nextInt(3)),
                    maybe(random, random.nextBoolean()),
                    maybe(random, (double) random.nextInt(-5, 6)),
                    maybe(random, scale * random.nextDouble(-1, 1)),
                    maybe(random, 1e6 + random.nextDouble()),
                    maybe(random, moment(random)),
                    maybe(random, "2026-01-1" + random.nextInt(10)));
        }
        List<CubeQuery> queries = IntStream.range(0, 3)
                .mapToObj(i -> new CubeQuery(
                        kind, some(random, keys(scale), 3), some(random, MEASURES, 3), some(random, filters(scale), 3)))
                .toList();
        var moments = new MomentsQuery(
                kind,
                some(random, keys(scale), 3),
                List.of(MEASURES.get(random.nextInt(4)), "y"),
                some(random, filters(scale), 2));
        var shown = new RowQuery(
                kind, List.of("a", "x", "y", "on", "flag", "at_some", "gone"), some(random, filters(scale), 2));
        return new Random(world, queries, List.of(moments), List.of(shown));
    }

    /// Any half hour of 2000 to 2049, and a little more.
    private static String moment(SplittableRandom random) {
        Instant first = Instant.parse("2000-01-01T00:00:00Z");
        long halves =
                Duration.between(first, Instant.parse("2050-01-01T00:00:00Z")).toMinutes() / 30;
        return first.plusSeconds(1800 * random.nextLong(halves))
                .plusMillis(random.nextInt(1000))
                .toString();
    }

    private static final List<String> MEASURES = List.of("x", "y", "z", "flag");

    private static List<Key> keys(double scale) {
        return List.of(
                new Key.By("a"),
                new Key.By("b"),
                new Key.By("flag"),
                new Key.Day(),
                new Key.Week(),
                new Key.Month(),
                new Key.Hour("at_some", ZoneId.of("Europe/London")),
                new Key.Bin("y", scale / 3),
                new Key.LogBin("y"),
                new Key.Value("x"));
    }

    private static List<Filter> filters(double scale) {
        return List.of(
                new Filter.In("a", Set.of("a0", "a2")),
                new Filter.Is("flag", true),
                new Filter.Range("y", -scale / 2, Double.POSITIVE_INFINITY),
                new Filter.Days(LocalDate.of(2025, 12, 25), LocalDate.of(2026, 1, 10)),
                new Filter.Missing("b"),
                new Filter.Known("x"),
                new Filter.Any(List.of(new Filter.Range("x", -5, 0), new Filter.Missing("flag"))));
    }

    private static @Nullable Object maybe(SplittableRandom random, Object value) {
        return random.nextInt(5) == 0 ? null : value;
    }

    private static <T> List<T> some(SplittableRandom random, List<T> all, int most) {
        var left = new ArrayList<>(all);
        var chosen = new ArrayList<T>();
        for (int n = random.nextInt(most + 1); n > 0; n--) {
            chosen.add(left.remove(random.nextInt(left.size())));
        }
        return chosen;
    }

    static void assertSame(Cube actual, Cube expected) {
        assertThat(actual.size()).isEqualTo(expected.size());
        for (int i = 0; i < expected.size(); i++) {
            Cell a = actual.cell(i);
            Cell e = expected.cell(i);
            assertThat(a.rows()).isEqualTo(e.rows());
            for (int k = 0; k < expected.keys().size(); k++) {
                assertThat(a.text(k)).as("%s of %s", expected.keys().get(k), i).isEqualTo(e.text(k));
            }
            for (int m = 0; m < expected.measures().size(); m++) {
                assertThat(a.sum(m).count()).isEqualTo(e.sum(m).count());
                near(
                        a.sum(m).mean(),
                        e.sum(m).mean(),
                        Math.abs(e.sum(m).mean()) + Math.sqrt(e.sum(m).squares()));
                near(
                        a.sum(m).squares(),
                        e.sum(m).squares(),
                        spread(e.sum(m).mean(), e.sum(m).squares()));
            }
        }
    }

    private static void assertSame(List<MomentBlock> actual, List<MomentBlock> expected) {
        assertThat(actual)
                .extracting(MomentBlock::keys)
                .isEqualTo(expected.stream().map(MomentBlock::keys).toList());
        for (int b = 0; b < expected.size(); b++) {
            var a = actual.get(b).moments();
            var e = expected.get(b).moments();
            assertThat(a.count()).isEqualTo(e.count());
            for (int i = 0; i < e.variables(); i++) {
                near(a.mean(i), e.mean(i), Math.abs(e.mean(i)) + Math.sqrt(e.products(i, i)));
                for (int j = i; j < e.variables(); j++) {
                    double scale = Math.sqrt(spread(e.mean(i), e.products(i, i)) * spread(e.mean(j), e.products(j, j)));
                    near(a.products(i, j), e.products(i, j), scale);
                }
            }
        }
    }

    /// Squares of numbers far from zero are known less exactly, whatever the order of adding.
    private static double spread(double mean, double squares) {
        return squares + 1e-5 * Math.abs(mean) * Math.sqrt(squares);
    }

    private static void near(double actual, double expected, double scale) {
        assertThat(actual).isCloseTo(expected, Offset.offset(1e-9 * (1e-9 + Math.abs(scale))));
    }
}
