package throughline.server.intake;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The Trino cluster that adds up the facts, `throughline.trino.*` (docs/distributed.md).
///
/// @param url of the coordinator, with the name of its Iceberg catalogue, such as
/// `jdbc:trino://coordinator:8080/lake`; where it is not set this machine adds up
/// @param user as which the cluster is asked
/// @param password needs an address with `SSL=true`
/// @param patience how long the cluster may take for one question
/// @param every facts that come in sooner than this after others were published are added up by this machine
@ConfigurationProperties("throughline.trino")
public record TrinoSettings(
        @Nullable String url,
        @DefaultValue("throughline") String user,
        @Nullable String password,
        @DefaultValue("1m") Duration patience,
        @DefaultValue("15m") Duration every) {

    /// @throws IllegalArgumentException if the address is not one of a Trino and a catalogue, or the password would
    /// travel for all to read
    public TrinoSettings {
        if (url != null && !url.matches("jdbc:trino://[^/?]+/[^/?]+(\\?.*)?")) {
            throw new IllegalArgumentException(
                    "THROUGHLINE_TRINO_URL is %s; it has to be like jdbc:trino://coordinator:8080/lake".formatted(url));
        }
        if (url != null && password != null && !url.contains("SSL=true")) {
            throw new IllegalArgumentException(
                    "THROUGHLINE_TRINO_PASSWORD needs TLS: end THROUGHLINE_TRINO_URL with ?SSL=true");
        }
    }

    /// Where there is none.
    static final TrinoSettings NONE = new TrinoSettings(null, "throughline", null, Duration.ZERO, Duration.ZERO);

    /// The address, where there is a cluster.
    Optional<String> cluster() {
        return Optional.ofNullable(url);
    }

    /// What Trino's driver wants to know.
    Map<String, String> login() {
        var login = new HashMap<String, String>();
        login.put("user", user);
        login.put("source", "throughline");
        login.put("sessionProperties", "query_max_run_time:%ss".formatted(Math.max(1, patience.toSeconds())));
        if (password != null) {
            login.put("password", password);
        }
        return login;
    }
}
