package throughline.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// What must hold of a module's catalogue and its sources.
public final class CatalogueCheck {

    /// What another language must keep: places for parts, and the phrase that is marked.
    private static final Pattern MARK = Pattern.compile("%(?:\\d+\\$)?s|%%|\\[\\[|]]");

    private CatalogueCheck() {}

    /// Every text has a translation with the same marks, none is left over, and they stand in order.
    public static void check(Path catalogue, SortedSet<String> said) throws IOException {
        var texts = new TreeMap<String, String>();
        ((Map<?, ?>) new Load(LoadSettings.builder()
                                .setCodePointLimit(10_000_000)
                                .build())
                        .loadFromString(Files.readString(catalogue)))
                .forEach((english, text) -> texts.put((String) english, (String) text));
        assertThat(said).as("texts without a translation").isSubsetOf(texts.keySet());
        assertThat(texts.keySet()).as("translations of what nobody says").isSubsetOf(said);
        texts.forEach((english, text) ->
                assertThat(marks(text)).as("“%s” for “%s”", text, english).isEqualTo(marks(english)));
        List<String> keys = Files.readAllLines(catalogue).stream()
                .filter(line -> line.startsWith("\""))
                .toList();
        assertThat(keys).as("entries, a line each").hasSize(texts.size()).isSorted();
    }

    private static List<String> marks(String text) {
        var marks = new ArrayList<String>();
        MARK.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(m -> m.replaceAll("\\d+\\$", ""))
                .sorted()
                .forEach(marks::add);
        return marks;
    }
}
