package throughline.workspace;

import static throughline.text.Text.say;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What the first rows of a file show, before anybody has said what it is.
///
/// @param file its name
/// @param separator what stands between the cells of a CSV file
/// @param columns its columns in their order
/// @param rows rows that were looked at
/// @param whole whether these are all
/// @param charactersPerRow mean length of a row, to tell how many there may be
/// @param badRows rows among them that cannot be split into cells
public record TableSample(
        String file,
        char separator,
        List<SampledColumn> columns,
        int rows,
        boolean whole,
        double charactersPerRow,
        long badRows) {

    private static final Set<String> EMPTY = Set.of("na", "n/a", "nan", "null", "none", "-", ".", "?");
    private static final String COMMA_NUMBER = "[-+]?\\d{1,3}(\\.?\\d{3})*,\\d+";
    private static final int MOST_DISTINCT = 2_000;
    private static final int MOST_TEXTS = 400_000;
    private static final int EXAMPLES = 4;
    private static final int LONGEST_EXAMPLE = 40;

    /// Copies the list.
    public TableSample {
        columns = List.copyOf(columns);
    }

    /// Looks at the first rows of a file.
    ///
    /// @throws UnreadableFileException if no row of it can be read; the message says why
    /// @throws IOException if it cannot be opened
    public static TableSample of(Path file) throws IOException {
        var rejects = new Rejects(r -> {});
        String name = String.valueOf(file.getFileName());
        try (RecordSource source = TableColumns.open(file, rejects)) {
            List<Look> looks = new ArrayList<>();
            Set<String> names = new HashSet<>();
            int most = Math.max(
                    20,
                    Math.min(
                            MOST_DISTINCT,
                            MOST_TEXTS / Math.max(1, source.columns().size())));
            source.columns().forEach(column -> looks.add(new Look(column, !names.add(column), most)));
            int rows = 0;
            long characters = 0;
            boolean more = source.next();
            while (more && rows < Limits.SAMPLE) {
                for (int i = 0; i < looks.size(); i++) {
                    if (!source.cells().empty(i)) {
                        looks.get(i).take(source.cells().string(i));
                    }
                }
                characters += source.cells().length() + looks.size();
                rows++;
                more = source.next();
            }
            if (rows == 0) {
                throw new UnreadableFileException(rejects.kept().stream()
                        .findFirst()
                        .map(r -> r.wholeFile()
                                ? r.reason()
                                : say("No row can be read. Line %s: %s", r.line(), r.reason()))
                        .orElse(say("The file has a header row and no rows below it.")));
            }
            return new TableSample(
                    name,
                    csv(name) ? TableColumns.separator(file) : ',',
                    looks.stream().map(Look::seen).toList(),
                    rows,
                    !more,
                    (double) characters / rows,
                    rejects.count());
        }
    }

    private static boolean csv(String name) {
        return !name.toLowerCase(Locale.ROOT).matches(".*\\.(parquet|ndjson|ndjson\\.gz)");
    }

    /// A column while it is looked at.
    private static final class Look {

        private final String name;
        private final boolean repeated;
        private final int most;
        private final Set<String> values = new LinkedHashSet<>();
        private final Set<String> empties = new LinkedHashSet<>();
        private int known;
        private int numbers;
        private int commas;
        private int flags;
        private boolean whole = true;
        private double low = Double.NaN;
        private double high = Double.NaN;

        Look(String name, boolean repeated, int most) {
            this.name = name;
            this.repeated = repeated;
            this.most = most;
        }

        void take(String value) {
            if (EMPTY.contains(value.toLowerCase(Locale.ROOT))) {
                empties.add(value);
                return;
            }
            known++;
            if (values.size() < most) {
                values.add(value);
            }
            double number = NumberText.parse(value);
            if (Double.isNaN(number) && value.length() < 30 && value.matches(COMMA_NUMBER)) {
                number = NumberText.parse(value.replace(".", "").replace(',', '.'));
                commas++;
            }
            if (Double.isNaN(number)) {
                flags += FlagText.parse(value) == null ? 0 : 1;
                return;
            }
            numbers++;
            whole &= number == Math.rint(number);
            low = Double.isNaN(low) ? number : Math.min(low, number);
            high = Double.isNaN(high) ? number : Math.max(high, number);
        }

        SampledColumn seen() {
            return new SampledColumn(
                    name,
                    repeated,
                    values.stream().limit(EXAMPLES).map(Look::cut).toList(),
                    known,
                    values.size(),
                    numbers,
                    commas > 0,
                    whole,
                    low,
                    high,
                    flags,
                    numbers > 0 ? List.copyOf(empties) : List.of(),
                    TimeForm.of(values));
        }

        private static String cut(String value) {
            return value.length() > LONGEST_EXAMPLE ? value.substring(0, LONGEST_EXAMPLE) + "…" : value;
        }
    }
}
