package throughline.acceptance;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Notes what no text may make a browser do, in every window of a context: run a script, ask the reader something, open
/// another window, ask another host for anything, or break the policy of a page.
final class Watch {

    /// What asks for nothing from anybody.
    private static final Set<String> LOCAL = Set.of("data", "blob", "about", "file");

    /// Tells of broken policy as it happens. An attribute that is not allowed to run is one that got out.
    private static final String LISTENER = """
            document.addEventListener('securitypolicyviolation', broken => window.noteOfWatch(
                `${location.pathname}: ${broken.effectiveDirective} ${broken.blockedURI} ${broken.sample}`));
            """;

    /// What is on a page that only a text can have brought there, and whether it ran.
    private static final String OUT_OF_PLACE = """
            () => {
                const found = [];
                if (window.hit !== undefined) found.push('a script has run');
                const never = 'iframe, object, embed, base, math, meta[http-equiv], style,'
                    + ' script:not([src^="/assets/"]), main script, main title:not(svg title)';
                document.querySelectorAll(never).forEach(element => found.push(element.outerHTML.slice(0, 200)));
                for (const element of document.querySelectorAll('*')) {
                    for (const attribute of element.attributes) {
                        const acts = attribute.name.startsWith('on') || attribute.name === 'srcdoc';
                        const leads = ['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'poster']
                            .includes(attribute.name)
                            && /^\\s*(javascript:|data:text|\\/\\/|https?:\\/\\/(?!(127\\.0\\.0\\.1|localhost)[:/]))/i.test(attribute.value);
                        if (acts || leads) found.push(element.cloneNode(false).outerHTML.slice(0, 200));
                    }
                }
                return found;
            }
            """;

    private final List<String> noted = new ArrayList<>();
    private final String host;

    private Watch(String host) {
        this.host = host;
    }

    /// Watches over a context from now on.
    ///
    /// @param address of the server, the only one that may be asked
    static Watch over(BrowserContext context, String address) {
        var watch = new Watch(URI.create(address).getAuthority());
        context.exposeBinding("noteOfWatch", (source, told) -> {
            watch.noted.add("policy broken at " + told[0]);
            return null;
        });
        context.addInitScript(LISTENER);
        context.onDialog(dialog -> {
            watch.noted.add("a dialog: " + dialog.message());
            dialog.dismiss();
        });
        context.onWebError(error -> watch.noted.add("an error: " + error.error()));
        context.onRequest(request -> watch.asked(request.url()));
        return watch;
    }

    private void asked(String url) {
        int colon = url.indexOf(':');
        boolean own = LOCAL.contains(url.substring(0, colon)) || host.equals(authority(url.substring(colon + 1)));
        if (!own) {
            noted.add("asked for " + url);
        }
    }

    private static String authority(String rest) {
        return rest.replaceFirst("^//", "").replaceFirst("[/?#].*", "");
    }

    /// What was noted so far, with what is on a page now that cannot be ours.
    List<String> noted(Page page) {
        @SuppressWarnings("unchecked")
        List<String> outOfPlace = (List<String>) page.evaluate(OUT_OF_PLACE);
        var all = new ArrayList<>(noted);
        outOfPlace.forEach(found -> all.add("%s: %s".formatted(page.url(), found)));
        return all;
    }

    /// What was noted so far.
    List<String> noted() {
        return List.copyOf(noted);
    }
}
