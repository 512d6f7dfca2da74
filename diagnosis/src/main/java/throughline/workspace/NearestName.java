package throughline.workspace;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/// Finds the known name that somebody may have meant.
final class NearestName {

    private NearestName() {}

    /// The known name nearest to the one written, where one is near enough.
    static Optional<String> of(String written, Collection<String> known) {
        int far = Math.max(1, Math.min(3, written.length() / 3));
        return known.stream()
                .filter(k -> Math.abs(k.length() - written.length()) <= far && distance(written, k) <= far)
                .min(Comparator.comparingInt((String k) -> distance(written, k)).thenComparing(k -> k));
    }

    /// A closing sentence with the name that may have been meant, or nothing.
    static String hint(String written, Collection<String> known) {
        return of(written, known).map(k -> " Did you mean %s?".formatted(k)).orElse("");
    }

    /// How many letters to insert, leave out or change to make one of the other (Levenshtein).
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        Arrays.setAll(row, j -> j);
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int changed = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
