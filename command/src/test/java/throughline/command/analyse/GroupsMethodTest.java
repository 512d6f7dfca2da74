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
class GroupsMethodTest {

    private static final String TABLE = """
            shop,wait
            north,4
            north,5
            north,6
            south,9
            south,10
            south,11
            west,6
            west,8
            """;

    @TempDir
    private Path folder;

    @Test
    void agrees_with_lme4_on_a_help_desk() {
        // ../shared/reference/multilevel.json, R 4.2.2 with lme4 1.1.31: lmer(y ~ 1 + (1|first)).
        JsonNode expected = Called.reference("multilevel.json").get("sets").get("helpdesk");
        JsonNode json = Called.on(Called.shared("data/helpdesk_it_company/ref_input_cases.csv"))
                .analyse("groups", "--value", "y", "--by", "first")
                .json();

        assertThat(json.get("n").asInt()).isEqualTo(expected.get("n").asInt());
        agree(json, expected);
    }

    @Test
    void agrees_with_lme4_on_a_month_of_calls_by_kind() throws IOException {
        // lmer(y ~ type + (1|server)), y = log(ser_time) of calls an agent took for 10 s or longer.
        StringBuilder calls = new StringBuilder("server,type,y\n");
        for (String line : Files.readAllLines(Called.shared("data/bank_calls_1999/calls_january_1999.csv"))) {
            String[] cells = line.split(",", -1);
            if (cells[12].equals("AGENT") && !cells[16].equals("NO_SERVER") && Integer.parseInt(cells[15]) >= 10) {
                calls.append("%s,%s,%s%n".formatted(cells[16], cells[4], Math.log(Integer.parseInt(cells[15]))));
            }
        }
        JsonNode expected = Called.reference("multilevel.json").get("sets").get("january");
        Called table = Called.on(folder, calls.toString());

        JsonNode plain =
                table.analyse("groups", "--value", "y", "--by", "server").json();
        assertThat(plain.get("icc").asDouble())
                .isCloseTo(expected.get("null_reml").get("icc").asDouble(), within(1e-6));
        agree(plain, expected.get("null_reml"));
        JsonNode byKind = table.analyse("groups", "--value", "y", "--by", "server", "--covariates", "type")
                .json();
        agree(byKind, expected.get("casemix_reml"));
        assertThat(byKind.get("coefficients").get("type=NW").get("value").asDouble())
                .isCloseTo(-0.64882416518817, within(1e-6));
    }

    @Test
    void draws_small_groups_to_the_mean_of_all() throws IOException {
        JsonNode json = Called.on(folder, TABLE)
                .analyse("groups", "--value", "wait", "--by", "shop")
                .json();

        JsonNode north = json.get("groups").get("north");
        assertThat(north.get("mean").asDouble()).isCloseTo(5, within(1e-12));
        assertThat(north.get("shrunk").asDouble()).isBetween(5.0, 7.4);
        assertThat(json.get("groups").get("west").get("n").asInt()).isEqualTo(2);
        assertThat(json.get("icc").asDouble())
                .isCloseTo(
                        json.get("between_variance").asDouble()
                                / (json.get("between_variance").asDouble()
                                        + json.get("within_variance").asDouble()),
                        within(1e-12));
    }

    @Test
    void reads_well() throws IOException {
        assertThat(Called.on(folder, TABLE)
                        .read("groups", "--value", "wait", "--by", "shop")
                        .out())
                .startsWith("wait by shop in table.csv, 8 rows in 3 groups\n")
                .contains(" of what wait varies lies between groups (likely ")
                .contains("north  3  5.000")
                .contains("docs/methods/shrinkage.md");
    }

    @Test
    void says_what_cannot_be_compared() throws IOException {
        assertThat(Called.on(folder, "g,v\na,1\nb,2\nc,3\n")
                        .analyse("groups", "--value", "v", "--by", "g")
                        .err())
                .isEqualTo("Every row of table.csv has a group of its own in g. Groups need several rows.\n");
        assertThat(Called.on(folder, "g,v\na,1\na,2\nb,3\n")
                        .analyse("groups", "--value", "v", "--by", "g")
                        .err())
                .isEqualTo("A random intercept needs at least 3 groups with rows, got 2\n");
        assertThat(Called.on(folder, "g,v,k\na,1,x\na,2,x\nb,3,x\n")
                        .analyse("groups", "--value", "v", "--by", "g", "--covariates", "k")
                        .err())
                .isEqualTo("Column k does not vary: every complete row has x. Leave it out.\n");
        assertThat(Called.on(folder, TABLE)
                        .analyse("groups", "--value", "wait", "--by", "shop", "--covariates", "wait")
                        .err())
                .startsWith("Name each column once; wait is named twice.");
    }

    private static void agree(JsonNode json, JsonNode expected) {
        assertThat(json.get("between_variance").asDouble())
                .isCloseTo(expected.get("var").get(0).get("vcov").asDouble(), within(1e-6));
        assertThat(json.get("within_variance").asDouble())
                .isCloseTo(expected.get("var").get(1).get("vcov").asDouble(), within(1e-6));
        assertThat(json.get("coefficients").get("(intercept)").get("value").asDouble())
                .isCloseTo(expected.get("fixef").get("(Intercept)").asDouble(), within(1e-5));
        expected.get("blup")
                .forEach(group -> assertThat(json.get("groups")
                                .get(group.get("group").asString())
                                .get("effect")
                                .asDouble())
                        .as(group.get("group").asString())
                        .isCloseTo(group.get("blup").asDouble(), within(1e-5)));
    }
}
