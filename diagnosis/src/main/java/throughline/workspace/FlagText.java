package throughline.workspace;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads true and false as people write them: true/false, yes/no, 1/0, in any case.
final class FlagText {

    private FlagText() {}

    /// True or false, or null where the text is neither.
    static @Nullable Boolean parse(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> Boolean.TRUE;
            case "false", "no", "0" -> Boolean.FALSE;
            default -> null;
        };
    }

    /// 1 for true, 0 for false, -1 where the characters are neither.
    static int parse(char[] text, int from, int to) {
        int length = to - from;
        if (length == 1) {
            return text[from] == '1' ? 1 : text[from] == '0' ? 0 : -1;
        }
        if ((length == 4 && is(text, from, "true")) || (length == 3 && is(text, from, "yes"))) {
            return 1;
        }
        return (length == 5 && is(text, from, "false")) || (length == 2 && is(text, from, "no")) ? 0 : -1;
    }

    private static boolean is(char[] text, int from, String word) {
        for (int i = 0; i < word.length(); i++) {
            if ((text[from + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
