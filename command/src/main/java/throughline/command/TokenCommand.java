package throughline.command;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import throughline.server.intake.Tokens;
import throughline.server.intake.Tokens.Listed;
import throughline.server.platform.DataFolderClaim;
import throughline.server.platform.Database;
import throughline.server.platform.DatabaseAddress;

/// `throughline token`: who may send facts to the server over HTTP, whether it runs or not.
@Command(
        name = "token",
        mixinStandardHelpOptions = true,
        description = "Makes, lists and revokes the tokens by which other programs send facts to the server.",
        synopsisSubcommandLabel = "COMMAND")
final class TokenCommand implements Runnable {

    private static final String NAME = "name of the program that sends, such as crm-export";

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say what to do, for instance: ./throughline token create crm-export");
    }

    @Command(
            name = "create",
            mixinStandardHelpOptions = true,
            description = "Makes a token and shows it, this once: what is kept of it is only a hash.")
    int create(@Parameters(paramLabel = "NAME", description = NAME) String name, @Mixin DataFolder data)
            throws IOException {
        try (var opened = Opened.of(spec, data)) {
            String token = opened.tokens().create(name);
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
        try (var opened = Opened.of(spec, data)) {
            List<Listed> all = opened.tokens().list();
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
        try (var opened = Opened.of(spec, data)) {
            opened.tokens().revoke(name);
            spec.commandLine().getErr().println("%s may send nothing any more.".formatted(name));
            return 0;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /// The tokens of a data folder's database: that of the server that runs on it, else one that runs for
    /// this call.
    private record Opened(Tokens tokens, Database database, Optional<DataFolderClaim> claim) implements AutoCloseable {

        static Opened of(CommandSpec spec, DataFolder data) throws IOException {
            Optional<DatabaseAddress> own = DatabaseUrl.find(spec);
            if (own.isPresent()) {
                return of(Database.at(own.get()), Optional.empty());
            }
            DataFolderClaim claim;
            try {
                claim = DataFolderClaim.of(data.path());
            } catch (DataFolderClaim.TakenException running) {
                return of(Database.running(data.path()), Optional.empty());
            }
            try {
                return of(Database.embedded(claim), Optional.of(claim));
            } catch (RuntimeException e) {
                claim.close();
                throw e;
            }
        }

        private static Opened of(Database database, Optional<DataFolderClaim> claim) {
            return new Opened(new Tokens(database), database, claim);
        }

        @Override
        public void close() throws IOException {
            database.close();
            if (claim.isPresent()) {
                claim.get().close();
            }
        }
    }
}
