package throughline.server.intake;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import throughline.server.intake.store.ErasureTable.Order;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// The file that says what was erased, one JSON object a line. A restored database does not know what was erased after
/// its backup; this file does. It names nobody: a surrogate is random, and whom it stood for is gone.
///
/// @param file it need not be there
public record ErasureLedger(Path file) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /// Adds a line; when it returns, the line outlives a power cut.
    void add(Order order) throws IOException {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("receipt", order.receipt().toString());
        line.put("at", order.at().toString());
        if (order.surrogate() != null) {
            line.put("surrogate", order.surrogate());
        }
        if (order.before() != null) {
            line.put("before", order.before().toString());
        }
        try (FileChannel channel = FileChannel.open(file, CREATE, WRITE, APPEND)) {
            // Whoever was cut off in the middle of a line has ended it so.
            String begin = channel.size() > 0 && !endsWithALine() ? "\n" : "";
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(begin + JSON.writeValueAsString(line) + "\n");
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private boolean endsWithALine() throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.read(last, channel.size() - 1);
            return last.get(0) == '\n';
        }
    }

    /// All its orders. A line that was cut off is of an erasure that had not begun.
    ///
    /// @throws IOException if the file cannot be read, or a line is no receipt
    public List<Order> orders() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        List<Order> orders = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (line.endsWith("}")) {
                try {
                    orders.add(order(line));
                } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
                    throw new IOException(
                            "A line of %s is no receipt of an erasure: %s. Bring the file back from a copy, or take the line out."
                                    .formatted(file, line),
                            e);
                }
            }
        }
        return orders;
    }

    private static Order order(String line) {
        Map<String, String> values = JSON.readValue(line, new TypeReference<Map<String, String>>() {});
        String before = values.get("before");
        return new Order(
                UUID.fromString(values.getOrDefault("receipt", "")),
                Instant.parse(values.getOrDefault("at", "")),
                values.get("surrogate"),
                before == null ? null : LocalDate.parse(before));
    }
}
