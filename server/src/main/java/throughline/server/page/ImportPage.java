package throughline.server.page;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import throughline.diagnosis.Wording;
import throughline.lake.fact.FactKind;
import throughline.server.bringin.CauseChange;
import throughline.server.bringin.CauseInterest;
import throughline.server.bringin.FileImport;
import throughline.server.bringin.FileImport.Check;
import throughline.server.bringin.FileImport.Findings;
import throughline.server.bringin.FileImport.Outcome;
import throughline.server.bringin.FileImport.Stage;
import throughline.server.chart.Words;
import throughline.server.page.Shell.Option;
import throughline.server.upload.Upload;
import throughline.workspace.Answers;
import throughline.workspace.ColumnGuess;
import throughline.workspace.ColumnGuess.Sureness;

/// A file that is brought in: what its columns are, one thing to settle at a time, what will be set aside, and what it
/// is good for.
///
/// @param about how large it is, in words
/// @param step which of the three steps is current, 1 to 3; 4 once all are done
/// @param progress how far a look through it or its keeping has come
/// @param refusal why it cannot be brought in
/// @param causes what it is good for, or what it changed
public record ImportPage(
        Shell shell,
        String id,
        String name,
        String about,
        String kick,
        String title,
        int step,
        Optional<Progress> progress,
        String refusal,
        Optional<QuestionCard> question,
        List<Option> kinds,
        List<ColumnRow> columns,
        String columnsNote,
        Optional<PreviewTable> preview,
        Optional<Aside> aside,
        List<String> changes,
        List<String> remarks,
        Optional<Ready> ready,
        String causesTitle,
        List<CauseRow> causes,
        String causesNote) {

    private static final String WORK_OUT = key("Drop in a file. We will work out the columns.");
    private static final int MOST_COLUMNS = 250;
    private static final int MOST_CAUSES = 8;

    /// How far something has come.
    ///
    /// @param percent 0 to 100; empty where that cannot be told
    public record Progress(Optional<String> percent, String label, String text, String more, boolean going) {}

    /// Rows that are set aside.
    public record Aside(String title, String text, String download) {}

    /// All is settled: what the button says.
    public record Ready(String text, String button) {}

    /// Whether the page will change by itself.
    public boolean busy() {
        return progress.filter(Progress::going).isPresent();
    }

    /// The page of a file.
    ///
    /// @param interest the causes to which its table matters
    public static ImportPage of(FileImport file, List<CauseInterest> interest, Shell shell) {
        Upload upload = file.upload();
        return switch (file.stage()) {
            case Stage.Arriving arriving ->
                refused(
                        new Draft(
                                shell,
                                upload,
                                1,
                                say(
                                        "%s of %s are here",
                                        CheckWords.size(upload.offset()), CheckWords.size(upload.length()))),
                        say(
                                "Not all of this file is here yet. Choose it again on “Bring in a file”; it goes on from where it was."));
            case Stage.Unreadable unreadable ->
                refused(new Draft(shell, upload, 2, CheckWords.size(upload.length())), unreadable.why());
            case Stage.Organisation organisation -> ofOrganisation(upload, organisation, shell);
            case Stage.Columns columns -> ofColumns(upload, columns, interest, shell);
            case Stage.Keeping keeping -> {
                var draft = new Draft(shell, upload, 3, CheckWords.size(upload.length()));
                draft.progress = Optional.of(CheckWords.keeping(keeping.rows()));
                yield draft.page();
            }
            case Stage.Done done -> ofOutcome(upload, done.outcome(), shell);
        };
    }

    private static ImportPage refused(Draft draft, String why) {
        draft.refusal = why;
        return draft.page();
    }

    /// What the column becomes now, as the value of a choice.
    public static String meaning(ColumnGuess guess) {
        return guess.used() ? guess.field() : guess.sureness() == Sureness.ASKED ? "" : Answers.LEFT_OUT;
    }

    /// A page in the making: what is not said of it is empty.
    private static final class Draft {

        private final Shell shell;
        private final Upload upload;
        private final int step;
        private final String about;
        private String kick = say("Bring in a file");
        private String title = say(WORK_OUT);
        private Optional<Progress> progress = Optional.empty();
        private String refusal = "";
        private Optional<QuestionCard> question = Optional.empty();
        private List<Option> kinds = List.of();
        private List<ColumnRow> columns = List.of();
        private String columnsNote = "";
        private Optional<PreviewTable> preview = Optional.empty();
        private Optional<Aside> aside = Optional.empty();
        private List<String> changes = List.of();
        private List<String> remarks = List.of();
        private Optional<Ready> ready = Optional.empty();
        private String causesTitle = "";
        private List<CauseRow> causes = List.of();
        private String causesNote = "";

        Draft(Shell shell, Upload upload, int step, String about) {
            this.shell = shell;
            this.upload = upload;
            this.step = step;
            this.about = about;
        }

        ImportPage page() {
            return new ImportPage(
                    shell,
                    upload.id().toString(),
                    upload.name(),
                    about,
                    kick,
                    title,
                    step,
                    progress,
                    refusal,
                    question,
                    kinds,
                    columns,
                    columnsNote,
                    preview,
                    aside,
                    changes,
                    remarks,
                    ready,
                    causesTitle,
                    causes,
                    causesNote);
        }
    }

    private static final int MOST_CHANGES = 100;

    private static ImportPage ofOrganisation(Upload upload, Stage.Organisation stage, Shell shell) {
        Check check = stage.check();
        var draft = new Draft(
                shell, upload, 2, say("%s · what the organisation has decided", CheckWords.size(upload.length())));
        switch (check) {
            case Check.Refused refused -> draft.refusal = refused.why();
            case Check.Checked checked -> {
                draft.aside = CheckWords.aside(checked.findings());
                draft.remarks = checked.findings().warnings();
                draft.changes = stage.changes().size() <= MOST_CHANGES
                        ? stage.changes()
                        : Stream.concat(
                                        stage.changes().stream().limit(MOST_CHANGES),
                                        Stream.of(say(
                                                "And %s more.",
                                                Wording.count(stage.changes().size() - MOST_CHANGES))))
                                .toList();
                draft.ready = Optional.of(new Ready(
                        say("It takes the place of the record that is there. History can take that back."),
                        say("Bring in this file")));
            }
            default -> draft.progress = Optional.of(CheckWords.progress(check));
        }
        return draft.page();
    }

    private static ImportPage ofColumns(Upload upload, Stage.Columns stage, List<CauseInterest> interest, Shell shell) {
        var sample = stage.sample();
        Optional<FactKind> kind = stage.recognition().kind();
        List<ColumnGuess> guesses = stage.recognition().columns();
        Optional<Findings> findings =
                stage.check() instanceof Check.Checked checked ? Optional.of(checked.findings()) : Optional.empty();
        String rows = findings.map(Findings::read)
                .or(() -> sample.whole() ? Optional.of(sample.rows() + sample.badRows()) : Optional.empty())
                .map(n -> " · " + Wording.count(n, "row", "rows"))
                .orElse("");
        var draft = new Draft(
                shell,
                upload,
                2,
                CheckWords.size(upload.length()) + rows + " · "
                        + Wording.count(sample.columns().size(), "column", "columns"));
        if (stage.check() instanceof Check.Refused refused) {
            draft.refusal = refused.why();
        } else if (stage.recognition().question().isEmpty()) {
            draft.progress = Optional.of(CheckWords.progress(stage.check()));
        }
        draft.question = stage.recognition().question().map(q -> QuestionCard.of(q, guesses));
        draft.columnsNote = guesses.size() > MOST_COLUMNS
                ? say(
                        "The first %s of %s columns are shown. Those that are not are read as they were recognised.",
                        MOST_COLUMNS, Words.count(guesses.size()))
                : "";
        draft.aside = findings.flatMap(CheckWords::aside);
        draft.remarks = findings.map(CheckWords::remarks).orElse(List.of());
        draft.ready = findings.map(f -> CheckWords.ready(f, kind.orElse(FactKind.INTERACTIONS)));
        draft.causes = interest.stream().limit(MOST_CAUSES).map(CauseRow::of).toList();
        kind.ifPresent(k -> {
            draft.kick = kick(k, interest, stage.remembered());
            draft.kinds = kinds(k);
            draft.columns = rows(k, guesses);
            draft.causesTitle = say("What this file can light up");
            draft.causesNote = interest.isEmpty() ? say("No cause asks for %s at the moment.", FieldWords.rows(k)) : "";
            if (k != FactKind.PULSE) {
                draft.preview = stage.preview().map(p -> PreviewTable.of(p, k));
            }
        });
        return draft.page();
    }

    private static String kick(FactKind kind, List<CauseInterest> interest, boolean remembered) {
        if (remembered) {
            return say("Its columns are known from an earlier file, and read as they were then");
        }
        long asking = interest.stream().filter(CauseInterest::asks).count();
        return asking == 0
                ? say("One row is: %s", Wording.within(FieldWords.row(kind)))
                : asking == 1
                        ? say("One cause asks for %s", FieldWords.rows(kind))
                        : say("%s causes ask for %s", asking, FieldWords.rows(kind));
    }

    private static List<Option> kinds(FactKind now) {
        return Arrays.stream(FactKind.values())
                .filter(k -> !k.derived())
                .map(k -> new Option(k.table(), FieldWords.row(k), k == now))
                .toList();
    }

    private static List<ColumnRow> rows(FactKind kind, List<ColumnGuess> guesses) {
        List<String> measures = throughline.workspace.Recognition.measures(kind);
        var rows = new ArrayList<ColumnRow>();
        for (int i = 0; i < Math.min(guesses.size(), MOST_COLUMNS); i++) {
            rows.add(ColumnRow.of(i, guesses.get(i), kind, measures));
        }
        return List.copyOf(rows);
    }

    private static ImportPage ofOutcome(Upload upload, Outcome outcome, Shell shell) {
        String rows = outcome.files() == 0
                ? say("Nothing new: these rows were there already")
                : outcome.table().equals("organisation")
                        ? say("What the organisation has decided is in")
                        : say(outcome.rows() == 1 ? "%s row is in" : "%s rows are in", Words.count(outcome.rows()));
        String aside = Words.count(outcome.rejected());
        List<CauseChange> changed = outcome.causes().stream()
                .filter(c -> c.change() != CauseChange.Change.NONE)
                .toList();
        var draft = new Draft(shell, upload, 4, CheckWords.size(upload.length()));
        draft.kick = say("Brought in");
        draft.title = outcome.rejected() == 0
                ? rows
                : say(outcome.rejected() == 1 ? "%s; %s was set aside" : "%s; %s were set aside", rows, aside);
        if (outcome.rejected() > 0) {
            draft.aside = Optional.of(new Aside(
                    say(outcome.rejected() == 1 ? "%s row was set aside." : "%s rows were set aside.", aside),
                    say("Mend them in the file and bring it in again; the last row of a number counts."),
                    say("Download the %s", aside)));
        }
        draft.remarks = kept(outcome);
        draft.causesTitle = say("What this file lit up");
        draft.causes = changed.stream().map(CauseRow::of).toList();
        draft.causesNote = outcome.unjudged().isEmpty()
                ? unchanged(outcome.causes().size() - changed.size())
                : say("The causes could not be judged again: %s", outcome.unjudged());
        return draft.page();
    }

    private static String unchanged(int verdicts) {
        return switch (verdicts) {
            case 0 -> "";
            case 15 -> say("The fifteen verdicts did not change.");
            default -> say("%s did not change.", Wording.count(verdicts, "verdict", "verdicts"));
        };
    }

    private static List<String> kept(Outcome outcome) {
        return outcome.mapping().isEmpty()
                ? List.of()
                : List.of(say(
                        "How its columns are read is kept as mappings/%s in the data folder. The next file of the same columns is recognised by it; ./throughline import --mapping takes it too.",
                        outcome.mapping()));
    }
}
