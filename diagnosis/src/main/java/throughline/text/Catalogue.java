package throughline.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// The texts of a language, read when it is first spoken: `throughline/text/TAG.yaml` of every module, a map from the
/// English text to the other.
final class Catalogue {

    private static final int MOST_CHARACTERS = 10_000_000;

    private final String tag;
    private volatile Map<String, String> texts = Map.of();

    private Catalogue(String tag) {
        this.tag = tag;
    }

    static Catalogue of(String tag) {
        return new Catalogue(tag);
    }

    /// The text, or the English one where there is no other.
    String text(String english) {
        Map<String, String> known = texts;
        if (known.isEmpty()) {
            known = read();
            texts = known;
        }
        return known.getOrDefault(english, english);
    }

    private Map<String, String> read() {
        var found = new HashMap<String, String>();
        try {
            for (URL file : Collections.list(
                    Catalogue.class.getClassLoader().getResources("throughline/text/" + tag + ".yaml"))) {
                try (InputStream in = file.openStream()) {
                    Object map = new Load(LoadSettings.builder()
                                    .setCodePointLimit(MOST_CHARACTERS)
                                    .build())
                            .loadFromInputStream(in);
                    ((Map<?, ?>) map).forEach((english, text) -> found.put((String) english, (String) text));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The texts in " + tag + " cannot be read", e);
        }
        return Map.copyOf(found);
    }
}
