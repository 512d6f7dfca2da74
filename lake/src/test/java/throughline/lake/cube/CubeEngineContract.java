package throughline.lake.cube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static throughline.lake.fact.FactKind.COMPLAINTS;
import static throughline.lake.fact.FactKind.INTERACTIONS;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.cube.CubeEngine.MomentBlock;
import throughline.lake.fact.FactTable;
import throughline.statistics.LogHistogram;
import throughline.statistics.Moments;
import throughline.statistics.Summary;

/// What every engine owes its callers. A test class of an engine extends this and says how it is filled.
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
public abstract class CubeEngineContract {

    private static final FactTable TABLE = Worlds.table(
            INTERACTIONS, "interaction_id", "started_at", "unit", "channel", "resolved", "wait_s:n", "empathy:n");

    private @Nullable CubeEngine opened;

    /// An engine over these tables, filled in this order.
    protected abstract CubeEngine engine(List<Worlds.World> worlds);

    /// On how many random tables the engine is compared with the reference.
    protected int randomTables() {
        return 1000;
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
    }

    private CubeEngine engine() {
        opened = engine(List.of(new Worlds.World(TABLE)
                .row("2026-03-02", "i1", "2026-03-02T09:00:00Z", "w-01", "phone", true, 10, 5)
                .row("2026-03-02", "i2", "2026-03-02T10:00:00Z", "w-01", "phone", false, 30, null)
                .row("2026-03-08", "i3", "2026-03-08T10:00:00Z", "w-02", "web", true, null, 4)
                .row("2026-03-09", "i4", "2026-03-09T10:00:00Z", null, "web", null, 8, 3)
                .row("2026-04-01", "i5", "2026-04-01T23:59:59.5Z", "w-01", "", true, 0, 2)));
        return opened;
    }

    private static CubeQuery interactions() {
        return CubeQuery.of(INTERACTIONS);
    }

    private static List<String> keys(Cube cube) {
        return cube.stream()
                .map(cell -> {
                    var texts = new StringBuilder();
                    for (int k = 0; k < cube.keys().size(); k++) {
                        texts.append(k == 0 ? "" : " ").append(cell.text(k));
                    }
                    return texts + ": " + cell.rows();
                })
                .toList();
    }

    @Test
    void counts_all_rows_in_one_cell_without_keys() {
        Cube cube = engine().scan(interactions().sum("wait_s", "resolved"));

        assertThat(cube.size()).isEqualTo(1);
        assertThat(cube.cell(0).rows()).isEqualTo(5);
        assertThat(cube.cell(0).sum(0)).isEqualTo(Summary.of(10, 30, 8, 0));
        assertThat(cube.cell(0).sum(1).count()).isEqualTo(4);
        assertThat(cube.cell(0).sum(1).mean()).isEqualTo(0.75);
    }

    @Test
    void orders_cells_by_key_with_empty_ones_first() {
        assertThat(keys(engine().scan(interactions().by("unit", "channel"))))
                .containsExactly("null web: 1", "w-01 null: 1", "w-01 phone: 2", "w-02 web: 1");
    }

    @Test
    void groups_by_flag() {
        assertThat(keys(engine().scan(interactions().by("resolved"))))
                .containsExactly("null: 1", "false: 1", "true: 3");
    }

    @Test
    void groups_by_day_week_and_month() {
        CubeEngine engine = engine();

        assertThat(keys(engine.scan(interactions().by(new Key.Day()))))
                .containsExactly("2026-03-02: 2", "2026-03-08: 1", "2026-03-09: 1", "2026-04-01: 1");
        assertThat(keys(engine.scan(interactions().by(new Key.Week()))))
                .containsExactly("2026-03-02: 3", "2026-03-09: 1", "2026-03-30: 1");
        assertThat(keys(engine.scan(interactions().by(new Key.Month()))))
                .containsExactly("2026-03-01: 4", "2026-04-01: 1");
        assertThat(engine.scan(interactions().by(new Key.Month())).cell(1).day(0))
                .isEqualTo(LocalDate.of(2026, 4, 1));
    }

    /// Clocks of London went forward on 29 March 2026 at 1 and back on 25 October at 2; those of Adelaide are half an
    /// hour beside all others, and go forward in October.
    @Test
    void groups_by_the_hour_on_local_clocks() {
        opened = engine(List.of(new Worlds.World(Worlds.table(INTERACTIONS, "started_at"))
                .row("2026-03-28", "2026-03-28T09:30:00Z")
                .row("2026-03-29", "2026-03-29T00:59:59.999999Z")
                .row("2026-03-29", "2026-03-29T01:00:00Z")
                .row("2026-03-29", "2026-03-29T09:30:00Z")
                .row("2026-10-25", "2026-10-25T00:30:00Z")
                .row("2026-10-25", "2026-10-25T01:30:00Z")
                .row("2026-10-25", "2026-10-25T22:59:59Z")
                .row("2026-10-26", "2026-10-26T09:30:00Z")
                .row("2026-10-26", (Object) null)));

        assertThat(hours("Europe/London")).containsExactly("null: 1", "0: 1", "1: 2", "2: 1", "9: 2", "10: 1", "22: 1");
        assertThat(hours("Australia/Adelaide")).containsExactly("null: 1", "9: 1", "11: 3", "12: 1", "20: 3");
        assertThat(opened.scan(interactions().by(new Key.Hour("started_at", ZoneId.of("Europe/London"))))
                        .cell(1)
                        .number(0))
                .isZero();
    }

    @Test
    void knows_no_hour_of_a_time_that_is_midnight_to_the_second() {
        opened = engine(List.of(new Worlds.World(Worlds.table(INTERACTIONS, "started_at"))
                .row("2026-07-02", "2026-07-01T23:00:00Z")
                .row("2026-07-02", "2026-07-01T23:00:01Z")
                .row("2026-01-02", "2026-01-02T00:00:00Z")));

        assertThat(hours("Europe/London")).containsExactly("null: 2", "0: 1");
    }

    private List<String> hours(String zone) {
        return keys(
                Objects.requireNonNull(opened).scan(interactions().by(new Key.Hour("started_at", ZoneId.of(zone)))));
    }

    @Test
    void adds_up_joint_moments_by_the_hour() {
        List<MomentBlock> blocks = engine().moments(new MomentsQuery(
                INTERACTIONS,
                List.of(new Key.Hour("started_at", ZoneId.of("Europe/Berlin"))),
                List.of("wait_s"),
                List.of()));

        assertThat(blocks)
                .extracting(block ->
                        block.keys() + ": " + Math.round(block.moments().count()))
                .containsExactly("[1]: 1", "[10]: 1", "[11]: 2");
    }

    @Test
    void groups_numbers_into_bins() {
        CubeEngine engine = engine();

        assertThat(keys(engine.scan(interactions().by(new Key.Bin("wait_s", 15)))))
                .containsExactly("null: 1", "0: 3", "30: 1");
        assertThat(keys(engine.scan(interactions().by(new Key.LogBin("wait_s")))))
                .containsExactly("null: 2", "24: 1", "26: 1", "39: 1");
        assertThat(keys(engine.scan(interactions().by(new Key.Value("empathy")))))
                .containsExactly("null: 1", "2: 1", "3: 1", "4: 1", "5: 1");
        assertThat(engine.scan(interactions().by(new Key.Value("empathy")))
                        .cell(0)
                        .number(0))
                .isNaN();
    }

    @Test
    void puts_edges_of_logarithmic_bins_where_the_reference_does() {
        var world = new Worlds.World(Worlds.table(INTERACTIONS, "wait_s:n"));
        for (int exponent = -40; exponent <= 40; exponent++) {
            for (int eighth = 0; eighth < 8; eighth++) {
                double edge = Math.scalb(eighth == 0 ? 1 : LogHistogram.EDGES.get(eighth - 1), exponent);
                world.row("2026-03-02", Math.nextDown(edge)).row("2026-03-02", edge);
            }
        }
        opened = engine(List.of(world));

        Cube cube = opened.scan(interactions().by(new Key.LogBin("wait_s")));

        assertThat(cube.cell(0).number(0)).isEqualTo(-321);
        assertThat(cube.cell(0).rows()).isEqualTo(1);
        assertThat(cube.size()).isEqualTo(81 * 8 + 1);
        assertThat(cube.stream().skip(1).limit(81 * 8 - 1)).allMatch(cell -> cell.rows() == 2);
    }

    @Test
    void adds_up_over_days() {
        CubeEngine engine = engine();
        CubeQuery query = interactions().by("unit").sum("wait_s", "empathy");

        Cube sum = new ColumnarCube.Builder(query.keys(), query.measures()).build();
        for (Cell day : engine.scan(interactions().by(new Key.Day()))) {
            sum = sum.plus(engine.scan(query.where(new Filter.Days(day.day(0), day.day(0)))));
        }

        Worlds.assertSame(sum, engine.scan(query));
    }

    @Test
    void filters_rows() {
        CubeEngine engine = engine();

        assertThat(rows(engine, new Filter.In("unit", Set.of("w-01", "nobody's"))))
                .isEqualTo(3);
        assertThat(rows(engine, new Filter.In("unit", Set.of()))).isZero();
        assertThat(rows(engine, new Filter.Is("resolved", false))).isEqualTo(1);
        assertThat(rows(engine, new Filter.Range("wait_s", 8, 30))).isEqualTo(2);
        assertThat(rows(engine, new Filter.Range("wait_s", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY)))
                .isEqualTo(4);
        assertThat(rows(engine, new Filter.Range("wait_s", Double.NaN, 30))).isZero();
        assertThat(rows(engine, new Filter.Days(LocalDate.of(2026, 3, 8), LocalDate.of(2026, 3, 9))))
                .isEqualTo(2);
        assertThat(rows(engine, new Filter.Missing("unit"))).isEqualTo(1);
        assertThat(rows(engine, new Filter.Known("unit"))).isEqualTo(4);
        assertThat(rows(engine, new Filter.Any(List.of()))).isZero();
        assertThat(rows(
                        engine,
                        new Filter.Any(List.of(new Filter.Missing("unit"), new Filter.Range("wait_s", 30, 31)))))
                .isEqualTo(2);
        assertThat(rows(engine, new Filter.Known("unit"), new Filter.Is("resolved", true)))
                .isEqualTo(3);
    }

    private static long rows(CubeEngine engine, Filter... filters) {
        return engine.scan(interactions().where(filters)).rows();
    }

    @Test
    void answers_with_no_cells_where_no_row_passes_or_the_table_is_lacking() {
        CubeEngine engine = engine();

        assertThat(engine.scan(interactions().where(new Filter.In("unit", Set.of("nobody's"))))
                        .size())
                .isZero();
        assertThat(engine.scan(CubeQuery.of(COMPLAINTS).by("anything").sum("whatever"))
                        .size())
                .isZero();
        assertThat(engine.table(COMPLAINTS)).isEmpty();
        assertThat(engine.moments(new MomentsQuery(COMPLAINTS, List.of(), List.of("x"), List.of())))
                .isEmpty();
        assertThat(engine.rows(new RowQuery(COMPLAINTS, List.of("x"), List.of()), 0, 10))
                .isEqualTo(new Rows(List.of("file", "line"), List.of(), 0));
    }

    @Test
    void names_columns_near_to_an_unknown_one() {
        CubeEngine engine = engine();

        assertThatThrownBy(() -> engine.scan(interactions().sum("wait_sec")))
                .isInstanceOf(UnknownColumnException.class)
                .hasMessage("interactions has no column wait_sec (near: wait_s); it has file, line, day, "
                        + "interaction_id, started_at, unit, channel, resolved, wait_s, empathy");
        assertThatThrownBy(() -> engine.rows(
                        new RowQuery(INTERACTIONS, List.of(), List.of(new Filter.Known("\"; drop table x"))), 0, 1))
                .isInstanceOf(UnknownColumnException.class)
                .hasMessageStartingWith("interactions has no column \"; drop table x; it has file");
    }

    @Test
    void refuses_a_column_of_the_wrong_type() {
        CubeEngine engine = engine();

        assertThatThrownBy(() -> engine.scan(interactions().sum("unit")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A sum needs a column of NUMBER or FLAG; unit of interactions holds TEXT");
        assertThatThrownBy(() -> engine.scan(interactions().by(new Key.Bin("wait_s", 0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A bin is wider than 0, got 0.0");
        assertThatThrownBy(() -> engine.scan(interactions().by(new Key.Hour("wait_s", ZoneId.of("UTC")))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A key by hour needs a column of TIME; wait_s of interactions holds NUMBER");
    }

    @Test
    void takes_joint_moments_of_complete_rows_only() {
        List<MomentBlock> blocks = engine().moments(new MomentsQuery(
                INTERACTIONS,
                List.of(new Key.By("unit"), new Key.Month()),
                List.of("wait_s", "empathy", "resolved"),
                List.of()));

        assertThat(blocks)
                .extracting(MomentBlock::keys)
                .containsExactly(List.of("w-01", "2026-03-01"), List.of("w-01", "2026-04-01"));
        assertThat(blocks.getFirst().moments().count()).isEqualTo(1);
        assertThat(blocks.getFirst().moments().mean(0)).isEqualTo(10);
        assertThat(blocks.getFirst().moments().mean(2)).isEqualTo(1);
    }

    @Test
    void takes_joint_moments_of_all_rows_without_blocks() {
        Moments all = engine().moments(
                        new MomentsQuery(INTERACTIONS, List.of(), List.of("wait_s", "empathy"), List.of()))
                .getFirst()
                .moments();

        Moments expected = Moments.of(new double[][] {{10, 5}, {8, 3}, {0, 2}});
        assertThat(all.count()).isEqualTo(3);
        assertThat(all.products(0, 1)).isCloseTo(expected.products(0, 1), Worlds.TIGHT);
    }

    @Test
    void shows_rows_page_by_page_in_the_order_of_file_and_line() {
        CubeEngine engine = engine();
        var query = new RowQuery(
                INTERACTIONS,
                List.of("unit", "not there", "wait_s", "started_at", "resolved", "day"),
                List.of(new Filter.Known("channel")));

        Rows page = engine.rows(query, 1, 2);

        assertThat(page.columns()).containsExactly("file", "line", "unit", "wait_s", "started_at", "resolved", "day");
        assertThat(page.total()).isEqualTo(4);
        assertThat(page.values())
                .containsExactly(
                        List.of("interactions.csv", "2", "w-01", "30", "2026-03-02T10:00:00Z", "false", "2026-03-02"),
                        Arrays.asList(
                                "interactions.csv", "3", "w-02", null, "2026-03-08T10:00:00Z", "true", "2026-03-08"));
        assertThat(engine.rows(query, 4, 2).values()).isEmpty();
    }

    @Test
    void keeps_the_row_of_an_id_that_was_appended_last() {
        var table = Worlds.table(COMPLAINTS, "complaint_id", "unit");
        opened = engine(List.of(new Worlds.World(table)
                .row("2026-03-02", "c1", "first")
                .row("2026-03-02", null, "nameless")
                .row("2026-03-02", "c2", "other")
                .row("2026-03-02", null, "nameless")
                .row("2026-03-03", "c1", "last")));

        assertThat(keys(opened.scan(CubeQuery.of(COMPLAINTS).by("unit"))))
                .containsExactly("last: 1", "nameless: 2", "other: 1");
    }

    @Test
    void unites_the_columns_of_several_appenders() {
        opened = engine(List.of(
                new Worlds.World(Worlds.table(COMPLAINTS, "complaint_id", "unit"))
                        .row("2026-03-02", "c1", "w-01")
                        .row("2026-03-02", "c2", "w-02"),
                new Worlds.World(Worlds.table(COMPLAINTS, "minutes:n", "complaint_id"))
                        .row("2026-03-02", 5, "c2")
                        .row("2026-03-02", 7, "c3")));

        Cube cube =
                opened.scan(CubeQuery.of(COMPLAINTS).by("complaint_id", "unit").sum("minutes"));

        assertThat(keys(cube)).containsExactly("c1 w-01: 1", "c2 null: 1", "c3 null: 1");
        assertThat(cube.cell(2).sum(0)).isEqualTo(Summary.of(7));
    }

    @Test
    void keeps_numbers_that_are_none_empty() {
        opened = engine(List.of(new Worlds.World(Worlds.table(INTERACTIONS, "wait_s:n"))
                .row("2026-03-02", Double.NaN)
                .row("2026-03-02", Double.POSITIVE_INFINITY)
                .row("2026-03-02", 1e101)
                .row("2026-03-02", -0.0)
                .row("2026-03-02", 0.0)));

        assertThat(keys(opened.scan(interactions().by(new Key.Value("wait_s")))))
                .containsExactly("null: 3", "0: 2");
    }

    @Test
    void keeps_text_of_any_script() {
        opened = engine(List.of(new Worlds.World(Worlds.table(INTERACTIONS, "unit"))
                .row("2026-03-02", "\uD83D\uDE00 smile")
                .row("2026-03-02", "\uFF5E wide")
                .row("2026-03-02", "it's \"quoted\"; --")
                .row("2026-03-02", "Ä")));

        assertThat(opened.scan(interactions().by("unit")).stream().map(cell -> cell.text(0)))
                .containsExactly("it's \"quoted\"; --", "Ä", "\uFF5E wide", "\uD83D\uDE00 smile");
        assertThat(rows(opened, new Filter.In("unit", Set.of("it's \"quoted\"; --", "\uD83D\uDE00 smile"))))
                .isEqualTo(2);
    }

    @Test
    void agrees_with_the_reference_on_random_tables() {
        for (int seed = 0; seed < randomTables(); seed += Worlds.TABLES_AT_ONCE) {
            List<Worlds.Random> some = Worlds.random(seed);
            try (CubeEngine engine =
                    engine(some.stream().map(Worlds.Random::world).toList())) {
                some.forEach(random -> random.compare(engine));
            }
        }
    }

    @Test
    void gives_the_same_answer_to_the_last_bit() {
        Worlds.Random random = Worlds.random(4711).getFirst();
        for (CubeQuery query : random.queries()) {
            String first = once(random, query);
            assertThat(once(random, query)).isEqualTo(first);
        }
    }

    private String once(Worlds.Random random, CubeQuery query) {
        try (CubeEngine engine = engine(List.of(random.world()))) {
            Cube cube = engine.scan(query);
            var text = new StringBuilder(String.join("\n", keys(cube)));
            for (Cell cell : cube) {
                for (int m = 0; m < cube.measures().size(); m++) {
                    text.append(Objects.toString(cell.sum(m)));
                }
            }
            return text.toString();
        }
    }
}
