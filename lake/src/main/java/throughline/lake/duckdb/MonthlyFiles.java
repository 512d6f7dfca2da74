package throughline.lake.duckdb;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;

/// The pages of one table, by the month of the days of their rows.
///
/// @param folder where they are
/// @param months names of the files of each month
record MonthlyFiles(Path folder, SortedMap<YearMonth, List<String>> months) {

    /// A question to files.
    ///
    /// @param files their names
    record Asked(List<String> files, CubeQuery query) {}

    /// A question to one month.
    ///
    /// @param whole whether all days of the month count
    record Part(YearMonth month, boolean whole, Asked asked) {}

    /// The questions to single months that together are a question: days that a month lies within whole are not asked
    /// for, so that the answer is the same next time.
    List<Part> parts(CubeQuery query) {
        LocalDate from = from(query.filters());
        LocalDate to = to(query.filters());
        List<Filter> others = query.filters().stream()
                .filter(filter -> !(filter instanceof Filter.Days))
                .toList();
        List<Part> parts = new ArrayList<>();
        overlapping(from, to).forEach((month, files) -> {
            boolean whole = !from.isAfter(month.atDay(1)) && !to.isBefore(month.atEndOfMonth());
            var filters = new ArrayList<>(others);
            if (!whole) {
                filters.add(new Filter.Days(later(from, month.atDay(1)), earlier(to, month.atEndOfMonth())));
            }
            parts.add(new Part(
                    month,
                    whole,
                    new Asked(files, new CubeQuery(query.fact(), query.keys(), query.measures(), filters))));
        });
        return parts;
    }

    /// The files with rows that filters may let pass, as they come after FROM; the first where there are none.
    String some(Collection<Filter> filters) {
        SortedMap<YearMonth, List<String>> some = overlapping(from(filters), to(filters));
        return scan(
                some.isEmpty()
                        ? months.firstEntry().getValue()
                        : some.values().stream().flatMap(List::stream).toList());
    }

    /// Files, as they come after FROM.
    String scan(List<String> names) {
        return Workshop.scan(
                names.stream().map(name -> folder.resolve(name).toString()).toList());
    }

    private SortedMap<YearMonth, List<String>> overlapping(LocalDate from, LocalDate to) {
        return from.isAfter(to)
                ? new TreeMap<>()
                : months.subMap(YearMonth.from(from), YearMonth.from(to).plusMonths(1));
    }

    private LocalDate from(Collection<Filter> filters) {
        LocalDate from = months.firstKey().atDay(1);
        for (Filter filter : filters) {
            from = filter instanceof Filter.Days days ? later(from, days.from()) : from;
        }
        return from;
    }

    private LocalDate to(Collection<Filter> filters) {
        LocalDate to = months.lastKey().atEndOfMonth();
        for (Filter filter : filters) {
            to = filter instanceof Filter.Days days ? earlier(to, days.to()) : to;
        }
        return to;
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    private static LocalDate earlier(LocalDate a, LocalDate b) {
        return a.isBefore(b) ? a : b;
    }
}
