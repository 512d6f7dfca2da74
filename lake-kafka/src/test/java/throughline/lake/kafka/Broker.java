package throughline.lake.kafka;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// A Kafka broker and controller in one, as a process of its own on this machine.
public final class Broker implements AutoCloseable {

    private final Path folder;
    private final int port = free();
    private Process process;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;

    /// Starts one in an empty folder.
    public Broker(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        int controller = free();
        Files.writeString(folder.resolve("server.properties"), """
                process.roles=broker,controller
                node.id=1
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                controller.listener.names=CONTROLLER
                controller.quorum.voters=1@127.0.0.1:%2$d
                log.dirs=%3$s
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                group.min.session.timeout.ms=500
                log.initial.task.delay.ms=100
                """.formatted(port, controller, folder.resolve("log")));
        java("kafka.tools.StorageTool", "format", "-t", Uuid.randomUuid().toString(), "-c", "server.properties")
                .waitFor();
        process = java("kafka.Kafka", "server.properties");
        admin = Admin.create(Map.copyOf(client()));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", address(), "linger.ms", "0", "max.block.ms", "60000"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static int free() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Only what a broker needs, so that its logging is Kafka's own.
    private Process java(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx400m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .filter(path -> path.endsWith(".jar"))
                        .collect(Collectors.joining(File.pathSeparator))));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("broker.log").toFile()))
                .start();
    }

    /// Where clients find it.
    public String address() {
        return "127.0.0.1:" + port;
    }

    /// What a client of a test is told, so that a killed one is missed soon.
    Map<String, String> client() {
        return Map.of(
                "bootstrap.servers", address(),
                "session.timeout.ms", "1500",
                "heartbeat.interval.ms", "300",
                "reconnect.backoff.max.ms", "200",
                "default.api.timeout.ms", "20000",
                "request.timeout.ms", "10000");
    }

    /// Kills it as `kill -9` does.
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /// Starts it again on the same folder.
    void startAgain() throws IOException {
        process = java("kafka.Kafka", "server.properties");
    }

    /// Makes a topic.
    public Uuid create(String topic, int partitions) throws InterruptedException, ExecutionException {
        return admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                .topicId(topic)
                .get();
    }

    public void delete(String topic) throws InterruptedException, ExecutionException {
        admin.deleteTopics(List.of(topic)).all().get();
        while (admin.listTopics().names().get().contains(topic)) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    void deleteBefore(String topic, int partition, long offset) throws InterruptedException, ExecutionException {
        admin.deleteRecords(Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(offset)))
                .all()
                .get();
    }

    /// Sends a message and waits until it is stored.
    public long send(String topic, int partition, @Nullable String value)
            throws InterruptedException, ExecutionException {
        return send(new ProducerRecord<>(
                topic, partition, null, value == null ? null : value.getBytes(StandardCharsets.UTF_8)));
    }

    long send(ProducerRecord<byte[], byte[]> message) throws InterruptedException, ExecutionException {
        return producer.send(message).get().offset();
    }

    @Override
    public void close() throws InterruptedException {
        producer.close(java.time.Duration.ZERO);
        admin.close(java.time.Duration.ZERO);
        kill();
    }
}
