package throughline.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import throughline.command.Calls.Said;
import throughline.server.accounts.Account;
import throughline.server.accounts.AccountSettings;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Role;
import throughline.server.accounts.Secret;
import throughline.server.platform.DataFolderClaim;
import throughline.server.platform.Database;

@DisplayNameGeneration(ReplaceUnderscores.class)
class AccountCommandTest {

    @TempDir
    private Path data;

    private Said call(String... words) {
        return Calls.call(
                Stream.concat(Stream.of(words), Stream.of("--data", data)).toArray());
    }

    @Test
    void prints_links_that_work_and_checks_the_audit_log_while_a_server_runs() throws Exception {
        try (var claim = DataFolderClaim.of(data);
                var running = Database.embedded(claim)) {
            var accounts = Accounts.of(
                    running,
                    new AccountSettings(null, Duration.ofMinutes(30), Duration.ofHours(12), Duration.ofDays(7)),
                    Clock.systemUTC());

            Said first = call("account", "link", "--at", "https://service.example.org/");
            assertThat(first.err()).isEqualTo("It works once, within 30 minutes, while the server runs.\n");
            assertThat(first.out().strip()).matches("https://service\\.example\\.org/link/[A-Za-z0-9_-]{43}");
            Secret secret = new Secret(first.out().strip().replaceAll(".*/", ""));
            assertThat(accounts.becomeFirstAdministrator(
                            secret, "ada@example.org", "Ada Lind", "lantern copper orchard drift"))
                    .isPresent();

            assertThat(call("account", "link").err())
                    .startsWith("There is an administrator already. For a new password, name the address:");
            assertThat(call("account", "link", "bo@example.org").err())
                    .startsWith("There is no account bo@example.org.");
            claim.shownAt(URI.create("http://127.0.0.1:8095/"));
            String again = call("account", "link", "ADA@example.org").out().strip();
            assertThat(again)
                    .as("where the server that runs shows its pages")
                    .startsWith("http://127.0.0.1:8095/link/");
            assertThat(accounts.choosePassword(new Secret(again.replaceAll(".*/", "")), "velvet anchor thistle moss"))
                    .isPresent();

            accounts.invite("ada@example.org", "bo@example.org", "Bo", Role.ANALYST, null);
            assertThat(call("account", "disable", "BO@example.org"))
                    .isEqualTo(new Said(0, "", "bo@example.org cannot sign in any more.\n"));
            assertThat(accounts.find("bo@example.org"))
                    .hasValueSatisfying(bo -> assertThat(bo.state()).isEqualTo(Account.State.DISABLED));
            assertThat(call("account", "disable", "ada@example.org").err())
                    .startsWith("Ada Lind is the only administrator. Make somebody else one first.");

            assertThat(call("account", "verify").out())
                    .matches("5 entries, none changed or missing\\. The last hash is [0-9a-f]{64}\\.\n");
            JdbcClient.create(running.dataSource())
                    .sql("update audit_entry set actor = 'somebody else' where number = 2")
                    .update();
            assertThat(call("account", "verify")).isEqualTo(new Said(1, "", "Entry 2 is not what was written.\n"));
        }
    }
}
