package throughline.lake.duckdb;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import throughline.lake.duckdb.PageIndex.Page;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;
import throughline.lake.sql.Sql;

/// The rows of a month as they came in, and those that were made of them before.
///
/// @param kept the facts
/// @param bounds by kind and column: values beyond them are as if they were empty
/// @param folder where the pages are
/// @param before the pages that there are
record MonthlyRows(
        Map<FactKind, KeptTable> kept,
        Map<FactKind, Map<String, Bounds>> bounds,
        java.nio.file.Path folder,
        PageIndex before) {

    /// SQL of the number of a row's month, from the number of its day.
    static final String MONTH = "(year(date '1970-01-01' + day) * 12 + month(date '1970-01-01' + day) - 1)::bigint";

    /// The number of a month, as [#MONTH] gives it.
    static long number(YearMonth month) {
        return month.getYear() * 12L + month.getMonthValue() - 1;
    }

    /// The month of a number.
    static YearMonth month(long number) {
        return YearMonth.of(Math.toIntExact(number / 12), Math.toIntExact(number % 12) + 1);
    }

    /// Whether there are facts of the kind.
    boolean has(FactKind kind) {
        return kept.containsKey(kind);
    }

    /// The columns of the facts of a kind.
    FactTable table(FactKind kind) {
        return Objects.requireNonNull(kept.get(kind)).table();
    }

    /// The columns of the facts of a kind, as SQL lists them.
    String columns(FactKind kind) {
        return table(kind).columns().stream().map(c -> Sql.name(c.name())).collect(Collectors.joining(", "));
    }

    /// Names of the files of facts by month.
    SortedMap<YearMonth, List<String>> sources(FactKind kind) {
        var sources = new TreeMap<YearMonth, List<String>>();
        Objects.requireNonNull(kept.get(kind))
                .files()
                .forEach(file -> sources.computeIfAbsent(file.month(), m -> new ArrayList<>())
                        .add(file.name()));
        return sources;
    }

    /// The pages of a kind that there are.
    SortedMap<YearMonth, Page> pages(FactKind kind) {
        return Optional.ofNullable(before.tables().get(kind))
                .map(PageIndex.Paged::pages)
                .orElseGet(TreeMap::new);
    }

    /// The months whose files of facts are not those that the page was made of.
    NavigableSet<YearMonth> touched(FactKind kind) {
        SortedMap<YearMonth, List<String>> sources = sources(kind);
        SortedMap<YearMonth, Page> pages = pages(kind);
        var touched = new TreeSet<YearMonth>();
        sources.forEach((month, files) -> {
            if (!Optional.ofNullable(pages.get(month)).map(Page::sources).equals(Optional.of(files))) {
                touched.add(month);
            }
        });
        pages.keySet().stream().filter(month -> !sources.containsKey(month)).forEach(touched::add);
        return touched;
    }

    /// The facts of these months; empty where there are none.
    Optional<KeptStage> stage(FactKind kind, Collection<YearMonth> months) {
        KeptTable table = Objects.requireNonNull(kept.get(kind));
        List<KeptFile> files = table.files().stream()
                .filter(file -> months.contains(file.month()))
                .toList();
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of(new KeptStage(table, files, bounds.getOrDefault(kind, Map.of())));
    }

    /// The pages of these months, as they come after FROM, with `file_index` and `file_row_number`; empty where there
    /// are none.
    Optional<String> from(FactKind kind, Collection<YearMonth> months) {
        List<String> files = files(kind, months);
        return files.isEmpty() ? Optional.empty() : Optional.of(scan(files));
    }

    /// Names of the files of the pages of these months.
    List<String> files(FactKind kind, Collection<YearMonth> months) {
        return pages(kind).entrySet().stream()
                .filter(page -> months.contains(page.getKey()))
                .flatMap(page -> page.getValue().files().stream())
                .toList();
    }

    /// Files of pages, as they come after FROM.
    String scan(List<String> names) {
        return Workshop.scan(
                names.stream().map(name -> folder.resolve(name).toString()).toList());
    }

    /// The months of pages other than these.
    NavigableSet<YearMonth> others(FactKind kind, Collection<YearMonth> months) {
        var others = new TreeSet<>(pages(kind).keySet());
        others.removeAll(months);
        return others;
    }
}
