package throughline.server.organisation;

import static throughline.text.Text.key;

import java.util.Optional;
import java.util.UUID;
import throughline.server.accounts.Account;

/// Who changes the record.
///
/// @param account of who is signed in
/// @param actor as the audit log names it: an e-mail address, `token NAME`, or what else it was
/// @param unit the unit whose own part of the record the change must keep to, by id; empty: the whole record
public record Editor(Optional<UUID> account, String actor, Optional<String> unit) {

    /// Who may change the whole record.
    public Editor(Optional<UUID> account, String actor) {
        this(account, actor, Optional.empty());
    }

    /// What is imported by a command, or lies in the folder.
    static final Editor IMPORT = new Editor(Optional.empty(), key("an import"));

    /// The organisation's directory, which tells who is whose manager.
    public static final Editor OF_THE_DIRECTORY = new Editor(Optional.empty(), "directory");

    /// Somebody who is signed in, within the unit that the account sees.
    public static Editor of(Account account) {
        return new Editor(Optional.of(account.id()), account.email(), account.unit());
    }

    /// Somebody who says of themselves what only they can say, wherever it stands.
    public static Editor ofOneself(Account account) {
        return new Editor(Optional.of(account.id()), account.email());
    }

    /// A program with a token.
    public static Editor ofToken(String name) {
        return new Editor(Optional.empty(), "token " + name);
    }
}
