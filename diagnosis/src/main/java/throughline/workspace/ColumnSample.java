package throughline.workspace;

import static throughline.text.Text.say;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Wording;
import throughline.lake.fact.ColumnType;

/// The first values of a column that the exchange format does not declare, to find what it holds.
final class ColumnSample {

    /// Share of the values that must be numbers (or true and false) for the column to be that.
    private static final double MOST = 0.9;

    private final boolean named;
    private @Nullable String oddity;
    private int known;
    private int numbers;
    private int flags;

    /// @param name its name: one that ends in `_id` is never a number
    ColumnSample(String name) {
        named = name.equals("id") || name.endsWith("_id");
    }

    /// Takes a value in.
    ///
    /// @param file name of the file it is in
    void add(Cells cells, int cell, String file, long line) {
        if (known == Limits.SAMPLE || cells.empty(cell)) {
            return;
        }
        known++;
        if (!Double.isNaN(NumberText.parse(cells.text(), cells.from(cell), cells.to(cell)))) {
            numbers++;
        } else if (FlagText.parse(cells.text(), cells.from(cell), cells.to(cell)) >= 0) {
            flags++;
        } else if (oddity == null) {
            String value = cells.string(cell);
            oddity = say(
                    "%s line %s says \"%s\"", file, line, value.length() > 40 ? value.substring(0, 40) + "…" : value);
        }
    }

    /// Where the first value is that keeps a column of mostly numbers from being one, in words; empty for any other.
    Optional<String> spoilt() {
        boolean almost = !named && type() == ColumnType.TEXT && Math.max(numbers, flags) > known / 2.0;
        int odd = known - numbers - flags;
        return almost && oddity != null
                ? Optional.of(odd == 1 ? oddity : say("%s (1 of %s such cells)", oddity, Wording.count(odd)))
                : Optional.empty();
    }

    /// Whether no value has been seen.
    boolean empty() {
        return known == 0;
    }

    /// What the column holds.
    ColumnType type() {
        if (known == 0 || named) {
            return ColumnType.TEXT;
        }
        if (numbers >= MOST * known) {
            return ColumnType.NUMBER;
        }
        return flags >= MOST * known ? ColumnType.FLAG : ColumnType.TEXT;
    }
}
