package throughline.command.analyse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What a model allows for, as numbers: a column of numbers as it is, a column of texts as one 0/1 variable
/// for each text but the most frequent.
final class Covariates {

    private static final int MOST_TEXTS = 50;
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");

    private final List<String> names = new ArrayList<>();
    private final List<double[]> columns = new ArrayList<>();

    /// Adds a column.
    ///
    /// @throws IllegalArgumentException if it does not vary, or has more than 50 different texts
    void add(String name, String[] cells) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String cell : cells) {
            counts.merge(cell, 1, Integer::sum);
        }
        List<String> different = List.copyOf(counts.keySet());
        if (different.size() < 2) {
            throw new IllegalArgumentException("Column %s does not vary: every complete row has %s. Leave it out."
                    .formatted(name, different.getFirst()));
        }
        if (different.stream().allMatch(c -> NUMBER.matcher(c).matches())) {
            names.add(name);
            columns.add(Arrays.stream(cells).mapToDouble(Double::parseDouble).toArray());
            return;
        }
        if (different.size() > MOST_TEXTS) {
            throw new IllegalArgumentException(
                    "Column %s has %,d different texts, such as \"%s\"; at most %d can be allowed for. Make fewer of them, or numbers."
                            .formatted(
                                    name,
                                    different.size(),
                                    different.stream()
                                            .filter(c -> !NUMBER.matcher(c).matches())
                                            .findFirst()
                                            .orElseThrow(),
                                    MOST_TEXTS));
        }
        String base = Collections.max(different, Comparator.comparingInt(counts::get));
        for (String text : different) {
            if (!text.equals(base)) {
                names.add(name + "=" + text);
                columns.add(Arrays.stream(cells)
                        .mapToDouble(c -> c.equals(text) ? 1 : 0)
                        .toArray());
            }
        }
    }

    /// Number of variables.
    int size() {
        return names.size();
    }

    /// Names of the variables, such as `age` or `type=new`.
    List<String> names() {
        return names;
    }

    /// The outcome and then the variables of a row.
    double[] row(int row, double outcome) {
        double[] values = new double[columns.size() + 1];
        values[0] = outcome;
        for (int c = 0; c < columns.size(); c++) {
            values[c + 1] = columns.get(c)[row];
        }
        return values;
    }
}
