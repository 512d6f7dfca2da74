package throughline.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import throughline.text.Language;

/// Finds what a page shows without saying it, in a language that puts each text between brackets and what fills its
/// marks outside them.
final class Unsaid {

    /// The language.
    static final Language BRACKETED =
            new Language(Locale.UK, "test", text -> "⟦" + text.replaceAll("%(?:\\d+\\$)?s(?![^<>]*>)", "⟧$0⟦") + "⟧");

    private static final Pattern LETTERS = Pattern.compile("\\p{L}{2,}");
    private static final Set<String> SHOWN = Set.of("aria-label", "title", "placeholder", "alt", "data-l", "data-part");

    /// Elements of what is in a file or typed as it stands.
    private static final Set<String> NOT_SAID = Set.of("code", "script", "style", "kbd", "pre");

    private final List<String> data;

    /// @param data what the organisation calls its own
    Unsaid(Collection<String> data) {
        this.data = data.stream()
                .map(String::strip)
                .filter(text -> LETTERS.matcher(text).find())
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /// What stands on a page outside any text, though it has letters and is no data.
    List<String> on(Document page) {
        var found = new ArrayList<String>();
        var depth = new int[1];
        page.traverse((node, level) -> {
            if (node instanceof TextNode text && !quoted(text)) {
                remember(outside(text.getWholeText(), depth), text.getWholeText(), found);
            } else if (node instanceof Element element) {
                element.attributes().forEach(attribute -> {
                    if (SHOWN.contains(attribute.getKey())) {
                        remember(outside(attribute.getValue(), new int[1]), attribute.getValue(), found);
                    }
                });
            }
        });
        return found;
    }

    private static boolean quoted(Node node) {
        for (Node each = node; each != null; each = each.parentNode()) {
            if (NOT_SAID.contains(each.nodeName())) {
                return true;
            }
        }
        return false;
    }

    /// The characters outside brackets, each run of them on its own.
    private static String outside(String text, int[] depth) {
        var rest = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '⟦') {
                depth[0]++;
                rest.append('\n');
            } else if (c == '⟧') {
                depth[0]--;
            } else if (depth[0] == 0) {
                rest.append(c);
            }
        }
        return rest.toString();
    }

    private void remember(String outside, String text, List<String> found) {
        String rest = outside;
        if (!LETTERS.matcher(rest).find()) {
            return;
        }
        for (String own : data) {
            rest = rest.replace(own, " ");
        }
        if (LETTERS.matcher(rest).find()) {
            found.add(rest.strip().replaceAll("\\s+", " ") + "   in: " + text.strip());
        }
    }
}
