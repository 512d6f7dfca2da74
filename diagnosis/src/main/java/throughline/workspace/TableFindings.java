package throughline.workspace;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Wording;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.lake.fact.FactKind;
import throughline.lake.fact.FactRow;
import throughline.lake.fact.FactTable;
import throughline.organisation.MeasureInference;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Measure;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Organisation.Unit;

/// What is learnt of a table while its rows pass: values of its measures, ids nobody knows, first and last
/// day.
final class TableFindings implements RowWatch {

    /// Most ids of a field that are named.
    static final int MOST_IDS = 1_000;

    /// Tables of answers, in which a value that is far from the others is a code rather than an answer.
    static final Set<FactKind> ANSWERED = EnumSet.of(FactKind.RESPONSES, FactKind.EVALUATIONS, FactKind.PULSE);

    private static final int MOST_READINGS = 10_000;
    private static final Map<String, String> FIELDS = Map.of(
            "unit", "unit",
            "touchpoint", "touchpoint",
            "agent", "person",
            "person", "person",
            "sponsor", "person",
            "owner_after", "person");

    private final FactKind kind;
    private final Map<String, Set<String>> known;
    private final Set<String> scaled;
    private final Map<String, Set<String>> unknown = new TreeMap<>();
    private final Map<String, ValueRange> readings = new TreeMap<>();
    private final Map<String, ValueRange[]> ranges = new TreeMap<>();
    private int[] measures = new int[0];
    private ValueRange[] current = new ValueRange[0];
    private @Nullable String file;
    private final Map<String, long[]> strangers = new TreeMap<>();
    private List<IdColumn> ids = List.of();
    private List<WordColumn> words = List.of();
    private @Nullable FactTable table;
    private int measure = -1;
    private int value = -1;
    private int first = Integer.MAX_VALUE;
    private int last = Integer.MIN_VALUE;

    TableFindings(FactKind kind, Organisation organisation) {
        this.kind = kind;
        this.scaled = set(organisation.measures().stream()
                .filter(m -> m.low() != null && m.high() != null)
                .map(Measure::id)
                .toList());
        this.known = Map.of(
                "unit", set(organisation.units().stream().map(Unit::id).toList()),
                "touchpoint",
                        set(organisation.touchpoints().stream()
                                .flatMap(t -> Stream.concat(Stream.of(t.id()), t.also().stream()))
                                .toList()),
                "person", set(organisation.people().stream().map(Person::id).toList()));
    }

    @Override
    public void begin(FactTable of) {
        table = of;
        Set<String> declared =
                Set.copyOf(kind.columns().stream().map(Column::name).toList());
        var numbers = new ArrayList<Integer>();
        var texts = new ArrayList<Integer>();
        var worded = new ArrayList<WordColumn>();
        for (int i = FactTable.SYSTEM.size(); i < of.columns().size(); i++) {
            Column column = of.columns().get(i);
            boolean counted = column.type() == ColumnType.NUMBER || column.type() == ColumnType.FLAG;
            if (counted && !declared.contains(column.name())) {
                numbers.add(i);
            }
            if (FIELDS.containsKey(column.name()) && column.type() == ColumnType.TEXT) {
                texts.add(i);
            }
            if (column.type() == ColumnType.TEXT) {
                int position = i;
                KnownWords.of(kind, column.name()).ifPresent(w -> worded.add(new WordColumn(position, w)));
            }
        }
        measures = numbers.stream().mapToInt(Integer::intValue).toArray();
        ids = texts.stream().map(position -> idColumn(of, position)).toList();
        words = List.copyOf(worded);
        measure = kind == FactKind.READINGS ? of.position("measure") : -1;
        value = kind == FactKind.READINGS ? of.position("value") : -1;
    }

    @Override
    public void row(FactRow row) {
        int day = (int) row.whole(2);
        days(day, day);
        ValueRange[] here = ranges(String.valueOf(row.text(0)));
        for (int i = 0; i < measures.length; i++) {
            if (row.has(measures[i])) {
                here[i].add(flag(measures[i]) ? row.whole(measures[i]) : row.number(measures[i]));
            }
        }
        for (IdColumn column : ids) {
            String id = row.text(column.position());
            if (id != null) {
                column.add(id, 1);
            }
        }
        for (WordColumn column : words) {
            String word = row.text(column.position());
            if (word != null) {
                column.words().add(word, 1);
            }
        }
        if (measure >= 0) {
            reading(row);
        }
    }

    /// Takes in that there are rows on these days, in days since 1970.
    void days(int from, int to) {
        first = Math.min(first, from);
        last = Math.max(last, to);
    }

    /// The columns whose values are ids, and the words that count.
    List<String> texts() {
        return Stream.concat(
                        ids.stream().map(IdColumn::position), words.stream().map(WordColumn::position))
                .distinct()
                .map(position -> column(position).name())
                .toList();
    }

    /// Takes in that so many rows have a text in a column of [#texts].
    void text(String column, String value, long rows) {
        ids.stream().filter(c -> named(c.position(), column)).forEach(c -> c.add(value, rows));
        words.stream()
                .filter(c -> named(c.position(), column))
                .forEach(c -> c.words().add(value, rows));
    }

    /// The columns whose values are measured.
    List<Column> measured() {
        return IntStream.of(measures).mapToObj(this::column).toList();
    }

    /// Whether an answer of a column can stray from the others.
    boolean mayStray(String item) {
        return ANSWERED.contains(kind) && !scaled.contains(MeasureInference.item(item));
    }

    /// Takes in the values that rows of a file have in a column of [#measured].
    void values(String of, String column, ValueRange values) {
        for (int i = 0; i < measures.length; i++) {
            if (named(measures[i], column)) {
                ranges(of)[i].add(values);
            }
        }
    }

    /// Takes in the values of a measure of readings.
    void reading(String id, ValueRange values) {
        readings.computeIfAbsent(id, m -> new ValueRange()).add(values);
    }

    private boolean named(int position, String column) {
        return column(position).name().equals(column);
    }

    /// First day of a row, in days since 1970, or [Integer#MAX_VALUE].
    int firstDay() {
        return first;
    }

    /// Last day of a row, in days since 1970, or [Integer#MIN_VALUE].
    int lastDay() {
        return last;
    }

    /// Ids that the organisation does not list, by `unit`, `touchpoint` and `person`.
    Map<String, Set<String>> unknownIds() {
        return unknown;
    }

    /// How many cells hold such an id, by `unit`, `touchpoint` and `person`.
    Map<String, Long> unknownCells() {
        Map<String, Long> cells = new TreeMap<>();
        strangers.forEach((field, n) -> cells.put(field, n[0]));
        return cells;
    }

    /// Sentences about words that the exchange format does not know, and about answers far from the others.
    List<String> remarks() {
        var remarks = new ArrayList<String>();
        words.forEach(w -> w.words().remark().ifPresent(remarks::add));
        for (int i = 0; i < measures.length; i++) {
            strays(i, remarks);
        }
        return remarks;
    }

    private void strays(int position, List<String> remarks) {
        String item = column(measures[position]).name();
        if (!mayStray(item)) {
            return;
        }
        range(position)
                .stray()
                .ifPresent(stray -> ranges.forEach((name, here) -> {
                    long rows = here[position].rows(stray.value());
                    if (rows > 0) {
                        remarks.add(say(
                                rows == 1
                                        ? "%s: %s of %s is %s, far from the others (%s to %s), and counts as an answer. Empty it, or declare %s with its scale under measures in organisation.yaml."
                                        : "%s: %s of %s are %s, far from the others (%s to %s), and count as answers. Empty them, or declare %s with its scale under measures in organisation.yaml.",
                                name,
                                Wording.count(rows, "value", "values"),
                                item,
                                Wording.plain(stray.value()),
                                Wording.plain(stray.low()),
                                Wording.plain(stray.high()),
                                item));
                    }
                }));
    }

    /// The measures that were seen.
    List<MeasureInference.Seen> seen() {
        var all = new ArrayList<MeasureInference.Seen>();
        for (int i = 0; i < measures.length; i++) {
            ValueRange range = range(i);
            if (!range.empty()) {
                all.add(range.seen(kind, column(measures[i]).name()));
            }
        }
        readings.forEach((id, range) -> all.add(range.seen(kind, id)));
        return all;
    }

    private ValueRange[] ranges(String of) {
        if (!of.equals(file)) {
            file = of;
            current = ranges.computeIfAbsent(
                    of,
                    f -> Stream.generate(ValueRange::new).limit(measures.length).toArray(ValueRange[]::new));
        }
        return current;
    }

    /// The values of a measure in all files.
    private ValueRange range(int position) {
        var all = new ValueRange();
        ranges.values().forEach(here -> all.add(here[position]));
        return all;
    }

    private boolean flag(int position) {
        return column(position).type() == ColumnType.FLAG;
    }

    private Column column(int position) {
        if (table == null) {
            throw new IllegalStateException("No table has begun");
        }
        return table.columns().get(position);
    }

    private IdColumn idColumn(FactTable of, int position) {
        String field = FIELDS.getOrDefault(of.columns().get(position).name(), "");
        return new IdColumn(
                position,
                known.getOrDefault(field, Set.of()),
                unknown.computeIfAbsent(field, f -> new TreeSet<>()),
                strangers.computeIfAbsent(field, f -> new long[1]));
    }

    private void reading(FactRow row) {
        String id = row.text(measure);
        if (id != null && (readings.size() < MOST_READINGS || readings.containsKey(id))) {
            readings.computeIfAbsent(id, m -> new ValueRange()).add(row.number(value));
        }
    }

    private static Set<String> set(List<String> ids) {
        return new HashSet<>(ids);
    }

    /// A column of ids, those the organisation lists, those it does not, and how many cells hold one of
    /// those.
    @SuppressWarnings("ArrayRecordComponent") // counted up once a row
    private record IdColumn(int position, Set<String> known, Set<String> unknown, long[] rows) {

        void add(String id, long cells) {
            if (!known.contains(id)) {
                rows[0] += cells;
                if (unknown.size() < MOST_IDS) {
                    unknown.add(id);
                }
            }
        }
    }

    private record WordColumn(int position, KnownWords words) {}
}
