package throughline.statistics.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.Facts;
import throughline.statistics.survival.KaplanMeier.Scale;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KaplanMeierTest {

    /// Weeks of remission of 21 leukaemia patients on 6-mercaptopurine and of 21 on placebo; below 0:
    /// censored. Freireich and others (1963), Blood 21, 699-716; R's `MASS::gehan`.
    private static final Lifetimes TREATED =
            lives(6, 6, 6, 7, 10, 13, 16, 22, 23, -6, -9, -10, -11, -17, -19, -20, -25, -32, -32, -34, -35);

    private static final Lifetimes PLACEBO =
            lives(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23);

    private static Lifetimes lives(double... times) {
        var builder = new Lifetimes.Builder();
        Arrays.stream(times).forEach(t -> {
            if (t < 0) {
                builder.censored(-t, 1);
            } else {
                builder.ended(t, 1);
            }
        });
        return builder.build();
    }

    /// Kalbfleisch and Prentice (2002), The Statistical Analysis of Failure Time Data, 2nd ed., example
    /// 1.2, the same as R `survfit(Surv(time, cens) ~ 1)`: S(6) = .8571 (.0764), S(10) = .7529 (.0963),
    /// S(23) = .4482 (.1346).
    @Test
    void gives_the_published_curve_of_remissions() {
        var curve = KaplanMeier.of(TREATED, 0.95, Scale.PLAIN);

        assertThat(curve.at(6).value()).isCloseTo(0.857, within(5e-4));
        assertThat(curve.at(6).standardError()).isCloseTo(0.0764, within(5e-5));
        assertThat(curve.at(10).value()).isCloseTo(0.753, within(5e-4));
        assertThat(curve.at(10).standardError()).isCloseTo(0.0963, within(5e-5));
        assertThat(curve.at(40).value()).isCloseTo(0.448, within(5e-4));
        assertThat(curve.at(40).standardError()).isCloseTo(0.1346, within(5e-5));
        assertThat(curve.median().value()).hasValue(23);
        assertThat(curve.median().high()).isEmpty();
        assertThat(KaplanMeier.of(PLACEBO, 0.95, Scale.PLAIN).median().value()).hasValue(8);
    }

    /// R 4.2.2 survival 3.5.3 `survdiff(Surv(time, cens) ~ treat, data = MASS::gehan)`: chi squared 16.8,
    /// observed 9 and 21, expected 19.3 and 10.7 (also Kalbfleisch and Prentice 2002, section 1.5).
    @Test
    void tells_remissions_on_placebo_from_those_on_treatment() {
        var test = LogRank.of(List.of(TREATED, PLACEBO));

        assertThat(test.statistic()).isCloseTo(16.8, within(0.05));
        assertThat(test.observed()).containsExactly(9L, 21L);
        assertThat(test.expected().get(0)).isCloseTo(19.3, within(0.05));
        assertThat(test.expected().get(1)).isCloseTo(10.7, within(0.05));
        assertThat(test.degrees()).isEqualTo(1);
        assertThat(test.probability()).isCloseTo(4e-5, within(1e-5));
    }

    /// Patience of 16,665 callers of a bank, R 4.2.2 survival 3.5.3 `survfit`, `quantile`, `survdiff`:
    /// `../shared/reference/bank_calls_survival.json`.
    @Test
    void agrees_with_r_on_the_patience_of_callers() {
        Map<String, Lifetimes.Builder> types = new TreeMap<>();
        List<String> calls = Facts.shared("bank_calls_1999/calls_january_1999.csv");
        for (String line : calls.subList(1, calls.size())) {
            String[] cells = line.split(",", -1);
            double wait = Double.parseDouble(cells[11]);
            if (wait > 0 && (cells[12].equals("HANG") || cells[12].equals("AGENT"))) {
                var type = types.computeIfAbsent(cells[4], t -> new Lifetimes.Builder());
                if (cells[12].equals("HANG")) {
                    type.ended(wait, 1);
                } else {
                    type.censored(wait, 1);
                }
            }
        }
        Lifetimes all = types.values().stream()
                .map(Lifetimes.Builder::build)
                .reduce(Lifetimes::plus)
                .orElseThrow();
        assertThat(all.count()).isEqualTo(16665);
        assertThat(all.events()).isEqualTo(3080);

        var curve = KaplanMeier.of(all, 0.95, Scale.LOG_LOG);
        var plain = KaplanMeier.of(all, 0.95, Scale.PLAIN);
        assertThat(curve.at(60).value()).isCloseTo(0.83067541274295, offset(1e-12));
        assertThat(curve.at(60).standardError()).isCloseTo(0.00352541344202657, offset(1e-12));
        assertThat(curve.at(60).low()).isCloseTo(0.823638455899385, offset(1e-12));
        assertThat(curve.at(60).high()).isCloseTo(0.837460034956934, offset(1e-12));
        assertThat(plain.at(60).low()).isCloseTo(0.823765729365965, offset(1e-12));
        assertThat(plain.at(60).high()).isCloseTo(0.837585096119936, offset(1e-12));
        assertThat(curve.at(600).low()).isCloseTo(0.283786140676741, offset(1e-12));
        assertThat(curve.at(600).high()).isCloseTo(0.41234328496934, offset(1e-12));
        assertThat(curve.median().value()).hasValue(311);
        assertThat(curve.quantile(0.25).value()).hasValue(100);
        assertThat(curve.quantile(0.25).low()).hasValue(93);
        assertThat(curve.quantile(0.25).high()).hasValue(108);
        assertThat(curve.median().low()).hasValue(299);
        assertThat(curve.median().high()).hasValue(380);
        assertThat(curve.restrictedMean(300, 0.95).value()).isCloseTo(212.039045024346, offset(1e-9));
        assertThat(curve.restrictedMean(300, 0.95).standardError()).isCloseTo(1.46343443595224, offset(1e-9));

        var test = LogRank.of(List.of("IN", "NE", "NW", "PS").stream()
                .map(t -> types.get(t).build())
                .toList());
        assertThat(test.statistic()).isCloseTo(512.901791559392, offset(1e-8));
        assertThat(test.expected().get(1)).isCloseTo(188.543805719515, offset(1e-9));
        assertThat(test.degrees()).isEqualTo(3);
        assertThat(test.probability() / 7.63119464077699e-111).isCloseTo(1, offset(1e-6));
    }

    @Test
    void is_the_plain_share_where_nobody_is_censored() {
        var curve = KaplanMeier.of(PLACEBO, 0.95, Scale.LOG_LOG);

        assertThat(curve.at(8).value()).isCloseTo(8 / 21.0, within(1e-12));
        assertThat(curve.at(8).standardError()).isCloseTo(Math.sqrt(8 / 21.0 * 13 / 21.0 / 21), within(1e-12));
        assertThat(curve.at(23).value()).isZero();
        assertThat(curve.at(23).low()).isZero();
        assertThat(curve.at(23).high()).isPositive();
        assertThat(curve.restrictedMean(30, 0.95).value()).isCloseTo(182 / 21.0, within(1e-12));
    }

    @Test
    void of_lives_that_are_twice_as_many_has_the_same_curve() {
        var twice = KaplanMeier.of(TREATED.plus(TREATED), 0.95, Scale.LOG_LOG);

        assertThat(twice.at(13).value())
                .isCloseTo(KaplanMeier.of(TREATED, 0.95, Scale.LOG_LOG).at(13).value(), within(1e-12));
        assertThat(LogRank.of(List.of(TREATED, TREATED)).statistic()).isCloseTo(0, within(1e-12));
    }

    @Test
    void refuses_what_cannot_be_known() {
        var curve = KaplanMeier.of(TREATED, 0.95, Scale.LOG_LOG);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> curve.restrictedMean(40, 0.95))
                .withMessage("A mean goes up to an age above 0 and at most 35.0, the last that is known, got 40.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KaplanMeier.of(new Lifetimes.Builder().build(), 0.95, Scale.PLAIN))
                .withMessage("A survival curve needs at least 1 life, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogRank.of(List.of(TREATED)))
                .withMessage("A log-rank test compares at least 2 groups, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Lifetimes.Builder().ended(-1, 2))
                .withMessage("A life lasts a finite time of at least 0, got 2 of -1.0");
    }
}
