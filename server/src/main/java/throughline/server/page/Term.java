package throughline.server.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import throughline.text.Language;

/// A word of the dictionary that comes with the product.
///
/// @param id name of its place on the page of words
public record Term(String id, String word, String meaning) {

    private static final Pattern LINE = Pattern.compile("^\\| ([^|]+) \\| ([^|]+) \\|$", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\([^)]*\\)");

    private static final Map<Language, List<Term>> ALL = new ConcurrentHashMap<>();

    /// All words, as the dictionary in the language that is being spoken has them.
    public static List<Term> all() {
        return ALL.computeIfAbsent(Language.current(), Term::read);
    }

    private static List<Term> read(Language language) {
        String name = language.equals(Language.GERMAN) ? "/dictionary.de.md" : "/dictionary.md";
        try (InputStream file = Objects.requireNonNull(
                Term.class.getResourceAsStream(name), "The dictionary is not among the program's files")) {
            return LINE.matcher(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .skip(1)
                    .map(line -> of(line.group(1).strip(), line.group(2).strip()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Term of(String word, String meaning) {
        return new Term(
                "word-" + word.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-"),
                plain(word),
                plain(meaning));
    }

    /// Without the signs of Markdown; a link leaves its words.
    private static String plain(String text) {
        Matcher links = LINK.matcher(text);
        return links.replaceAll("$1").replace("`", "").replace("*", "");
    }
}
