package throughline.command;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import throughline.server.accounts.AuditLog;
import throughline.server.accounts.AuditLog.Action;
import throughline.server.intake.Tokens;
import throughline.server.intake.Tokens.Listed;

/// `throughline token`: which programs the server answers over HTTP, whether it runs or not.
@Command(
        mixinStandardHelpOptions = true,
        description =
                "Makes, lists and revokes the tokens by which other programs send facts to the server, keep the record or read alerts.",
        synopsisSubcommandLabel = "COMMAND")
final class TokenCommand implements Runnable {

    private static final String NAME = "name of the program, such as crm-export";

    @Spec
    private CommandSpec spec;

    /// What a token is for beside facts, or instead of them.
    static final class Purpose {

        @Option(names = "--record", description = "lets it read and replace the organisation's record as well")
        private boolean record;

        @Option(names = "--alerts", description = "lets it read the alerts of the whole organisation, and nothing else")
        private boolean alerts;

        private String words() {
            return alerts ? "for alerts only" : record ? "also for the record" : "";
        }
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do, for instance: ./throughline token create crm-export");
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Makes a token and shows it, this once: what is kept of it is only a hash.")
    int create(
            @Parameters(paramLabel = "NAME", description = NAME) String name,
            @ArgGroup @Nullable Purpose chosen,
            @Mixin DataFolder data)
            throws IOException {
        try (var opened = OpenDatabase.of(spec, data)) {
            var tokens = new Tokens(opened.database());
            Purpose purpose = Objects.requireNonNullElseGet(chosen, Purpose::new);
            String token = purpose.alerts
                    ? tokens.createForAlerts(name)
                    : purpose.record ? tokens.createForRecord(name) : tokens.create(name);
            AuditLog.of(opened.database(), Clock.systemUTC())
                    .record(AuditLog.COMMAND_LINE, Action.MADE_TOKEN, name, purpose.words());
            spec.commandLine().getOut().println(token);
            spec.commandLine()
                    .getErr()
                    .println("Keep it safe: it is not shown again. To end it: ./throughline token revoke " + name);
            return 0;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Shows the names of all tokens.")
    int list(@Mixin DataFolder data) throws IOException {
        try (var opened = OpenDatabase.of(spec, data)) {
            List<Listed> all = new Tokens(opened.database()).list();
            all.forEach(token -> spec.commandLine()
                    .getOut()
                    .println("%-32s made %s%s"
                            .formatted(
                                    token.name(),
                                    token.createdAt(),
                                    token.revokedAt() == null ? "" : ", revoked " + token.revokedAt())));
            if (all.isEmpty()) {
                spec.commandLine().getErr().println("There are no tokens yet.");
            }
            return 0;
        }
    }

    @Command(
            name = "revoke",
            mixinStandardHelpOptions = true,
            description = "Ends the validity of a token at once; what came in by it stays.")
    int revoke(@Parameters(paramLabel = "NAME", description = NAME) String name, @Mixin DataFolder data)
            throws IOException {
        try (var opened = OpenDatabase.of(spec, data)) {
            new Tokens(opened.database()).revoke(name);
            AuditLog.of(opened.database(), Clock.systemUTC())
                    .record(AuditLog.COMMAND_LINE, Action.REVOKED_TOKEN, name, "");
            spec.commandLine().getErr().println("%s may send nothing any more.".formatted(name));
            return 0;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }
}
