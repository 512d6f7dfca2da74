package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ResumableUploadTest {

    private static final byte[] BYTES = bytes(300_000);

    @TempDir
    private static Path data;

    private static BringInServer server;

    @BeforeAll
    static void open() {
        server = BringInServer.on(
                data, Map.of("throughline.upload.largest", "1MB", "throughline.intake.least-free", "1MB"));
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @Test
    void says_what_it_can_do() throws Exception {
        HttpResponse<String> answer = server.tus("OPTIONS", "/uploads", new byte[0]);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Tus-Version")).hasValue("1.0.0");
        assertThat(answer.headers().firstValue("Tus-Extension")).hasValue("creation,expiration,checksum,termination");
        assertThat(answer.headers().firstValue("Tus-Max-Size")).hasValue("1048576");
    }

    @Test
    void takes_a_file_in_parts_and_goes_on_from_where_it_was() throws Exception {
        String address = server.announce("calls.csv", BYTES.length);

        assertThat(server.part(address, 0, slice(0, 100_000)).statusCode()).isEqualTo(204);
        assertThat(offset(address)).isEqualTo(100_000);
        HttpResponse<String> wrong = server.part(address, 90_000, slice(90_000, 100_000));
        assertThat(wrong.statusCode()).isEqualTo(409);
        assertThat(wrong.body()).isEqualTo("100000 bytes are here, and these begin at 90000.\n");
        assertThat(server.part(address, 100_000, slice(100_000, 300_000)).statusCode())
                .isEqualTo(204);

        assertThat(content(address)).isEqualTo(BYTES);
    }

    @Test
    void keeps_what_came_before_a_connection_was_cut() throws Exception {
        String address = server.announce("calls.csv", BYTES.length);
        HttpRequest request = server.request(address).build();
        URI target = request.uri();
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), target.getPort())) {
            OutputStream out = socket.getOutputStream();
            String head = """
                    PATCH %s HTTP/1.1
                    Host: 127.0.0.1:%d
                    Cookie: %s
                    X-XSRF-TOKEN: %s
                    Tus-Resumable: 1.0.0
                    Upload-Offset: 0
                    Content-Type: application/offset+octet-stream
                    Content-Length: %d

                    """.formatted(
                            address,
                            target.getPort(),
                            request.headers().firstValue("Cookie").orElseThrow(),
                            request.headers().firstValue("X-XSRF-TOKEN").orElseThrow(),
                            BYTES.length);
            out.write(head.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(BYTES, 0, 123_456);
            out.flush();
        }

        long here = 0;
        for (int i = 0; i < 100 && here == 0; i++) {
            Thread.sleep(50);
            here = offset(address);
        }
        assertThat(here).isEqualTo(123_456);
        server.part(address, here, slice((int) here, BYTES.length));
        assertThat(content(address)).isEqualTo(BYTES);
    }

    @Test
    void takes_nothing_of_a_part_that_is_corrupt() throws Exception {
        String address = server.announce("calls.csv", BYTES.length);
        byte[] part = slice(0, 100_000);
        String sum = "sha256 "
                + Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-256").digest(part));
        byte[] corrupt = part.clone();
        corrupt[50_000] ^= 1;

        HttpResponse<String> refused = server.part(address, 0, corrupt, "Upload-Checksum", sum);
        assertThat(refused.statusCode()).isEqualTo(460);
        assertThat(refused.body()).startsWith("The bytes are not those that the checksum was made of.");
        assertThat(offset(address)).isZero();
        assertThat(server.part(address, 0, part, "Upload-Checksum", sum).statusCode())
                .isEqualTo(204);
        assertThat(server.part(address, 100_000, part, "Upload-Checksum", "md5 AA==")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void refuses_more_than_may_be_and_more_than_was_announced() throws Exception {
        HttpResponse<String> large = server.tus("POST", "/uploads", new byte[0], "Upload-Length", "1048577");
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(large.body()).contains("at most");

        String address = server.announce("calls.csv", 10);
        assertThat(server.part(address, 0, slice(0, 11)).statusCode()).isEqualTo(413);
        assertThat(offset(address)).isZero();
    }

    @Test
    void speaks_the_protocol_only() throws Exception {
        assertThat(server.send(server.request("/uploads").POST(BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(412);
        assertThat(server.tus("POST", "/uploads", new byte[0]).statusCode()).isEqualTo(400);
        String address = server.announce("calls.csv", 10);
        assertThat(server.tus("PATCH", address, slice(0, 5), "Upload-Offset", "0")
                        .statusCode())
                .isEqualTo(415);
        assertThat(server.tus("HEAD", "/uploads/../workspace", new byte[0]).statusCode())
                .isIn(400, 404);
        assertThat(server.tus("HEAD", "/uploads/00000000-0000-0000-0000-000000000000", new byte[0])
                        .statusCode())
                .isEqualTo(404);
        assertThat(server.tus("DELETE", address, new byte[0]).statusCode()).isEqualTo(204);
        assertThat(server.tus("HEAD", address, new byte[0]).statusCode()).isEqualTo(404);
    }

    @Test
    void keeps_hostile_names_inside_their_folder() throws Exception {
        for (String name : Hostile.NAMES) {
            assertKeptInside("../../../" + name + ".csv");
        }
        assertKeptInside("..\\..\\windows\\calls.csv");
        assertKeptInside(".hidden.csv");
        assertKeptInside("CON");
        assertKeptInside("x".repeat(5_000) + ".csv");
        assertKeptInside("");
    }

    private static void assertKeptInside(String name) throws Exception {
        String address = server.announce(name, 4);
        server.part(address, 0, "a,b\n".getBytes(StandardCharsets.UTF_8));
        Path file = file(address);
        assertThat(file.getParent().getParent()).as(name).isEqualTo(folder(address));
        assertThat(file.getFileName().toString())
                .as(name)
                .doesNotStartWith(".")
                .doesNotContain("/", "\\", "\n", "<", ">", "\"", "*", "\u0000", "\u202E")
                .hasSizeLessThan(200);
        server.tus("DELETE", address, new byte[0]);
    }

    @Test
    void deletes_what_nobody_has_gone_on_with() throws Exception {
        String address = server.announce("forgotten.csv", 10);
        Files.setLastModifiedTime(
                folder(address).resolve("offset"), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

        server.announce("another.csv", 10);

        assertThat(server.tus("HEAD", address, new byte[0]).statusCode()).isEqualTo(404);
        assertThat(folder(address)).doesNotExist();
    }

    @Test
    void lets_no_foreign_page_write() throws Exception {
        assertThat(write("Sec-Fetch-Site", "cross-site")).isEqualTo(403);
        assertThat(write("Sec-Fetch-Site", "same-site")).isEqualTo(403);
        assertThat(write("Sec-Fetch-Site", "none")).isEqualTo(403);
        assertThat(write("Origin", "http://example.org")).isEqualTo(403);
        assertThat(write("Origin", "null")).isEqualTo(403);
        assertThat(write("Sec-Fetch-Site", "same-origin")).isEqualTo(201);
        assertThat(write("Origin", server.request("").build().uri().toString())).isEqualTo(201);
    }

    @Test
    void stops_before_the_disk_is_full() throws Exception {
        Path other = data.resolve("full");
        try (var full = BringInServer.on(other, Map.of("throughline.intake.least-free", "8000000GB"))) {
            HttpResponse<String> answer = full.tus("POST", "/uploads", new byte[0], "Upload-Length", "10");

            assertThat(answer.statusCode()).isEqualTo(507);
            assertThat(answer.body()).startsWith("The disk of the data folder is nearly full");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(full.form("calls.csv", slice(0, 100)).statusCode()).isEqualTo(507);
        }
    }

    private static int write(String header, String value) throws Exception {
        return server.tus("POST", "/uploads", new byte[0], "Upload-Length", "10", header, value)
                .statusCode();
    }

    private static long offset(String address) throws Exception {
        return server.tus("HEAD", address, new byte[0])
                .headers()
                .firstValueAsLong("Upload-Offset")
                .orElse(-1);
    }

    private static byte[] content(String address) throws Exception {
        return Files.readAllBytes(file(address));
    }

    private static Path folder(String address) {
        return data.resolve("uploads").resolve(address.substring(address.lastIndexOf('/') + 1));
    }

    private static Path file(String address) throws Exception {
        try (Stream<Path> files = Files.list(folder(address).resolve("file"))) {
            return files.findFirst().orElseThrow();
        }
    }

    private static byte[] slice(int from, int to) {
        return java.util.Arrays.copyOfRange(BYTES, from, to);
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
