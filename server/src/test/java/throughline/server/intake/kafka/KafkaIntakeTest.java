package throughline.server.intake.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static throughline.lake.fact.FactKind.RESPONSES;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.unit.DataSize;
import throughline.lake.iceberg.IcebergLake;
import throughline.lake.iceberg.Storage;
import throughline.lake.kafka.Broker;
import throughline.server.IntakeServer;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseKind;

@DisplayNameGeneration(ReplaceUnderscores.class)
class KafkaIntakeTest {

    @Test
    void keeps_the_facts_of_a_topic_and_says_what_it_could_not_read(@TempDir Path data, @TempDir Path folder)
            throws Exception {
        var address = DatabaseKind.EMBEDDED.fresh();
        try (var broker = new Broker(folder)) {
            broker.create("answers", 2);
            Map<String, Object> settings = Map.of(
                    "throughline.kafka.brokers", broker.address(),
                    "throughline.kafka.topics.responses", "answers",
                    "throughline.kafka.every", "200ms");
            String token;
            try (var server = IntakeServer.on(data, address, settings);
                    var database = Database.at(address);
                    var lake = IcebergLake.open(new Storage.Folder(data.resolve("lake")), database.dataSource())) {
                broker.send("answers", 0, "{\"response_id\": \"a1\", \"answered_at\": \"2026-03-02\", \"empathy\": 4}");
                broker.send("answers", 1, "{\"response_id\": \"b1\", \"answered_at\": \"soon\", \"empathy\": 5}");
                broker.send("answers", 1, """
                        {"response_id": "b2", "answered_at": "2026-03-02T23:30:00+01:00", "empathy": 2}
                        {"response_id": "b3", "answered_at": "2026-03-03", "empathy": 3}
                        """);
                broker.send("answers", 1, "not JSON");

                assertThat(rows(lake, 3))
                        .containsExactlyInAnyOrder("answers/0 0 a1 4", "answers/1 1 b2 2", "answers/1 1 b3 3");
                token = server.token();
                JdbcClient sql = JdbcClient.create(database.dataSource());
                List<String> rejects = List.of();
                for (int i = 0; i < 200 && rejects.size() < 2; i++) {
                    TimeUnit.MILLISECONDS.sleep(50);
                    rejects = sql.sql("""
                                    select concat_ws(' ', topic, partition, message_offset, line, field, reason) from kafka_reject
                                    order by message_offset""").query(String.class).list();
                }
                assertThat(rejects)
                        .satisfiesExactly(
                                time -> assertThat(time).startsWith("answers 1 0 1 answered_at "),
                                text -> assertThat(text)
                                        .isEqualTo("answers 1 2 0 A JSON object such as {\"id\": 1} was expected."));
                assertThat(server.get("/metrics").body().lines())
                        .contains(
                                "throughline_intake_rows_total{kind=\"responses\",outcome=\"kept\"} 3.0",
                                "throughline_intake_rows_total{kind=\"responses\",outcome=\"rejected\"} 2.0",
                                "throughline_kafka_refusals 0.0");
            }

            broker.delete("answers");
            broker.create("answers", 2);
            try (var server = IntakeServer.on(data, address, token, settings, step -> {})) {
                String page = "";
                for (int i = 0; i < 600 && !page.contains("THROUGHLINE_KAFKA_GOON"); i++) {
                    TimeUnit.MILLISECONDS.sleep(50);
                    page = Jsoup.parse(server.get("/data").body()).text();
                }
                assertThat(page).contains("Topic answers was created anew since it was read");
                assertThat(server.get("/metrics").body().lines()).contains("throughline_kafka_refusals 1.0");
            }
        }
    }

    private static List<String> rows(IcebergLake lake, int wanted) throws Exception {
        List<String> rows = new ArrayList<>();
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (rows.size() < wanted && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(100);
            rows.clear();
            var plan = lake.plan(RESPONSES).filter(found -> !found.files().isEmpty());
            if (plan.isPresent()) {
                try (var scan = lake.scan(plan.get());
                        var duckdb = DriverManager.getConnection("jdbc:duckdb:");
                        var statement = duckdb.createStatement();
                        var result = statement.executeQuery(
                                "select concat_ws(' ', file, line::int, response_id, empathy::int) from (%s)"
                                        .formatted(scan.select()))) {
                    while (result.next()) {
                        rows.add(result.getString(1));
                    }
                }
            }
        }
        return rows;
    }

    private static KafkaSettings settings(Map<String, Set<String>> topics) {
        return new KafkaSettings(
                "127.0.0.1:9092", topics, "ours", Duration.ofSeconds(2), DataSize.ofMegabytes(16), Set.of(), Map.of());
    }

    @Test
    void says_which_setting_is_wrong() {
        assertThatThrownBy(() -> settings(Map.of()).readers())
                .hasMessage(
                        "THROUGHLINE_KAFKA_BROKERS is set, but no topic: say which ones to read, for instance THROUGHLINE_KAFKA_TOPICS_RESPONSES=survey-answers");
        assertThatThrownBy(() -> settings(Map.of("cases", Set.of("some"))).readers())
                .hasMessage("THROUGHLINE_KAFKA_TOPICS_CASES: there are no facts of the kind cases");
        assertThat(settings(Map.of("responses", Set.of("some")))
                        .readers()
                        .get(RESPONSES)
                        .group())
                .isEqualTo("ours-responses");
    }
}
