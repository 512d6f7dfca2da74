package throughline.workspace;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import throughline.lake.fact.FactKind;
import throughline.organisation.MeasureInference;
import throughline.workspace.MappingDraft.Field;
import throughline.workspace.MappingDraft.Scale;

/// What a foreign file is taken for: its table, what each column becomes, and what is still to be settled.
///
/// @param kind its table, once it is known
/// @param columns one guess a column; empty while the table is not known
/// @param question the next thing to settle, if any
/// @param draft the mapping it makes; empty while there is a question
public record Recognition(
        Optional<FactKind> kind, List<ColumnGuess> columns, Optional<Question> question, Optional<MappingDraft> draft) {

    /// Columns of answers of unknown meaning up to which each is asked for; more are kept under their own names.
    private static final int MOST_ITEMS = 6;

    private static final List<Scale> SCALES =
            List.of(new Scale(1, 5), new Scale(1, 7), new Scale(1, 10), new Scale(0, 10), new Scale(0, 1));

    /// Copies the list.
    public Recognition {
        columns = List.copyOf(columns);
    }

    /// Recognises a file.
    ///
    /// @param answers what has been said of it
    /// @param zone of the organisation, where it is known, so that nobody need be asked
    /// @param rowIds what is to be put before the numbers of its rows if they are its ids; of this file alone
    public static Recognition of(TableSample sample, Answers answers, Optional<ZoneId> zone, String rowIds) {
        Optional<FactKind> said =
                answers.of(Answers.KIND).flatMap(FactKind::find).filter(k -> !k.derived());
        KindGuess guess = KindGuess.of(sample);
        if (said.isEmpty() && !guess.sure()) {
            return new Recognition(
                    Optional.empty(),
                    List.of(),
                    Optional.of(new Question(
                            Question.About.ROW,
                            Answers.KIND,
                            "",
                            "",
                            guess.likely().stream().map(FactKind::table).toList())),
                    Optional.empty());
        }
        FactKind kind = said.orElseGet(() -> guess.likely().getFirst());
        List<ColumnGuess> columns = ColumnMatch.of(kind, sample, answers);
        var open = new OpenQuestions(kind, sample, columns, answers);
        Optional<Question> question = open.next(zone, MOST_ITEMS);
        return new Recognition(
                Optional.of(kind),
                columns,
                question,
                question.isPresent() ? Optional.empty() : Optional.of(draft(kind, sample, columns, answers, rowIds)));
    }

    /// What was said of an earlier file of the same columns: of the mapping that has most of them.
    ///
    /// @param mappings mapping files that were kept
    public static Optional<Answers> remembered(TableSample sample, Collection<Path> mappings) throws IOException {
        var fitting = new LinkedHashMap<Path, MappingDraft>();
        for (Path file : mappings) {
            MappingDraft.read(file)
                    .filter(draft -> Answers.fits(draft, sample))
                    .ifPresent(draft -> fitting.put(file, draft));
        }
        return fitting.values().stream()
                .max(Comparator.comparingInt(draft -> draft.all().size()))
                .map(draft -> Answers.of(draft, sample));
    }

    /// The measures of a table that are known by name, and the answers that may stand beside them.
    public static List<String> measures(FactKind kind) {
        return Stream.concat(KnownFields.of(kind).keySet().stream(), KnownFields.answers(kind).stream())
                .filter(field -> !KnownFields.declared(kind, field))
                .toList();
    }

    private static MappingDraft draft(
            FactKind kind, TableSample sample, List<ColumnGuess> columns, Answers answers, String rowIds) {
        var fields = new ArrayList<Field>();
        var said = new ArrayList<Field>();
        Map<String, Scale> scales = new LinkedHashMap<>();
        for (ColumnGuess guess : columns) {
            if (guess.used()) {
                boolean answer = KnownFields.answers(kind).contains(guess.field());
                (answer ? said : fields).add(field(kind, guess, answers));
                if (isItem(kind, guess)) {
                    scale(guess.column(), answers).ifPresent(scale -> scales.put(guess.field(), scale));
                }
            }
        }
        boolean numbered = kind.id()
                .filter(id -> columns.stream().noneMatch(c -> c.field().equals(id)))
                .isPresent();
        return new MappingDraft(
                kind,
                sample.file(),
                sample.separator(),
                answers.of(Answers.ZONE).flatMap(Recognition::zone),
                numbered ? Optional.of(rowIds) : Optional.empty(),
                fields,
                said,
                scales);
    }

    private static Field field(FactKind kind, ColumnGuess guess, Answers answers) {
        SampledColumn column = guess.column();
        boolean time = kind.columns().stream()
                .anyMatch(c -> c.name().equals(guess.field()) && c.type() == throughline.lake.fact.ColumnType.TIME);
        String unit = guess.field().endsWith("_s")
                ? answers.of(Answers.unit(column.name()))
                        .filter(Durations.UNITS::contains)
                        .or(() -> Durations.unit(column.name()))
                        .orElse("s")
                : "s";
        return new Field(
                guess.field(),
                column.name(),
                time ? format(column, answers) : "",
                unit.equals("s") ? "" : unit,
                column.commas() && !time,
                column.empties());
    }

    /// The form of a column of times: the one that was said, else the one that was seen.
    private static String format(SampledColumn column, Answers answers) {
        return answers.of(Answers.format(column.name()))
                .or(() -> column.time().map(TimeForm::format))
                .orElse("");
    }

    /// Whether the column holds answers on a scale.
    static boolean isItem(FactKind kind, ColumnGuess guess) {
        SampledColumn column = guess.column();
        return (TableFindings.ANSWERED.contains(kind)
                        || KnownFields.answers(kind).contains(guess.field()))
                && guess.used()
                && !KnownFields.declared(kind, guess.field())
                && !guess.field().equals("nps")
                && column.numeric()
                && column.whole()
                && column.distinct() <= MeasureInference.MOST_ANSWERS + 1;
    }

    /// The scale of a column of answers: the one that was said, else the one whose ends were seen.
    static Optional<Scale> scale(SampledColumn column, Answers answers) {
        return answers.of(Answers.scale(column.name()))
                .flatMap(Recognition::scale)
                .or(() -> SCALES.stream()
                        .filter(s -> s.low() == column.low() && s.high() == column.high())
                        .findFirst());
    }

    /// The scales that hold most of what was seen, as they are answered.
    static List<String> scales() {
        return SCALES.stream()
                .map(s -> "%s/%s".formatted((long) s.low(), (long) s.high()))
                .toList();
    }

    private static Optional<Scale> scale(String text) {
        String[] ends = text.split("/", 2);
        double low = ends.length == 2 ? NumberText.parse(ends[0]) : Double.NaN;
        double high = ends.length == 2 ? NumberText.parse(ends[1]) : Double.NaN;
        return low < high ? Optional.of(new Scale(low, high)) : Optional.empty();
    }

    static Optional<ZoneId> zone(String text) {
        try {
            return Optional.of(ZoneId.of(text.strip()));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
