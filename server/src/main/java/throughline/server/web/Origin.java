package throughline.server.web;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import throughline.server.accounts.AccountSettings;

/// Where a request comes from. The server listens on the loopback address only, so what is not from this computer came
/// through a proxy on it, which is believed in what it says of the other side.
final class Origin {

    /// The names this computer has for itself.
    static final Set<String> OWN_NAMES = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

    private static final String OTHER = key("Another program");
    private static final String ON = " on ";
    private static final String FORWARDED_FOR = "X-Forwarded-For";

    private Origin() {}

    /// Whether a request was made on this computer and not through a proxy.
    static boolean isThisComputer(HttpServletRequest request) {
        return OWN_NAMES.contains(request.getServerName())
                && request.getHeader(FORWARDED_FOR) == null
                && request.getHeader("Forwarded") == null;
    }

    /// The address of the computer that asks: what the proxy saw, where there is one.
    static String address(HttpServletRequest request, AccountSettings settings) {
        String forwarded = request.getHeader(FORWARDED_FOR);
        return settings.origin().isEmpty() || forwarded == null
                ? request.getRemoteAddr()
                : forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    }

    /// The browser in plain English words, such as `Firefox on Linux`, as it is kept.
    static String browser(HttpServletRequest request) {
        String agent = request.getHeader("User-Agent");
        String text = agent == null ? "" : agent;
        String browser = text.contains("Edg/")
                ? "Edge"
                : text.contains("Firefox/")
                        ? "Firefox"
                        : text.contains("Chrome/") ? "Chrome" : text.contains("Safari/") ? "Safari" : OTHER;
        String system = text.contains("Android")
                ? "Android"
                : text.contains("iPhone") || text.contains("iPad")
                        ? "iOS"
                        : text.contains("Windows")
                                ? "Windows"
                                : text.contains("Mac OS") ? "macOS" : text.contains("Linux") ? "Linux" : "";
        return system.isEmpty() ? browser : browser + ON + system;
    }

    /// A browser as it was kept, in the language that is spoken.
    static String said(String browser) {
        String[] parts = browser.split(ON, 2);
        String program = say(parts[0]);
        return parts.length == 1 ? program : say("%1$s on %2$s", program, parts[1]);
    }
}
