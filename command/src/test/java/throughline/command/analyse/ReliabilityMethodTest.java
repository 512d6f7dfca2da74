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
class ReliabilityMethodTest {

    @TempDir
    private Path folder;

    @Test
    void agrees_with_psych_and_lavaan_on_every_scale_of_seven_surveys() {
        // ../shared/reference/reliability.json: R 4.2.2, psych 2.2.9 (alpha), lavaan 0.6.14 (omega).
        int compared = 0;
        for (Map.Entry<String, JsonNode> set :
                Called.reference("reliability.json").get("sets").properties()) {
            JsonNode expected = set.getValue();
            if (!expected.has("alpha_raw")) {
                continue;
            }
            JsonNode json = Called.on(
                            Called.shared("data/" + expected.get("file").asString()))
                    .analyse("reliability", "--items", joined(expected.get("items")))
                    .json();
            String scale = set.getKey();
            assertThat(json.get("n").asInt())
                    .as(scale)
                    .isEqualTo(expected.get("n").asInt());
            assertClose(json.get("alpha"), expected.get("alpha_raw"), 1e-9, scale);
            for (int end = 0; end < 2; end++) {
                assertClose(
                        json.get("alpha_interval").get(end),
                        expected.get("alpha_feldt_ci").get(end),
                        1e-9,
                        scale);
            }
            for (String item : json.get("item_total").propertyNames()) {
                assertClose(
                        json.get("item_total").get(item),
                        expected.get("item_total_corrected_r_drop").get(item),
                        1e-9,
                        scale);
                if (expected.get("alpha_if_dropped").isObject()) {
                    assertClose(
                            json.get("alpha_if_dropped").get(item),
                            expected.get("alpha_if_dropped").get(item),
                            1e-9,
                            scale);
                }
            }
            // lavaan lets a loading of CUSL exceed 1, which here stops and is told.
            if (expected.has("omega_total_1factor_cov_ML") && !scale.equals("ecsi_CUSL")) {
                assertClose(json.get("omega_total"), expected.get("omega_total_1factor_cov_ML"), 3e-6, scale);
            }
            compared++;
        }
        assertThat(compared).isEqualTo(30);
    }

    @Test
    void agrees_on_the_one_general_factor_of_service_quality() {
        JsonNode expected = Called.reference("reliability.json").get("sets").get("sq_multifactor");
        List<String> items = new ArrayList<>();
        for (int i = 1; i <= 22; i++) {
            items.add("a%02d".formatted(i));
        }
        JsonNode json = Called.on(Called.shared("data/service_quality_sq/sq.csv"))
                .analyse("reliability", "--items", String.join(",", items), "--factors", "5")
                .json();

        assertClose(json.get("omega_hierarchical"), expected.get("omega_hierarchical"), 1e-4, "sq");
        assertClose(json.get("omega_total_of_factors"), expected.get("omega_total"), 1e-4, "sq");
    }

    @Test
    void agrees_on_ordinal_alpha_with_a_precise_likelihood() {
        for (Map.Entry<String, JsonNode> set :
                Called.reference("polychoric_exact.json").get("sets").properties()) {
            JsonNode expected = set.getValue();
            JsonNode json = Called.on(
                            Called.shared("data/" + expected.get("file").asString()))
                    .analyse("reliability", "--ordinal", "--items", joined(expected.get("items")))
                    .json();
            assertClose(json.get("alpha"), expected.get("ordinal_alpha"), 1e-6, set.getKey());
        }
    }

    @Test
    void reads_well() throws IOException {
        assertThat(Called.on(folder, answers(200))
                        .read("reliability", "--items", "a,b,c,d")
                        .out())
                .startsWith("Reliability of 4 items in table.csv\n\nAlpha is ")
                .contains("over 200 of 201 rows that answer all.")
                .contains("d runs against the others: is it scored the other way round?")
                .contains("One factor stands out from chance.");
    }

    @Test
    void gives_no_interval_where_coarse_answers_tell_too_little() throws IOException {
        RandomGenerator random = Seeds.generator(2);
        var table = new StringBuilder("a,b,c\n");
        for (int i = 0; i < 60; i++) {
            double feeling = random.nextGaussian();
            for (int q = 0; q < 3; q++) {
                table.append(feeling + 0.7 * random.nextGaussian() > 0.9 ? 1 : 0)
                        .append(q < 2 ? ',' : '\n');
            }
        }
        JsonNode json = Called.on(folder, table.toString())
                .analyse("reliability", "--ordinal", "--items", "a,b,c")
                .json();

        assertThat(json.get("alpha").asDouble()).isBetween(0.5, 1.0);
        assertThat(json.get("alpha_interval").get(0).isNull()).isTrue();
        assertThat(json.get("doubts").toString()).contains("too few for an interval.");
    }

    @Test
    void has_no_omega_and_no_alpha_without_for_two_items() throws IOException {
        JsonNode json = Called.on(folder, answers(60))
                .analyse("reliability", "--items", "a,b")
                .json();

        assertThat(json.get("omega_total").isNull()).isTrue();
        assertThat(json.get("alpha_if_dropped").isNull()).isTrue();
    }

    @Test
    void says_what_is_wrong_with_the_table_or_the_call() throws IOException {
        assertThat(Called.on(folder, answers(12))
                        .analyse("reliability", "--items", "a,b,gap")
                        .err())
                .isEqualTo("6 rows of table.csv have a number in every column; alpha needs at least 30."
                        + " gap has none in 7 of 13 rows: leave it out or fill it.\n");
        Called table = Called.on(folder, answers(40));
        assertThat(table.analyse("reliability", "--items", "a,b,same").err())
                .isEqualTo("Column same does not vary: every complete row has 3.000. Leave it out.\n");
        assertThat(table.analyse("reliability", "--items", "a,b,sme").err())
                .startsWith("table.csv has no column sme. Did you mean same?");
        assertThat(table.analyse("reliability", "--items", "a,b,a").err())
                .startsWith("Name each column once; a is named twice.");
        assertThat(table.analyse("reliability", "--items", "a").err())
                .startsWith("Reliability is of at least 2 items, --items names 1.");
        assertThat(table.analyse("reliability", "--items", "a,b,c", "--factors", "2")
                        .err())
                .startsWith("--factors 2: hierarchical omega takes 2 or more factors of 3 items each; there are 3.");
        assertThat(table.analyse("reliability", "--ordinal", "--items", "a,b,smooth")
                        .err())
                .isEqualTo(
                        "Column smooth has more than 30 different answers: it is not coarse. Leave out --ordinal.\n");
    }

    /// Answers from 1 to 5 to three questions on one thing and one that is turned round, and a row with nothing.
    private static String answers(int rows) {
        RandomGenerator random = Seeds.generator(7);
        var table = new StringBuilder("a,b,c,d,same,gap,smooth\n,,,,3,,1\n");
        for (int i = 0; i < rows; i++) {
            double feeling = random.nextGaussian();
            for (int q = 0; q < 4; q++) {
                double answer = 3 + (q == 3 ? -1 : 1) * feeling + 0.7 * random.nextGaussian();
                table.append(Math.clamp(Math.round(answer), 1, 5)).append(',');
            }
            table.append("3,")
                    .append(i % 2 == 0 ? "" : i % 5)
                    .append(',')
                    .append(feeling)
                    .append('\n');
        }
        return table.toString();
    }

    private static String joined(JsonNode items) {
        List<String> names = new ArrayList<>();
        items.forEach(i -> names.add(i.asString()));
        return String.join(",", names);
    }

    private static void assertClose(JsonNode found, JsonNode expected, double by, String what) {
        assertThat(found.asDouble()).as(what).isCloseTo(expected.asDouble(), within(by));
    }
}
