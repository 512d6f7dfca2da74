package throughline.statistics.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Facts;
import throughline.statistics.Summary;
import throughline.statistics.comparison.RandomIntercept;
import throughline.statistics.consistency.VarianceComponents.Cell;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VarianceComponentsTest {

    /// 4 units of 3 people each, who all work at 6 hours of the day, 2 contacts an hour.
    private static List<Cell> contacts() {
        var cells = new ArrayList<Cell>();
        for (int person = 0; person < 12; person++) {
            int unit = person / 3;
            for (int hour = 0; hour < 6; hour++) {
                Summary both = Summary.EMPTY;
                for (int r = 0; r < 2; r++) {
                    both = both.plus(3 * Math.sin(1.3 * person + 0.7)
                            + 2 * Math.cos(2.1 * unit)
                            + 1.5 * Math.sin(0.9 * hour * hour)
                            + 2 * Math.sin(17 * person + 29 * hour + 41 * r));
                }
                cells.add(new Cell(new int[] {unit, person, hour}, both));
            }
        }
        return cells;
    }

    @Test
    void agree_with_a_dense_likelihood_for_people_in_units_crossed_with_hours() {
        // numpy 2.4.6, scipy 1.17.1: REML of the 144 x 144 covariance, Nelder-Mead; ends by brentq on the profile.
        VarianceComponents.Result result = VarianceComponents.of(3, contacts(), 0.95);

        assertThat(result.logLikelihood()).isCloseTo(-290.71842414294633, within(1e-8));
        assertThat(result.components().get(0).variance()).isCloseTo(6.49005666, within(1e-4));
        assertThat(result.components().get(1).variance()).isCloseTo(4.9222117, within(1e-4));
        assertThat(result.components().get(2).variance()).isCloseTo(1.0038199, within(1e-5));
        assertThat(result.inside().variance()).isCloseTo(2.27333067, within(1e-6));
        assertThat(result.mean().value()).isCloseTo(1.35995619, within(1e-7));
        assertThat(result.mean().standardError()).isCloseTo(1.488552588, within(1e-5));
        assertThat(result.components().get(0).share().low()).isZero();
        assertThat(result.components().get(0).share().high()).isCloseTo(0.8948, within(0.003));
        assertThat(result.components().get(1).share().low()).isCloseTo(0.1606, within(0.003));
        assertThat(result.components().get(1).share().high()).isCloseTo(0.7264, within(0.003));
        assertThat(result.components().get(2).share().low()).isCloseTo(0.02156, within(0.002));
        assertThat(result.components().get(2).share().high()).isCloseTo(0.2703, within(0.003));
    }

    @Test
    void agree_with_lme4_on_casework_crossed_by_office_and_complaint() {
        // ../shared/reference/multilevel.json: lmer(y ~ 1 + (1|account) + (1|complaint_type)), y = log1p(days).
        List<Cell> cells = casework();
        VarianceComponents.Result result = VarianceComponents.of(2, cells, 0.95);

        assertThat(result.inside().levels()).isEqualTo(42858);
        assertThat(result.components().get(0).variance()).isCloseTo(2.4336111216023, within(1e-3));
        assertThat(result.components().get(1).variance()).isCloseTo(0.539457506906805, within(1e-3));
        assertThat(result.inside().variance()).isCloseTo(3.74332941910099, within(1e-5));
        assertThat(result.mean().value()).isCloseTo(3.22202183590186, within(1e-4));
        assertThat(result.logLikelihood()).isCloseTo(-89293.1527641925, within(1e-4));
    }

    @Test
    void of_one_factor_are_those_of_a_random_intercept() {
        List<Summary> groups = List.of(
                Summary.of(1545, 1440, 1440, 1520, 1580),
                Summary.of(1540, 1555, 1490),
                Summary.of(1595, 1550, 1605, 1510, 1560, 1533),
                Summary.of(1445, 1440),
                Summary.of(1595, 1630, 1515, 1635, 1625));
        var cells = new ArrayList<Cell>();
        groups.forEach(g -> cells.add(new Cell(new int[] {cells.size()}, g)));
        VarianceComponents.Result components = VarianceComponents.of(1, cells, 0.95);
        RandomIntercept.Result intercept = RandomIntercept.of(groups, 0.95);

        assertThat(components.components().getFirst().variance()).isCloseTo(intercept.between(), within(0.05));
        assertThat(components.inside().variance()).isCloseTo(intercept.within(), within(1e-2));
        assertThat(components.logLikelihood()).isCloseTo(intercept.logLikelihood(), within(1e-8));
    }

    @Test
    void find_nothing_for_a_factor_that_does_nothing() {
        var cells = new ArrayList<Cell>();
        for (int person = 0; person < 5; person++) {
            cells.add(new Cell(new int[] {person}, Summary.of(1 + person * 1e-3, 5, 3, 2, 4)));
        }
        VarianceComponents.Component people =
                VarianceComponents.of(1, cells, 0.95).components().getFirst();

        assertThat(people.variance()).isZero();
        assertThat(people.share().low()).isZero();
        assertThat(people.share().high()).isBetween(0.01, 0.8);
    }

    @Test
    void are_refused_for_two_levels() {
        var cells = List.of(new Cell(new int[] {0}, Summary.of(1, 2)), new Cell(new int[] {1}, Summary.of(3, 4)));

        assertThatThrownBy(() -> VarianceComponents.of(1, cells, 0.95))
                .hasMessage(
                        "A variance component needs at least 3 levels and more rows than levels, got 2 levels and 4 rows");
    }

    /// Cases that have been closed, by account and type of complaint.
    private static List<Cell> casework() {
        Map<String, Integer> accounts = new HashMap<>();
        Map<String, Integer> types = new HashMap<>();
        Map<List<Integer>, Summary> cells = new HashMap<>();
        for (String line : Facts.shared("nyc_council_casework/casework_open_2018.csv")) {
            String[] f = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
            if (!f[3].startsWith("2") || f[1].length() < 3 || f[4].length() < 3) {
                continue;
            }
            long days = java.time.LocalDate.parse(f[3]).toEpochDay()
                    - java.time.LocalDate.parse(f[2]).toEpochDay();
            if (days >= 0) {
                int account = accounts.computeIfAbsent(f[1], a -> accounts.size());
                int type = types.computeIfAbsent(f[4], t -> types.size());
                cells.merge(List.of(account, type), Summary.of(Math.log1p((double) days)), Summary::plus);
            }
        }
        return cells.entrySet().stream()
                .map(e -> new Cell(new int[] {e.getKey().get(0), e.getKey().get(1)}, e.getValue()))
                .toList();
    }
}
