package throughline.server.organisation;

import java.util.Optional;
import java.util.UUID;
import throughline.server.accounts.Account;

/// Who changes the record.
///
/// @param account of who is signed in
/// @param actor as the audit log names it: an e-mail address, `token NAME`, or what else it was
public record Editor(Optional<UUID> account, String actor) {

    /// What is imported by a command, or lies in the folder.
    static final Editor IMPORT = new Editor(Optional.empty(), "an import");

    /// The organisation's directory, which tells who is whose manager.
    public static final Editor OF_THE_DIRECTORY = new Editor(Optional.empty(), "directory");

    /// Somebody who is signed in.
    public static Editor of(Account account) {
        return new Editor(Optional.of(account.id()), account.email());
    }

    /// A program with a token.
    public static Editor ofToken(String name) {
        return new Editor(Optional.empty(), "token " + name);
    }
}
