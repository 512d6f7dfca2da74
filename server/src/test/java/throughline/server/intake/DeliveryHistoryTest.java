package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;
import throughline.lake.fact.FactKind;
import throughline.server.IntakeServer;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseKind;

/// Random histories of deliveries that are sent again, under another key, and in another order.
@DisplayNameGeneration(ReplaceUnderscores.class)
class DeliveryHistoryTest {

    private static final int HISTORIES = 30;

    @TempDir
    private static Path data;

    private static DatabaseAddress address;

    private static IntakeServer server;

    @BeforeAll
    static void open() throws Exception {
        address = DatabaseKind.EMBEDDED.fresh();
        server = IntakeServer.on(data, address, Map.of("throughline.intake.flush-every", "20ms"));
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private record Sent(String key, String body, Map<String, Integer> rows) {}

    @RepeatedTest(HISTORIES)
    void end_in_the_last_row_of_each_id_that_was_new(RepetitionInfo history) throws Exception {
        var random = new Random(history.getCurrentRepetition());
        String prefix = "h%d-".formatted(history.getCurrentRepetition());
        var made = new ArrayList<Sent>();
        for (int i = 0; i < 8; i++) {
            made.add(delivery(prefix, i, random));
        }
        // The same facts under another key are another delivery: they win over what came between.
        made.add(new Sent(
                prefix + "again", made.getFirst().body(), made.getFirst().rows()));
        List<Sent> order = new ArrayList<>(made);
        order.addAll(made.subList(0, 1 + random.nextInt(made.size())));
        Collections.shuffle(order, random);

        Map<String, Integer> expected = new TreeMap<>();
        Map<String, Long> receipts = new HashMap<>();
        for (Sent sent : order) {
            HttpResponse<String> answer =
                    server.post("responses", "text/csv", sent.body(), "Idempotency-Key", sent.key());
            long batch = IntakeServer.batch(answer);
            Long before = receipts.put(sent.key(), batch);
            assertThat(answer.statusCode()).isEqualTo(before == null ? 202 : 200);
            assertThat(before == null || before == batch).isTrue();
            if (before == null) {
                expected.putAll(sent.rows());
            }
        }

        for (long batch : receipts.values()) {
            assertThat(server.settled(batch)).contains("\"state\":\"committed\"");
        }
        assertThat(stored(prefix)).isEqualTo(expected);
        assertThat(new HashSet<>(receipts.values())).hasSize(made.size());
    }

    private static Sent delivery(String prefix, int number, Random random) {
        var rows = new TreeMap<String, Integer>();
        for (int i = 0; i < 4; i++) {
            rows.put(prefix + random.nextInt(10), random.nextInt(1_000_000));
        }
        var body = new StringBuilder("response_id,answered_at,empathy\n");
        rows.forEach((id, value) ->
                body.append(id).append(",2026-03-02,").append(value).append('\n'));
        return new Sent(prefix + number, body.toString(), rows);
    }

    /// The rows that are kept; fails where an id is there twice.
    private static Map<String, Integer> stored(String prefix) {
        var rows = new TreeMap<String, Integer>();
        KeptFacts.rows(data, address, FactKind.RESPONSES, "response_id, empathy").stream()
                .filter(row -> row.getFirst().toString().startsWith(prefix))
                .forEach(row -> assertThat(rows.put((String) row.get(0), ((Double) row.get(1)).intValue()))
                        .isNull());
        return rows;
    }
}
