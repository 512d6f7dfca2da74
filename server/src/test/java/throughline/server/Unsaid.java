package throughline.server;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /// Initials, hashes, codes of columns, addresses, times of day, numbers with a unit of measurement.
    private static final Pattern NO_TEXT =
            Pattern.compile("(?<!\\p{L})(?:\\p{Lu}{2}|[0-9a-f]{12}|[a-z]+(?:_[a-z0-9]+)+|\\S+@\\S+|https?://\\S+"
                    + "|(?<=[\\d.][  ])(?:min|sd|kB|MB|GB|ms))(?!\\p{L})");

    /// Fewest letters by which the beginning of a shortened name is known.
    private static final int BEGINNING = 3;

    /// A word, which may have dots and dashes inside.
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}](?:[^\\s,;:()\\[\\]]*[\\p{L}\\p{N}])?");

    private final List<String> phrases;
    private final Set<String> words;
    private final Map<String, String> known = new HashMap<>();

    /// @param data what the organisation calls its own
    Unsaid(Collection<String> data) {
        Set<String> lettered = data.stream()
                .map(String::strip)
                .filter(text -> LETTERS.matcher(text).find())
                .collect(Collectors.toSet());
        words = lettered.stream().filter(text -> WORD.matcher(text).matches()).collect(Collectors.toSet());
        phrases = lettered.stream()
                .filter(text -> !words.contains(text))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /// What stands on a page outside any text, though it has letters and is no data.
    List<String> on(Document page) {
        var found = new ArrayList<String>();
        var depth = new int[1];
        page.traverse((node, level) -> {
            if (node instanceof TextNode text && !quoted(text)) {
                look(text.getWholeText(), depth, found);
            } else if (node instanceof Element element) {
                element.attributes().forEach(attribute -> {
                    if (SHOWN.contains(attribute.getKey())) {
                        look(attribute.getValue(), new int[1], found);
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

    /// @param depth how many texts are open
    private void look(String text, int[] depth, List<String> found) {
        for (String outside : outside(text, depth).split("\n", -1)) {
            if (LETTERS.matcher(outside).find()) {
                String rest = known.computeIfAbsent(outside, this::withoutData);
                if (!rest.isEmpty()) {
                    found.add(rest + "   in: " + text.strip());
                }
            }
        }
    }

    /// The characters outside brackets, each run of them a line.
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

    private String withoutData(String outside) {
        String rest = NO_TEXT.matcher(outside).replaceAll(" ");
        int cut = rest.lastIndexOf('…');
        if (cut > 0) {
            rest = shortened(rest.substring(0, cut)) + rest.substring(cut);
        }
        for (String own : phrases) {
            rest = without(rest, own);
        }
        rest = WORD.matcher(rest).replaceAll(word -> words.contains(word.group()) ? " " : "$0");
        return LETTERS.matcher(rest).find() ? rest.strip().replaceAll("\\s+", " ") : "";
    }

    /// A text without the beginning of a name at its end.
    private String shortened(String text) {
        int longest = 0;
        for (String own : (Iterable<String>) Stream.concat(phrases.stream(), words.stream())::iterator) {
            int length = Math.min(own.length(), text.length());
            while (length >= BEGINNING && !text.endsWith(own.substring(0, length))) {
                length--;
            }
            longest = Math.max(longest, length >= BEGINNING ? length : 0);
        }
        return text.substring(0, text.length() - longest);
    }

    /// A text without whole words of a name.
    private static String without(String text, String own) {
        String rest = text;
        for (int at = rest.indexOf(own); at >= 0; at = rest.indexOf(own, at + 1)) {
            int end = at + own.length();
            boolean whole = (at == 0 || !Character.isLetter(rest.charAt(at - 1)))
                    && (end == rest.length() || !Character.isLetter(rest.charAt(end)));
            if (whole) {
                rest = rest.substring(0, at) + " ".repeat(own.length()) + rest.substring(end);
            }
        }
        return rest;
    }
}
