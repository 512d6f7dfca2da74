package throughline.workspace;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// UTF-8 text that can be read again from an earlier line, as far as [#RETAINED] characters back.
///
/// A byte that is not UTF-8 becomes the lone surrogate `U+DC00` plus the byte, which no valid text can hold, so that
/// the row it is in can be found and left out while the others are read. A byte order mark is left out. Where a damaged
/// file ends inside a line
/// stands [IllText#CUT].
final class TextWindow extends Reader {

    /// Characters that stay readable behind the present place.
    static final int RETAINED = 1 << 21;

    private static final char ILL = '\uDC00';
    private static final int CHUNK = 1 << 17;

    private final InputStream in;
    private final FileInput file;
    private final ByteBuffer bytes = ByteBuffer.allocate(CHUNK).flip();
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final char[] chars = new char[2 * RETAINED];
    private int limit;
    private int at;
    private long baseLine = 1;
    private boolean ended;
    private boolean started;
    private boolean suspicious;

    /// @param in the bytes
    /// @param file tells whether they ended before their time
    TextWindow(InputStream in, FileInput file) {
        this.in = in;
        this.file = file;
    }

    /// Whether bytes that are not UTF-8, or NUL characters, have been met so far.
    boolean suspicious() {
        return suspicious;
    }

    /// Goes to the beginning of a line that is still in the window, or to the end where there is no such line.
    ///
    /// @param line number of the line, from 1; a line ends with LF, CR or both
    /// @throws IllegalArgumentException if the line is no longer in the window
    void goTo(long line) throws IOException {
        if (line < baseLine) {
            throw new IllegalArgumentException("Line %s is no longer in memory, %s is".formatted(line, baseLine));
        }
        at = 0;
        long passed = baseLine;
        while (passed < line && (at < limit || fill())) {
            if (chars[at] == '\r' && at + 1 == limit) {
                fill();
            }
            if (ends(at)) {
                passed++;
            }
            at++;
        }
    }

    @Override
    public int read(char[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == limit && !fill()) {
            return -1;
        }
        int count = Math.min(length, limit - at);
        System.arraycopy(chars, at, into, offset, count);
        at += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /// Whether a line ends with the character: LF, or a CR with no LF behind it.
    private boolean ends(int place) {
        char c = chars[place];
        return c == '\n' || (c == '\r' && !(place + 1 < limit && chars[place + 1] == '\n'));
    }

    /// Gets more characters behind the limit; says whether there were any.
    private boolean fill() throws IOException {
        if (limit + CHUNK > chars.length) {
            slide();
        }
        int before = limit;
        while (limit == before && !ended) {
            decode();
        }
        return limit > before;
    }

    private void slide() {
        int drop = limit - RETAINED;
        long lines = 0;
        for (int i = 0; i < drop; i++) {
            if (chars[i] <= '\r' && ends(i)) {
                lines++;
            }
        }
        baseLine += lines;
        System.arraycopy(chars, drop, chars, 0, RETAINED);
        limit -= drop;
        at -= drop;
    }

    private void decode() throws IOException {
        boolean more = refill();
        var out = CharBuffer.wrap(chars, limit, Math.min(CHUNK, chars.length - limit));
        int from = limit;
        CoderResult result = decoder.decode(bytes, out, !more);
        limit = out.position();
        if (result.isMalformed()) {
            for (int i = 0; i < result.length() && limit < chars.length; i++) {
                chars[limit++] = (char) (ILL + (bytes.get() & 0xff));
            }
            suspicious = true;
        } else if (!more && !bytes.hasRemaining()) {
            ended = true;
            if (file.damage().isPresent() && limit > 0 && chars[limit - 1] != '\n' && limit < chars.length) {
                chars[limit++] = IllText.CUT;
                suspicious = true;
            }
        }
        for (int i = from; i < limit && !suspicious; i++) {
            suspicious = chars[i] == 0;
        }
        if (!started && limit > 0) {
            started = true;
            if (chars[0] == '\uFEFF') {
                System.arraycopy(chars, 1, chars, 0, --limit);
            }
        }
    }

    private boolean refill() throws IOException {
        if (bytes.remaining() > 64) {
            return true;
        }
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        bytes.position(bytes.position() + Math.max(0, count)).flip();
        return count >= 0;
    }
}
