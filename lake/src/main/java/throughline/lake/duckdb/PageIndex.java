package throughline.lake.duckdb;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactTable;

/// Which pages there are, and what they were made from.
///
/// @param rules what pages depend on besides the facts, as a hash
/// @param notes figures of all facts of which every page knows, by name
/// @param tables the pages of each kind
record PageIndex(String rules, Map<String, String> notes, Map<FactKind, Paged> tables) {

    private static final String FIRST_LINE = "throughline pages 1";

    /// Copies the maps.
    PageIndex {
        notes = Collections.unmodifiableMap(new LinkedHashMap<>(notes));
        tables = Collections.unmodifiableMap(new TreeMap<>(tables));
    }

    /// A table in pages.
    ///
    /// @param table its columns
    /// @param pages its rows, by the month of their days
    record Paged(FactTable table, SortedMap<YearMonth, Page> pages) {

        /// Copies the map.
        Paged {
            pages = Collections.unmodifiableSortedMap(new TreeMap<>(pages));
        }

        /// Names of all files, month by month.
        List<String> files() {
            return pages.values().stream()
                    .flatMap(page -> page.files().stream())
                    .toList();
        }
    }

    /// The rows of a month.
    ///
    /// @param files names of the files in the folder of the pages
    /// @param sources names of the files of facts that hold the month; none for tables that are made from others
    record Page(List<String> files, List<String> sources) {

        /// Copies the lists.
        Page {
            files = List.copyOf(files);
            sources = List.copyOf(sources);
        }
    }

    /// Names of all files.
    Stream<String> files() {
        return tables.values().stream().flatMap(paged -> paged.files().stream());
    }

    /// As lines of text.
    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(FIRST_LINE, "rules " + coded(rules)));
        notes.forEach((name, note) -> lines.add("note %s %s".formatted(coded(name), coded(note))));
        tables.forEach((kind, paged) -> {
            lines.add("table " + kind.table());
            paged.table().columns().stream()
                    .skip(FactTable.SYSTEM.size())
                    .forEach(column -> lines.add("column %s %s".formatted(coded(column.name()), column.type())));
            paged.pages()
                    .forEach((month, page) ->
                            lines.add("page %s %s %s".formatted(month, coded(page.files()), coded(page.sources()))));
        });
        lines.add("end");
        return lines;
    }

    /// Reads [#lines]; empty where they are cut short or of another version.
    static Optional<PageIndex> of(List<String> lines) {
        if (lines.size() < 3
                || !lines.getFirst().equals(FIRST_LINE)
                || !lines.getLast().equals("end")) {
            return Optional.empty();
        }
        Map<String, String> notes = new LinkedHashMap<>();
        Map<FactKind, List<Column>> columns = new EnumMap<>(FactKind.class);
        Map<FactKind, SortedMap<YearMonth, Page>> pages = new EnumMap<>(FactKind.class);
        List<Column> ofTable = new ArrayList<>();
        SortedMap<YearMonth, Page> inTable = new TreeMap<>();
        for (String line : lines.subList(2, lines.size() - 1)) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "note" -> notes.put(plain(words[1]), plain(words[2]));
                case "table" -> {
                    FactKind kind = FactKind.find(words[1]).orElseThrow();
                    ofTable = columns.computeIfAbsent(kind, k -> new ArrayList<>(FactTable.SYSTEM));
                    inTable = pages.computeIfAbsent(kind, k -> new TreeMap<>());
                }
                case "column" -> ofTable.add(new Column(plain(words[1]), ColumnType.valueOf(words[2])));
                default -> inTable.put(YearMonth.parse(words[1]), new Page(plains(words[2]), plains(words[3])));
            }
        }
        Map<FactKind, Paged> tables = new EnumMap<>(FactKind.class);
        columns.forEach((kind, of) ->
                tables.put(kind, new Paged(new FactTable(kind, of), pages.getOrDefault(kind, new TreeMap<>()))));
        return Optional.of(new PageIndex(plain(lines.get(1).substring("rules ".length())), notes, tables));
    }

    private static String coded(List<String> names) {
        return names.stream().map(PageIndex::coded).collect(Collectors.joining(","));
    }

    private static String coded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<String> plains(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(",", -1)).map(PageIndex::plain).toList();
    }

    private static String plain(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
