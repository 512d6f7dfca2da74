package throughline.command.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.statistics.Seeds;
import tools.jackson.databind.JsonNode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChangeMethodTest {

    @TempDir
    private Path folder;

    @Test
    void agrees_with_sandwich_and_statsmodels_on_infections_of_a_hospital() throws IOException {
        // ../shared/reference/its.json, R 4.2.2 with sandwich 3.0.2 and nlme 3.1.162; state_space.json.
        StringBuilder table = new StringBuilder("month,rate\n");
        rows("data/spc_examples/cdi.csv")
                .forEach(cells -> table.append("%s,%s%n"
                        .formatted(cells[0], 10_000 * Double.parseDouble(cells[1]) / Double.parseDouble(cells[2]))));
        JsonNode json = Called.on(folder, table.toString())
                .analyse("change", "--at", "month", "--value", "rate", "--from", "2014-11-01")
                .json();

        JsonNode expected = Called.reference("its.json").get("sets").get("cdi");
        assertThat(json.get("n").asInt()).isEqualTo(expected.get("n").asInt());
        assertThat(json.get("step").asString()).isEqualTo("1 month");
        assertThat(json.get("segmented").get("lag").asInt()).isEqualTo(3);
        agree(json, expected, "nw_lag3");
        JsonNode state = Called.reference("state_space.json").get("sets").get("cdi_llevel");
        JsonNode structural = json.get("structural");
        assertThat(structural.get("effect").asDouble())
                .isCloseTo(state.get("effect_mean").asDouble(), within(0.5));
        assertThat(structural.get("high").asDouble()).isNegative();
        assertThat(structural.get("cumulative").get("value").asDouble())
                .isCloseTo(12 * structural.get("effect").asDouble(), within(1e-9));
    }

    @Test
    void agrees_with_sandwich_on_the_belts_of_british_drivers() throws IOException {
        StringBuilder table = new StringBuilder("at,y,kms,price\n");
        rows("data/seatbelts_its/seatbelts.csv")
                .forEach(cells -> table.append("%s-%02d,%s,%s,%s%n"
                        .formatted(
                                cells[0],
                                Integer.parseInt(cells[1]),
                                Math.log(Double.parseDouble(cells[3])),
                                Math.log(Double.parseDouble(cells[6])),
                                Math.log(Double.parseDouble(cells[7])))));
        JsonNode json = Called.on(folder, table.toString())
                .analyse(
                        "change",
                        "--at",
                        "at",
                        "--value",
                        "y",
                        "--from",
                        "1983-02",
                        "--season",
                        "12",
                        "--controls",
                        "kms,price")
                .json();

        JsonNode expected = Called.reference("its.json").get("sets").get("seatbelts");
        assertThat(json.get("n").asInt()).isEqualTo(expected.get("n").asInt());
        assertThat(json.get("segmented").get("level").asDouble())
                .isCloseTo(expected.get("coef").get("level").asDouble(), within(1e-9));
        assertThat(json.get("segmented").get("lag").asInt()).isEqualTo(4);
        agreeAlike(json, expected, 1e-3);
        JsonNode state = Called.reference("state_space.json").get("sets").get("seatbelts_bsm_pre_law");
        assertThat(json.get("structural").get("effect").asDouble())
                .isCloseTo(state.get("effect_mean").asDouble(), within(0.02));
    }

    @Test
    void agrees_with_statsmodels_on_the_example_of_causal_impact() {
        JsonNode json = Called.on(Called.shared("data/causalimpact_example/ci_example.csv"))
                .analyse("change", "--at", "t", "--value", "y", "--from", "71", "--controls", "x1")
                .json();

        assertThat(json.get("structural").get("effect").asDouble())
                .isCloseTo(
                        Called.reference("state_space.json")
                                .get("sets")
                                .get("causalimpact_example")
                                .get("effect_mean")
                                .asDouble(),
                        within(0.1));
    }

    @Test
    void counts_a_missing_month_as_a_gap() throws IOException {
        String whole = table(36, -1);
        String gap = table(36, 7);
        JsonNode full = change(whole);
        JsonNode part = change(gap);

        assertThat(part.get("n").asInt()).isEqualTo(35);
        assertThat(part.get("times").asInt()).isEqualTo(36);
        assertThat(part.get("segmented").get("level").asDouble())
                .isCloseTo(full.get("segmented").get("level").asDouble(), within(0.02));
        assertThat(full.get("segmented").get("level").asDouble()).isCloseTo(-4, within(0.02));
        assertThat(full.get("segmented").get("slope").asDouble()).isCloseTo(0, within(0.002));
    }

    @Test
    void refuses_a_past_that_never_varies() throws IOException {
        StringBuilder table = new StringBuilder("day,late\n");
        for (int t = 1; t <= 40; t++) {
            table.append(t).append(',').append(t < 21 ? 5 : 6).append('\n');
        }

        Called called =
                Called.on(folder, table.toString()).analyse("change", "--at", "day", "--value", "late", "--from", "21");

        assertThat(called.status()).isEqualTo(1);
        assertThat(called.err())
                .contains(
                        "All 20 values of late before 21 are 5.000: a past that never varies does not show what chance"
                                + " would do, so no change can be told from it.");
    }

    @Test
    void adds_up_rows_of_one_time_with_a_denominator() throws IOException {
        StringBuilder table = new StringBuilder("day,late,all\n");
        for (int i = 0; i < 40; i++) {
            table.append("%d,%d,10%n".formatted(i, i % 3)).append("%d,%d,30%n".formatted(i, i < 30 ? 10 : 20));
        }
        JsonNode json = Called.on(folder, table.toString())
                .analyse("change", "--at", "day", "--value", "late", "--denominator", "all", "--from", "30")
                .json();

        assertThat(json.get("n").asInt()).isEqualTo(40);
        assertThat(json.get("structural").get("effect").asDouble()).isCloseTo(0.25, within(0.02));
    }

    @Test
    void reads_well() throws IOException {
        String wobbling = table(36, 7).replace("-02-01,10", "-02-01,11").replace("-05-01,10", "-05-01,9");
        assertThat(Called.on(folder, wobbling)
                        .read("change", "--at", "month", "--value", "wait", "--from", "2026-01-01")
                        .out())
                .startsWith("""
                        wait in table.csv, 35 values from 2024-01-01 to 2026-12-01, step 1 month
                        1 of 36 times have no value and count as gaps.
                        """)
                .contains("◆ from 2026-01-01 on")
                .contains("From 2026-01-01 on, values are ")
                .contains(" lower on average than the time before foretold (")
                .containsPattern("slope, per month \\(Newey-West, lag 3\\) +−?[0-9.]+ +[0-9.]+\n")
                .containsPattern(
                        "slope, per month \\(AR\\(1\\), rho −?[0-9.]+\\) +−?[0-9.]+ +−?[0-9.]+ to −?[0-9.]+ +[0-9.]+\n")
                .contains("Newey-West's errors are for comparing with other software")
                .contains("docs/methods/intervention.md");
    }

    @Test
    void gives_the_straight_lines_where_the_time_before_is_too_short_to_foretell() throws IOException {
        Called table = Called.on(folder, table(16, -1));

        assertThat(table.analyse("change", "--at", "month", "--value", "wait", "--from", "2024-09-01")
                        .json()
                        .get("structural")
                        .get("effect")
                        .isNull())
                .isTrue();
        assertThat(table.read("change", "--at", "month", "--value", "wait", "--from", "2024-09-01")
                        .out())
                .contains("A structural estimate needs at least 12 values before the change, got 8.");
    }

    @Test
    void says_what_is_wrong_with_the_call() throws IOException {
        Called table = Called.on(folder, table(36, -1));

        assertThat(table.analyse("change", "--at", "month", "--value", "wait", "--from", "2031-01-01")
                        .err())
                .startsWith("--from 2031-01-01: the times of table.csv run from 2024-01-01 to 2026-12-01."
                        + " Name one between them.");
        assertThat(table.analyse("change", "--at", "month", "--value", "wait", "--from", "soon")
                        .err())
                .startsWith("--from: \"soon\" is no time of column month:");
        assertThat(table.analyse("change", "--at", "month", "--value", "wait", "--from", "2026-12-01")
                        .json()
                        .get("segmented")
                        .get("level")
                        .isNull())
                .isTrue();
        assertThat(Called.on(folder, "t,v\n1,2\n1,3\n2,2\n")
                        .analyse("change", "--at", "t", "--value", "v", "--from", "2")
                        .err())
                .startsWith("1 occurs more than once in column t.");
    }

    @Test
    void holds_a_place_against_the_mixture_of_others_that_moved_alike() throws IOException {
        // The place is a quarter of the first and three quarters of the second other, and 3 more from the 31st day on.
        RandomGenerator random = Seeds.generator(5);
        var table = new StringBuilder("day,here,north,south,east\n");
        for (int day = 1; day <= 40; day++) {
            double north = random.nextGaussian();
            double south = random.nextGaussian();
            table.append("%d,%s,%s,%s,%s%n"
                    .formatted(
                            day,
                            north / 4 + 3 * south / 4 + (day > 30 ? 3 : 0),
                            north,
                            south,
                            5 + random.nextGaussian()));
        }
        Called file = Called.on(folder, table.toString());
        String[] options = {"--at", "day", "--value", "here", "--from", "31", "--controls", "north,south,east"};
        JsonNode mixture = file.analyse("change", options).json().get("synthetic");

        assertThat(mixture.get("effect").asDouble()).isCloseTo(3, within(1e-6));
        assertThat(mixture.get("weights").get("south").asDouble()).isCloseTo(0.75, within(1e-6));
        assertThat(mixture.get("placebo_rank").asDouble()).isEqualTo(0.25);
        assertThat(file.read("change", options).out())
                .contains("(75 % south, 25 % north)")
                .contains("Of the 4 columns 1 parted as far from their mixtures as this one or farther, itself among"
                        + " them; to speak of 1 in 20 takes 19 controls.");
        assertThat(file.analyse("change", "--at", "day", "--value", "here", "--from", "31", "--controls", "north")
                        .json()
                        .has("synthetic"))
                .isFalse();
    }

    private JsonNode change(String table) throws IOException {
        return Called.on(folder, table)
                .analyse("change", "--at", "month", "--value", "wait", "--from", "2026-01-01")
                .json();
    }

    /// Months with a level of 10, and of 6 from the third year on, every other one a hair above it.
    private static String table(int months, int without) {
        StringBuilder table = new StringBuilder("month,wait\n");
        for (int i = 0; i < months; i++) {
            if (i != without) {
                table.append("%d-%02d-01,%d.0%d%n".formatted(2024 + i / 12, i % 12 + 1, i < 24 ? 10 : 6, i % 2));
            }
        }
        return table.toString();
    }

    private static List<String[]> rows(String file) throws IOException {
        return Files.readAllLines(Called.shared(file)).stream()
                .skip(1)
                .map(line -> line.replace("\"", "").split(",", -1))
                .toList();
    }

    private static void agree(JsonNode json, JsonNode expected, String lag) {
        JsonNode segmented = json.get("segmented");
        JsonNode errors = expected.get(lag).get("se_prewhiteFALSE_adjustFALSE");
        close(segmented.get("level"), expected.get("coef").get("level"), 1e-9);
        close(segmented.get("slope"), expected.get("coef").get("trend"), 1e-9);
        close(segmented.get("level_se"), errors.get("level"), 1e-9);
        close(segmented.get("slope_se"), errors.get("trend"), 1e-9);
        agreeAlike(json, expected, 1e-4);
    }

    private static void agreeAlike(JsonNode json, JsonNode expected, double tolerance) {
        JsonNode gls = expected.get("gls_ar1_reml");
        JsonNode alike = json.get("ar1");
        close(alike.get("level"), gls.get("coef").get("level"), tolerance);
        close(alike.get("level_se"), gls.get("se").get("level"), tolerance);
        close(alike.get("slope"), gls.get("coef").get("trend"), tolerance);
        close(alike.get("slope_se"), gls.get("se").get("trend"), tolerance);
        close(alike.get("rho"), gls.get("phi"), tolerance);
    }

    private static void close(JsonNode found, JsonNode expected, double tolerance) {
        assertThat(found.asDouble()).isCloseTo(expected.asDouble(), within(tolerance));
    }
}
