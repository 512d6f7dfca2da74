package throughline.server.filing;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import throughline.server.accounts.Account;

/// The id of a row that a form files. It is made here, for a row takes the place of an earlier one of its id, whoever
/// sent that; and it tells whose it is, so that who filed a row may correct it.
public final class FiledRow {

    private static final String BEGIN = "page-";

    private FiledRow() {}

    /// The id of the row that somebody files.
    ///
    /// @param key of the form
    public static String id(Account account, UUID key) {
        return BEGIN + key + "-" + seal(account, key);
    }

    /// Whether a row was filed by somebody in a form.
    public static boolean isOf(String id, Account account) {
        int at = BEGIN.length() + 36;
        if (!id.startsWith(BEGIN) || id.length() <= at) {
            return false;
        }
        try {
            UUID key = UUID.fromString(id.substring(BEGIN.length(), at));
            return id.equals(id(account, key));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// Nobody else's form can have made it.
    private static String seal(Account account, UUID key) {
        return UUID.nameUUIDFromBytes((account.id() + " " + key).getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 13);
    }
}
