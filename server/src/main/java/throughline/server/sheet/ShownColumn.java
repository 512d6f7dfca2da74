package throughline.server.sheet;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;

/// A column as a page shows it, and how its cells read for a program. Numbers are as `Words` writes them; a
/// unit that all of them share goes into the heading.
///
/// @param value the value of a cell, null where the cell says that there is none
record ShownColumn(Column column, Function<String, @Nullable String> value) {

    /// A number with commas and a true minus sign, and what it is counted in.
    private static final Pattern NUMBER = Pattern.compile(
            "([\u2212+-]?)(0|[1-9]\\d{0,2}(?:,\\d{3})*)(\\.\\d+)?(?:[ \u00A0]?(%|[\\p{L}£€$][\\p{L}/ ]{0,15}))?");

    /// What stands where nothing is known or told.
    private static final Set<String> NONE = Set.of("", "\u2013", "\u2014", "not known", "not shown");

    /// What stands where a number has no end, or is too small to be said as one.
    private static final Set<String> NO_NUMBER = Set.of("no upper limit", "no lower limit", "no target", "under 0.1 %");

    private static final List<DateTimeFormatter> DAYS = List.of(
            DateTimeFormatter.ISO_LOCAL_DATE,
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH));

    /// The column as a program reads it: days or numbers where all cells that say anything are, else text.
    static ShownColumn of(Sheet.Read read) {
        String heading = read.heading();
        List<String> known = read.cells().stream()
                .filter(c -> !read.names() && !NONE.contains(c) && !NO_NUMBER.contains(c))
                .toList();
        if (!known.isEmpty() && known.stream().allMatch(c -> day(c).isPresent())) {
            return new ShownColumn(new Column(heading, ColumnType.DATE), c -> day(c).orElse(null));
        }
        Set<String> units = known.stream().map(ShownColumn::unit).collect(Collectors.toSet());
        if (units.size() == 1 && known.stream().allMatch(c -> number(c).isPresent())) {
            String unit = units.iterator().next();
            String named = unit.isEmpty()
                    ? heading
                    : "%s (%s)".formatted(heading, unit).strip();
            return new ShownColumn(
                    new Column(named, ColumnType.NUMBER), c -> number(c).orElse(null));
        }
        return new ShownColumn(new Column(heading, ColumnType.TEXT), c -> NONE.contains(c) ? null : c);
    }

    private static Optional<String> number(String cell) {
        Matcher read = NUMBER.matcher(cell);
        if (!read.matches()) {
            return Optional.empty();
        }
        String sign = read.group(1).isEmpty() || read.group(1).equals("+") ? "" : "-";
        String fraction = read.group(3) == null ? "" : read.group(3);
        return Optional.of(sign + read.group(2).replace(",", "") + fraction);
    }

    private static String unit(String cell) {
        Matcher read = NUMBER.matcher(cell);
        return read.matches() && read.group(4) != null ? read.group(4) : "";
    }

    private static Optional<String> day(String cell) {
        for (DateTimeFormatter format : DAYS) {
            try {
                return Optional.of(LocalDate.parse(cell, format).toString());
            } catch (DateTimeParseException other) {
                // the next format may fit
            }
        }
        return Optional.empty();
    }
}
