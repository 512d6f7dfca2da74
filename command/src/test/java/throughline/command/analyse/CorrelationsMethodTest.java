package throughline.command.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.statistics.Seeds;
import tools.jackson.databind.JsonNode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CorrelationsMethodTest {

    @TempDir
    private Path folder;

    @Test
    void agree_with_a_precise_likelihood_on_six_surveys() {
        // ../shared/reference/polychoric_exact.json: scipy 1.10.1, two steps, to about ten digits.
        for (Map.Entry<String, JsonNode> set :
                Called.reference("polychoric_exact.json").get("sets").properties()) {
            JsonNode expected = set.getValue();
            List<String> items = new ArrayList<>();
            expected.get("items").forEach(i -> items.add(i.asString()));
            JsonNode json = Called.on(
                            Called.shared("data/" + expected.get("file").asString()))
                    .analyse("correlations", "--ordinal", "--items", String.join(",", items))
                    .json();

            assertThat(json.get("n").asInt()).isEqualTo(expected.get("n").asInt());
            for (int i = 0; i < items.size(); i++) {
                for (int j = 0; j < items.size(); j++) {
                    assertThat(json.get("polychoric").get(i).get(j).asDouble())
                            .as(set.getKey())
                            .isCloseTo(expected.get("polychoric").get(i).get(j).asDouble(), within(1e-6));
                }
            }
        }
    }

    @Test
    void agree_with_scipy_on_the_pair_of_an_airport() {
        // ../shared/reference/surveys_misc.json, sfo_tests: scipy 1.10.1, pearsonr on the rows with both.
        JsonNode expected = Called.reference("surveys_misc.json").get("sets").get("sfo_tests");
        Called table = Called.on(Called.shared("data/sfo_airport_survey/ref_input_2017.csv"));
        JsonNode pair =
                table.analyse("correlations", "--items", "q7_sign,q7_all").json();
        JsonNode pairs = table.analyse("correlations", "--items", "q7_sign,q7_all,q7_wifi", "--pairwise")
                .json();

        assertThat(pair.get("n").asInt()).isEqualTo(expected.get("n_pairs").asInt());
        for (JsonNode json : List.of(pair, pairs)) {
            assertThat(json.get("pearson").get(0).get(1).asDouble())
                    .isCloseTo(expected.get("pearson_sign_all").asDouble(), within(1e-12));
        }
        assertThat(pairs.get("pairs").get(0).get(1).asInt())
                .isEqualTo(expected.get("n_pairs").asInt());
        assertThat(pair.get("polychoric").isNull()).isTrue();
    }

    @Test
    void find_two_things_in_two_blocks_of_questions() throws IOException {
        Called table = Called.on(folder, blocks());
        JsonNode json = table.analyse("correlations", "--items", "a,b,c,d,e,f").json();

        assertThat(json.get("parallel_analysis").get("factors").asInt()).isEqualTo(2);
        assertThat(json.get("effective_dimensions").asDouble()).isBetween(2.5, 5.0);
        assertThat(table.read("correlations", "--items", "a,b,c,d,e,f").out())
                .startsWith("Pearson's correlations of 6 items in table.csv\n\n300 rows answer all.\n")
                .contains("stands out")
                .contains("The items measure 2 things, and tell as much as ")
                .matches(text -> text.lines().allMatch(l -> l.length() <= 100));
    }

    @Test
    void stay_as_they_are_where_pairs_contradict_each_other_which_is_told() throws IOException {
        // Each pair on rows of its own: a goes with b and with c, b goes against c.
        var table = new StringBuilder("a,b,c\n");
        for (int i = 0; i < 20; i++) {
            double noise = i % 3 * 0.1;
            table.append("%d,%s,%n%d,,%s%n,%d,%s%n".formatted(i, i + noise, i, i + noise, i, -i + noise));
        }
        Called called = Called.on(folder, table.toString());
        JsonNode json =
                called.analyse("correlations", "--pairwise", "--items", "a,b,c").json();

        assertThat(json.get("pearson").get(1).get(0).asDouble()).isGreaterThan(0.99);
        assertThat(json.get("pearson").get(2).get(1).asDouble()).isLessThan(-0.99);
        assertThat(json.get("smallest_eigenvalue").asDouble()).isNegative();
        assertThat(called.read("correlations", "--pairwise", "--items", "a,b,c").out())
                .contains("The pairs contradict each other; for the factors a correlation was changed by up to ");
    }

    @Test
    void say_what_is_wrong_with_the_table() throws IOException {
        assertThat(Called.on(folder, "a,b\n1,\n,2\n3,\n")
                        .analyse("correlations", "--items", "a,b")
                        .err())
                .isEqualTo("No row of table.csv has a number in every column; a correlation matrix of 2 items needs"
                        + " at least 3. b has none in 2 of 3 rows: leave it out or fill it.\n");
        assertThat(Called.on(folder, "a,b\n1,\n,2\n3,4\n")
                        .analyse("correlations", "--pairwise", "--items", "a,b")
                        .err())
                .isEqualTo("1 rows of table.csv have a number in both a and b; a correlation matrix of 2 items needs at"
                        + " least 3. Leave one out.\n");
        assertThat(Called.on(folder, "a,b\n1,2\n1,3\n1,4\n")
                        .analyse("correlations", "--pairwise", "--items", "a,b")
                        .err())
                .isEqualTo("Column a does not vary: every row with a number has 1.000. Leave it out.\n");
    }

    @Test
    void tell_whether_scales_measure_different_things() {
        Called survey = Called.on(Called.shared("data/ecsi_mobi/mobi.csv"));
        String items = "IMAG1,IMAG2,PERV1,PERV2";
        JsonNode json = survey.analyse(
                        "correlations",
                        "--items",
                        items,
                        "--scale",
                        "image=IMAG1,IMAG2",
                        "--scale",
                        "value=PERV1,PERV2")
                .json();
        JsonNode r = json.get("pearson");
        double between = (r.get(0).get(2).asDouble()
                        + r.get(0).get(3).asDouble()
                        + r.get(1).get(2).asDouble()
                        + r.get(1).get(3).asDouble())
                / 4;
        JsonNode ratio = json.get("htmt").get(0);

        assertThat(ratio.get("first").asString()).isEqualTo("image");
        assertThat(ratio.get("value").asDouble())
                .isCloseTo(
                        between
                                / Math.sqrt(r.get(0).get(1).asDouble()
                                        * r.get(2).get(3).asDouble()),
                        within(1e-12));
        assertThat(ratio.get("low").asDouble()).isLessThan(ratio.get("value").asDouble());
        assertThat(ratio.get("high").asDouble())
                .isGreaterThan(ratio.get("value").asDouble());
        assertThat(survey.analyse("correlations", "--items", items, "--scale", "image=IMAG1,IMAG2")
                        .err())
                .startsWith("--scale: HTMT compares at least 2 scales of at least 2 items each.");
    }

    @Test
    void agree_with_lavaan_on_six_surveys() {
        // ../shared/reference/polychoric_lavaan.json: lavCor of lavaan 0.6.14; it errs on one sparse pair.
        JsonNode exact = Called.reference("polychoric_exact.json").get("sets");
        for (Map.Entry<String, JsonNode> set :
                Called.reference("polychoric_lavaan.json").get("sets").properties()) {
            JsonNode expected = set.getValue().get("polychoric");
            List<String> items = new ArrayList<>();
            expected.get("rows").forEach(i -> items.add(i.asString()));
            JsonNode found = Called.on(
                            Called.shared("data/" + set.getValue().get("file").asString()))
                    .analyse("correlations", "--ordinal", "--items", String.join(",", items))
                    .json()
                    .get("polychoric");
            String odd =
                    exact.get(set.getKey()).get("pairs_where_lavaan_differs").toString();
            for (int i = 0; i < items.size(); i++) {
                for (int j = 0; j < items.size(); j++) {
                    if (!odd.contains('"' + items.get(i) + '"') || !odd.contains('"' + items.get(j) + '"')) {
                        assertThat(found.get(i).get(j).asDouble())
                                .as(set.getKey())
                                .isCloseTo(expected.get("values").get(i).get(j).asDouble(), within(1e-6));
                    }
                }
            }
        }
    }

    private static String blocks() {
        RandomGenerator random = Seeds.generator(3);
        var table = new StringBuilder("a,b,c,d,e,f\n");
        for (int i = 0; i < 300; i++) {
            double first = random.nextGaussian();
            double second = random.nextGaussian();
            List<String> row = new ArrayList<>();
            for (int q = 0; q < 6; q++) {
                row.add(String.valueOf((q < 3 ? first : second) + random.nextGaussian()));
            }
            table.append(String.join(",", row)).append('\n');
        }
        return table.toString();
    }
}
