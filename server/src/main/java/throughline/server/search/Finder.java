package throughline.server.search;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// Finds entries by words of which only the beginning needs to be known. Accents and capitals do not
/// matter; a word of four letters may have one slip, one of eight two. Every word asked for must fit.
public final class Finder {

    /// Cost of a word that is not in the name but among the other words an entry is looked for by.
    private static final int ALSO = 3;

    /// Cost of letters from the midst of a word.
    private static final int WITHIN = 4;

    /// Cost of a word with slips, besides the slips.
    private static final int SLIPPED = 6;

    /// Fewer letters are found at the beginning of words only.
    private static final int FEWEST_WITHIN = 3;

    /// Most of one sort where others fit too, so that many units leave room for a measure.
    static final int MOST_OF_A_SORT = 6;

    /// Letters of what is asked that are looked at, and words of them.
    private static final int MOST_LETTERS = 100;

    private static final int MOST_WORDS = 8;

    /// Slips that no word may have.
    private static final int TOO_MANY_SLIPS = 3;

    /// What was found.
    ///
    /// @param entries the best first
    /// @param more how many others fit
    public record Found(List<Entry> entries, int more) {}

    private Finder() {}

    private record Match(Entry entry, int cost, int beginsAt) {}

    /// The entries that fit, the best first; all in their own order where nothing is asked for.
    ///
    /// @param most how many at the most
    public static Found find(List<Entry> entries, String asked, int most) {
        List<String> words = Folded.words(asked.substring(0, Math.min(asked.length(), MOST_LETTERS))).stream()
                .limit(MOST_WORDS)
                .toList();
        if (words.isEmpty()) {
            return new Found(entries.stream().limit(most).toList(), Math.max(0, entries.size() - most));
        }
        List<Entry> fit = entries.stream()
                .flatMap(entry -> match(entry, words).stream())
                .sorted(Comparator.comparingInt(Match::cost)
                        .thenComparing(m -> m.entry().sort())
                        .thenComparingInt(Match::beginsAt)
                        .thenComparingInt(m -> m.entry().name().length())
                        .thenComparing(m -> m.entry().name()))
                .map(Match::entry)
                .toList();
        boolean compete = fit.stream().map(Entry::sort).distinct().count() > 1;
        Map<Entry.Sort, Integer> times = new EnumMap<>(Entry.Sort.class);
        List<Entry> shown = fit.stream()
                .filter(entry -> !compete || times.merge(entry.sort(), 1, Integer::sum) <= MOST_OF_A_SORT)
                .limit(most)
                .toList();
        return new Found(shown, fit.size() - shown.size());
    }

    private static Optional<Match> match(Entry entry, List<String> asked) {
        List<String> name = Folded.words(entry.name());
        List<String> also = Folded.words(entry.also());
        int cost = asked.equals(name) ? -1 : 0;
        int begins = name.size();
        for (String word : asked) {
            OptionalInt fits = cost(word, name, also);
            if (fits.isEmpty()) {
                return Optional.empty();
            }
            cost += fits.getAsInt();
            begins = Math.min(
                    begins,
                    IntStream.range(0, name.size())
                            .filter(at -> name.get(at).startsWith(word))
                            .findFirst()
                            .orElse(name.size()));
        }
        return Optional.of(new Match(entry, cost, begins));
    }

    private static OptionalInt cost(String word, List<String> name, List<String> also) {
        OptionalInt there =
                name.stream().flatMapToInt(w -> cost(word, w).stream()).min();
        OptionalInt beside = also.stream()
                .flatMapToInt(w -> cost(word, w).stream())
                .map(c -> c + ALSO)
                .min();
        return IntStream.concat(there.stream(), beside.stream()).min();
    }

    /// How badly a word that is asked for fits a word of a name; empty where it does not.
    private static OptionalInt cost(String asked, String word) {
        if (word.equals(asked)) {
            return OptionalInt.of(0);
        }
        if (word.startsWith(asked)) {
            return OptionalInt.of(1);
        }
        if (asked.length() >= FEWEST_WITHIN && word.contains(asked)) {
            return OptionalInt.of(WITHIN);
        }
        int allowed = asked.length() >= 8 ? 2 : asked.length() >= 4 ? 1 : 0;
        int slips = allowed == 0 ? 1 : slips(asked, word);
        return slips <= allowed ? OptionalInt.of(SLIPPED + slips) : OptionalInt.empty();
    }

    /// The fewest letters to put in, leave out, change or swap with the next until a word is the beginning
    /// of another (optimal string alignment); a word too short for it to be less than three is not aligned.
    static int slips(String asked, String word) {
        int missing = asked.length() - word.length();
        if (missing >= TOO_MANY_SLIPS) {
            return missing;
        }
        int[] before = new int[0];
        int[] last = IntStream.rangeClosed(0, word.length()).toArray();
        for (int i = 1; i <= asked.length(); i++) {
            int[] now = new int[word.length() + 1];
            now[0] = i;
            for (int j = 1; j <= word.length(); j++) {
                boolean same = asked.charAt(i - 1) == word.charAt(j - 1);
                now[j] = Math.min(Math.min(now[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1
                        && j > 1
                        && asked.charAt(i - 1) == word.charAt(j - 2)
                        && asked.charAt(i - 2) == word.charAt(j - 1)) {
                    now[j] = Math.min(now[j], before[j - 2] + 1);
                }
            }
            before = last;
            last = now;
        }
        return IntStream.of(last).min().orElse(asked.length());
    }
}
