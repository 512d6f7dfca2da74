package throughline.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import throughline.command.Calls.Said;
import throughline.server.intake.Tokens;
import throughline.server.intake.store.TokenTable.Scope;
import throughline.server.platform.DataFolderClaim;
import throughline.server.platform.Database;

@DisplayNameGeneration(ReplaceUnderscores.class)
class TokenCommandTest {

    @TempDir
    private Path data;

    private Said call(String... words) {
        return Calls.call(
                Stream.concat(Stream.of(words), Stream.of("--data", data)).toArray());
    }

    @Test
    void shows_a_token_once_and_lists_and_revokes_it_with_a_server_and_without() throws Exception {
        Said made = call("token", "create", "crm-export");
        assertThat(made.err()).contains("Keep it safe: it is not shown again.");
        assertThat(made.out().strip()).matches("tl_[A-Za-z0-9_-]{43}");
        assertThat(made.status()).isZero();

        try (var claim = DataFolderClaim.of(data);
                var running = Database.embedded(claim)) {
            assertThat(running.isReachable()).isTrue();
            assertThat(call("token", "create", "crm-export"))
                    .isEqualTo(
                            new Said(
                                    2,
                                    "",
                                    "There was a token crm-export already, and a name is never given away twice. Choose another, such as crm-export-2.\nHow to call it: ./throughline token --help\n"));
            Said list = call("token", "list");
            assertThat(list.out())
                    .startsWith("crm-export ")
                    .doesNotContain("revoked", made.out().strip());
            assertThat(call("token", "revoke", "crm-export").err())
                    .isEqualTo("crm-export may send nothing any more.\n");
            assertThat(call("token", "list").out()).contains(", revoked 2");
            assertThat(call("token", "revoke", "crm-export").err()).startsWith("There is no valid token crm-export.");
            assertThat(call("token", "create", "two words").err()).startsWith("two words is no name for a token.");
            assertThat(running.isReachable()).isTrue();
            String robot = call("token", "create", "robot", "--alerts").out().strip();
            assertThat(new Tokens(running).sender(robot).orElseThrow())
                    .isEqualTo(new Tokens.Sender("robot", Scope.ALERTS));
            assertThat(call("token", "create", "both", "--alerts", "--record").err())
                    .contains("mutually exclusive");
        }
    }
}
