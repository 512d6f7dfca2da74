package throughline.workspace;

import org.jspecify.annotations.Nullable;

/// Gives the same string for the same characters where a column repeats itself, and stops trying where it does not.
final class TextCache {

    private static final int SLOTS = 1 << 12;
    private static final int LONGEST = 48;
    private static final int TRIAL = 4_096;

    private final @Nullable String[] slots = new String[SLOTS];
    private int asked;
    private int found;
    private boolean off;

    /// The characters as a string.
    String string(char[] text, int from, int to) {
        int length = to - from;
        if (off || length > LONGEST) {
            return new String(text, from, length);
        }
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + text[i];
        }
        int slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
        String kept = slots[slot];
        if (++asked == TRIAL) {
            off = found < TRIAL / 2;
            asked = 0;
            found = 0;
        }
        if (kept != null && same(kept, text, from, length)) {
            found++;
            return kept;
        }
        String made = new String(text, from, length);
        slots[slot] = made;
        return made;
    }

    private static boolean same(String kept, char[] text, int from, int length) {
        if (kept.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (kept.charAt(i) != text[from + i]) {
                return false;
            }
        }
        return true;
    }
}
