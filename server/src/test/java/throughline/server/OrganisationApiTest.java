package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.server.accounts.Role;
import throughline.server.intake.Tokens;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The record as programs read and replace it.
@DisplayNameGeneration(ReplaceUnderscores.class)
class OrganisationApiTest {

    private static final String RECORD = "# by hand\nname: Northgate Rail\nunits: [{id: board}]\ncolour: red\n";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @TempDir
    private Path data;

    private OpenServer server;
    private String token;

    @BeforeEach
    void open() {
        server = OpenServer.real(data);
        token = server.bean(Tokens.class).createForRecord("planning");
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void takes_a_first_record_and_gives_it_back_byte_for_byte_or_as_json() throws Exception {
        assertThat(get("/api/v1/organisation").statusCode()).isEqualTo(404);

        HttpResponse<String> put = send(put(RECORD).header("If-None-Match", "*"));

        assertThat(put.statusCode()).isEqualTo(200);
        assertThat(put.headers().firstValue("ETag")).contains("\"1\"");
        JsonNode answer = JsonMapper.shared().readTree(put.body());
        assertThat(answer.get("what").asString()).isEqualTo("organisation.yaml was brought in for the first time.");
        assertThat(answer.at("/left_out/0").asString())
                .isEqualTo("organisation.yaml line 4: colour is not a known key.");
        HttpResponse<String> got = get("/api/v1/organisation");
        assertThat(got.body()).isEqualTo(RECORD);
        assertThat(got.headers().firstValue("ETag")).contains("\"1\"");
        assertThat(send(request("/api/v1/organisation").header("If-None-Match", "\"1\""))
                        .statusCode())
                .isEqualTo(304);
        HttpResponse<String> json = send(request("/api/v1/organisation").header("Accept", "application/json"));
        assertThat(json.body())
                .isEqualTo("{\"throughline\":1,\"name\":\"Northgate Rail\",\"units\":[{\"id\":\"board\"}]}");
        assertThat(send(put(json.body()).header("If-Match", "\"1\"")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void replaces_only_what_was_read() throws Exception {
        send(put(RECORD).header("If-None-Match", "*"));
        send(put(RECORD.replace("board", "top")).header("If-Match", "\"1\""));

        HttpResponse<String> late = send(put(RECORD.replace("red", "blue")).header("If-Match", "\"1\""));

        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(detail(late))
                .isEqualTo(
                        "The record is at version 2 by now: organisation.yaml was brought in: 1 unit removed, 1 unit added."
                                + " Read it again and bring your change into that.");
        assertThat(send(put(RECORD)).statusCode()).isEqualTo(428);
        assertThat(send(put("- a").header("If-Match", "\"2\"")).statusCode()).isEqualTo(422);
        HttpResponse<String> other = send(put("name: Southgate\n").header("If-Match", "\"2\""));
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(detail(other)).startsWith("This is the record of Southgate, and here is Northgate Rail.");
        JsonNode versions = JsonMapper.shared()
                .readTree(get("/api/v1/organisation/versions").body());
        assertThat(versions.size()).isEqualTo(2);
        assertThat(versions.at("/0/by").asString()).isEqualTo("token planning");
        assertThat(get("/api/v1/organisation?version=1").body()).isEqualTo(RECORD);
    }

    @Test
    void asks_for_a_token_of_the_record_or_for_a_role_that_may() throws Exception {
        String facts = server.bean(Tokens.class).create("till");
        SignedIn analyst = server.signIn(Role.ANALYST, null);
        SignedIn auditor = server.signIn(Role.AUDITOR, null);
        SignedIn agent = server.signIn(Role.AGENT, "west");
        HttpRequest.Builder fresh = bare("/api/v1/organisation");

        assertThat(send(put(RECORD).header("If-None-Match", "*")).statusCode()).isEqualTo(200);
        HttpResponse<String> narrow = send(bare("/api/v1/organisation").header("Authorization", "Bearer " + facts));
        assertThat(narrow.statusCode()).isEqualTo(403);
        assertThat(detail(narrow))
                .isEqualTo(
                        "This token sends facts only. For the record, make one with ./throughline token create NAME --record.");
        assertThat(send(bare("/api/v1/organisation").header("Authorization", "Bearer none"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(send(fresh).statusCode()).isEqualTo(401);
        assertThat(send(analyst.on(bare("/api/v1/organisation"))).body()).isEqualTo(RECORD);
        assertThat(send(auditor.on(bare("/api/v1/organisation"))).statusCode()).isEqualTo(200);
        assertThat(send(agent.on(bare("/api/v1/organisation"))).statusCode()).isEqualTo(403);
        HttpRequest.Builder change = bare("/api/v1/organisation")
                .PUT(BodyPublishers.ofString(RECORD + "# more\n"))
                .header("If-Match", "\"1\"");
        assertThat(send(auditor.on(change.copy())).statusCode()).isEqualTo(403);
        assertThat(send(analyst.on(change.copy()).header("Sec-Fetch-Site", "cross-site"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(send(analyst.on(change.copy())).statusCode()).isEqualTo(200);
    }

    private HttpRequest.Builder put(String body) {
        return request("/api/v1/organisation").PUT(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return bare(path).header("Authorization", "Bearer " + token);
    }

    private HttpRequest.Builder bare(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static String detail(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body()).get("detail").asString();
    }
}
