package throughline.server.page;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Evidence;
import throughline.diagnosis.Side;
import throughline.diagnosis.Verdict;
import throughline.server.chart.StrengthMark;
import throughline.server.chart.VerdictMark;
import throughline.server.chart.Words;
import throughline.server.diagnose.Examination;

/// What the board looks at once a month: the line of sight, the causes and what has changed, the promises due, and
/// whether managers know what customers experience. Every figure has the number of its evidence.
///
/// @param month at whose end it stands, such as `October 2026`
/// @param lede what has changed since the month before; may be empty
/// @param causes those present, and those whose verdict has changed; strongest first
/// @param otherwise what is said of the other causes; may be empty
/// @param stepsSentence what is to be said of the steps
/// @param habit where it is judged whether steps become habit
/// @param steps the latest step of each unit, those to look into first
/// @param due promises that came due in the month
/// @param coming promises due by the end of the next month, earliest first
/// @param kept where the promises are judged
/// @param managers what managers expected and what happened
/// @param known where that is judged
/// @param around where one goes from here
public record BoardPage(
        Shell shell,
        String organisation,
        String month,
        String period,
        String headline,
        String lede,
        SightSheet sight,
        List<Row> causes,
        String otherwise,
        String stepsSentence,
        Optional<Reference> habit,
        List<StepRow> steps,
        List<PromiseRow> due,
        List<PromiseRow> coming,
        Optional<Reference> kept,
        ManagersCard managers,
        Optional<Reference> known,
        Around around) {

    /// Where one goes from the page.
    ///
    /// @param earlier the month before, where there are facts of it
    /// @param later the month after, likewise
    /// @param pack the page as a file to hand out
    /// @param sending whether it comes by e-mail
    public record Around(Optional<Turn> earlier, Optional<Turn> later, Optional<String> pack, Sending sending) {

        /// In a file one goes nowhere.
        public static final Around NOTHING =
                new Around(Optional.empty(), Optional.empty(), Optional.empty(), Sending.NOT_FOR_YOU);
    }

    /// Whether the reader is sent the page each month.
    public enum Sending {
        /// It is sent.
        ON,
        /// It can be.
        OFF,
        /// It cannot, for there is no mail server.
        NO_MAIL,
        /// It cannot, for the reader has no account, or what is shown is the demo.
        NOT_FOR_YOU
    }

    /// Another month.
    public record Turn(String href, String text) {}

    /// Most steps shown.
    public static final int MOST_STEPS = 8;

    /// A cause on the page.
    ///
    /// @param since how the verdict stood a month earlier; empty where that is not known
    /// @param evidence where the statement comes from, if anything could be measured
    public record Row(
            int number,
            String href,
            String title,
            Side side,
            Markup glyph,
            Markup strength,
            String since,
            Markup statement,
            Optional<Reference> evidence,
            String next) {

        /// Name of the verdict in the stylesheet.
        public String style() {
            return VerdictMark.style(side);
        }

        /// The verdict in words.
        public String word() {
            return VerdictMark.word(side);
        }
    }

    /// The page of an examination.
    ///
    /// @param month at whose end the examination stands
    public static BoardPage of(Examination examination, YearMonth month, Around around, Shell shell) {
        Diagnosis diagnosis = examination.diagnosis();
        Links links = shell.links();
        List<Row> rows = diagnosis.strongestFirst().stream()
                .filter(v -> v.side() == Side.PRESENT || changed(v, examination.before()))
                .map(v -> row(v, examination.before(), links))
                .toList();
        LocalDate end = diagnosis.period().to();
        LocalDate next = month.plusMonths(1).atEndOfMonth();
        return new BoardPage(
                shell,
                examination
                        .part()
                        .map(u -> shell.organisation() + ", " + u.title())
                        .orElse(shell.organisation()),
                Words.month(month),
                examination.periodWords(),
                diagnosis.headline(),
                DiagnosisPage.comparison(examination).orElse(""),
                SightSheet.of(examination, links),
                rows,
                otherwise(diagnosis, examination.before()),
                StepsPage.headline(examination.steps()),
                Reference.find(diagnosis, Cause.TOO_MUCH_AT_ONCE, id -> true, links),
                examination.steps().active().stream()
                        .map(s -> StepRow.of(s, examination.steps().day(), false, Optional.empty(), links))
                        .sorted(Comparator.comparing(StepRow::concern).reversed())
                        .limit(MOST_STEPS)
                        .toList(),
                PromiseRow.of(
                        examination,
                        p -> YearMonth.from(p.dueOn()).equals(month)
                                && !p.dueOn().isAfter(end)),
                PromiseRow.of(
                                examination,
                                p -> p.dueOn().isAfter(end)
                                        && !p.dueOn().isAfter(next)
                                        && !p.madeOn().isAfter(end))
                        .reversed(),
                Reference.find(diagnosis, Cause.SAY_DO_GAP, "promises-kept"::equals, links),
                ManagersCard.of(examination.saidAndDone().predictions()),
                Reference.find(diagnosis, Cause.MANAGEMENT_OUT_OF_TOUCH, "bias"::equals, links),
                around);
    }

    /// Whether nothing was promised for the month or the next.
    public boolean nothingDue() {
        return due.isEmpty() && coming.isEmpty();
    }

    private static Row row(Verdict verdict, Optional<Diagnosis> before, Links links) {
        Cause cause = verdict.cause();
        Optional<Evidence> first = verdict.evidence().stream().findFirst();
        return new Row(
                cause.order(),
                links.cause(cause),
                cause.title(),
                verdict.side(),
                Markup.drawn(VerdictMark.glyph(verdict.side())),
                Markup.drawn(StrengthMark.of(verdict)),
                before.map(b -> since(verdict, b)).orElse(""),
                verdict.side() == Side.PRESENT
                        ? Markup.marked(
                                verdict.evidence().getFirst().indicator().statement())
                        : Markup.unmarked(verdict.statement()),
                first.map(e -> Reference.of(cause, e, links)),
                Words.kept(verdict.next()));
    }

    private static boolean changed(Verdict now, Optional<Diagnosis> before) {
        return before.filter(b -> b.verdict(now.cause()).side() != now.side()).isPresent();
    }

    private static String since(Verdict now, Diagnosis before) {
        Side then = before.verdict(now.cause()).side();
        if (then == now.side()) {
            return say("as a month earlier");
        }
        return switch (then) {
            case PRESENT -> say("a month earlier present");
            case ABSENT -> say("a month earlier absent");
            case UNKNOWN -> say("a month earlier not enough evidence");
        };
    }

    private static String otherwise(Diagnosis diagnosis, Optional<Diagnosis> before) {
        return List.of(Side.UNKNOWN, Side.ABSENT).stream()
                .map(side -> {
                    List<Verdict> same = diagnosis.verdicts().stream()
                            .filter(v -> v.side() == side && !changed(v, before))
                            .toList();
                    return same.isEmpty()
                            ? ""
                            : "%s: %s."
                                    .formatted(
                                            VerdictMark.word(side),
                                            same.stream()
                                                    .map(v -> "%s %s"
                                                            .formatted(
                                                                    v.cause().order(),
                                                                    v.cause().shortName()))
                                                    .collect(Collectors.joining(", ")));
                })
                .filter(sentence -> !sentence.isEmpty())
                .collect(Collectors.joining(" "));
    }
}
