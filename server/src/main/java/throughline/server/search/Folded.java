package throughline.server.search;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Text as it is compared: without accents and capitals.
final class Folded {

    private Folded() {}

    /// The words of a text, split where neither a letter nor a digit stands.
    static List<String> words(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replace("\u00DF", "ss")
                .replace('\u00F8', 'o')
                .replace('\u0142', 'l')
                .replace('\u0111', 'd')
                .replace("\u00E6", "ae")
                .replace("\u0153", "oe");
        return Arrays.stream(plain.split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
