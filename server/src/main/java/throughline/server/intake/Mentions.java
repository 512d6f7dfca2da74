package throughline.server.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;

/// Whether an id stands somewhere in a text, in whichever encoding a sender may have used. An id that is only part
/// of a longer word does not count.
final class Mentions {

    private static final int CHUNK = 1 << 20;

    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8,
            Charset.forName("windows-1252"),
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE);

    private final Collection<byte[]> forms;
    private final int longest;

    Mentions(String id) {
        var different = new LinkedHashMap<ByteBuffer, byte[]>();
        for (String form : List.of(
                id,
                id.replace("\"", "\"\""),
                quoted(id),
                quoted(id).replace("/", "\\/"),
                ascii(id, "\\u%04x"),
                ascii(id, "\\u%04X"))) {
            for (Charset charset : CHARSETS) {
                if (charset.newEncoder().canEncode(form)) {
                    byte[] bytes = form.getBytes(charset);
                    different.put(ByteBuffer.wrap(bytes), bytes);
                }
            }
        }
        forms = new ArrayList<>(different.values());
        longest = forms.stream().mapToInt(f -> f.length).max().orElse(0);
    }

    /// As JSON writes it in the shortest way.
    private static String quoted(String id) {
        return id.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    /// As JSON writes it where only ASCII is used.
    private static String ascii(String id, String escape) {
        var text = new StringBuilder();
        for (char c : quoted(id).toCharArray()) {
            text.append(c < 128 ? String.valueOf(c) : escape.formatted((int) c));
        }
        return text.toString();
    }

    /// Reads to the first place where it stands, or to the end.
    boolean in(InputStream text) throws IOException {
        byte[] window = new byte[CHUNK + longest + 2];
        int filled = 0;
        while (true) {
            int read = text.readNBytes(window, filled, window.length - filled);
            filled += read;
            boolean end = filled < window.length;
            // What touches the end of the window is looked at again with what follows it.
            int until = end ? filled : filled - longest - 1;
            for (byte[] form : forms) {
                if (stands(form, window, filled, until)) {
                    return true;
                }
            }
            if (end) {
                return false;
            }
            int kept = longest + 2;
            System.arraycopy(window, filled - kept, window, 0, kept);
            filled = kept;
        }
    }

    private static boolean stands(byte[] form, byte[] window, int filled, int until) {
        for (int at = 0; at < until && at + form.length <= filled; at++) {
            if (window[at] == form[0]
                    && matches(form, window, at)
                    && !isWordBefore(window, at)
                    && !(at + form.length < filled && isWord(window[at + form.length]))) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(byte[] form, byte[] window, int at) {
        for (int i = 1; i < form.length; i++) {
            if (window[at + i] != form[i]) {
                return false;
            }
        }
        return true;
    }

    /// The letter of an escape, such as `\\n`, is none.
    private static boolean isWordBefore(byte[] window, int at) {
        return at > 0 && isWord(window[at - 1]) && !(at > 1 && window[at - 2] == '\\');
    }

    private static boolean isWord(byte value) {
        return value > 0 && Character.isLetterOrDigit(value);
    }
}
