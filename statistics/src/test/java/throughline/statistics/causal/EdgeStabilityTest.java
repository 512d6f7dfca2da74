package throughline.statistics.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Moments;
import throughline.statistics.Seeds;
import throughline.statistics.causal.CausalGraph.Kind;
import throughline.statistics.causal.EdgeStability.Found;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class EdgeStabilityTest {

    @Test
    void keeps_true_edges_and_drops_those_that_days_invent() {
        // 400 days of 100 contacts, 15 % of the variance between days: research/statistics.md, section 3.
        RandomWorld world = RandomWorld.of(30, 0.126, 4, 3);
        var days = MomentBlocks.days(world.days(400, 100, 0.15));

        EdgeStability.Result result = EdgeStability.of(days, world.tiers());

        assertThat(days.length()).isEqualTo(7);
        assertThat(result.rows().designEffect()).isBetween(3.0, 8.0);
        assertThat(result.steady())
                .allSatisfy(f ->
                        assertThat(world.joined(f.edge().from(), f.edge().to())).isTrue());
        assertThat(result.edges())
                .filteredOn(f -> !world.joined(f.edge().from(), f.edge().to()))
                .allSatisfy(f -> assertThat(f.stability()).isLessThan(0.5));
        for (int a = 0; a < 30; a++) {
            for (int b = a + 1; b < 30; b++) {
                if (world.joined(a, b)) {
                    assertThat(result.leads(a, b)).isLessThanOrEqualTo(1);
                    assertThat(result.leads(b, a)).isBetween(0.0, world.tiers().mayCause(b, a) ? 1.0 : 0.0);
                    assertThat(result.graph().find(a, b)).isPresent();
                }
            }
        }
    }

    @Test
    void does_not_name_a_direction_that_draws_do_not_agree_on() {
        int unnamed = 0;
        for (int world = 0; world < 20; world++) {
            var cells = MomentBlocks.of(RandomWorld.of(5, 0.8, 1, world).days(30, 10, 0), 1);
            List<Found> edges = EdgeStability.of(cells, Tiers.none(5)).edges();

            assertThat(edges)
                    .filteredOn(f -> f.edge().kind() == Kind.DIRECTED)
                    .allSatisfy(f -> assertThat(f.direction()).isGreaterThanOrEqualTo(0.8 - 1e-9));
            assertThat(edges).isSortedAccordingTo((a, b) -> Double.compare(b.stability(), a.stability()));
            unnamed += (int)
                    edges.stream().filter(f -> f.edge().kind() == Kind.PARTIAL).count();
        }

        assertThat(unnamed).isPositive();
    }

    @Test
    void keeps_the_graph_it_searched_for_which_can_always_be_directed() {
        for (int world = 0; world < 20; world++) {
            var cells = MomentBlocks.of(RandomWorld.of(7, 0.6, 2, world).days(60, 20, 0), 1);
            Tiers tiers = Tiers.of(0, 0, 0, 1, 1, 1, 1);
            EdgeStability.Result result = EdgeStability.of(cells, tiers);

            assertThat(result.searched().extension()).isPresent();
            assertThat(result.searched().edges())
                    .isEqualTo(OrderSearch.of(cells.total(), result.rows().effective(), tiers)
                            .graph()
                            .edges());
        }
    }

    @Test
    void gives_the_same_twice() {
        var blocks = MomentBlocks.of(RandomWorld.of(6, 0.4, 2, 2).days(40, 20, 0.2), 1);
        Tiers tiers = Tiers.of(0, 0, 0, 1, 1, 1);

        List<Found> once = EdgeStability.of(blocks, tiers).edges();

        assertThat(EdgeStability.of(blocks, tiers).edges()).isEqualTo(once).isNotEmpty();
    }

    @Test
    void counts_independent_rows_as_what_they_are() {
        // Research: .96 (90 % of worlds under 1.20) where days share nothing; floored at 1.
        var rows = EffectiveSampleSize.of(
                MomentBlocks.of(RandomWorld.of(10, 0.3, 1, 8).days(200, 50, 0), 1), 200, 1);

        assertThat(rows.rows()).isEqualTo(10_000);
        assertThat(rows.designEffect()).isBetween(1.0, 1.2);
        assertThat(rows.effective()).isCloseTo(rows.rows() / rows.designEffect(), within(1e-9));
    }

    @Test
    void counts_copies_of_a_row_once() {
        var random = Seeds.generator(6);
        var cells = new ArrayList<Moments>();
        for (int cell = 0; cell < 400; cell++) {
            double[] row = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
            cells.add(Moments.of(new double[][] {row, row, row, row, row}));
        }

        assertThat(EffectiveSampleSize.of(MomentBlocks.of(cells, 1), 400, 1).designEffect())
                .isCloseTo(5, within(0.6));
    }

    @Test
    void takes_out_what_all_rows_of_a_cell_share() {
        var random = Seeds.generator(9);
        var cells = new ArrayList<Moments>();
        for (int cell = 0; cell < 100; cell++) {
            double mood = 3 * random.nextGaussian();
            double[][] rows = new double[20][];
            for (int r = 0; r < rows.length; r++) {
                rows[r] = new double[] {mood + random.nextGaussian(), mood + random.nextGaussian()};
            }
            cells.add(Moments.of(rows));
        }

        assertThat(MomentBlocks.of(cells, 1).total().correlation(0, 1)).isGreaterThan(0.8);
        assertThat(MomentBlocks.within(cells).total().correlation(0, 1)).isCloseTo(0, within(0.05));
        assertThat(MomentBlocks.within(cells).count()).isEqualTo(1900);
    }

    @Test
    void adds_blocks_up_to_the_moments_of_all_rows() {
        var days = RandomWorld.of(4, 0.5, 1, 1).days(90, 10, 0.3);
        var all = new Moments.Builder(4);
        days.forEach(all::add);

        Moments total = MomentBlocks.of(days, 7).total();

        assertThat(total.count()).isEqualTo(900);
        assertThat(total.covariance(1, 3)).isCloseTo(all.build().covariance(1, 3), within(1e-12));
        assertThat(total.covariance(2, 2)).isCloseTo(all.build().covariance(2, 2), within(1e-12));
    }

    @Test
    void refuses_too_little() {
        List<Moments> few = RandomWorld.of(3, 0.5, 1, 1).days(9, 10, 0);
        var enough = MomentBlocks.of(RandomWorld.of(3, 0.5, 1, 1).days(30, 10, 0), 1);

        assertThatThrownBy(() -> MomentBlocks.of(few, 1))
                .hasMessage("Drawing blocks again needs at least 10 blocks of cells, got 9");
        assertThatThrownBy(() -> MomentBlocks.days(RandomWorld.of(3, 0.5, 1, 1).days(60, 10, 0)))
                .hasMessage("Drawing blocks again needs at least 10 blocks of cells, got 9");
        assertThatThrownBy(() -> EffectiveSampleSize.of(enough, 20, 1))
                .hasMessage("A variance over draws needs at least 50 draws, got 20");
        assertThatThrownBy(() -> EdgeStability.of(enough, Tiers.none(3), OrderSearch.Settings.USUAL, 20))
                .hasMessage("Stability needs at least 50 draws, got 20");
    }
}
