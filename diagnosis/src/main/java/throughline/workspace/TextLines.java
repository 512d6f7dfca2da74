package throughline.workspace;

import static throughline.text.Text.say;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Wording;

/// The lines of a text, one after the other, blank ones left out.
final class TextLines {

    private final TextWindow window;
    private final char[] buffer = new char[1 << 16];
    private int at;
    private int limit;
    private char[] text = new char[1024];
    private int length;
    private long line;
    private boolean tooLong;

    TextLines(TextWindow window) {
        this.window = window;
    }

    /// Goes to the next line that is not blank; false where there is none.
    boolean next() throws IOException {
        while (read()) {
            for (int i = 0; i < length; i++) {
                if (text[i] > ' ') {
                    return true;
                }
            }
        }
        return false;
    }

    /// What is wrong with the line as text, as a sentence, or null.
    @Nullable
    String fault() {
        if (tooLong) {
            return say("The line has more than %s characters.", Wording.count(Limits.RECORD));
        }
        return window.suspicious()
                ? IllText.find(text, length).map(ill -> say("The row %s", ill)).orElse(null)
                : null;
    }

    char[] text() {
        return text;
    }

    int length() {
        return length;
    }

    /// Number of the line, from 1.
    long line() {
        return line;
    }

    /// The beginning of the line.
    String cut(int longest) {
        return new String(text, 0, Math.min(length, longest));
    }

    private boolean read() throws IOException {
        length = 0;
        tooLong = false;
        boolean any = false;
        while (true) {
            if (at == limit) {
                limit = window.read(buffer, 0, buffer.length);
                at = 0;
                if (limit <= 0) {
                    limit = 0;
                    line += any ? 1 : 0;
                    return any;
                }
            }
            any = true;
            int start = at;
            while (at < limit && buffer[at] != '\n') {
                at++;
            }
            append(start);
            if (at < limit) {
                at++;
                line++;
                return true;
            }
        }
    }

    private void append(int start) {
        int more = at - start;
        if (length + more > Limits.RECORD) {
            tooLong = true;
            return;
        }
        if (length + more > text.length) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, length + more));
        }
        System.arraycopy(buffer, start, text, length, more);
        length += more;
    }
}
