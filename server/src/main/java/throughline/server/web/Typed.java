package throughline.server.web;

import static throughline.text.Text.say;

import java.util.Locale;
import throughline.server.accounts.Account;
import throughline.server.accounts.AccountRefusal.Field;
import throughline.server.accounts.Passwords;
import throughline.server.accounts.Role;

/// The fields of the forms about accounts, and words that stand beside them.
final class Typed {

    private Typed() {}

    /// The name a field has in the forms.
    static String name(Field field) {
        return field.name().toLowerCase(Locale.ROOT).replace("_", "-");
    }

    static String passwordHint(Role role) {
        return say(
                "At least %s characters. Four or five words that have nothing to do with each other are good.",
                role == Role.ADMINISTRATOR ? Passwords.LEAST_OF_ADMINISTRATORS : Passwords.LEAST);
    }

    /// The role with its unit, such as `Unit leader of north`.
    static String role(Account account) {
        String title = account.role().title();
        return account.unit().map(unit -> say("%s of %s", title, unit)).orElse(title);
    }
}
