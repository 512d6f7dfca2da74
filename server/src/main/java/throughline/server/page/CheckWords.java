package throughline.server.page;

import static throughline.text.Text.say;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import throughline.diagnosis.Wording;
import throughline.lake.fact.FactKind;
import throughline.server.bringin.FileImport.Check;
import throughline.server.bringin.FileImport.Findings;
import throughline.server.chart.Words;
import throughline.server.page.ImportPage.Aside;
import throughline.server.page.ImportPage.Progress;
import throughline.server.page.ImportPage.Ready;
import throughline.workspace.Reject;
import throughline.workspace.RejectReasons;

/// What a look through a file found, in words.
final class CheckWords {

    private CheckWords() {}

    /// A number of bytes in words.
    static String size(long bytes) {
        String[] units = {say("bytes"), "kB", "MB", "GB"};
        double size = bytes;
        int unit = 0;
        while (size >= 1000 && unit < units.length - 1) {
            size /= 1000;
            unit++;
        }
        String number = unit == 0 || size >= 100 ? Words.decimals(size, 0) : Words.decimals(size, 1);
        return number.replaceFirst("[.,]0$", "") + " " + units[unit];
    }

    static Progress progress(Check check) {
        return switch (check) {
            case Check.Reading reading -> reading(reading.rows(), reading.expected(), reading.taken());
            case Check.Checked checked ->
                new Progress(
                        Optional.of("100"),
                        say("Reading the file"),
                        say("Read to its end"),
                        checked.findings()
                                .from()
                                .flatMap(from -> checked.findings()
                                        .to()
                                        .map(to -> say("%s to %s", Words.date(from), Words.date(to))))
                                .orElse(""),
                        false);
            default -> new Progress(Optional.empty(), say("Reading the file"), say("Waiting to be read"), "", true);
        };
    }

    /// How far its keeping has come.
    static Progress keeping(long rows) {
        return new Progress(
                Optional.empty(),
                say("Bringing it in"),
                rows == 0 ? say("Bringing it in") : say("Bringing it in: %s rows written", Words.count(rows)),
                say("Then the fifteen causes are judged again"),
                true);
    }

    private static Progress reading(long rows, OptionalLong expected, Duration taken) {
        if (rows == 0) {
            return new Progress(Optional.empty(), say("Reading the file"), say("Reading"), "", true);
        }
        if (expected.isEmpty()) {
            return new Progress(
                    Optional.empty(), say("Reading the file"), say("Reading: %s rows", Words.count(rows)), "", true);
        }
        long all = Math.max(rows, expected.getAsLong());
        long percent = Math.min(99, 100 * rows / Math.max(1, all));
        long left = Math.max(1, Math.round(taken.toMillis() / 1000.0 * (all - rows) / rows));
        return new Progress(
                Optional.of(Long.toString(percent)),
                say("Reading the file"),
                say("Reading, %s%%", percent),
                say(
                        "%s of about %s rows · about %s left",
                        Words.count(rows), Words.count(all), Wording.count(left, "second", "seconds")),
                true);
    }

    static Optional<Aside> aside(Findings findings) {
        if (findings.rejected() == 0) {
            return Optional.empty();
        }
        RejectReasons.Count first =
                findings.reasons().isEmpty() ? null : findings.reasons().getFirst();
        String why = first == null
                ? ""
                : first.rows() == findings.rejected()
                        ? inWords(first.first())
                        : say("%s of them: %s", Words.count(first.rows()), inWords(first.first()));
        long good = findings.read() - findings.rejected();
        String others = good <= 0 ? "" : " " + say("The other %s come in.", Words.count(good));
        return Optional.of(new Aside(
                say(
                        findings.rejected() == 1 ? "%s row will be set aside." : "%s rows will be set aside.",
                        Words.count(findings.rejected())),
                why + others,
                say("Download the %s", Words.count(findings.rejected()))));
    }

    /// Why other rows are set aside than the most, and what else is odd.
    static List<String> remarks(Findings findings) {
        return Stream.concat(
                        findings.reasons().stream()
                                .skip(1)
                                .map(c -> say(
                                        "%s set aside: %s",
                                        Wording.count(c.rows(), "row", "rows"), inWords(c.first()))),
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

    static Ready ready(Findings findings, FactKind kind) {
        String replaced = findings.duplicates() == 0
                ? ""
                : say(
                                findings.duplicates() == 1
                                        ? "%s row is replaced by a later row of the same number."
                                        : "%s rows are replaced by a later row of the same number.",
                                Words.count(findings.duplicates()))
                        + " ";
        long rows = findings.good(kind);
        String good = Words.count(rows) + " " + (rows == 1 ? say("row") : FieldWords.rows(kind));
        long answers = kind == FactKind.RESPONSES ? 0 : findings.good(FactKind.RESPONSES);
        return new Ready(
                say("All is settled.") + " " + replaced + say("Bringing in the same file twice changes nothing."),
                answers == 0
                        ? say("Bring in %s", good)
                        : say("Bring in %s and %s", good, Wording.count(answers, "answer", "answers")));
    }
}
