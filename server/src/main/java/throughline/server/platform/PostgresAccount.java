package throughline.server.platform;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The account that PostgreSQL runs under, since it refuses to run as root.
///
/// Whoever is not root runs it as himself. Root runs it in a user namespace of its own, where the files stay root's and
/// the program has no powers; where the system forbids that, as some containers do, as an unprivileged user who then
/// owns the data. A folder that such a user owns already stays his.
///
/// @param prefix what stands before the command
/// @param user the unprivileged user, null where it is ourselves
record PostgresAccount(List<String> prefix, @Nullable UserPrincipal user) {

    private static final String UNPRIVILEGED = "nobody";
    private static final List<String> NAMESPACE = List.of("unshare", "-U");

    /// Chooses the account for a data folder, which may not be there yet.
    static PostgresAccount of(Path data) throws IOException {
        if (new UnixSystem().getUid() != 0) {
            return new PostgresAccount(List.of(), null);
        }
        Optional<String> owner =
                Files.exists(data) ? Optional.of(Files.getOwner(data).getName()) : Optional.empty();
        String user = owner.filter(name -> !name.equals("root")).orElse(UNPRIVILEGED);
        if (!owner.equals(Optional.of(user)) && works(NAMESPACE)) {
            return new PostgresAccount(NAMESPACE, null);
        }
        return of(user, data);
    }

    private static PostgresAccount of(String user, Path data) throws IOException {
        Programs.Outcome group = Programs.run(List.of("id", "-g", user));
        List<List<String>> ways = List.of(
                List.of("setpriv", "--reuid", user, "--regid", group.output(), "--clear-groups"),
                List.of("runuser", "-u", user, "--"));
        for (List<String> way : ways) {
            if (group.isGood() && works(way)) {
                return new PostgresAccount(
                        way,
                        data.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
            }
        }
        throw new DatabaseUnavailableException(
                "PostgreSQL does not run as root, and none of unshare -U, setpriv and runuser can start it as somebody else (%s) here. Start Throughline as an ordinary user, or name a PostgreSQL in DATABASE_URL."
                        .formatted(user));
    }

    private static boolean works(List<String> prefix) {
        return Programs.succeeds(Programs.joined(prefix, List.of("true")));
    }

    /// The command as it is started under this account.
    List<String> command(String... program) {
        return Programs.joined(prefix, List.of(program));
    }

    /// Gives the account what it has to own: a file or a folder with all in it.
    void own(Path path) throws IOException {
        if (user == null) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            for (Path each : (Iterable<Path>) all::iterator) {
                if (!Files.getOwner(each, NOFOLLOW_LINKS).equals(user)) {
                    Files.setOwner(each, user);
                }
            }
        } catch (UncheckedIOException e) {
            throw new IOException(e);
        }
    }
}
