package throughline.server.platform;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/// Where a PostgreSQL of the organisation's own is, and who we are there.
///
/// @param shown host, port and database, as a message may name them: never the password
/// @param jdbc address in the driver's form, with user and password
public record DatabaseAddress(String shown, String jdbc) {

    private static final Pattern URI_FORM = Pattern.compile(
            "postgres(?:ql)?://(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?(?<hosts>[^/?@]+)(?:/(?<database>[^?]*))?(?:\\?(?<query>.*))?");
    private static final String JDBC_FORM = "jdbc:postgresql:";
    private static final String FORMS =
            "It is written postgres://user:password@host:5432/database, with ?sslmode=verify-full behind it where the"
                    + " connection must be encrypted, or jdbc:postgresql://host:5432/database?user=...&password=..."
                    + " Write characters such as @ : / in a password as %40 %3A %2F.";

    private static final int LOGIN_SECONDS = 10;

    /// What libpq, whose form this is, calls otherwise than the driver.
    private static final Map<String, String> DRIVERS_NAMES = Map.of(
            "application_name", "ApplicationName",
            "connect_timeout", "connectTimeout",
            "channel_binding", "channelBinding");

    /// Reads an address in the form of libpq or of JDBC.
    ///
    /// @throws IllegalArgumentException if it is neither; the message does not repeat it, for the password in it
    public static DatabaseAddress parse(String url) {
        String jdbc = url.strip().startsWith(JDBC_FORM) ? url.strip() : translated(url.strip());
        var properties = Optional.ofNullable(Driver.parseURL(jdbc, null))
                .orElseThrow(() -> new IllegalArgumentException("DATABASE_URL cannot be read. " + FORMS));
        String user = PGProperty.USER.getOrDefault(properties);
        if (user == null || user.isEmpty()) {
            throw new IllegalArgumentException("DATABASE_URL names no user. " + FORMS);
        }
        return new DatabaseAddress(shown(properties), jdbc);
    }

    private static String shown(Properties properties) {
        List<String> hosts =
                List.of(properties.getProperty("PGHOST", "localhost").split(","));
        List<String> ports = List.of(properties.getProperty("PGPORT", "5432").split(","));
        var places = new ArrayList<String>();
        for (int i = 0; i < hosts.size(); i++) {
            places.add(hosts.get(i) + ":" + ports.get(Math.min(i, ports.size() - 1)));
        }
        return String.join(",", places) + "/" + properties.getProperty("PGDBNAME", "");
    }

    private static String translated(String url) {
        Matcher parts = URI_FORM.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException("DATABASE_URL cannot be read. " + FORMS);
        }
        String user = decoded(parts, "user");
        String database = decoded(parts, "database");
        String query = parts.group("query") == null ? "" : parts.group("query");
        return "%s//%s/%s?user=%s&password=%s%s"
                .formatted(
                        JDBC_FORM,
                        parts.group("hosts"),
                        encoded(database.isEmpty() ? user : database),
                        encoded(user),
                        encoded(decoded(parts, "password")),
                        Arrays.stream(query.split("&"))
                                .filter(p -> !p.isEmpty())
                                .map(DatabaseAddress::parameter)
                                .collect(Collectors.joining()));
    }

    private static String parameter(String pair) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        return "&" + DRIVERS_NAMES.getOrDefault(name, name) + (equals < 0 ? "" : pair.substring(equals));
    }

    private static String decoded(Matcher parts, String group) {
        String text = parts.group(group);
        // A plus sign is itself in this form; the decoder is one of forms, where it is a blank.
        return text == null ? "" : URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// A source of single connections, as the driver makes them.
    PGSimpleDataSource dataSource() {
        var source = new PGSimpleDataSource();
        give(source);
        return source;
    }

    /// Lets a source lead here from now on.
    void give(PGSimpleDataSource source) {
        source.setURL(jdbc);
        source.setTcpKeepAlive(true);
        // The detail of an error holds values of rows, and errors are logged.
        source.setLogServerErrorDetail(false);
        if (source.getLoginTimeout() == 0) {
            // Without it, a program that listens there and never answers would be waited for for ever.
            source.setLoginTimeout(LOGIN_SECONDS);
        }
    }

    /// Without user and password.
    @Override
    public String toString() {
        return shown;
    }
}
