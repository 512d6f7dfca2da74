package throughline.server.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A word of the dictionary that comes with the product.
///
/// @param id name of its place on the page of words
public record Term(String id, String word, String meaning) {

    private static final Pattern LINE = Pattern.compile("^\\| ([^|]+) \\| ([^|]+) \\|$", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\([^)]*\\)");

    /// All words, as the dictionary has them.
    public static final List<Term> ALL = read();

    private static List<Term> read() {
        try (InputStream file = Objects.requireNonNull(
                Term.class.getResourceAsStream("/dictionary.md"), "The dictionary is not among the program's files")) {
            return LINE.matcher(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                    .results()
                    .filter(line -> !line.group(1).equals("word"))
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
