package throughline.statistics.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import throughline.statistics.journey.DirectlyFollows.Activity;
import throughline.statistics.journey.DirectlyFollows.Succession;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DirectlyFollowsTest {

    /// pm4py 2.7.11.4 `discover_dfg` and pandas 1.5.3 on the help desk's log,
    /// `../shared/reference/eventlog.json`.
    @Test
    void agrees_with_pm4py_on_a_help_desk() {
        var graph = DirectlyFollows.of(Logs.helpdesk());

        assertThat(graph.cases()).isEqualTo(4580);
        assertThat(graph.events()).isEqualTo(21348);
        assertThat(graph.successions()).hasSize(55);
        assertThat(graph.successions().stream().mapToLong(Succession::count).sum())
                .isEqualTo(16768);
        assertThat(graph.successions())
                .extracting(Succession::from, Succession::to, Succession::count)
                .startsWith(
                        tuple("Resolve ticket", "Closed", 4558L),
                        tuple("Assign seriousness", "Take in charge ticket", 4160L),
                        tuple("Take in charge ticket", "Resolve ticket", 3563L))
                .contains(tuple("Closed", "Closed", 14L), tuple("Create SW anomaly", "Resolve SW anomaly", 7L));
        assertThat(graph.activities())
                .extracting(Activity::name, Activity::events, Activity::starts, Activity::ends)
                .contains(
                        tuple("Assign seriousness", 4938L, 4384L, 0L),
                        tuple("Closed", 4574L, 0L, 4557L),
                        tuple("Wait", 1463L, 1L, 8L));
    }

    /// pm4py 2.7.11.4 `discover_dfg`, `../shared/reference/eventlog_pm4py.json`.
    @Test
    void agrees_with_pm4py_on_incidents() {
        var graph = DirectlyFollows.of(Logs.incidents());

        assertThat(graph.successions()).hasSize(11);
        assertThat(graph.successions().stream().mapToLong(Succession::count).sum())
                .isEqualTo(57979);
        assertThat(graph.successions())
                .extracting(Succession::from, Succession::to, Succession::count)
                .startsWith(tuple("Accepted", "Accepted", 22527L), tuple("Queued", "Accepted", 10729L));
    }

    @Test
    void keeps_the_order_of_the_file_where_times_are_equal() {
        var log = new EventLog.Builder()
                .add("k", "pay", 5)
                .add("k", "look", 5)
                .add("k", "ask", 1)
                .add("k", "close", 5)
                .build();

        assertThat(Variants.of(log).variants().getFirst().activities()).containsExactly("ask", "pay", "look", "close");
    }

    @Test
    void tells_how_long_cases_wait() {
        var log = new EventLog.Builder();
        for (int c = 0; c < 200; c++) {
            log.add("k" + c, "ask", 0).add("k" + c, "pay", c < 100 ? 0 : 60_000_000L);
        }
        Succession wait = DirectlyFollows.of(log.build()).successions().getFirst();

        assertThat(wait.mean()).isCloseTo(30, within(1e-9));
        assertThat(wait.quantile(0.25, 0.95).value()).isCloseTo(0, within(1e-5));
        assertThat(wait.quantile(0.9, 0.95).value()).isCloseTo(60, within(60 * 0.09));
    }

    @Test
    void of_all_cases_is_the_sum_of_its_parts() {
        var whole = DirectlyFollows.of(Logs.of("ask,look,pay", "ask,pay", "ask,look,look,pay"));
        var parts = DirectlyFollows.of(Logs.of("ask,look,pay", "ask,pay"))
                .plus(DirectlyFollows.of(Logs.of("ask,look,look,pay")));

        assertThat(parts.activities()).isEqualTo(whole.activities());
        assertThat(parts.successions())
                .extracting(Succession::from, Succession::to, Succession::count)
                .containsExactlyElementsOf(whole.successions().stream()
                        .map(s -> tuple(s.from(), s.to(), s.count()))
                        .toList());
    }

    @Test
    void refuses_to_add_different_pairs_and_empty_logs() {
        var graph = DirectlyFollows.of(Logs.of("ask,look,pay"));

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        graph.successions().getFirst().plus(graph.successions().getLast()))
                .withMessage("Only waits of the same pair add up, got ask to look and look to pay");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EventLog.Builder().build())
                .withMessage("An event log needs at least 1 event, got 0");
    }
}
