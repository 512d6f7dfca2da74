package throughline.workspace;

import static throughline.text.Text.say;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds the known name that somebody may have meant.
public final class NearestName {

    private NearestName() {}

    /// The known name nearest to the one written, where one is near enough.
    public static Optional<String> of(String written, Collection<String> known) {
        int far = Math.max(1, Math.min(3, written.length() / 3));
        return known.stream()
                .filter(k -> Math.abs(k.length() - written.length()) <= far && distance(written, k) <= far)
                .min(Comparator.comparingInt((String k) -> distance(written, k)).thenComparing(k -> k));
    }

    /// A closing sentence with the name that may have been meant, or nothing.
    public static String hint(String written, Collection<String> known) {
        return of(written, known).map(k -> say(" Did you mean %s?", k)).orElse("");
    }

    /// How many letters to insert, leave out, change or swap with the next to make one of the other (Damerau).
    private static int distance(String a, String b) {
        int[][] steps = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : fewest(steps, a, b, i, j);
            }
        }
        return steps[a.length()][b.length()];
    }

    private static int fewest(int[][] steps, String a, String b, int i, int j) {
        int changed = steps[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(changed, 1 + Math.min(steps[i - 1][j], steps[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, steps[i - 2][j - 2] + 1) : best;
    }
}
