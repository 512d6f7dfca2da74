package throughline.command;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import throughline.server.accounts.Account;
import throughline.server.accounts.AccountRefusal;
import throughline.server.accounts.AccountSettings;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.AuditLog;
import throughline.server.accounts.OneTimeLinks;
import throughline.server.accounts.Secret;
import throughline.server.platform.DataFolderClaim;

/// `throughline account`: what has to be possible where nobody can sign in.
@Command(
        mixinStandardHelpOptions = true,
        description = "Makes the links by which people get in, and checks the log of what they did to accounts.",
        synopsisSubcommandLabel = "COMMAND")
final class AccountCommand implements Runnable {

    private static final String SETTING = "THROUGHLINE_ACCOUNTS_PUBLICADDRESS";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to do, for instance: ./throughline account link");
    }

    @Command(
            name = "link",
            mixinStandardHelpOptions = true,
            description = "Prints a link that works once, for 30 minutes: without an address, for the first "
                    + "administrator; with one, for a new password of that account.")
    int link(
            @Parameters(paramLabel = "EMAIL", arity = "0..1", description = "address the account signs in with")
                    @Nullable
                    String email,
            @Option(
                            names = "--at",
                            paramLabel = "ADDRESS",
                            description = "where the pages are, such as https://service.example.org; "
                                    + "default: THROUGHLINE_ACCOUNTS_PUBLICADDRESS, or where the server runs")
                    @Nullable
                    URI at,
            @Mixin DataFolder data)
            throws IOException {
        try (var opened = OpenDatabase.of(spec, data)) {
            var accounts = accounts(opened, at);
            Secret link = email == null ? first(accounts) : newPassword(accounts, email);
            spec.commandLine().getOut().println(link.at(origin(at, opened, data)));
            spec.commandLine()
                    .getErr()
                    .println("It works once, within %d minutes, while the server runs."
                            .formatted(OneTimeLinks.SOON.toMinutes()));
            return 0;
        } catch (AccountRefusal | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /// Where the pages are: as the call says, as the server's setting says, or where the server that runs shows them.
    private static String origin(@Nullable URI at, OpenDatabase opened, DataFolder data) throws IOException {
        Optional<URI> said = Optional.ofNullable(at)
                .or(() -> Optional.ofNullable(System.getenv(SETTING)).map(URI::create));
        Optional<URI> shown =
                said.isPresent() || opened.claim().isPresent() ? said : DataFolderClaim.shownBy(data.path());
        return shown.map(URI::toString).orElse("http://127.0.0.1:8080").replaceAll("/$", "");
    }

    private static Secret first(Accounts accounts) {
        return accounts.linkForFirstAdministrator()
                .orElseThrow(
                        () -> new IllegalArgumentException(
                                "There is an administrator already. For a new password, name the address: ./throughline account link priya@example.org"));
    }

    private static Secret newPassword(Accounts accounts, String email) {
        return accounts.newLink(AuditLog.COMMAND_LINE, named(accounts, email)).link();
    }

    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            description =
                    "Ends an account: it is signed out everywhere and cannot sign in. Its entries in the log stay.")
    int disable(
            @Parameters(paramLabel = "EMAIL", description = "address the account signs in with") String email,
            @Mixin DataFolder data)
            throws IOException {
        try (var opened = OpenDatabase.of(spec, data)) {
            var accounts = accounts(opened, null);
            Account account = named(accounts, email);
            accounts.disable(AuditLog.COMMAND_LINE, account.id());
            spec.commandLine().getErr().println("%s cannot sign in any more.".formatted(account.email()));
            return 0;
        } catch (AccountRefusal | IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static Accounts accounts(OpenDatabase opened, @Nullable URI at) {
        return Accounts.of(
                opened.database(),
                new AccountSettings(at, Duration.ofMinutes(30), Duration.ofHours(12), OneTimeLinks.SOON),
                Clock.systemUTC());
    }

    private static Account named(Accounts accounts, String email) {
        return accounts.find(email)
                .orElseThrow(() -> new IllegalArgumentException("There is no account %s.".formatted(email)));
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description =
                    "Computes the chain of the audit log anew, and names the first entry that was changed or cut.")
    int verify(@Mixin DataFolder data) throws IOException {
        try (var opened = OpenDatabase.of(spec, data)) {
            AuditLog.Verification verification =
                    AuditLog.of(opened.database(), Clock.systemUTC()).verify();
            String fault = verification.fault();
            if (fault != null) {
                spec.commandLine().getErr().println(fault);
                return 1;
            }
            spec.commandLine()
                    .getOut()
                    .println("%d entries, none changed or missing. The last hash is %s."
                            .formatted(verification.entries(), verification.head()));
            return 0;
        }
    }
}
