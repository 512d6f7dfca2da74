package throughline.statistics.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Moments;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GroupedImportanceTest {

    private final Moments moments = Moments.of(ShapleyImportanceTest.rows(200, 7));

    @Test
    void is_the_mean_over_all_orders_in_which_groups_come_in_whole() {
        List<int[]> groups = List.of(new int[] {0, 3}, new int[] {1}, new int[] {2, 4, 5});
        GroupedImportance.Result shares = GroupedImportance.of(moments, 6, groups);

        double[] brute = new double[6];
        int orders = 0;
        for (List<int[]> order : permutations(groups)) {
            for (List<Integer> a : members(order.get(0))) {
                for (List<Integer> b : members(order.get(1))) {
                    for (List<Integer> c : members(order.get(2))) {
                        List<Integer> all = new ArrayList<>(a);
                        all.addAll(b);
                        all.addAll(c);
                        double before = 0;
                        for (int i = 0; i < 6; i++) {
                            double after = rSquared(all.subList(0, i + 1));
                            brute[all.get(i)] += after - before;
                            before = after;
                        }
                        orders++;
                    }
                }
            }
        }
        for (int g = 0; g < groups.size(); g++) {
            for (int m = 0; m < groups.get(g).length; m++) {
                assertThat(shares.members().get(g)[m]).isCloseTo(brute[groups.get(g)[m]] / orders, within(1e-12));
            }
        }
    }

    @Test
    void of_groups_of_one_is_that_of_single_predictors() {
        GroupedImportance.Result grouped =
                GroupedImportance.of(moments, 6, List.of(new int[] {0}, new int[] {1}, new int[] {2}));
        double[] single = ShapleyImportance.of(moments, 6, 0, 1, 2).shares();

        for (int i = 0; i < 3; i++) {
            assertThat(grouped.groups()[i]).isCloseTo(single[i], within(1e-14));
        }
    }

    @Test
    void adds_up_to_r_squared() {
        GroupedImportance.Result grouped =
                GroupedImportance.of(moments, 6, List.of(new int[] {0, 1}, new int[] {2, 3, 4, 5}));

        assertThat(DoubleStream.of(grouped.groups()).sum())
                .isCloseTo(ShapleyImportance.of(moments, 6, 0, 1, 2, 3, 4, 5).rSquared(), within(1e-12));
    }

    @Test
    void is_refused_with_an_empty_group() {
        assertThatThrownBy(() -> GroupedImportance.of(moments, 6, List.of(new int[] {0}, new int[] {})))
                .hasMessage("Grouped importance needs at least 1 predictor in each group");
        assertThatThrownBy(() -> GroupedImportance.of(moments, 6, List.of(new int[21])))
                .hasMessage("Grouped importance takes up to 20 groups of 20, got 1 of up to 21");
    }

    private double rSquared(List<Integer> predictors) {
        return ShapleyImportance.of(
                        moments, 6, predictors.stream().mapToInt(i -> i).toArray())
                .rSquared();
    }

    private static List<List<Integer>> members(int[] group) {
        return permutations(java.util.stream.IntStream.of(group).boxed().toList());
    }

    private static <T> List<List<T>> permutations(List<T> items) {
        if (items.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> all = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            List<T> rest = new ArrayList<>(items);
            T first = rest.remove(i);
            for (List<T> order : permutations(rest)) {
                List<T> whole = new ArrayList<>(List.of(first));
                whole.addAll(order);
                all.add(whole);
            }
        }
        return all;
    }
}
