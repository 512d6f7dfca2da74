package throughline.server.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.lake.fact.FactKind;
import throughline.server.IntakeServer;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseKind;

@DisplayNameGeneration(ReplaceUnderscores.class)
class FactsApiTest {

    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";
    private static final String HEADER = "response_id,answered_at,empathy\n";

    @TempDir
    private static Path data;

    private static DatabaseAddress address;
    private static IntakeServer server;

    @BeforeAll
    static void open() throws Exception {
        address = DatabaseKind.EMBEDDED.fresh();
        server = IntakeServer.on(data, address, Map.of("throughline.intake.largest-body", "1MB"));
    }

    @AfterAll
    static void close() {
        server.close();
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }

    private static String row(String id) {
        return HEADER + id + ",2026-03-02T09:14:05Z,4\n";
    }

    private static void says(HttpResponse<String> answer, int status, String... words) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"status\":" + status).contains(words);
    }

    @Test
    void acknowledges_facts_with_a_receipt_and_says_what_became_of_them() throws Exception {
        HttpResponse<String> answer = server.post("responses", CSV, row("a1"));

        assertThat(answer.statusCode()).isEqualTo(202);
        long batch = IntakeServer.batch(answer);
        assertThat(answer.headers().firstValue("Location")).hasValue("/api/v1/batches/" + batch);
        assertThat(answer.body())
                .matches("\\{\"batch\":%d,\"sha256\":\"[0-9a-f]{64}\",\"bytes\":%d}"
                        .formatted(batch, row("a1").length()));
        assertThat(server.settled(answer))
                .contains(
                        "\"state\":\"committed\"",
                        "\"kept\":1,\"replaced\":0,\"rejected\":0",
                        "\"kind\":\"responses\"");
    }

    @Test
    void puts_off_a_body_that_cannot_be_written_down() throws Exception {
        Path spool = data.resolve("spool");
        Path away = Files.move(spool, data.resolve("spool-away"));

        HttpResponse<String> refused = server.post("responses", CSV, row("w1"), "Idempotency-Key", "w");

        says(refused, 503, "nothing of it is kept");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        Files.move(away, spool);
        assertThat(server.post("responses", CSV, row("w1"), "Idempotency-Key", "w")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void answers_a_replay_with_the_same_receipt_and_keeps_the_facts_once() throws Exception {
        HttpResponse<String> first = server.post("responses", CSV, row("b1"), "Idempotency-Key", "b");
        HttpResponse<String> again = server.post("responses", CSV, row("b1"), "Idempotency-Key", "b");

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Location"))
                .isEqualTo(first.headers().firstValue("Location"));
        server.settled(first);
        assertThat(kept("b1")).isEqualTo(1);
    }

    @Test
    void takes_the_sha256_for_the_key_where_there_is_none() throws Exception {
        HttpResponse<String> first = server.post("responses", CSV, row("c1"));

        assertThat(server.post("responses", CSV, row("c1")).body()).isEqualTo(first.body());
        assertThat(server.post("responses", CSV, row("c2")).statusCode()).isEqualTo(202);
    }

    @Test
    void refuses_other_facts_under_a_key_that_was_used() throws Exception {
        long batch = IntakeServer.batch(server.post("responses", CSV, row("d1"), "Idempotency-Key", "d"));

        says(
                server.post("responses", CSV, row("d2"), "Idempotency-Key", "d"),
                409,
                "This key was used for other facts, in batch %d of responses. Send these under another Idempotency-Key."
                        .formatted(batch));
    }

    @Test
    void makes_one_batch_of_fifty_posts_at_once_with_one_key() throws Exception {
        var answers = new ArrayList<HttpResponse<String>>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<HttpResponse<String>> post =
                    () -> server.post("responses", CSV, row("e1"), "Idempotency-Key", "e");
            for (Future<HttpResponse<String>> answer : pool.invokeAll(java.util.Collections.nCopies(50, post))) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).filteredOn(a -> a.statusCode() == 202).hasSize(1);
        assertThat(answers).filteredOn(a -> a.statusCode() == 200).hasSize(49);
        assertThat(answers)
                .extracting(HttpResponse::body)
                .containsOnly(answers.getFirst().body());
        server.settled(answers.getFirst());
        assertThat(kept("e1")).isEqualTo(1);
    }

    @Test
    void names_every_row_it_could_not_use() throws Exception {
        HttpResponse<String> answer = server.post(
                "responses", CSV, HEADER + "f1,2026-03-02,4\nf2,=tomorrow,3\nf3,2026-03-02,5\nf1,2026-03-03,2\n");

        assertThat(server.settled(answer)).contains("\"kept\":2,\"replaced\":1,\"rejected\":1");
        String rejects = "/api/v1/batches/%d/rejects".formatted(IntakeServer.batch(answer));
        HttpResponse<String> lines = server.get(rejects);
        assertThat(lines.headers().firstValue("Content-Type").orElse("")).startsWith(NDJSON);
        assertThat(lines.body())
                .startsWith("{\"line\":3,\"column\":\"answered_at\",\"reason\":\"answered_at: a time such as")
                .contains("\"row\":\"f2,=tomorrow,3\"}\n");
        assertThat(server.get(rejects, "Accept", CSV).body())
                .startsWith("line,column,reason,row")
                .contains("\"f2,=tomorrow,3\"");
    }

    @Test
    void gives_no_cell_that_a_spreadsheet_would_run() throws Exception {
        HttpResponse<String> answer =
                server.post("responses", CSV, HEADER + "\"=cmd|'/c calc'!A1\",never,4\ng1,2026-03-02,4\n");

        server.settled(answer);
        assertThat(server.get("/api/v1/batches/%d/rejects".formatted(IntakeServer.batch(answer)), "Accept", CSV)
                        .body())
                .contains(",\"'=cmd|'/c calc'!A1,never,4\"");
    }

    @Test
    void reads_ndjson_and_cloudevents_compressed_or_not() throws Exception {
        String row = "{\"response_id\":\"%s\",\"answered_at\":\"2026-03-02\",\"empathy\":4}";
        String event = "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"/till\",\"type\":\"answer\",\"data\":%s}";
        var sent = List.of(
                server.post("responses", NDJSON, row.formatted("h1") + "\n" + row.formatted("h2")),
                server.post(
                        "responses",
                        NDJSON,
                        gzip((row.formatted("h3") + "\n" + row.formatted("h4")).getBytes(StandardCharsets.UTF_8)),
                        "Content-Encoding",
                        "gzip"),
                server.post(
                        "responses",
                        "application/cloudevents-batch+json; charset=UTF-8",
                        "[%s,%s]"
                                .formatted(
                                        event.formatted(row.formatted("h5")), event.formatted(row.formatted("h6")))));

        for (HttpResponse<String> answer : sent) {
            assertThat(server.settled(answer)).contains("\"kept\":2");
        }
        assertThat(server.settled(
                        server.post("responses", "application/cloudevents+json", event.formatted(row.formatted("h7")))))
                .contains("\"kept\":1");
    }

    @Test
    void rejects_an_event_without_data_by_its_number() throws Exception {
        HttpResponse<String> answer = server.post(
                "responses",
                "application/cloudevents-batch+json",
                "[{\"id\":\"1\",\"data\":{\"response_id\":\"i1\",\"answered_at\":\"2026-03-02\"}},\n{\"id\":\"2\"}]");

        assertThat(server.settled(answer)).contains("\"kept\":1,\"replaced\":0,\"rejected\":1");
        assertThat(server.get("/api/v1/batches/%d/rejects".formatted(IntakeServer.batch(answer)))
                        .body())
                .startsWith("{\"line\":2,\"column\":null,\"reason\":\"A JSON object such as");
    }

    @Test
    void rejects_as_a_whole_what_turns_out_to_be_no_events() throws Exception {
        assertThat(server.settled(
                        server.post("responses", "application/cloudevents-batch+json", "[{\"data\":{}}, nonsense]")))
                .contains("\"state\":\"rejected\"", "The body is not valid JSON in line 1");
    }

    @Test
    void rejects_as_a_whole_what_has_no_good_row() throws Exception {
        assertThat(server.settled(server.post("responses", CSV, HEADER + "j1,never,4\n")))
                .contains(
                        "\"state\":\"rejected\"",
                        "\"reason\":\"None of its rows could be used (1 row); the rejects say why.\"");
        assertThat(server.settled(server.post("responses", CSV, HEADER)))
                .contains("\"reason\":\"There are no rows in it.\"");
        assertThat(server.settled(server.post("responses", NDJSON, "{\"id\":1}\n")))
                .contains("\"state\":\"rejected\"", "The file has no columns response_id and answered_at");
    }

    @Test
    void refuses_at_once_what_cannot_be_used() throws Exception {
        says(server.post("responses", CSV, ""), 422, "No row of it can be used: The file is empty.");
        says(server.post("responses", NDJSON, ""), 422, "No row of it can be used: The file is empty.");
        says(server.post("responses", CSV, "id;answered\n1;2\n"), 422, "The file has no columns", "mapping");
        says(
                server.post("responses", CSV, row("k1").getBytes(StandardCharsets.UTF_16)),
                422,
                "The file is UTF-16, not UTF-8 text.");
        says(server.post("responses", NDJSON, new byte[] {'P', 'A', 'R', '1', 0, 0}), 422, "The file is Parquet");
    }

    @Test
    void refuses_a_gzip_that_is_cut_or_damaged_or_none() throws Exception {
        byte[] whole = gzip(row("l1").repeat(100).getBytes(StandardCharsets.UTF_8));
        for (int length : new int[] {1, 5, 10, whole.length / 2, whole.length - 8, whole.length - 1}) {
            says(
                    server.post("responses", CSV, java.util.Arrays.copyOf(whole, length), "Content-Encoding", "gzip"),
                    400,
                    "The gzip body is cut off after %d bytes. Compress and send it again.".formatted(length));
        }
        byte[] damaged = whole.clone();
        damaged[whole.length - 6] ^= 1;
        says(server.post("responses", CSV, damaged, "Content-Encoding", "gzip"), 400, "is damaged near byte");
        says(server.post("responses", CSV, row("l1"), "Content-Encoding", "gzip"), 400, "leave Content-Encoding out");
    }

    @Test
    void refuses_a_body_that_inflates_without_end() throws Exception {
        var bomb = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(bomb)) {
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 150; i++) {
                zip.write(zeros);
            }
        }
        says(
                server.post("responses", CSV, bomb.toByteArray(), "Content-Encoding", "gzip"),
                413,
                "The body inflates to more than 200 times its size");
    }

    @Test
    void refuses_a_body_that_is_too_large_whether_its_length_is_told_or_not() throws Exception {
        byte[] large = new byte[(1 << 20) + 1];
        java.util.Arrays.fill(large, (byte) 'x');

        says(server.post("responses", CSV, large), 413, "A body may have 1048576 bytes at most.");
        says(
                server.send(server.request("/api/v1/facts/responses")
                        .header("Content-Type", CSV)
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofInputStream(
                                () -> new java.io.ByteArrayInputStream(large)))),
                413,
                "Send the rows in several smaller parts, or compress them with gzip.");
        assertThat(incoming()).isZero();
    }

    @Test
    void keeps_nothing_of_a_body_whose_connection_ends() throws Exception {
        long before = rows();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream()
                    .write(
                            "POST /api/v1/facts/responses HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: text/csv\r\nContent-Length: 1000\r\n\r\n%s"
                                    .formatted(server.token(), row("m1"))
                                    .getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            for (int i = 0; i < 500 && incoming() == 0; i++) {
                Thread.sleep(10);
            }
            assertThat(incoming()).isEqualTo(1);
        }
        for (int i = 0; i < 500 && incoming() > 0; i++) {
            Thread.sleep(10);
        }
        assertThat(incoming()).isZero();
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void refuses_a_format_an_encoding_a_key_and_a_table_it_does_not_know() throws Exception {
        says(server.post("responses", "application/xml", "<a/>"), 415, "Send application/x-ndjson, text/csv");
        says(server.post("responses", "nonsense", "x"), 415, "This Content-Type is not read.");
        says(server.post("responses", "text/csv; charset=latin1", row("n1")), 415, "in UTF-8");
        says(server.post("responses", CSV, row("n1"), "Content-Encoding", "br"), 415, "Compress with gzip");
        says(server.post("responses", CSV, row("n1"), "Idempotency-Key", "k".repeat(201)), 400, "1 to 200 visible");
        says(server.post("answers", CSV, row("n1")), 404, "The tables are: interactions, events, responses");
        says(server.post("cases", CSV, row("n1")), 404, "There is no such table.");
        says(server.get("/api/v1/batches/999999"), 404, "There is no batch 999999 of this sender.");
        says(server.get("/api/v1/batches/x"), 404, "Batches are named by their number");
        says(server.get("/api/v1/batches/999999/rejects"), 404, "There is no batch 999999 of this sender.");
    }

    @Test
    void lets_nobody_in_without_a_valid_token() throws Exception {
        IntakeServer.token(address, "guest");
        try (var database = Database.at(address)) {
            String revoked = new Tokens(database).create("former");
            assertThat(with(revoked).statusCode()).isEqualTo(404);
            new Tokens(database).revoke("former");
            says(with(revoked), 401, "./throughline token create NAME");
        }
        for (String wrong : List.of("", "tl_", server.token() + "x", "tl_" + "A".repeat(43))) {
            HttpResponse<String> answer = with(wrong);
            says(answer, 401, "A valid token is needed.");
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        }
    }

    private static HttpResponse<String> with(String token) throws Exception {
        return server.send(java.net.http.HttpRequest.newBuilder(
                        java.net.URI.create("http://127.0.0.1:%d/api/v1/batches/0".formatted(server.port())))
                .header("Authorization", "Bearer " + token));
    }

    @Test
    void shows_a_batch_to_its_sender_only() throws Exception {
        long batch = IntakeServer.batch(server.post("responses", CSV, row("o1")));
        String other = IntakeServer.token(address, "other");

        HttpResponse<String> answer = server.send(java.net.http.HttpRequest.newBuilder(
                        java.net.URI.create("http://127.0.0.1:%d/api/v1/batches/%d".formatted(server.port(), batch)))
                .header("Authorization", "Bearer " + other));

        says(answer, 404, "There is no batch %d of this sender.".formatted(batch));
    }

    @Test
    void keeps_of_a_token_only_what_leads_nowhere() throws Exception {
        try (var database = Database.at(address)) {
            String kept = JdbcClient.create(database.dataSource())
                    .sql("select string_agg(t::text, ' ') from api_token t")
                    .query(String.class)
                    .single();
            assertThat(kept).contains("till").doesNotContain(server.token().substring(3, 20));
        }
    }

    @Test
    void keeps_a_large_body_as_a_file_until_it_is_a_fact() throws Exception {
        String large = HEADER + "p%d,2026-03-02,4\n".formatted(1).repeat(1) + many("p", 6_000);

        assertThat(server.settled(server.post("responses", CSV, large))).contains("\"kept\":6000,\"replaced\":1");
        try (Stream<Path> spooled = Files.list(data.resolve("spool"))) {
            assertThat(spooled.filter(f -> f.toString().endsWith(".csv"))).isNotEmpty();
        }
    }

    private static String many(String prefix, int count) {
        var rows = new StringBuilder();
        for (int i = 1; i <= count; i++) {
            rows.append(prefix).append(i).append(",2026-03-02,4\n");
        }
        return rows.toString();
    }

    private static long kept(String id) {
        return KeptFacts.rows(data, address, FactKind.RESPONSES, "response_id").stream()
                .filter(row -> row.getFirst().equals(id))
                .count();
    }

    private static long incoming() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("spool"))) {
            return files.filter(f -> f.getFileName().toString().startsWith("incoming-"))
                    .count();
        }
    }

    private static long rows() {
        try (var database = Database.at(address)) {
            return JdbcClient.create(database.dataSource())
                    .sql("select count(*) from intake_batch")
                    .query(Long.class)
                    .single();
        }
    }
}
