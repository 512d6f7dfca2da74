package throughline.workspace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Collects what could not be read: all are counted and handed on; the whole files and the first 10,000 rows are kept.
/// Used by one thread.
final class Rejects {

    private static final int KEPT = 10_000;
    private static final int LONGEST_ROW = 500;

    private final List<Reject> files = new ArrayList<>();
    private final List<Reject> kept = new ArrayList<>();
    private final Map<String, Long> byFile = new TreeMap<>();
    private final Consumer<Reject> also;
    private long count;

    /// @param also is given every reject, also those that are not kept
    Rejects(Consumer<Reject> also) {
        this.also = also;
    }

    /// Takes one in.
    void add(String file, long line, String column, String reason, String row) {
        String cut = row.length() > LONGEST_ROW ? row.substring(0, LONGEST_ROW) : row;
        add(new Reject(file, line, column, reason, printable(cut)));
    }

    /// Takes one in.
    void add(Reject reject) {
        if (reject.wholeFile()) {
            files.add(reject);
        } else {
            count++;
            byFile.merge(reject.file(), 1L, Long::sum);
            if (kept.size() < KEPT) {
                kept.add(reject);
            }
        }
        also.accept(reject);
    }

    /// Takes in what another has collected; those it has handed on are not handed on again.
    void addAll(Rejects other) {
        count += other.count;
        other.byFile.forEach((file, n) -> byFile.merge(file, n, Long::sum));
        files.addAll(other.files);
        other.kept.stream().limit(KEPT - kept.size()).forEach(kept::add);
    }

    /// How many rows there are, files not counted.
    long count() {
        return count;
    }

    /// Files first, then rows.
    List<Reject> kept() {
        return Stream.concat(files.stream(), kept.stream()).toList();
    }

    /// How many rows there are by file.
    Map<String, Long> byFile() {
        return Collections.unmodifiableMap(new TreeMap<>(byFile));
    }

    /// Bytes that were not UTF-8 as the Windows-1252 letters they probably were; control characters as `?`.
    private static String printable(String row) {
        var text = new StringBuilder(row.length());
        for (int i = 0; i < row.length(); i++) {
            char c = row.charAt(i);
            if (c >= '\uDC80' && c <= '\uDCFF' && (i == 0 || !Character.isHighSurrogate(row.charAt(i - 1)))) {
                text.append((char) (c - '\uDC00'));
            } else if (Character.isHighSurrogate(c) && i + 1 == row.length()) {
                text.append('?');
            } else {
                text.append(c < ' ' && c != '\t' && c != '\n' ? '?' : c);
            }
        }
        return text.toString();
    }
}
