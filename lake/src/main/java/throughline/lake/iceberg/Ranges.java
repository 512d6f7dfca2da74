package throughline.lake.iceberg;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;

/// Whole numbers as text, runs of them in short: `3,7-19`.
final class Ranges {

    private Ranges() {}

    static String text(SortedSet<Long> numbers) {
        List<String> runs = new ArrayList<>();
        long first = 0;
        long last = 0;
        for (long number : numbers) {
            if (runs.isEmpty() || number != last + 1) {
                first = number;
                runs.add("");
            }
            last = number;
            runs.set(runs.size() - 1, first == last ? String.valueOf(first) : first + "-" + last);
        }
        return String.join(",", runs);
    }

    /// @param text what [#text] wrote
    static NavigableSet<Long> parse(String text) {
        var numbers = new TreeSet<Long>();
        if (text.isEmpty()) {
            return numbers;
        }
        for (String run : text.split(",", -1)) {
            // The first character may be the sign of a number.
            int dash = run.indexOf('-', 1);
            long first = Long.parseLong(dash < 0 ? run : run.substring(0, dash));
            long last = Long.parseLong(dash < 0 ? run : run.substring(dash + 1));
            LongStream.rangeClosed(first, last).forEach(numbers::add);
        }
        return numbers;
    }
}
