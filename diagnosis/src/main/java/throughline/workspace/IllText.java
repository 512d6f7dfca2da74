package throughline.workspace;

import static throughline.text.Text.say;

import java.util.Optional;

/// Finds what [TextWindow] marked in a row: NUL, bytes that are not UTF-8, and the place where a file is cut off.
final class IllText {

    /// Stands where a damaged file ends.
    static final char CUT = '\uDC00';

    private IllText() {}

    /// What is wrong with the characters, as the end of a sentence that begins with "The row", if anything is.
    static Optional<String> find(char[] text, int length) {
        for (int i = 0; i < length; i++) {
            char c = text[i];
            if (c == 0) {
                return Optional.of(say("holds a NUL character."));
            }
            if (c >= CUT && c <= '\uDCFF' && (i == 0 || !Character.isHighSurrogate(text[i - 1]))) {
                return Optional.of(
                        c == CUT
                                ? say("is cut off where the file ends.")
                                : say("is not UTF-8, perhaps Windows-1252; save the file as UTF-8."));
            }
        }
        return Optional.empty();
    }
}
