package throughline.server.page;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Wording;
import throughline.lake.fact.FactKind;
import throughline.server.bringin.CauseChange;
import throughline.server.bringin.CauseInterest;
import throughline.server.bringin.FileImport;
import throughline.server.bringin.FileImport.Check;
import throughline.server.bringin.FileImport.Findings;
import throughline.server.bringin.FileImport.Outcome;
import throughline.server.bringin.FileImport.Stage;
import throughline.server.chart.VerdictMark;
import throughline.server.chart.Words;
import throughline.server.page.Shell.Option;
import throughline.server.upload.Upload;
import throughline.workspace.Answers;
import throughline.workspace.ColumnGuess;
import throughline.workspace.ColumnGuess.Sureness;
import throughline.workspace.Reject;
import throughline.workspace.RejectReasons;

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
        List<String> remarks,
        Optional<Ready> ready,
        String causesTitle,
        List<CauseRow> causes,
        String causesNote) {

    private static final String WORK_OUT = "Drop in a file. We will work out the columns.";
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

    /// What the file means to a cause.
    public record CauseRow(Markup mark, String text, String word) {}

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
                plain(upload, shell, 1, "%s of %s are here".formatted(size(upload.offset()), size(upload.length())))
                        .withRefusal(
                                "Not all of this file is here yet. Choose it again on “Bring in a file”; it goes on from where it was.");
            case Stage.Unreadable unreadable ->
                plain(upload, shell, 2, size(upload.length())).withRefusal(unreadable.why());
            case Stage.Organisation organisation -> ofOrganisation(upload, organisation.check(), shell);
            case Stage.Columns columns -> ofColumns(upload, columns, interest, shell);
            case Stage.Keeping keeping ->
                plain(upload, shell, 3, size(upload.length()))
                        .withProgress(new Progress(
                                Optional.empty(),
                                "Bringing it in",
                                keeping.rows() == 0
                                        ? "Bringing it in"
                                        : "Bringing it in: %s rows written".formatted(Words.count(keeping.rows())),
                                "Then the fifteen causes are judged again",
                                true));
            case Stage.Done done -> ofOutcome(upload, done.outcome(), shell);
        };
    }

    /// What the column becomes now, as the value of a choice.
    public static String meaning(ColumnGuess guess) {
        return guess.used() ? guess.field() : guess.sureness() == Sureness.ASKED ? "" : Answers.LEFT_OUT;
    }

    /// A number of bytes in words.
    static String size(long bytes) {
        String[] units = {"bytes", "kB", "MB", "GB"};
        double size = bytes;
        int unit = 0;
        while (size >= 1000 && unit < units.length - 1) {
            size /= 1000;
            unit++;
        }
        String number = unit == 0 || size >= 100 ? Words.decimals(size, 0) : Words.decimals(size, 1);
        return number.replaceFirst("\\.0$", "") + " " + units[unit];
    }

    private static ImportPage plain(Upload upload, Shell shell, int step, String about) {
        return new ImportPage(
                shell,
                upload.id().toString(),
                upload.name(),
                about,
                "Bring in a file",
                WORK_OUT,
                step,
                Optional.empty(),
                "",
                Optional.empty(),
                List.of(),
                List.of(),
                "",
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                "",
                List.of(),
                "");
    }

    private ImportPage withRefusal(String why) {
        return new ImportPage(
                shell,
                id,
                name,
                about,
                kick,
                title,
                step,
                progress,
                why,
                question,
                kinds,
                columns,
                columnsNote,
                preview,
                aside,
                remarks,
                ready,
                causesTitle,
                causes,
                causesNote);
    }

    private ImportPage withProgress(Progress now) {
        return new ImportPage(
                shell,
                id,
                name,
                about,
                kick,
                title,
                step,
                Optional.of(now),
                refusal,
                question,
                kinds,
                columns,
                columnsNote,
                preview,
                aside,
                remarks,
                ready,
                causesTitle,
                causes,
                causesNote);
    }

    private static ImportPage ofOrganisation(Upload upload, Check check, Shell shell) {
        ImportPage page = plain(upload, shell, 2, size(upload.length()) + " · what the organisation has decided");
        return switch (check) {
            case Check.Refused refused -> page.withRefusal(refused.why());
            case Check.Checked checked ->
                new ImportPage(
                        shell,
                        page.id,
                        page.name,
                        page.about,
                        page.kick,
                        page.title,
                        2,
                        Optional.empty(),
                        "",
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        "",
                        Optional.empty(),
                        aside(checked.findings()),
                        checked.findings().warnings(),
                        Optional.of(new Ready(
                                "It takes the place of the organisation.yaml that is there.", "Bring in this file")),
                        "",
                        List.of(),
                        "");
            default -> page.withProgress(progress(check));
        };
    }

    private static ImportPage ofColumns(Upload upload, Stage.Columns stage, List<CauseInterest> interest, Shell shell) {
        var sample = stage.sample();
        String id = upload.id().toString();
        Optional<FactKind> kind = stage.recognition().kind();
        List<ColumnGuess> guesses = stage.recognition().columns();
        Optional<Findings> findings =
                stage.check() instanceof Check.Checked checked ? Optional.of(checked.findings()) : Optional.empty();
        String rows = findings.map(Findings::read)
                .or(() -> sample.whole() ? Optional.of(sample.rows() + sample.badRows()) : Optional.empty())
                .map(n -> " · " + Wording.count(n, "row", "rows"))
                .orElse("");
        boolean refused = stage.check() instanceof Check.Refused;
        return new ImportPage(
                shell,
                id,
                upload.name(),
                size(upload.length()) + rows + " · "
                        + Wording.count(sample.columns().size(), "column", "columns"),
                kind.map(k -> kick(k, interest, stage.remembered())).orElse("Bring in a file"),
                WORK_OUT,
                2,
                stage.recognition().question().isPresent() || refused
                        ? Optional.empty()
                        : Optional.of(progress(stage.check())),
                stage.check() instanceof Check.Refused why ? why.why() : "",
                stage.recognition().question().map(q -> QuestionCard.of(q, guesses)),
                kind.map(ImportPage::kinds).orElse(List.of()),
                kind.map(k -> rows(k, guesses)).orElse(List.of()),
                guesses.size() > MOST_COLUMNS
                        ? "The first %s of %s columns are shown. Those that are not are read as they were recognised."
                                .formatted(MOST_COLUMNS, Words.count(guesses.size()))
                        : "",
                kind.filter(k -> k != FactKind.PULSE)
                        .flatMap(k -> stage.preview().map(p -> PreviewTable.of(p, k))),
                findings.flatMap(ImportPage::aside),
                findings.map(ImportPage::remarks).orElse(List.of()),
                findings.map(f -> ready(f, kind.orElse(FactKind.INTERACTIONS))),
                kind.isPresent() ? "What this file can light up" : "",
                interest.stream().limit(MOST_CAUSES).map(ImportPage::row).toList(),
                kind.filter(k -> interest.isEmpty())
                        .map(k -> "No cause asks for %s at the moment.".formatted(FieldWords.rows(k)))
                        .orElse(""));
    }

    private static String kick(FactKind kind, List<CauseInterest> interest, boolean remembered) {
        if (remembered) {
            return "Its columns are known from an earlier file, and read as they were then";
        }
        long asking = interest.stream().filter(CauseInterest::asks).count();
        return asking == 0
                ? "One row is: " + FieldWords.row(kind).toLowerCase(java.util.Locale.UK)
                : "%s for %s".formatted(asking == 1 ? "One cause asks" : asking + " causes ask", FieldWords.rows(kind));
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

    private static Progress progress(Check check) {
        return switch (check) {
            case Check.Reading reading -> reading(reading.rows(), reading.expected(), reading.taken());
            case Check.Checked checked ->
                new Progress(
                        Optional.of("100"),
                        "Reading the file",
                        "Read to its end",
                        checked.findings()
                                .from()
                                .flatMap(from -> checked.findings()
                                        .to()
                                        .map(to -> "%s to %s".formatted(Words.date(from), Words.date(to))))
                                .orElse(""),
                        false);
            default -> new Progress(Optional.empty(), "Reading the file", "Waiting to be read", "", true);
        };
    }

    private static Progress reading(long rows, OptionalLong expected, Duration taken) {
        if (rows == 0) {
            return new Progress(Optional.empty(), "Reading the file", "Reading", "", true);
        }
        if (expected.isEmpty()) {
            return new Progress(
                    Optional.empty(), "Reading the file", "Reading: %s rows".formatted(Words.count(rows)), "", true);
        }
        long all = Math.max(rows, expected.getAsLong());
        long percent = Math.min(99, 100 * rows / Math.max(1, all));
        long left = Math.max(1, Math.round(taken.toMillis() / 1000.0 * (all - rows) / rows));
        return new Progress(
                Optional.of(Long.toString(percent)),
                "Reading the file",
                "Reading, %s%%".formatted(percent),
                "%s of about %s rows · about %s left"
                        .formatted(Words.count(rows), Words.count(all), Wording.count(left, "second", "seconds")),
                true);
    }

    private static Optional<Aside> aside(Findings findings) {
        if (findings.rejected() == 0) {
            return Optional.empty();
        }
        RejectReasons.Count first =
                findings.reasons().isEmpty() ? null : findings.reasons().getFirst();
        String why = first == null
                ? ""
                : first.rows() == findings.rejected()
                        ? inWords(first.first())
                        : "%s of them: %s".formatted(Words.count(first.rows()), inWords(first.first()));
        long good = findings.read() - findings.rejected();
        String others = good <= 0 ? "" : " The other %s come in.".formatted(Words.count(good));
        return Optional.of(new Aside(
                Wording.count(findings.rejected(), "row", "rows") + " will be set aside.",
                why + others,
                "Download the " + Words.count(findings.rejected())));
    }

    /// Why other rows are set aside than the most, and what else is odd.
    private static List<String> remarks(Findings findings) {
        return Stream.concat(
                        findings.reasons().stream()
                                .skip(1)
                                .map(c -> "%s set aside: %s"
                                        .formatted(Wording.count(c.rows(), "row", "rows"), inWords(c.first()))),
                        findings.warnings().stream())
                .toList();
    }

    /// The reason, with the field as the page calls it.
    private static String inWords(Reject reject) {
        String field = reject.column() + ": ";
        return reject.reason().startsWith(field)
                ? FieldWords.of(reject.column()) + ": " + reject.reason().substring(field.length())
                : reject.reason();
    }

    private static Ready ready(Findings findings, FactKind kind) {
        String replaced = findings.duplicates() == 0
                ? ""
                : " %s replaced by a later row of the same number."
                        .formatted(Wording.count(findings.duplicates(), "row is", "rows are"));
        return new Ready(
                "All is settled.%s Bringing in the same file twice changes nothing.".formatted(replaced),
                "Bring in %s%s"
                        .formatted(
                                Wording.count(findings.good(kind), "row", FieldWords.rows(kind)),
                                kind == FactKind.RESPONSES || findings.good(FactKind.RESPONSES) == 0
                                        ? ""
                                        : " and %s"
                                                .formatted(Wording.count(
                                                        findings.good(FactKind.RESPONSES), "answer", "answers"))));
    }

    private static CauseRow row(CauseInterest interest) {
        return new CauseRow(
                Markup.drawn(VerdictMark.glyph(interest.side())),
                "Cause %s, %s"
                        .formatted(interest.cause().order(), interest.cause().title()),
                interest.asks() ? "asks for it" : "rests on it");
    }

    private static ImportPage ofOutcome(Upload upload, Outcome outcome, Shell shell) {
        String id = upload.id().toString();
        String rows = outcome.files() == 0
                ? "Nothing new: these rows were there already"
                : outcome.table().equals("organisation")
                        ? "What the organisation has decided is in"
                        : "%s in".formatted(Wording.count(outcome.rows(), "row is", "rows are"));
        String aside = outcome.rejected() == 0
                ? ""
                : "; %s set aside"
                        .formatted(outcome.rejected() == 1 ? "1 was" : Words.count(outcome.rejected()) + " were");
        List<CauseChange> changed = outcome.causes().stream()
                .filter(c -> c.change() != CauseChange.Change.NONE)
                .toList();
        int same = outcome.causes().size() - changed.size();
        return new ImportPage(
                shell,
                id,
                upload.name(),
                size(upload.length()),
                "Brought in",
                rows + aside,
                4,
                Optional.empty(),
                "",
                Optional.empty(),
                List.of(),
                List.of(),
                "",
                Optional.empty(),
                outcome.rejected() == 0
                        ? Optional.empty()
                        : Optional.of(new Aside(
                                Wording.count(outcome.rejected(), "row was", "rows were") + " set aside.",
                                "Mend them in the file and bring it in again; the last row of a number counts.",
                                "Download the " + Words.count(outcome.rejected()))),
                kept(outcome),
                Optional.empty(),
                "What this file lit up",
                changed.stream().map(ImportPage::row).toList(),
                outcome.unjudged().isEmpty()
                        ? same == 0
                                ? ""
                                : "%s did not change."
                                        .formatted(
                                                same == 15
                                                        ? "The fifteen verdicts"
                                                        : Wording.count(same, "verdict", "verdicts"))
                        : "The causes could not be judged again: " + outcome.unjudged());
    }

    private static List<String> kept(Outcome outcome) {
        return outcome.mapping().isEmpty()
                ? List.of()
                : List.of(
                        "How its columns are read is kept as mappings/%s in the data folder. The next file of the same columns is recognised by it; ./throughline import --mapping takes it too."
                                .formatted(outcome.mapping()));
    }

    private static CauseRow row(CauseChange change) {
        Cause cause = Cause.find(change.cause()).orElseThrow();
        String word = switch (change.change()) {
            case DECIDED ->
                switch (change.after()) {
                    case PRESENT -> "now present";
                    case ABSENT -> "now absent";
                    case UNKNOWN -> "no longer decided";
                };
            case SHARPER -> "sharper";
            case LESS_SURE -> "less sure";
            case MORE_FIGURES -> "more to go on";
            case NONE -> "no change";
        };
        return new CauseRow(
                Markup.drawn(VerdictMark.glyph(change.after())),
                "Cause %s, %s".formatted(cause.order(), cause.title()),
                word);
    }
}
