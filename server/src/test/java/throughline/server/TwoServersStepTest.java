package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.server.accounts.Role;
import throughline.server.platform.DatabaseAddress;
import throughline.server.platform.DatabaseKind;
import throughline.workspace.LeftOut;
import throughline.workspace.WorkspaceStore;

/// Steps that are started on two servers of one database at once, before either has read what the other filed.
@DisplayNameGeneration(ReplaceUnderscores.class)
class TwoServersStepTest {

    /// Started on each server.
    private static final int EACH = 4;

    /// Nothing that is typed becomes a fact while the test lasts.
    private static final Map<String, Object> LATE = Map.of("throughline.intake.flush-every", "1h");

    @TempDir
    private Path folder;

    private static URI address(IntakeServer server) {
        return URI.create("http://127.0.0.1:%d/steps/start".formatted(server.port()));
    }

    private Path data(String name) throws Exception {
        Path data = Files.createDirectory(folder.resolve(name));
        Files.createSymbolicLink(data.resolve("lake"), folder.resolve("lake"));
        return data;
    }

    @Test
    void let_one_step_a_unit_start() throws Exception {
        Files.createDirectory(folder.resolve("lake"));
        Path staged = Files.createDirectory(folder.resolve("staged"));
        FourStations.write(staged, LocalDate.now(ZoneOffset.UTC));
        Path one = data("one");
        new WorkspaceStore(one.resolve("workspace")).add(staged, LeftOut.NONE);
        DatabaseAddress address = DatabaseKind.EMBEDDED.fresh();
        try (var first = IntakeServer.on(one, address, LATE);
                var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            assertThat(first.heading("rows could be read")).contains("rows could be read");
            try (var second = IntakeServer.on(data("other"), address, first.token(), LATE, step -> {})) {
                assertThat(second.heading("rows could be read")).contains("rows could be read");
                List<Callable<HttpResponse<String>>> forms = new ArrayList<>();
                for (IntakeServer server : List.of(first, second)) {
                    SignedIn board = server.signIn(Role.BOARD_OWNER, null);
                    for (int i = 0; i < EACH; i++) {
                        var page = Jsoup.parse(server.send(board.on(HttpRequest.newBuilder(address(server))))
                                .body());
                        Map<String, String> form =
                                Forms.filled(page, "name", "Step " + forms.size(), "unit", "west", "aimed-at", "csat");
                        forms.add(() -> server.send(board.form(address(server), form)));
                    }
                }
                List<Integer> answers = new ArrayList<>();
                for (Future<HttpResponse<String>> answer : pool.invokeAll(forms)) {
                    answers.add(answer.get().statusCode());
                }
                assertThat(answers).hasSize(2 * EACH).containsOnly(303, 409).containsOnlyOnce(303);
            }
        }
    }
}
