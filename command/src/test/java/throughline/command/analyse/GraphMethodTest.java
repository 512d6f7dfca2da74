package throughline.command.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.statistics.Seeds;
import tools.jackson.databind.JsonNode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GraphMethodTest {

    private static final String AIRPORT =
            "q7_sign,q7_walkways,q7_screens,q9_boarding,q9_restroom,q10_safe,q14_find_way,q14_security,q7_all,netpro";

    @TempDir
    private Path folder;

    @Test
    void joins_nearly_the_same_columns_as_Tetrad_on_two_surveys() throws IOException {
        // ../shared/reference/causal_tetrad.json: Tetrad 7.6.6, BOSS with penalty 2 and the same tiers, n as rows.
        String directory = "q1,q2,q3,q4,q5,q6,q7,q8,q9,q10";
        assertAlike("sfo2017", "sfo_airport_survey/ref_input_2017.csv", AIRPORT);
        assertAlike("yellow_pages", "yellow_pages_satisfaction/customerSat.csv", directory);
    }

    @Test
    void finds_a_chain_with_its_effects() throws IOException {
        JsonNode edges = chain(200)
                .analyse("graph", "--columns", "wait,mood,score", "--tiers", tiers("- [wait]\n- [mood]\n- [score]"))
                .json()
                .get("edges");

        assertThat(edges.size()).isEqualTo(2);
        for (JsonNode edge : edges) {
            assertThat(edge.get("kind").asString()).isEqualTo("directed");
            assertThat(edge.get("stability").asDouble()).isGreaterThan(0.9);
        }
        assertThat(edges.get(0).get("from").asString()).isEqualTo("wait");
        assertThat(edges.get(0).get("low").asDouble()).isLessThan(-2);
        assertThat(edges.get(0).get("high").asDouble()).isGreaterThan(-2);
        assertThat(edges.get(1).get("from").asString()).isEqualTo("mood");
        assertThat(edges.get(1).get("to").asString()).isEqualTo("score");
    }

    @Test
    void tells_the_direct_from_the_total_effect() throws IOException {
        // Both reach the score directly by 1; the wait reaches it by 1 more over the queue.
        RandomGenerator random = Seeds.generator(8);
        var table = new StringBuilder("wait,queue,score\n");
        for (int i = 0; i < 2_000; i++) {
            double wait = random.nextGaussian();
            double queue = wait + random.nextGaussian();
            table.append("%s,%s,%s%n".formatted(wait, queue, wait + queue + random.nextGaussian()));
        }
        JsonNode edges = Called.on(folder, table.toString())
                .analyse("graph", "--columns", "wait,queue,score", "--tiers", tiers("- [wait]\n- [queue]\n- [score]"))
                .json()
                .get("edges");

        JsonNode edge = edges.valueStream()
                .filter(e -> e.get("from").asString().equals("wait")
                        && e.get("to").asString().equals("score"))
                .findFirst()
                .orElseThrow();
        assertThat(edge.get("effect").asDouble()).isBetween(0.9, 1.1);
        assertThat(edge.get("held_still").get(0).asString()).isEqualTo("queue");
        assertThat(edge.get("total_effect").asDouble()).isBetween(1.9, 2.1);
    }

    @Test
    void gives_no_effect_where_nothing_tells_the_direction_and_no_stability_without_draws() throws IOException {
        JsonNode edge = chain(200)
                .analyse("graph", "--columns", "wait,mood", "--bootstrap", "0")
                .json()
                .get("edges")
                .get(0);

        assertThat(edge.get("kind").asString()).isEqualTo("undirected");
        assertThat(edge.get("effect").isNull()).isTrue();
        assertThat(edge.get("stability").isNull()).isTrue();
    }

    @Test
    void puts_what_a_closed_tier_shares_down_to_something_hidden() throws IOException {
        String tiers = tiers("first: [wait]\nquestions: {closed: [kind, quick]}\n");
        JsonNode edges = chain(300)
                .analyse("graph", "--columns", "wait,kind,quick", "--tiers", tiers)
                .json()
                .get("edges");

        assertThat(edges.toString()).contains("bidirected");
    }

    @Test
    void counts_repeated_rows_as_few() throws IOException {
        Called copies = Called.on(folder, repeated(7));

        assertThat(copies.analyse("graph", "--columns", "a,b", "--block", "7")
                        .json()
                        .get("effective_rows")
                        .asDouble())
                .isLessThan(copies.analyse("graph", "--columns", "a,b")
                                .json()
                                .get("n")
                                .asInt()
                        / 3.0);
    }

    @Test
    void reads_well() throws IOException {
        String out = chain(200)
                .read("graph", "--columns", "wait,mood,score", "--tiers", tiers("- [wait]\n- [mood, score]"))
                .out();

        assertThat(out)
                .startsWith(
                        "What may lead to what in table.csv\n\n3 columns; 200 of 200 rows are complete and tell as ")
                .contains("Steady, in at least 80 of 100 draws")
                .contains("wait → mood")
                .matches(text -> text.lines().allMatch(l -> l.length() <= 100));
    }

    @Test
    void says_what_is_wrong_with_the_call() throws IOException {
        Called table = chain(40);

        assertThat(table.analyse("graph", "--columns", "wait").err())
                .startsWith("A graph is of 2 to 63 columns, --columns names 1.");
        assertThat(table.analyse("graph", "--columns", "wait,mood", "--bootstrap", "20")
                        .err())
                .startsWith("--bootstrap 20: the stability needs at least 50 draws; 0 leaves it out.");
        assertThat(table.analyse("graph", "--columns", "wait,mood", "--block", "7")
                        .err())
                .startsWith("--block 7: the 40 complete rows of table.csv are 6 blocks, and 10 are needed.");
        assertThat(chain(11).analyse("graph", "--columns", "wait,mood").err())
                .isEqualTo("11 rows of table.csv have a number in every column; a causal graph of 2 columns needs at"
                        + " least 12.\n");
    }

    @Test
    void says_what_is_wrong_with_the_tiers() throws IOException {
        Called table = chain(40);

        assertThat(tiered(table, "- [wait]\n- [moood]"))
                .startsWith("Column mood is in no tier of tiers.yaml. Did you mean moood?");
        assertThat(tiered(table, "- [wait]\n- [mood, wait]"))
                .startsWith("tiers.yaml has wait in tier 1 and again in tier 2. Leave it in one.");
        assertThat(tiered(table, "wait")).startsWith("tiers.yaml must be a list of tiers, the earliest first, ");
        assertThat(tiered(table, "- [wait")).startsWith("tiers.yaml is not valid YAML: ");
        assertThat(table.analyse("graph", "--columns", "wait,mood", "--tiers", "none.yaml")
                        .err())
                .startsWith("There is no file none.yaml. Write the tiers into it, or leave out --tiers.");
    }

    @Test
    void says_how_strong_a_hidden_cause_would_have_to_be() throws IOException {
        String tiers = tiers("- [wait]\n- [mood]\n- [score]");
        JsonNode edge = chain(200)
                .analyse("graph", "--columns", "wait,mood,score", "--tiers", tiers, "--hidden", "0.1")
                .json()
                .get("edges")
                .get(0);
        double strong = edge.get("robustness").asDouble();
        JsonNode beside = edge.get("beside_hidden");
        JsonNode enough = chain(200)
                .analyse(
                        "graph",
                        "--columns",
                        "wait,mood,score",
                        "--tiers",
                        tiers,
                        "--hidden",
                        edge.get("robustness_of_estimate").asString())
                .json()
                .get("edges")
                .get(0)
                .get("beside_hidden");

        assertThat(strong).isBetween(0.1, edge.get("robustness_of_estimate").asDouble());
        assertThat(edge.get("e_value").asDouble())
                .isBetween(1.0, edge.get("e_value_of_estimate").asDouble());
        assertThat(Math.abs(beside.get("effect").asDouble()))
                .isLessThan(Math.abs(edge.get("effect").asDouble()));
        // The robustness value is the share that takes the whole effect away.
        assertThat(enough.get("effect").asDouble()).isCloseTo(0, within(1e-9));
        assertThat(chain(200)
                        .analyse("graph", "--columns", "wait,mood,score", "--hidden", "1")
                        .err())
                .startsWith("--hidden 1.0: a share is from 0 to below 1.");
    }

    @Test
    void joins_nearly_the_same_columns_as_causal_learn_on_two_surveys() {
        // ../shared/reference/causal_causallearn.json: GES with its BIC, rows taken for independent.
        for (var set : Map.of(
                        "sfo2017", "sfo_airport_survey/ref_input_2017.csv",
                        "yellow_pages", "yellow_pages_satisfaction/customerSat.csv")
                .entrySet()) {
            JsonNode expected =
                    Called.reference("causal_causallearn.json").get("sets").get(set.getKey());
            Set<String> theirs = new TreeSet<>();
            for (JsonNode edge : expected.get("ges_bic").get("cpdag")) {
                String[] words = edge.asString().split(" ", -1);
                theirs.add(pair(words[0], words[2]));
            }
            List<String> columns = new ArrayList<>();
            expected.get("vars").forEach(v -> columns.add(v.asString()));
            Set<String> ours = new TreeSet<>();
            JsonNode json = Called.on(Called.shared("data/" + set.getValue()))
                    .analyse("graph", "--columns", String.join(",", columns), "--bootstrap", "0", "--penalty", "1")
                    .json();
            json.get("edges")
                    .forEach(e ->
                            ours.add(pair(e.get("from").asString(), e.get("to").asString())));
            Set<String> both = new TreeSet<>(ours);
            both.retainAll(theirs);

            assertThat(json.get("n").asInt()).isEqualTo(expected.get("n").asInt());
            // Ours counts effective rows, 1,407 of 1,979 and 1,288 of 1,811, so the weakest edges are left out.
            assertThat(both.size())
                    .as("%s: ours %s, theirs %s", set.getKey(), ours, theirs)
                    .isGreaterThanOrEqualTo(ours.size() - 1)
                    .isGreaterThanOrEqualTo((int) Math.ceil(0.85 * theirs.size()));
        }
    }

    private String tiered(Called table, String tiers) throws IOException {
        return table.analyse("graph", "--columns", "wait,mood", "--tiers", tiers(tiers))
                .err();
    }

    private void assertAlike(String set, String file, String columns) throws IOException {
        JsonNode expected = Called.reference("causal_tetrad.json").get("sets").get(set);
        Called table = Called.on(Called.shared("data/" + file));
        JsonNode json = table.analyse(
                        "graph",
                        "--columns",
                        columns,
                        "--bootstrap",
                        "0",
                        "--tiers",
                        tiers(expected.get("tiers").asString()))
                .json();
        Set<String> theirs = new TreeSet<>();
        for (JsonNode edge : expected.get("boss_pd2_tiers")) {
            theirs.add(pair(edge.asString().split(" ", -1)[0], edge.asString().split(" ", -1)[2]));
        }
        Set<String> ours = new TreeSet<>();
        for (JsonNode edge : json.get("edges")) {
            ours.add(pair(edge.get("from").asString(), edge.get("to").asString()));
        }
        Set<String> both = new TreeSet<>(ours);
        both.retainAll(theirs);
        assertThat(json.get("n").asInt()).isEqualTo(expected.get("n").asInt());
        // Theirs takes each row for an independent one; ours leaves out the weakest where rows are worth less.
        assertThat(both.size())
                .as("%s: ours %s, theirs %s", set, ours, theirs)
                .isGreaterThanOrEqualTo((int) Math.ceil(0.9 * ours.size()))
                .isGreaterThanOrEqualTo((int) Math.ceil(0.8 * theirs.size()));
    }

    private static String pair(String a, String b) {
        return a.compareTo(b) < 0 ? a + " " + b : b + " " + a;
    }

    private String tiers(String text) throws IOException {
        return Files.writeString(folder.resolve("tiers.yaml"), text).toString();
    }

    /// A wait spoils the mood by 2 a unit, the mood makes the score; two questions share mood and something hidden.
    private Called chain(int rows) throws IOException {
        RandomGenerator random = Seeds.generator(5);
        var table = new StringBuilder("wait,mood,score,kind,quick\n");
        for (int i = 0; i < rows; i++) {
            double wait = random.nextGaussian();
            double mood = -2 * wait + random.nextGaussian();
            double score = mood + random.nextGaussian();
            double hidden = random.nextGaussian();
            List<String> row = new ArrayList<>();
            for (double value : new double[] {
                wait, mood, score, hidden - wait + random.nextGaussian(), hidden - wait + random.nextGaussian()
            }) {
                row.add(String.valueOf(value));
            }
            table.append(String.join(",", row)).append('\n');
        }
        return Called.on(folder, table.toString());
    }

    private static String repeated(int times) {
        RandomGenerator random = Seeds.generator(6);
        var table = new StringBuilder("a,b\n");
        for (int i = 0; i < 60; i++) {
            String row = "%s,%s%n".formatted(random.nextGaussian(), random.nextGaussian());
            table.append(row.repeat(times));
        }
        return table.toString();
    }
}
