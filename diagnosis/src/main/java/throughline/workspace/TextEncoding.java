package throughline.workspace;

import static throughline.text.Text.say;

import java.util.Optional;

/// Recognises text that is not UTF-8 by its first bytes.
final class TextEncoding {

    private TextEncoding() {}

    /// Name of the encoding or format that the first bytes show, if they show that it is not UTF-8 text.
    ///
    /// @param count how many of the bytes are filled
    static Optional<String> foreign(byte[] bytes, int count) {
        if (count >= 2 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe) {
            return Optional.of("UTF-16");
        }
        if (count >= 2 && (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff) {
            return Optional.of("UTF-16");
        }
        int sample = Math.min(count, 4096);
        int even = 0;
        int odd = 0;
        for (int i = 0; i < sample; i++) {
            if (bytes[i] == 0) {
                if ((i & 1) == 0) {
                    even++;
                } else {
                    odd++;
                }
            }
        }
        int half = sample / 2;
        if (half >= 8 && (mostly(odd, even, half) || mostly(even, odd, half))) {
            return Optional.of("UTF-16");
        }
        return format(bytes, count);
    }

    private static boolean mostly(int zeros, int others, int half) {
        return zeros > half * 0.7 && others < half * 0.1;
    }

    private static Optional<String> format(byte[] bytes, int count) {
        if (begins(bytes, count, 'P', 'K', 3, 4)) {
            return Optional.of(say("a zip format (perhaps a spreadsheet)"));
        }
        if (begins(bytes, count, 'P', 'A', 'R', '1')) {
            return Optional.of("Parquet");
        }
        if (begins(bytes, count, 0x1f, 0x8b)) {
            return Optional.of("gzip");
        }
        if (begins(bytes, count, '%', 'P', 'D', 'F')) {
            return Optional.of("PDF");
        }
        return begins(bytes, count, 0xd0, 0xcf, 0x11, 0xe0)
                ? Optional.of(say("an old spreadsheet format"))
                : Optional.empty();
    }

    private static boolean begins(byte[] bytes, int count, int... start) {
        if (count < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if ((bytes[i] & 0xff) != start[i]) {
                return false;
            }
        }
        return true;
    }
}
