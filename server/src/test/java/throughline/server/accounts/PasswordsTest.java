package throughline.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PasswordsTest {

    private final Passwords passwords = new Passwords();

    private String objection(String password, Role role) {
        return passwords
                .objection(password, role, List.of("priya.raman@northmoor.example", "Priya Raman", "throughline"))
                .orElse("");
    }

    @Test
    void have_12_characters_at_least_and_15_for_an_administrator() {
        assertThat(objection("drift-orchi", Role.ANALYST)).isEqualTo("Choose at least 12 characters; this has 11.");
        assertThat(objection("drift-orchid7", Role.ANALYST)).isEmpty();
        assertThat(objection("drift-orchid7", Role.ADMINISTRATOR))
                .isEqualTo("Choose at least 15 characters for an administrator; this has 13.");
        assertThat(objection("drift-orchid7-kelp", Role.ADMINISTRATOR)).isEmpty();
        assertThat(objection("ä".repeat(129), Role.ANALYST)).isEqualTo("Choose at most 128 characters; this has 129.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password1234",
                "123456789012",
                "qwertyuiop12",
                "iloveyou2026",
                "P@ssw0rd1234",
                "aaaaaaaaaaaaaaaa",
                "abcdefghijklmnop",
                "PriyaRaman2026",
                "throughline2026",
                "passwordpassword",
                "letmeinletmein",
            })
    void are_not_what_many_choose_or_others_know_of_one(String common) {
        assertThat(objection(common, Role.ANALYST))
                .startsWith("This is, or comes close to, what many people choose or what others know of you.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"correct horse battery staple", "zKq8vT2mWx5r", "Käse fliegt leise nach Ulm"})
    void may_be_anything_else(String good) {
        assertThat(objection(good, Role.ANALYST)).isEmpty();
    }

    @Test
    void are_kept_as_argon2id_with_a_salt_of_their_own() {
        String hash = passwords.hash("lantern copper orchard drift");

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("lantern");
        assertThat(passwords.hash("lantern copper orchard drift")).isNotEqualTo(hash);
        assertThat(passwords.matches("lantern copper orchard drift", hash)).isTrue();
        assertThat(passwords.matches("lantern copper orchard drif", hash)).isFalse();
        assertThat(passwords.matches("anything", null)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "1", "qwerty", "password", "aA1!", "2026-03-02"})
    void are_judged_in_under_a_second_however_they_are_made__T11(String piece) {
        long begin = System.nanoTime();
        objection(piece.repeat(128 / piece.length()), Role.ANALYST);
        assertThat((System.nanoTime() - begin) / 1e9).isLessThan(1);
    }
}
