package throughline.command.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SurvivalMethodTest {

    private static final String TABLE = "months,left\n1,1\n2,0\n3,1\n4,1\n5,0\n";

    @TempDir
    private Path folder;

    @Test
    void agrees_with_r_on_the_patience_of_callers() throws IOException {
        // ../shared/reference/bank_calls_survival.json, R 4.2.2 with survival 3.5.3, conf.type = "log-log".
        StringBuilder calls = new StringBuilder("q_time,outcome\n");
        for (String line : Files.readAllLines(Called.shared("data/bank_calls_1999/calls_january_1999.csv"))) {
            String[] cells = line.split(",", -1);
            boolean waited = cells[12].equals("AGENT") || cells[12].equals("HANG");
            if (waited && !cells[11].equals("0")) {
                calls.append(cells[11]).append(',').append(cells[12]).append('\n');
            }
        }
        JsonNode expected = Called.reference("bank_calls_survival.json")
                .get("sets")
                .get("january")
                .get("patience_all");
        JsonNode json = Called.on(folder, calls.toString())
                .analyse("survival", "--time", "q_time", "--event", "outcome", "--happened", "HANG")
                .json();

        assertThat(json.get("n").asInt()).isEqualTo(expected.get("n").asInt());
        assertThat(json.get("events").asInt()).isEqualTo(expected.get("events").asInt());
        assertThat(json.get("median").asDouble()).isEqualTo(quantile(expected, "t"));
        assertThat(json.get("median_low").asDouble()).isEqualTo(quantile(expected, "lower"));
        assertThat(json.get("median_high").asDouble()).isEqualTo(quantile(expected, "upper"));
        int compared = 0;
        for (int i = 0; i < expected.get("times").size(); i++) {
            for (JsonNode point : json.get("points")) {
                if (point.get("t").asDouble() == expected.get("times").get(i).asDouble()) {
                    assertThat(point.get("at_risk").asInt())
                            .isEqualTo(expected.get("n_risk").get(i).asInt());
                    close(point.get("survival"), expected.get("surv").get(i));
                    close(point.get("low"), expected.get("ci_loglog_lower").get(i));
                    close(point.get("high"), expected.get("ci_loglog_upper").get(i));
                    close(point.get("se"), expected.get("greenwood_se").get(i));
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(7);
    }

    @Test
    void counts_who_is_still_watched() throws IOException {
        JsonNode json = Called.on(folder, TABLE)
                .analyse("survival", "--time", "months", "--event", "left")
                .json();

        assertThat(json.get("points").get(0).get("survival").asDouble()).isCloseTo(0.8, within(1e-12));
        assertThat(json.get("points").get(2).get("at_risk").asInt()).isEqualTo(3);
        assertThat(json.get("points").get(2).get("survival").asDouble()).isCloseTo(0.8 * 2 / 3, within(1e-12));
        assertThat(json.get("median").asDouble()).isEqualTo(4);
        assertThat(json.get("n").asInt()).isEqualTo(5);
    }

    @Test
    void leaves_a_median_open_that_is_not_reached() throws IOException {
        Called table = Called.on(folder, "t,e\n1,yes\n2,no\n3,no\n");

        assertThat(table.analyse("survival", "--time", "t", "--event", "e")
                        .json()
                        .get("median")
                        .isNull())
                .isTrue();
        assertThat(table.read("survival", "--time", "t", "--event", "e").out())
                .contains("It happened to fewer than half in the time watched: there is no median.");
    }

    @Test
    void reads_well() throws IOException {
        assertThat(Called.on(folder, TABLE)
                        .read("survival", "--time", "months", "--event", "left")
                        .out())
                .startsWith("How long until left, by months in table.csv\n\nIt happened to 3 of 5.")
                .contains("It has happened to half by 4.000 (likely 1.000 to later than was watched).")
                .contains("docs/methods/survival.md");
    }

    @Test
    void says_what_is_no_event_and_no_time() throws IOException {
        Called table = Called.on(folder, "t,e\n1,left\n2,there\n");

        assertThat(table.analyse("survival", "--time", "t", "--event", "e").err())
                .startsWith("Column e has \"left\". Write 1 where it happened and 0 where not,");
        assertThat(table.analyse("survival", "--time", "t", "--event", "e", "--happened", "gone")
                        .err())
                .startsWith("No row has \"gone\" in column e. It has: left, there.");
        assertThat(Called.on(folder, "t,e\n-1,1\n")
                        .analyse("survival", "--time", "t", "--event", "e")
                        .err())
                .isEqualTo("Column t has a time of −1.000. A time is 0 or more.\n");
    }

    @Test
    void compares_groups_as_r_does() throws IOException {
        // ../shared/reference/bank_calls_survival.json: survdiff of R's survival 3.5.3, four kinds of calls.
        JsonNode expected = Called.reference("bank_calls_survival.json")
                .get("sets")
                .get("january")
                .get("logrank_patience_by_type");
        StringBuilder calls = new StringBuilder("type,q_time,outcome\n");
        for (String line : Files.readAllLines(Called.shared("data/bank_calls_1999/calls_january_1999.csv"))) {
            String[] cells = line.split(",", -1);
            boolean waited = cells[12].equals("AGENT") || cells[12].equals("HANG");
            if (waited
                    && !cells[11].equals("0")
                    && Set.of("IN", "NE", "NW", "PS").contains(cells[4])) {
                calls.append("%s,%s,%s%n".formatted(cells[4], cells[11], cells[12]));
            }
        }
        JsonNode json = Called.on(folder, calls.toString())
                .analyse("survival", "--time", "q_time", "--event", "outcome", "--happened", "HANG", "--by", "type")
                .json();

        JsonNode test = json.get("log_rank");
        assertThat(test.get("statistic").asDouble())
                .isCloseTo(expected.get("chisq").asDouble(), within(1e-8));
        assertThat(test.get("degrees").asInt()).isEqualTo(3);
        for (int g = 0; g < expected.get("groups").size(); g++) {
            String type = expected.get("groups").get(g).asString().substring("type=".length());
            assertThat(json.get("groups").get(type).get("n").asInt())
                    .isEqualTo(expected.get("n").get(g).asInt());
            assertThat(json.get("groups").get(type).get("events").asInt())
                    .isEqualTo(expected.get("obs").get(g).asInt());
            assertThat(test.get("expected").get(type).asDouble())
                    .isCloseTo(expected.get("exp").get(g).asDouble(), within(1e-9));
        }
    }

    @Test
    void says_where_there_is_only_one_group() throws IOException {
        Called table = Called.on(folder, "t,e,g\n1,1,a\n2,0,a\n3,1,a\n");

        assertThat(table.read("survival", "--time", "t", "--event", "e", "--by", "g")
                        .out())
                .contains("A log-rank test compares at least 2 groups, got 1.");
        assertThat(table.analyse("survival", "--time", "t", "--event", "e", "--by", "g")
                        .json()
                        .has("log_rank"))
                .isFalse();
    }

    private static double quantile(JsonNode expected, String end) {
        JsonNode quantiles = expected.get("quantiles");
        for (int i = 0; i < quantiles.get("p").size(); i++) {
            if (quantiles.get("p").get(i).asDouble() == 0.5) {
                return quantiles.get(end).get(i).asDouble();
            }
        }
        throw new AssertionError("No median among the quantiles");
    }

    private static void close(JsonNode found, JsonNode expected) {
        assertThat(found.asDouble()).isCloseTo(expected.asDouble(), within(1e-12));
    }
}
