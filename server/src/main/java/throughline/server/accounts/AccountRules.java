package throughline.server.accounts;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import throughline.server.accounts.AccountRefusal.Field;

/// What may be said of an account, whoever says it.
final class AccountRules {

    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>\"(),;:\\\\]{1,64}@[^\\s@<>\"(),;:\\\\]{1,180}");
    private static final int LONGEST_NAME = 100;

    private AccountRules() {}

    /// @throws AccountRefusal if it is no address of somebody, or no name
    static void checkPerson(String email, String name) {
        if (!EMAIL.matcher(email.strip()).matches()) {
            throw new AccountRefusal(Field.EMAIL, "Type an e-mail address, such as priya@example.org.");
        }
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new AccountRefusal(Field.NAME, "Type a name of at most %s characters.".formatted(LONGEST_NAME));
        }
    }

    /// @param unit null for none
    /// @throws AccountRefusal if the role needs one and has none, or has one and needs none
    static void checkUnit(Role role, @Nullable String unit) {
        if (role.ofOneUnit() == (unit == null)) {
            throw new AccountRefusal(
                    Field.UNIT,
                    unit == null
                            ? "Choose the unit that is to be seen."
                            : "%s sees the whole organisation; choose no unit.".formatted(role.title()));
        }
    }
}
