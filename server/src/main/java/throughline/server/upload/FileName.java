package throughline.server.upload;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/// The name that a stranger gave a file, made safe to be one here.
final class FileName {

    private static final int LONGEST_BYTES = 120;

    private FileName() {}

    /// The last part of the path; letters, digits, blanks and `-_.()` of it, never hidden and never long. Its ending
    /// stays.
    static String safe(String given) {
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        String plain = Normalizer.normalize(last, Normalizer.Form.NFC)
                .replaceAll("[^\\p{L}\\p{M}\\p{N} ._()-]", "_")
                .replaceAll("^[. ]+", "")
                .replaceAll("[. ]+$", "")
                .strip();
        String name = plain.isEmpty() || plain.matches("_+") ? "file" : plain;
        while (name.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            name = name.substring(name.offsetByCodePoints(0, 1));
        }
        return name;
    }

    /// The name with the ending that the first bytes ask for, where it has none that is known.
    ///
    /// @param count how many of the bytes are filled
    static String fitting(String name, byte[] first, int count) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean zipped = count > 1 && (first[0] & 0xff) == 0x1f && (first[1] & 0xff) == 0x8b;
        if (zipped && !lower.endsWith(".gz")) {
            return name + ".gz";
        }
        if (count > 3 && first[0] == 'P' && first[1] == 'A' && first[2] == 'R' && first[3] == '1') {
            return lower.endsWith(".parquet") ? name : name + ".parquet";
        }
        boolean known = lower.matches(".*\\.(csv|tsv|txt|ndjson|parquet|ya?ml)(\\.gz)?");
        boolean object = new String(first, 0, count, StandardCharsets.UTF_8)
                .stripLeading()
                .startsWith("{");
        return !known && object ? name + ".ndjson" : name;
    }
}
