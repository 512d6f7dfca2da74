package throughline.server.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class OidcSettingsTest {

    private static OidcSettings of(
            @Nullable String issuer, @Nullable String client, @Nullable String secret, @Nullable Path file) {
        return new OidcSettings(
                issuer == null ? null : URI.create(issuer),
                client,
                secret,
                file,
                "Northmoor",
                "email",
                "email_verified");
    }

    @Test
    void are_off_without_an_issuer_whatever_else_is_set() {
        assertThat(of(null, null, "a secret", null).isOn()).isFalse();
    }

    @Test
    void take_the_secret_or_a_file_that_holds_it(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("secret"), "of the file\n");

        assertThat(of("https://id.example.org/realms/all", "throughline", "of the setting", null)
                        .secret())
                .isEqualTo("of the setting");
        assertThat(of("https://id.example.org/realms/all", "throughline", null, file)
                        .secret())
                .isEqualTo("of the file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://id.example.org", "http://localhost.example.org", "ftp://localhost", "id.example.org"})
    void refuse_a_provider_that_others_could_read_along_with__T05(String issuer) {
        assertThatThrownBy(() -> of(issuer, "throughline", "a secret", null))
                .hasMessage("THROUGHLINE_OIDC_ISSUER is %s; it has to begin with https://".formatted(issuer));
    }

    @Test
    void refuse_what_lacks_and_name_the_setting(@TempDir Path folder) {
        assertThatThrownBy(() -> of("https://id.example.org", null, "a secret", null))
                .hasMessage("THROUGHLINE_OIDC_CLIENTID is missing: the name the provider has given to Throughline");
        assertThatThrownBy(() -> of("https://id.example.org", "throughline", null, null))
                .hasMessage("Set either THROUGHLINE_OIDC_CLIENTSECRET or THROUGHLINE_OIDC_CLIENTSECRETFILE");
        assertThatThrownBy(() -> of("https://id.example.org", "throughline", "a secret", folder))
                .hasMessage("Set either THROUGHLINE_OIDC_CLIENTSECRET or THROUGHLINE_OIDC_CLIENTSECRETFILE");
    }

    @Test
    void do_not_show_the_secret__T15() {
        assertThat(of("https://id.example.org", "throughline", "a secret", null))
                .asString()
                .isEqualTo("OidcSettings[https://id.example.org]");
    }
}
