package throughline.workspace;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import throughline.lake.fact.FactKind;
import throughline.workspace.ColumnGuess.Sureness;
import throughline.workspace.Question.About;

/// What is still to be settled of a foreign file, the weightiest first.
///
/// @param columns what its columns are taken for
record OpenQuestions(FactKind kind, TableSample sample, List<ColumnGuess> columns, Answers answers) {

    private static final List<String> ITEMS =
            List.of("csat", "nps", "ces", "empathy", "reliability", "responsiveness", "assurance", "tangibles");

    /// The next question.
    ///
    /// @param zone of the organisation, where it is known
    /// @param mostItems columns of answers of unknown meaning up to which each is asked for
    Optional<Question> next(Optional<ZoneId> zone, int mostItems) {
        return Stream.<java.util.function.Supplier<Optional<Question>>>of(
                        this::dayOrMonth,
                        this::missing,
                        this::ids,
                        this::severalFields,
                        this::unit,
                        () -> item(mostItems),
                        this::scale,
                        () -> zone.isPresent() ? Optional.empty() : zone())
                .flatMap(question -> question.get().stream())
                .findFirst();
    }

    private Optional<Question> dayOrMonth() {
        return columns.stream()
                .filter(ColumnGuess::used)
                .filter(c -> c.column().time().flatMap(TimeForm::other).isPresent())
                .filter(c -> answers.of(Answers.format(c.column().name())).isEmpty())
                .findFirst()
                .map(c -> {
                    TimeForm form = c.column().time().orElseThrow();
                    return new Question(
                            About.DAY_OR_MONTH,
                            Answers.format(c.column().name()),
                            c.column().name(),
                            c.field(),
                            List.of(form.format(), form.other().orElseThrow()));
                });
    }

    /// A field that must be there and that no column is.
    private Optional<Question> missing() {
        return kind.columns().stream()
                .map(throughline.lake.fact.Column::name)
                .filter(kind.required()::contains)
                .filter(field -> !field.equals(kind.id().orElse("")))
                .filter(field -> columns.stream().noneMatch(c -> c.field().equals(field)))
                .findFirst()
                .map(field -> {
                    boolean time = field.equals(kind.time());
                    List<String> possible = columns.stream()
                            .filter(c -> c.sureness() != Sureness.RECOGNISED && c.sureness() != Sureness.CHOSEN)
                            .map(ColumnGuess::column)
                            .filter(c ->
                                    c.known() > 0 && !c.repeated() && !c.name().isBlank())
                            .filter(c -> !time || c.time().isPresent())
                            .map(SampledColumn::name)
                            .toList();
                    return new Question(About.WHICH_COLUMN, field, "", field, possible);
                });
    }

    private Optional<Question> ids() {
        Optional<String> id =
                kind.id().filter(f -> columns.stream().noneMatch(c -> c.field().equals(f)));
        if (id.isEmpty() || answers.of(Answers.IDS).isPresent()) {
            return Optional.empty();
        }
        List<String> possible = columns.stream()
                .filter(c -> !c.used())
                .map(ColumnGuess::column)
                .filter(c -> !c.repeated() && !c.name().isBlank() && c.time().isEmpty())
                .filter(c -> c.known() == sample.rows() && c.distinct() >= Math.min(sample.rows(), 20))
                .map(SampledColumn::name)
                .toList();
        return Optional.of(new Question(About.NO_IDS, Answers.IDS, "", id.get(), possible));
    }

    private Optional<Question> severalFields() {
        return columns.stream()
                .filter(c -> c.sureness() == Sureness.ASKED)
                .findFirst()
                .map(c -> {
                    var options = new ArrayList<>(c.candidates());
                    options.add(Answers.LEFT_OUT);
                    return new Question(
                            About.WHICH_FIELD,
                            Answers.column(c.column().name()),
                            c.column().name(),
                            "",
                            options);
                });
    }

    private Optional<Question> unit() {
        return columns.stream()
                .filter(c -> c.field().endsWith("_s") && !KnownFields.declared(kind, c.field()))
                .filter(c -> !c.column().plain().equals(c.field()))
                .filter(c -> Durations.unit(c.column().name()).isEmpty() && !Durations.likelySeconds(c.column()))
                .filter(c -> answers.of(Answers.unit(c.column().name())).isEmpty())
                .findFirst()
                .map(c -> new Question(
                        About.UNIT, Answers.unit(c.column().name()), c.column().name(), c.field(), Durations.UNITS));
    }

    /// What a column of answers asks, where only few are not known.
    private Optional<Question> item(int most) {
        if (kind != FactKind.RESPONSES) {
            return Optional.empty();
        }
        List<ColumnGuess> unknown = columns.stream()
                .filter(c -> c.sureness() == Sureness.KEPT && Recognition.isItem(kind, c))
                .filter(c -> !c.field().matches("feel_.*|.*_expected|(%s)(_\\d+)?".formatted(String.join("|", ITEMS))))
                .toList();
        return unknown.isEmpty() || unknown.size() > most
                ? Optional.empty()
                : unknown.stream().findFirst().map(c -> {
                    var options = new ArrayList<>(ITEMS);
                    columns.forEach(other -> options.remove(other.field()));
                    options.add(Answers.OWN_NAME);
                    options.add(Answers.LEFT_OUT);
                    return new Question(
                            About.WHICH_ITEM,
                            Answers.column(c.column().name()),
                            c.column().name(),
                            c.field(),
                            options);
                });
    }

    private Optional<Question> scale() {
        return columns.stream()
                .filter(c -> Recognition.isItem(kind, c) && c.column().high() > 1)
                .filter(c -> Recognition.scale(c.column(), answers).isEmpty())
                .min(Comparator.comparing(c -> c.column().name()))
                .map(c -> new Question(
                        About.SCALE,
                        Answers.scale(c.column().name()),
                        c.column().name(),
                        c.field(),
                        Recognition.scales()));
    }

    private Optional<Question> zone() {
        boolean local = columns.stream()
                .filter(ColumnGuess::used)
                .flatMap(c -> c.column().time().stream())
                .anyMatch(form -> form.local() && form.timed());
        return local && answers.of(Answers.ZONE).flatMap(Recognition::zone).isEmpty()
                ? Optional.of(new Question(About.ZONE, Answers.ZONE, "", "", List.of()))
                : Optional.empty();
    }
}
