package throughline.command.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.statistics.Seeds;
import tools.jackson.databind.JsonNode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DriversMethodTest {

    @TempDir
    private Path folder;

    @Test
    void agrees_with_relaimpo_on_the_real_customers_of_a_directory() {
        // ../shared/reference/importance.json, R 4.2.2 with relaimpo 2.2.7.
        Path file = Called.shared("data/yellow_pages_satisfaction/customerSat.csv");
        JsonNode expected = Called.reference("importance.json").get("sets").get("yellow_pages");
        JsonNode json = Called.on(file)
                .analyse("drivers", "--outcome", "q1", "--predictors", "q2,q3,q4,q5,q6,q7,q8,q9,q10")
                .json();

        assertThat(json.get("n").asInt()).isEqualTo(expected.get("n").asInt());
        assertThat(json.get("r2").asDouble()).isCloseTo(expected.get("R2").asDouble(), within(1e-12));
        for (String q : json.get("lmg").propertyNames()) {
            assertThat(json.get("lmg").get(q).asDouble())
                    .isCloseTo(expected.get("importance").get("lmg").get(q).asDouble(), within(1e-12));
            assertThat(json.get("johnson").get(q).asDouble())
                    .isCloseTo(expected.get("importance").get("genizi").get(q).asDouble(), within(1e-12));
            assertThat(json.get("coefficients").get(q).asDouble())
                    .isCloseTo(expected.get("ols").get("coef").get(q).asDouble(), within(1e-12));
            assertThat(json.get("standardised").get(q).asDouble())
                    .isCloseTo(expected.get("beta_std").get(q).asDouble(), within(1e-12));
        }
    }

    @Test
    void gives_intervals_that_hold_the_shares() throws IOException {
        JsonNode json = Called.on(folder, table())
                .analyse("drivers", "--outcome", "y", "--predictors", "a,b", "--bootstrap", "200")
                .json();

        JsonNode interval = json.get("intervals").get("lmg").get("a");
        assertThat(json.get("lmg").get("a").asDouble())
                .isBetween(interval.get(0).asDouble(), interval.get(1).asDouble());
    }

    @Test
    void reads_well() throws IOException {
        assertThat(Called.on(folder, table())
                        .read("drivers", "--outcome", "y", "--predictors", "a,b")
                        .out())
                .startsWith("What drives y in table.csv\n\nThe 2 predictors explain ")
                .contains("Shares (LMG) add up to what is explained.");
    }

    @Test
    void says_which_column_does_not_vary_and_how_many_rows_are_needed() throws IOException {
        Called table = Called.on(folder, "y,a,b\n1,2,3\n2,2,4\n3,2,7\n4,2,1\n");

        assertThat(table.analyse("drivers", "--outcome", "y", "--predictors", "a,b")
                        .err())
                .isEqualTo("Column a does not vary: every complete row has 2.000. Leave it out.\n");
        assertThat(Called.on(folder, "y,a,b\n1,2,3\n2,,4\n")
                        .analyse("drivers", "--outcome", "y", "--predictors", "a,b")
                        .err())
                .startsWith("1 rows of table.csv are complete; 2 predictors need at least 4.");
    }

    @Test
    void adds_the_members_of_a_group_up_to_its_share() {
        Called survey = Called.on(Called.shared("data/yellow_pages_satisfaction/customerSat.csv"));
        JsonNode json = survey.analyse(
                        "drivers",
                        "--outcome",
                        "q1",
                        "--predictors",
                        "q2,q3,q4,q5,q6",
                        "--group",
                        "first=q2,q3",
                        "--group",
                        "second=q4,q5")
                .json();
        JsonNode alone = survey.analyse(
                        "drivers", "--outcome", "q1", "--predictors", "q2,q3,q4,q5,q6", "--group", "all=q2,q3,q4,q5,q6")
                .json();

        double sum = 0;
        for (JsonNode group : json.get("groups")) {
            double members = 0;
            for (JsonNode member : group.get("members")) {
                members += member.asDouble();
            }
            assertThat(group.get("share").asDouble()).isCloseTo(members, within(1e-12));
            sum += members;
        }
        assertThat(json.get("groups").propertyNames()).containsExactly("first", "second", "q6");
        assertThat(sum).isCloseTo(json.get("r2").asDouble(), within(1e-12));
        // One group of all: its members' shares are LMG.
        for (String q : alone.get("lmg").propertyNames()) {
            assertThat(alone.get("groups").get("all").get("members").get(q).asDouble())
                    .isCloseTo(alone.get("lmg").get(q).asDouble(), within(1e-12));
        }
    }

    @Test
    void says_what_is_wrong_with_a_group() throws IOException {
        Called table = Called.on(folder, table());

        assertThat(grouped(table, "both"))
                .isEqualTo("--group both: write a name and its columns, such as service=a,b,c.");
        assertThat(grouped(table, "both=a,z")).isEqualTo("--group: z is not among the columns asked for: a, b.");
        assertThat(grouped(table, "both=a,a")).isEqualTo("Name each column once; a is named twice.");
        assertThat(grouped(table, "b=a")).isEqualTo("--group: give a group another name than a predictor outside it.");
    }

    @Test
    void agrees_with_statsmodels_on_the_hospitals_of_the_states() throws IOException {
        // ../shared/reference/surveys_misc.json, hcahps: statsmodels 0.13.5, OLS of the recommending share.
        JsonNode expected =
                Called.reference("surveys_misc.json").get("sets").get("hcahps").get("ols_recommend");
        List<String> measures = new ArrayList<>(expected.get("coef").propertyNames());
        measures.remove("const");
        Map<String, Map<String, String>> rows = new TreeMap<>();
        for (String line : Files.readAllLines(Called.shared("data/hcahps/state_results.csv"))) {
            String[] cells = line.split(",", -1);
            rows.computeIfAbsent(cells[0] + cells[1], r -> new HashMap<>()).put(cells[2], cells[5]);
        }
        var table = new StringBuilder("H_RECMND," + String.join(",", measures) + "\n");
        for (Map<String, String> row : rows.values()) {
            if (row.containsKey("H_RECMND")) {
                table.append(row.get("H_RECMND"));
                measures.forEach(m -> table.append(',').append(row.getOrDefault(m, "")));
                table.append('\n');
            }
        }
        JsonNode json = Called.on(folder, table.toString())
                .analyse("drivers", "--outcome", "H_RECMND", "--predictors", String.join(",", measures))
                .json();

        assertThat(json.get("n").asInt()).isEqualTo(458);
        assertThat(json.get("r2").asDouble()).isCloseTo(expected.get("r2").asDouble(), within(1e-10));
        for (String measure : measures) {
            assertThat(json.get("coefficients").get(measure).asDouble())
                    .isCloseTo(expected.get("coef").get(measure).asDouble(), within(1e-8));
        }
        assertThat(json.get("intercept").asDouble())
                .isCloseTo(expected.get("coef").get("const").asDouble(), within(1e-6));
    }

    private static String grouped(Called table, String group) {
        return table.analyse("drivers", "--outcome", "y", "--predictors", "a,b", "--group", group)
                .err()
                .lines()
                .findFirst()
                .orElseThrow();
    }

    private static String table() {
        RandomGenerator random = Seeds.generator(4);
        var table = new StringBuilder("y,a,b\n");
        for (int i = 0; i < 300; i++) {
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            table.append("%s,%s,%s%n".formatted(2 * a + b + random.nextGaussian(), a, b));
        }
        return table.toString();
    }
}
