package throughline.server.page;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import throughline.diagnosis.Wording;

/// Those who answer for something, as a chip.
///
/// @param initials of the first; `?` where nobody does
/// @param names in words
/// @param somebody whether anybody does
public record Answerer(String initials, String names, boolean somebody) {

    /// The chip of some names; where there are none it says so.
    static Answerer of(List<String> names, String nobody) {
        return names.isEmpty()
                ? new Answerer("?", nobody, false)
                : new Answerer(initials(names.getFirst()), Wording.names(names, 2), true);
    }

    private static String initials(String name) {
        List<String> letters = Arrays.stream(name.split("[^\\p{L}\\p{N}]+"))
                .filter(w -> !w.isEmpty())
                .map(w -> w.substring(0, w.offsetByCodePoints(0, 1)).toUpperCase(Locale.UK))
                .toList();
        return letters.isEmpty()
                ? "–"
                : letters.size() == 1 ? letters.getFirst() : letters.getFirst() + letters.getLast();
    }
}
