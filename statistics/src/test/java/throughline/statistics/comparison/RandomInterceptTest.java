package throughline.statistics.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Estimate;
import throughline.statistics.Facts;
import throughline.statistics.Moments;
import throughline.statistics.Summary;
import throughline.statistics.consistency.IntraclassCorrelation;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RandomInterceptTest {

    private static final List<String> TYPES = List.of("IN", "NE", "NW", "PE", "TT");

    @Test
    void has_the_exact_interval_of_the_intraclass_correlation_where_groups_are_of_one_size() {
        List<Summary> groups = ShrunkMeansTest.DYESTUFF;
        Estimate exact = IntraclassCorrelation.of(groups, 0.95).single();
        Estimate icc = RandomIntercept.of(groups, 0.95).icc();

        assertThat(icc.value()).isCloseTo(exact.value(), within(1e-6));
        assertThat(icc.low()).isCloseTo(exact.low(), within(1e-6));
        assertThat(icc.high()).isCloseTo(exact.high(), within(1e-6));
        assertThat(icc.n()).isEqualTo(6);
    }

    @Test
    void gives_a_group_of_equal_sizes_the_interval_of_the_closed_form() {
        List<Summary> groups = ShrunkMeansTest.DYESTUFF;
        RandomIntercept.Result result = RandomIntercept.of(groups, 0.95);
        double n = 5;
        double g = groups.size();
        double grand = groups.stream().mapToDouble(Summary::mean).average().orElseThrow();
        double lambda = n * result.between() / (n * result.between() + result.within());
        for (int i = 0; i < groups.size(); i++) {
            double residual = groups.get(i).mean() - grand;
            double pull = (1 - lambda) * (g - 3) / (g - 1);
            double variance = result.within() / n * (1 - pull)
                    + 2 * pull * pull * residual * residual / (g - 3)
                    + (1 - lambda) * (1 - lambda) * (result.between() + result.within() / n) / g;
            RandomIntercept.Group group = result.groups().get(i);

            assertThat(group.effect()).isCloseTo(lambda * residual, within(1e-4));
            assertThat(group.shrunk().value()).isCloseTo(grand + lambda * residual, within(1e-4));
            assertThat(group.shrunk().standardError()).isCloseTo(Math.sqrt(variance), within(1e-4));
            assertThat(group.shrunk().high() - group.shrunk().value())
                    .isCloseTo(1.959963984540054 * Math.sqrt(variance), within(1e-3));
            assertThat(group.shrunk().value() - group.shrunk().low())
                    .isCloseTo(1.959963984540054 * Math.sqrt(variance), within(1e-3));
        }
        assertThat(result.coefficients().getFirst().standardError())
                .isCloseTo(Math.sqrt((result.between() + result.within() / n) / g), within(1e-4));
    }

    @Test
    void agrees_with_lme4_on_the_dyestuff_batches() {
        // lme4 (Bates et al. 2015), lmer(Yield ~ 1 | Batch, Dyestuff): REML criterion 319.6543.
        RandomIntercept.Result result = RandomIntercept.of(ShrunkMeansTest.DYESTUFF, 0.95);

        assertThat(result.between()).isCloseTo(1764.05, within(1e-7));
        assertThat(result.within()).isCloseTo(2451.25, within(1e-9));
        assertThat(-2 * result.logLikelihood()).isCloseTo(319.6543, within(5e-5));
        assertThat(result.coefficients().getFirst().standardError()).isCloseTo(19.3834, within(5e-5));
        assertThat(result.groups().get(4).effect()).isCloseTo(56.73319, within(1e-5));
    }

    @Test
    void agrees_with_lme4_on_a_month_of_calls() {
        // ../shared/reference/multilevel.json: R 4.2.2, lme4 1.1.31, lmer(y ~ 1 + (1|server)), y = log(ser_time).
        RandomIntercept.Result result = RandomIntercept.of(new ArrayList<>(calls().values()), 0, new int[0], 0.95);

        assertThat(result.coefficients().getFirst().value()).isCloseTo(4.87778915857465, within(1e-8));
        assertThat(result.between()).isCloseTo(0.080267699164639, within(1e-7));
        assertThat(result.within()).isCloseTo(0.800109404159172, within(1e-8));
        assertThat(result.icc().value()).isCloseTo(0.0911742239338042, within(1e-7));
        assertThat(result.logLikelihood()).isCloseTo(-33284.4800413039, within(1e-6));
        assertThat(result.groups().getFirst().effect()).isCloseTo(-0.0568475262440492, within(1e-7));
        assertThat(result.groups().getFirst().deviation()).isCloseTo(0.0247518929263003, within(1e-7));
        assertThat(result.groups().get(9).deviation()).isCloseTo(0.2483922162018, within(1e-7));
    }

    @Test
    void agrees_with_lme4_where_the_mix_of_calls_is_allowed_for() {
        // ../shared/reference/multilevel.json: lmer(y ~ type + (1|server)).
        RandomIntercept.Result result =
                RandomIntercept.of(new ArrayList<>(calls().values()), 0, new int[] {1, 2, 3, 4, 5}, 0.95);
        double[] fixed = {
            4.96601747863773,
            0.324748959474018,
            0.309065400872524,
            -0.64882416518817,
            0.29375831770874,
            -0.620067537169925
        };
        double[] errors = {
            0.0474559884910424,
            0.0620152489377797,
            0.0263071491153212,
            0.0156855791030043,
            0.0816732201847728,
            0.0456453272683477
        };

        for (int i = 0; i < 6; i++) {
            assertThat(result.coefficients().get(i).value()).isCloseTo(fixed[i], within(1e-6));
            assertThat(result.coefficients().get(i).standardError()).isCloseTo(errors[i], within(1e-6));
        }
        assertThat(result.between()).isCloseTo(0.0581311532753893, within(1e-7));
        assertThat(result.within()).isCloseTo(0.738644089876617, within(1e-8));
        assertThat(result.logLikelihood()).isCloseTo(-32274.8906310077, within(1e-6));
        assertThat(result.groups().get(27).effect()).isCloseTo(0.0344850221732301, within(1e-6));
        assertThat(result.groups().get(6).deviation()).isCloseTo(0.193603298730775, within(1e-6));
    }

    @Test
    void is_the_same_from_days_as_from_the_whole() {
        Map<String, Moments> whole = calls();
        List<Moments> doubled =
                whole.values().stream().map(m -> m.plus(Moments.empty(6))).toList();

        assertThat(RandomIntercept.of(doubled, 0, new int[] {3}, 0.95))
                .usingRecursiveComparison()
                .isEqualTo(RandomIntercept.of(new ArrayList<>(whole.values()), 0, new int[] {3}, 0.95));
    }

    @Test
    void takes_a_covariate_that_is_the_same_for_a_whole_group() {
        List<Moments> groups = new ArrayList<>();
        double[] noise = {0.3, -0.1, 0.2, -0.4, 0.1, 0.5, -0.2, -0.3};
        for (int g = 0; g < 8; g++) {
            double[][] rows = new double[4][];
            for (int r = 0; r < 4; r++) {
                rows[r] = new double[] {2 * g + noise[g] + noise[(3 * r + g) % 8] / 10, g};
            }
            groups.add(Moments.of(rows));
        }
        RandomIntercept.Result result = RandomIntercept.of(groups, 0, new int[] {1}, 0.95);

        assertThat(result.coefficients().get(1).interval().contains(2)).isTrue();
        assertThat(result.icc().interval().contains(result.icc().value())).isTrue();
    }

    @Test
    void shrinks_a_group_without_rows_to_the_mean_of_all() {
        List<Summary> groups = new ArrayList<>(ShrunkMeansTest.DYESTUFF);
        groups.add(Summary.EMPTY);
        RandomIntercept.Group empty = RandomIntercept.of(groups, 0.95).groups().getLast();

        assertThat(empty.reliability()).isZero();
        assertThat(empty.shrunk().value()).isCloseTo(1527.5, within(1e-9));
        assertThat(empty.shrunk().interval().width()).isGreaterThan(150);
    }

    @Test
    void finds_no_variance_between_groups_that_differ_by_chance_only() {
        RandomIntercept.Result result =
                RandomIntercept.of(List.of(Summary.of(1, 5), Summary.of(2, 4), Summary.of(0, 6)), 0.95);

        assertThat(result.between()).isZero();
        assertThat(result.icc().low()).isZero();
        assertThat(result.groups())
                .allSatisfy(g -> assertThat(g.shrunk().value()).isEqualTo(3));
    }

    @Test
    void is_refused_for_fewer_than_three_groups() {
        assertThatThrownBy(() -> RandomIntercept.of(List.of(Summary.of(1, 2), Summary.of(3, 5)), 0.95))
                .hasMessage("A random intercept needs at least 3 groups with rows, got 2");
    }

    @Test
    void is_refused_where_nothing_varies_within() {
        assertThatThrownBy(
                        () -> RandomIntercept.of(List.of(Summary.of(1, 1), Summary.of(2, 2), Summary.of(3, 3)), 0.95))
                .hasMessage("A random intercept needs an outcome that varies within groups");
    }

    /// Moments of log(ser_time) and the type of the call, by server in the order of the alphabet.
    static Map<String, Moments> calls() {
        Map<String, Moments.Builder> servers = new TreeMap<>();
        for (String line : Facts.shared("bank_calls_1999/calls_january_1999.csv").stream()
                .skip(1)
                .toList()) {
            String[] f = line.split(",", -1);
            if (f[12].equals("AGENT") && Integer.parseInt(f[15]) >= 10 && !f[16].equals("NO_SERVER")) {
                double[] row = new double[6];
                row[0] = Math.log(Integer.parseInt(f[15]));
                if (TYPES.contains(f[4])) {
                    row[1 + TYPES.indexOf(f[4])] = 1;
                }
                servers.computeIfAbsent(f[16], s -> new Moments.Builder(6)).add(row);
            }
        }
        Map<String, Moments> moments = new TreeMap<>();
        servers.forEach((server, builder) -> moments.put(server, builder.build()));
        return moments;
    }
}
