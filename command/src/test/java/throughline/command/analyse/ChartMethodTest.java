package throughline.command.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ChartMethodTest {

    private static final Map<String, String> RULES = Map.of(
            "t1_beyond_3s", "nelson-1",
            "t2_nine_same_side", "nelson-2",
            "t3_six_trend", "nelson-3",
            "t4_fourteen_alternating", "nelson-4",
            "t5_two_of_three_2s", "nelson-5",
            "t6_four_of_five_1s", "nelson-6",
            "t7_fifteen_within_1s", "nelson-7",
            "t8_eight_beyond_1s", "nelson-8");

    private static final String WEEKS = "week,wait\n3,4\n1,5\n2,6\n4,5\n5,4\n6,6\n7,5\n8,19\n9,5\n10,6\n";

    @TempDir
    private Path folder;

    @Test
    void agrees_with_R_on_every_chart_of_the_reference() throws IOException {
        int compared = 0;
        for (Map.Entry<String, JsonNode> set :
                Called.reference("spc.json").get("sets").properties()) {
            JsonNode of = set.getValue();
            if (!of.has("y") || !of.has("n") || !of.has("laney")) {
                continue;
            }
            Called table = Called.on(folder, table(of));
            if (of.has("nelson_p")) {
                JsonNode plain = chart(table, "p");
                assertLimits(plain, of.get("qcc_p").get("limits"), set.getKey());
                assertSignals(plain, of.get("nelson_p"), set.getKey());
                JsonNode primed = chart(table, "laney-p");
                assertThat(primed.get("sigma_z").asDouble())
                        .isCloseTo(of.get("laney").get("sigma_z").asDouble(), within(1e-7));
                assertSignals(primed, of.get("nelson_pprime"), set.getKey());
                compared++;
            }
            if (of.has("nelson_uprime")) {
                assertSignals(chart(table, "laney-u"), of.get("nelson_uprime"), set.getKey());
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(5);
    }

    @Test
    void puts_points_in_order_of_time_and_marks_the_wild_one() throws IOException {
        JsonNode json = Called.on(folder, WEEKS)
                .analyse("chart", "--at", "week", "--value", "wait", "--kind", "xmr", "--baseline", "7")
                .json();

        assertThat(json.get("points").get(0).get("at").asString()).isEqualTo("1");
        assertThat(json.get("centre").asDouble()).isCloseTo(5, within(1e-12));
        assertThat(json.get("points").get(7).get("signals").get(0).asString()).isEqualTo("nelson-1");
    }

    @Test
    void draws_the_points() throws IOException {
        Called called = Called.on(folder, WEEKS)
                .read("chart", "--at", "week", "--value", "wait", "--kind", "xmr", "--baseline", "7");

        assertThat(called.out())
                .contains("◆")
                .contains("1 of 10 points signal a change:")
                .contains("nelson-1");
    }

    @Test
    void says_when_a_run_goes_on_too_long() throws IOException {
        JsonNode json = Called.on(
                        folder,
                        "day,v\n" + days(8, 1)
                                + days(16, 9).substring(days(8, 9).length()))
                .analyse("chart", "--at", "day", "--value", "v", "--kind", "run")
                .json();

        assertThat(json.get("points").get(15).get("signals").toString()).contains("anhoej-crossings");
        assertThat(json.get("points").get(3).get("lower").isNull()).isTrue();
    }

    @Test
    void sums_up_a_small_lasting_shift() throws IOException {
        StringBuilder table = new StringBuilder("day,v\n");
        for (int i = 0; i < 30; i++) {
            table.append(i)
                    .append(',')
                    .append((i % 2 == 0 ? 10 : 11) + (i < 12 ? 0 : 2))
                    .append('\n');
        }
        JsonNode points = Called.on(folder, table.toString())
                .analyse("chart", "--at", "day", "--value", "v", "--kind", "cusum", "--baseline", "12")
                .json()
                .get("points");

        assertThat(points.get(29).get("signals").get(0).asString()).isEqualTo("cusum-high");
        assertThat(points.get(11).get("signals")).isEmpty();
    }

    @Test
    void says_what_is_wrong_with_the_call() throws IOException {
        Called table = Called.on(folder, WEEKS);

        assertThat(table.analyse("chart", "--at", "week", "--value", "wait", "--kind", "p")
                        .err())
                .startsWith("A chart of kind p needs --denominator, what the counts are of.");
        assertThat(table.analyse("chart", "--at", "week", "--value", "wait", "--kind", "pie")
                        .err())
                .contains("there is no chart pie; there are xmr, p, u, laney-p, laney-u, run, cusum, ewma");
        assertThat(table.analyse("chart", "--at", "week", "--value", "wait", "--kind", "xmr", "--baseline", "40")
                        .err())
                .startsWith("--baseline 40: table.csv has 10 points.");
        assertThat(Called.on(folder, "w,v\n1,2\n1,3\n")
                        .analyse("chart", "--at", "w", "--value", "v", "--kind", "xmr")
                        .err())
                .startsWith("1 occurs more than once in column w.");
    }

    @Test
    void leaves_out_the_rows_in_which_nothing_was_counted_and_says_which() throws IOException {
        StringBuilder table = new StringBuilder("day,faults,calls\n");
        for (int t = 1; t <= 12; t++) {
            table.append("%d,%d,%d%n".formatted(t, t % 3, t == 5 ? 0 : 40));
        }
        for (String kind : List.of("xmr", "p", "u", "laney-p", "laney-u", "run", "cusum")) {
            Called called = Called.on(folder, table.toString())
                    .analyse("chart", "--at", "day", "--value", "faults", "--denominator", "calls", "--kind", kind);

            assertThat(called.status()).isZero();
            assertThat(called.err()).contains("1 row was left out, for calls is not above 0 there: row 5.");
            assertThat(called.json().get("n").asInt()).isEqualTo(11);
        }
    }

    @Test
    void agrees_with_qcc_on_moving_averages() throws IOException {
        // ../shared/reference/spc.json: qcc 2.7, ewma(lambda = .2), centre and deviation of the XmR chart.
        JsonNode expected =
                Called.reference("spc.json").get("sets").get("cdi_xmr").get("ewma_qcc");
        List<String> lines = Files.readAllLines(Called.shared("data/spc_examples/cdi.csv"));
        var table = new StringBuilder("month,rate\n");
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            table.append("%s,%s%n"
                    .formatted(cells[0], 10_000 * Double.parseDouble(cells[1]) / Double.parseDouble(cells[2])));
        }
        JsonNode points = Called.on(folder, table.toString())
                .analyse("chart", "--at", "month", "--value", "rate", "--kind", "ewma")
                .json()
                .get("points");

        assertThat(points.size()).isEqualTo(expected.get("y").size());
        for (int i = 0; i < points.size(); i++) {
            assertThat(points.get(i).get("ewma").asDouble())
                    .isCloseTo(expected.get("y").get(i).asDouble(), within(1e-8));
        }
        assertThat(points.get(35).get("signals").get(0).asString()).isEqualTo("ewma-low");
    }

    @Test
    void tells_how_often_its_rules_cry_wolf() throws IOException {
        JsonNode alarms = Called.on(folder, WEEKS)
                .analyse("chart", "--at", "week", "--value", "wait", "--kind", "xmr")
                .json()
                .get("false_alarms");
        Called averages =
                Called.on(folder, WEEKS).analyse("chart", "--at", "week", "--value", "wait", "--kind", "ewma");

        assertThat(alarms.get("charts").asDouble())
                .isBetween(alarms.get("low").asDouble(), alarms.get("high").asDouble());
        assertThat(alarms.get("per_100_points").asDouble()).isBetween(0.3, 3.0);
        assertThat(averages.json().has("false_alarms")).isFalse();
    }

    private static JsonNode chart(Called table, String kind) {
        return table.analyse("chart", "--at", "t", "--value", "y", "--denominator", "n", "--kind", kind)
                .json();
    }

    private static String table(JsonNode set) {
        StringBuilder table = new StringBuilder("t,y,n\n");
        for (int i = 0; i < set.get("y").size(); i++) {
            table.append("%d,%s,%s%n"
                    .formatted(
                            i + 1,
                            set.get("y").get(i).asString(),
                            set.get("n").get(i).asString()));
        }
        return table.toString();
    }

    private static String days(int n, int level) {
        StringBuilder table = new StringBuilder();
        for (int i = 0; i < n; i++) {
            table.append(10 + i).append(',').append(level + i % 3).append('\n');
        }
        return table.toString();
    }

    private static void assertLimits(JsonNode chart, JsonNode limits, String set) {
        for (int i = 0; i < limits.size(); i++) {
            assertThat(chart.get("points").get(i).get("lower").asDouble())
                    .as(set)
                    .isCloseTo(limits.get(i).get(0).asDouble(), within(1e-12));
        }
    }

    private static void assertSignals(JsonNode chart, JsonNode nelson, String set) {
        RULES.forEach((theirs, ours) -> {
            List<Integer> marked = new ArrayList<>();
            for (int i = 0; i < chart.get("points").size(); i++) {
                if (chart.get("points").get(i).get("signals").toString().contains(ours + '"')) {
                    marked.add(i + 1);
                }
            }
            List<Integer> expected = new ArrayList<>();
            JsonNode list = nelson.get(theirs);
            (list.isArray() ? list.values() : List.of(list)).forEach(n -> expected.add(n.asInt()));
            assertThat(marked).as(set + " " + ours).isEqualTo(expected);
        });
    }
}
