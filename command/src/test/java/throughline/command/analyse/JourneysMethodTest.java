package throughline.command.analyse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class JourneysMethodTest {

    private static final String TABLE = """
            ticket,step,at
            a,open,2026-01-05T09:00:00Z
            a,ask,2026-01-05T10:00:00Z
            b,open,2026-01-05T09:30:00Z
            a,ask,2026-01-06T10:00:00Z
            a,close,2026-01-07T10:00:00Z
            b,close,2026-01-05T09:40:00Z
            """;

    @TempDir
    private Path folder;

    /// pandas 1.5.3 and pm4py 2.7.11.4, `../shared/reference/eventlog.json`.
    @ParameterizedTest
    @CsvSource({
        "helpdesk, data/helpdesk_it_company/Helpdesk.csv, case:concept:name, Activity",
        "volvo_incidents, data/volvo_it_incidents/incidents.csv, case_id, concept:name"
    })
    void agrees_with_pm4py(String set, String file, String caseColumn, String activity) {
        JsonNode expected = Called.reference("eventlog.json").get("sets").get(set);
        JsonNode json = Called.on(Called.shared(file))
                .analyse("journeys", "--case", caseColumn, "--activity", activity, "--at", "time:timestamp")
                .json();

        assertThat(json.get("cases").asInt()).isEqualTo(expected.get("cases").asInt());
        assertThat(json.get("events").asInt()).isEqualTo(expected.get("events").asInt());
        assertThat(json.get("variants").size())
                .isEqualTo(expected.get("variants").asInt());
        JsonNode most = expected.get("top_variants").get(0);
        assertThat(String.join(">", texts(json.get("variants").get(0).get("activities"))))
                .isEqualTo(most.get("trace").asString());
        assertThat(json.get("variants").get(0).get("cases").asInt())
                .isEqualTo(most.get("n").asInt());
        assertThat(json.get("directly_follows").size())
                .isEqualTo(expected.get("dfg_edges").asInt());
        assertThat(pairs(json.get("directly_follows"), "count")).isEqualTo(pairs(expected.get("dfg"), "n"));
        assertThat(json.get("rework").asInt())
                .isEqualTo(expected.get("cases_with_rework").asInt());
    }

    @Test
    void counts_ways_successions_and_what_is_done_again() throws IOException {
        JsonNode json = Called.on(folder, TABLE)
                .analyse("journeys", "--case", "ticket", "--activity", "step", "--at", "at")
                .json();

        assertThat(json.get("variants").size()).isEqualTo(2);
        assertThat(json.get("rework").asInt()).isEqualTo(1);
        assertThat(json.get("rework_share").get("value").asDouble()).isCloseTo(0.5, within(1e-12));
        assertThat(json.get("repeated").get(0).get("activity").asString()).isEqualTo("ask");
        assertThat(json.get("repeated").get(0).get("at_once").asInt()).isEqualTo(1);
        JsonNode asked = json.get("directly_follows").get(1);
        assertThat(asked.get("from").asString()).isEqualTo("ask");
        assertThat(asked.get("to").asString()).isEqualTo("close");
        assertThat(asked.get("mean_wait_s").asDouble()).isCloseTo(86_400, within(1e-9));
    }

    @Test
    void takes_numbers_that_order_the_events() throws IOException {
        Called called = Called.on(folder, "c,a,t\nx,second,2\nx,first,1\nx,third,10\n")
                .analyse("journeys", "--case", "c", "--activity", "a", "--at", "t");

        assertThat(texts(called.json().get("variants").get(0).get("activities")))
                .containsExactly("first", "second", "third");
        assertThat(called.err()).isEmpty();
    }

    @Test
    void reads_well() throws IOException {
        assertThat(Called.on(folder, TABLE)
                        .read("journeys", "--case", "ticket", "--activity", "step", "--at", "at")
                        .out())
                .startsWith("Journeys in table.csv: 2 cases, 6 events, 3 activities\n")
                .contains("open → ask (2 times) → close")
                .contains("In 1 of 2 cases something is done again: 50.0 %")
                .contains("docs/methods/journeys.md");
    }

    @Test
    void says_when_no_row_is_complete() throws IOException {
        assertThat(Called.on(folder, "c,a,t\nx,first,soon\n")
                        .analyse("journeys", "--case", "c", "--activity", "a", "--at", "t")
                        .err())
                .contains("Column t: 1 cell is not a date or time")
                .contains("No row of table.csv has c, a and a time in t.");
    }

    private static String[] texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asString)
                .toArray(String[]::new);
    }

    private static java.util.Set<String> pairs(JsonNode list, String count) {
        var pairs = new java.util.TreeSet<String>();
        list.forEach(p -> pairs.add("%s > %s: %d"
                .formatted(
                        p.get("from").asString(),
                        p.get("to").asString(),
                        p.get(count).asInt())));
        return pairs;
    }
}
