package throughline.server.accounts;

import static throughline.text.Text.say;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import throughline.server.accounts.AccountRefusal.Field;
import throughline.server.accounts.store.AccountTable;
import throughline.server.accounts.store.AccountTable.Row;
import throughline.text.Language;

/// What may be said of an account, whoever says it.
final class AccountRules {

    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"(),;:\\\\]{1,64}@[^\\s@<>\"(),;:\\\\]{1,180}");
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_GROUP = 200;

    private AccountRules() {}

    /// @throws AccountRefusal if it is no address of somebody, or no name
    static void checkPerson(String email, String name) {
        if (!EMAIL.matcher(email.strip()).matches()) {
            throw new AccountRefusal(Field.EMAIL, say("Type an e-mail address, such as priya@example.org."));
        }
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new AccountRefusal(Field.NAME, say("Type a name of at most %s characters.", LONGEST_NAME));
        }
    }

    /// The name of a group as it is kept.
    ///
    /// @throws AccountRefusal if it is too long
    static String groupName(String name) {
        if (name.isBlank() || name.length() > LONGEST_GROUP || name.chars().anyMatch(Character::isISOControl)) {
            throw new AccountRefusal(Field.NAME, say("A group has a name of at most %s characters.", LONGEST_GROUP));
        }
        return name.strip();
    }

    /// A role with its unit, as the audit log names it: in English, whoever asks.
    static String described(Role role, @Nullable String unit) {
        String title = Language.ENGLISH.speak(role::title);
        return unit == null ? title : "%s of %s".formatted(title, unit);
    }

    /// Whether an administrator signs in to it, or might.
    private static boolean isUsedByAdministrator(Row row) {
        return row.role().equals(Role.ADMINISTRATOR.id()) && !row.disabled() && row.hasWayIn();
    }

    /// @throws AccountRefusal if it is the only account that an administrator uses
    static void keepOneAdministrator(AccountTable table, Row row) {
        if (isUsedByAdministrator(row) && table.usable(Role.ADMINISTRATOR.id()) < 2) {
            throw new AccountRefusal(
                    Field.ROLE, say("%s is the only administrator. Make somebody else one first.", row.name()));
        }
    }

    /// @param unit null for none
    /// @throws AccountRefusal if the role needs one and has none, or has one and needs none
    static void checkUnit(Role role, @Nullable String unit) {
        if (role.ofOneUnit() == (unit == null)) {
            throw new AccountRefusal(
                    Field.UNIT,
                    unit == null
                            ? say("Choose the unit that is to be seen.")
                            : say("%s sees the whole organisation; choose no unit.", role.title()));
        }
    }
}
