package throughline.command.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NpsMethodTest {

    private static final String TABLE = "shop,score\na,10\na,9\na,7\na,6\nb,10\nb,0\nb,0\nb,8\n";

    @TempDir
    private Path folder;

    @Test
    void gives_the_score_of_all_and_of_each_group() throws IOException {
        JsonNode json = Called.on(folder, TABLE)
                .analyse("nps", "--score", "score", "--by", "shop")
                .json();

        assertThat(json.get("n").asInt()).isEqualTo(8);
        assertThat(json.get("nps").asDouble()).isEqualTo(0);
        assertThat(json.get("promoters").asInt()).isEqualTo(3);
        assertThat(json.get("groups").get("a").get("nps").asDouble()).isCloseTo(25, within(1e-12));
        assertThat(json.get("groups").get("b").get("nps").asDouble()).isCloseTo(-25, within(1e-12));
    }

    @Test
    void reads_well() throws IOException {
        assertThat(Called.on(folder, TABLE).read("nps", "--score", "score").out())
                .isEqualTo("""
                Net promoter score of score in table.csv

                       n   NPS          likely  promoters  passives  detractors
                  all  8  +0.0  −60.0 to +60.0          3         2           3

                Promoters answer 9 or 10, detractors 0 to 6. In 95 of 100 samples the interval holds the truth.
                """);
    }

    @Test
    void weighs_answers_as_r_does() {
        // ../shared/reference/nps.json: svymean of R's survey 4.1.1 with the survey's own weights.
        JsonNode expected = Called.reference("nps.json").get("sets").get("2017");
        JsonNode json = Called.on(Called.shared("data/sfo_airport_survey/ref_input_2017.csv"))
                .analyse("nps", "--score", "netpro", "--weight", "weight", "--by", "area")
                .json();

        assertThat(json.get("n").asInt()).isEqualTo(expected.get("n").asInt());
        close(json.get("nps"), expected.get("nps"));
        close(json.get("low"), expected.get("ci95_wald").get(0));
        close(json.get("high"), expected.get("ci95_wald").get(1));
        close(json.get("weighted").get("nps"), expected.get("weighted_nps"));
        close(json.get("weighted").get("standard_error"), expected.get("weighted_se_svymean"));
        for (var area : expected.get("by_area").properties()) {
            JsonNode group = json.get("groups").get(area.getKey());
            assertThat(group.get("n").asInt())
                    .isEqualTo(area.getValue().get("n").asInt());
            close(group.get("nps"), area.getValue().get("nps"));
        }
    }

    @Test
    void makes_answers_look_like_everybody() throws IOException {
        // Shop a answered half the time, b always: everybody is 2 of a for 1 of b, so +25 and -25 give 25 / 3.
        Path everybody = population("shop,a,200\nshop,b,100\n");
        JsonNode weighted = Called.on(folder, TABLE)
                .analyse("nps", "--score", "score", "--weights-by", "shop", "--population", everybody.toString())
                .json()
                .get("weighted");

        assertThat(weighted.get("nps").asDouble()).isCloseTo(25.0 / 3, within(1e-9));
        // Weights 4/3 and 2/3: mean square 10/9.
        assertThat(weighted.get("design_effect").asDouble()).isCloseTo(10.0 / 9, within(1e-9));
        assertThat(weighted.get("low").asDouble()).isLessThan(25.0 / 3);
        assertThat(Called.on(folder, TABLE)
                        .read("nps", "--score", "score", "--weights-by", "shop", "--population", everybody.toString())
                        .out())
                .contains("  weighted  worth   NPS");
    }

    @Test
    void says_what_a_population_lacks() throws IOException {
        Called table = Called.on(folder, TABLE);

        assertThat(table.analyse("nps", "--score", "score", "--weights-by", "shop")
                        .err())
                .startsWith("--weights-by names the traits and --population how many of everybody have them:");
        assertThat(refused(table, "age,old,3\n")).isEqualTo("The population has no row of the trait shop.");
        assertThat(refused(table, "shop,a,3\nshop,c,3\n"))
                .isEqualTo("The population says nothing of \"b\" in column shop. It has: a, c.");
        assertThat(refused(table, "shop,a,3\nshop,b,3\nshop,c,3\n"))
                .isEqualTo("Nobody of \"c\" in column shop answered: join it with another category, in both files.");
    }

    private String refused(Called table, String rows) throws IOException {
        return table.analyse(
                        "nps",
                        "--score",
                        "score",
                        "--weights-by",
                        "shop",
                        "--population",
                        population(rows).toString())
                .err()
                .lines()
                .findFirst()
                .orElseThrow();
    }

    private Path population(String rows) throws IOException {
        return Files.writeString(folder.resolve("everybody.csv"), "trait,category,count\n" + rows);
    }

    private static void close(JsonNode found, JsonNode expected) {
        assertThat(found.asDouble()).isCloseTo(expected.asDouble(), within(1e-9));
    }
}
