package throughline.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static throughline.diagnosis.Northgate.FIRST;
import static throughline.diagnosis.Northgate.missing;
import static throughline.diagnosis.Northgate.statements;
import static throughline.diagnosis.Northgate.station;

import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Better;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Register.Forecast;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ManagementOutOfTouchTest {

    private final Northgate world = new Northgate()
            .measure("csat", Kind.OUTCOME, Better.HIGHER, FactKind.RESPONSES)
            .measure("empathy", Kind.PERCEPTION, Better.HIGHER, FactKind.RESPONSES)
            .measure("reliability", Kind.PERCEPTION, Better.HIGHER, FactKind.RESPONSES)
            .measure("tangibles", Kind.PERCEPTION, Better.HIGHER, FactKind.RESPONSES);
    private final SplittableRandom random = new SplittableRandom(10);

    @Test
    void is_absent_where_forecasts_neither_lean_nor_miss() {
        answers();
        forecasts(8, 0, 0.1);

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Absent.class);
        assertThat(verdict.trend())
                .hasValueSatisfying(t -> assertThat(t.points()).hasSizeGreaterThan(26));
    }

    @Test
    void is_present_where_forecasts_are_too_rosy() {
        answers();
        forecasts(8, 0.6, 0.1);

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(lean(verdict)).isEqualTo("too rosy");
        assertThat(verdict.next())
                .isEqualTo("Hold a five-minute prediction round on “csat” before the next period, "
                        + "and show what happened after it.");
    }

    @Test
    void is_present_where_forecasts_are_too_gloomy() {
        answers();
        forecasts(8, -0.6, 0.1);

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(lean(verdict)).isEqualTo("too gloomy");
    }

    /// Which way forecasts lean; the size that is said must lie in the interval that is said, in the same unit.
    private static String lean(Verdict verdict) {
        var said = Pattern.compile("Managers' forecasts of “csat” are (\\S+) standard deviations (too \\w+) on average"
                + " \\(80 forecasts, 8 managers; likely (\\S+) to (\\S+)\\)\\.");
        Matcher found = statements(verdict).stream()
                .map(said::matcher)
                .filter(Matcher::matches)
                .findFirst()
                .orElseThrow();
        assertThat(Double.parseDouble(found.group(1)))
                .isBetween(Double.parseDouble(found.group(3)), Double.parseDouble(found.group(4)));
        return found.group(2);
    }

    @Test
    void is_present_where_ranges_do_not_hold_although_nothing_leans() {
        answers();
        forecasts(8, 0, 0.8);

        assertThat(statements(examine())).anyMatch(s -> s.matches("\\d+ of 80 ranges held what happened; .*"));
    }

    @Test
    void is_present_where_managers_rank_what_matters_upside_down() {
        answers();
        forecasts(8, 0, 0.1);
        rank(List.of("tangibles", "reliability", "empathy"));

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Present.class);
        assertThat(verdict.statement())
                .isEqualTo(
                        "“empathy” matters most to customers; managers put it in place 3.00 on average (8 managers).");
    }

    @Test
    void does_not_hold_rankings_against_drivers_that_matter_alike() {
        world.table(FactKind.RESPONSES, "response_id", "unit", "csat:n", "empathy:n", "reliability:n", "tangibles:n");
        for (int i = 0; i < 600; i++) {
            double e = random.nextGaussian();
            double r = random.nextGaussian();
            double t = random.nextGaussian();
            world.row(FIRST.plusDays(i % 364), "r" + i, station(i % 10), e + r + t + random.nextGaussian(), e, r, t);
        }
        rank(List.of("tangibles", "reliability", "empathy"));

        assertThat(statements(examine())).isEmpty();
    }

    @Test
    void is_unknown_before_thirty_forecasts_have_come_true() {
        answers();
        forecasts(2, 0.6, 0.1);

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.NotEnoughEvidence.class);
        assertThat(missing(verdict))
                .contains("20 forecasts have come true; 30 are needed, about 6 months at the present rate.");
    }

    @Test
    void does_not_score_what_is_not_over() {
        answers();
        for (int m = 0; m < 40; m++) {
            world.forecast("m" + m, "csat", LocalDate.of(2026, 7, 1), LocalDate.of(2026, 7, 31), 5, 0.3, m % 10);
        }

        assertThat(missing(examine())).contains("30 forecasts of managers that have come true; there are none yet.");
    }

    @Test
    void leaves_out_what_was_said_when_most_of_the_period_was_over() {
        answers();
        forecasts(8, 0, 0.1);
        for (int m = 0; m < 8; m++) {
            world.forecastLate("m" + m, "csat", LocalDate.of(2026, 5, 1), LocalDate.of(2026, 5, 31), 5);
        }

        Verdict verdict = examine();

        assertThat(verdict).isInstanceOf(Verdict.Absent.class);
        assertThat(missing(verdict))
                .contains("Forecasts made before half of their period is over: 8 were made later and left out.");
    }

    @Test
    void counts_a_forecast_until_half_of_its_period_is_over() {
        assertThat(ScoredForecasts.ahead(june(15))).isTrue();
        assertThat(ScoredForecasts.ahead(june(16))).isFalse();
        assertThat(ScoredForecasts.ahead(june(30))).isFalse();
    }

    private static Forecast june(int day) {
        LocalDate first = LocalDate.of(2026, 6, 1);
        return new Forecast(
                "", first.withDayOfMonth(day), "m", "csat", first, first.plusDays(29), 5, null, null, null, null, null);
    }

    @Test
    void shows_that_managers_who_listen_miss_by_less_without_counting_it() {
        answers();
        for (int m = 0; m < 10; m++) {
            forecast(m, 0, 0.08 * (10 - m));
            world.listened("m" + m, FIRST.plusDays(30), 3 * m);
        }

        assertThat(statements(examine()))
                .anyMatch(s -> s.matches("Managers who listen most miss by 0\\.\\d\\d standard deviations, "
                        + "the others by 1\\.\\d\\d \\(10 managers, rank agreement −0\\.\\d\\d\\)\\."));
    }

    @Test
    void scores_the_ranges_as_well() {
        answers();
        forecasts(8, 0, 0.1);

        assertThat(examine().evidence())
                .filteredOn(e -> e.indicator().id().equals("crps"))
                .singleElement()
                .satisfies(e -> {
                    assertThat(e.statement())
                            .matches("With their ranges counted, forecasts miss by 0\\.\\d\\d standard deviations "
                                    + "\\(80 forecasts, likely .*\\)\\.");
                    assertThat(e.supports()).isEqualTo(Side.UNKNOWN);
                });
    }

    private Verdict examine() {
        return new ManagementOutOfTouch().examine(world.dossier());
    }

    /// Satisfaction that rests on empathy most and on tangibles least, and goes up and down from month to month.
    private void answers() {
        world.table(FactKind.RESPONSES, "response_id", "unit", "csat:n", "empathy:n", "reliability:n", "tangibles:n");
        for (int i = 0; i < 6000; i++) {
            LocalDate day = FIRST.plusDays(random.nextInt(365));
            int unit = random.nextInt(10);
            double empathy = random.nextGaussian();
            double reliability = random.nextGaussian();
            double tangibles = random.nextGaussian();
            world.row(
                    day,
                    "r" + i,
                    station(unit),
                    level(unit, day) + 0.6 * empathy + 0.3 * reliability + 0.05 * tangibles,
                    empathy,
                    reliability,
                    tangibles);
        }
    }

    private static double level(int unit, LocalDate day) {
        return 3.5 + 0.4 * Math.sin(unit + day.getMonthValue() * 2.4);
    }

    private void forecasts(int managers, double lean, double noise) {
        for (int m = 0; m < managers; m++) {
            forecast(m, lean, noise);
        }
    }

    private void forecast(int manager, double lean, double noise) {
        for (int month = 0; month < 10; month++) {
            LocalDate from = FIRST.plusMonths(month + 1);
            world.forecast(
                    "m" + manager,
                    "csat",
                    from,
                    from.plusMonths(1).minusDays(1),
                    level(manager, from) + lean + noise * random.nextGaussian(),
                    0.25,
                    manager);
        }
    }

    private void rank(List<String> order) {
        for (int m = 0; m < 8; m++) {
            for (int i = 0; i < order.size(); i++) {
                world.ranked("m" + m, order.get(i), i + 1);
            }
        }
    }
}
