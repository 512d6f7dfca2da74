package throughline.server.search;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Text as it is compared: without accents and capitals.
final class Folded {

    // Of all that can be found each is folded at each search, so these are compiled once.
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Folded() {}

    /// The words of a text, split where neither a letter nor a digit stands.
    static List<String> words(String text) {
        String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT)
                .replace("\u00DF", "ss")
                .replace('\u00F8', 'o')
                .replace('\u0142', 'l')
                .replace('\u0111', 'd')
                .replace("\u00E6", "ae")
                .replace("\u0153", "oe");
        return BETWEEN_WORDS
                .splitAsStream(plain)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
