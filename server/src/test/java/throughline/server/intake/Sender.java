package throughline.server.intake;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// A sender of answers that writes down what it sent and what was acknowledged. A batch that was not
/// acknowledged is sent again with the same key.
final class Sender implements AutoCloseable {

    /// Rows of a batch; every third batch is large enough for a file where [IntakeProcess#SMALL_BODY] holds.
    private static final int SMALL = 5;

    private static final int LARGE = 500;

    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
    private static final int DAYS = 90;

    private final String name;
    private final String token;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final Set<String> sent = new HashSet<>();
    private final Set<String> acknowledged = new HashSet<>();
    private int batch;

    /// @param name what its ids begin with
    /// @param token lets it in
    Sender(String name, String token) {
        this.name = name;
        this.token = token;
    }

    /// Sends the next batch; false where it was not acknowledged, in which case the same one is next again.
    boolean send(int port) throws InterruptedException {
        return answer(port).filter(answer -> answer.statusCode() < 300).isPresent();
    }

    /// Sends the next batch and gives the answer, if there was any. What is neither acknowledged nor put off is
    /// a failure.
    Optional<HttpResponse<String>> answer(int port) throws InterruptedException {
        int rows = batch % 3 == 2 ? LARGE : SMALL;
        var ids = new ArrayList<String>();
        var body = new StringBuilder("response_id,answered_at,empathy\n");
        for (int i = 0; i < rows; i++) {
            String id = "%s-%d-%d".formatted(name, batch, i);
            ids.add(id);
            body.append(id)
                    .append(',')
                    .append(day(id))
                    .append("T12:00:00Z,")
                    .append(value(id))
                    .append('\n');
        }
        body.append("bad-").append(batch).append(",never,4\n");
        sent.addAll(ids);
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/api/v1/facts/responses".formatted(port)))
                            .timeout(Duration.ofSeconds(20))
                            .header("Authorization", "Bearer " + token)
                            .header("Content-Type", "text/csv")
                            .header("Idempotency-Key", "batch-" + batch)
                            .POST(BodyPublishers.ofString(body.toString()))
                            .build(),
                    BodyHandlers.ofString());
            switch (answer.statusCode()) {
                case 200, 202 -> {
                    acknowledged.addAll(ids);
                    batch++;
                }
                case 503, 507 -> {
                    if (answer.headers().firstValue("Retry-After").isEmpty()) {
                        throw new AssertionError("It does not say when to send again: " + answer.body());
                    }
                }
                default -> throw new AssertionError("Status %d: %s".formatted(answer.statusCode(), answer.body()));
            }
            return Optional.of(answer);
        } catch (IOException cut) {
            return Optional.empty();
        }
    }

    /// The day of a row.
    static LocalDate day(String id) {
        return FIRST.plusDays(Math.floorMod(id.hashCode(), DAYS));
    }

    /// The number in a row.
    static int value(String id) {
        return 1 + Math.floorMod(id.hashCode() / DAYS, 5);
    }

    int acknowledgedBatches() {
        return batch;
    }

    Set<String> sent() {
        return sent;
    }

    Set<String> acknowledged() {
        return acknowledged;
    }

    @Override
    public void close() {
        client.close();
    }
}
