package throughline.server.page;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Side;
import throughline.diagnosis.Verdict;
import throughline.server.chart.Spark;
import throughline.server.chart.StrengthMark;
import throughline.server.chart.VerdictMark;
import throughline.server.chart.Words;
import throughline.server.diagnose.Examination;

/// The Diagnosis: the finding as a sentence, the count one can see, the line of sight, the fifteen causes.
///
/// @param comparison what has changed since the same length of time before; empty where that is not known
/// @param sight chart of the line of sight
public record DiagnosisPage(
        Shell shell,
        String organisation,
        String period,
        String headline,
        Markup marks,
        long present,
        long unknown,
        long absent,
        Optional<String> comparison,
        SightSheet sight,
        Order order,
        List<Row> rows) {

    /// How the causes are sorted.
    public enum Order {
        STRENGTH,
        NUMBER
    }

    /// One cause in the sheet.
    ///
    /// @param rank position when the strongest come first
    /// @param opensGroup heading of the group that begins here when sorted by number
    public record Row(
            int number,
            int rank,
            String href,
            String title,
            Side side,
            Markup glyph,
            Markup strength,
            Markup spark,
            Markup statement,
            String next,
            String whatIsMissing,
            Optional<String> opensGroup) {

        /// Name of the verdict in the stylesheet.
        public String style() {
            return VerdictMark.style(side);
        }

        /// The verdict in words.
        public String word() {
            return VerdictMark.word(side);
        }

        /// Whether there is something to do.
        public boolean toDo() {
            return side != Side.ABSENT;
        }
    }

    /// The page of an examination.
    public static DiagnosisPage of(Examination examination, Order order, Shell shell) {
        Diagnosis diagnosis = examination.diagnosis();
        List<Verdict> strongest = diagnosis.strongestFirst();
        var rows = new ArrayList<Row>();
        for (int i = 0; i < strongest.size(); i++) {
            rows.add(row(strongest.get(i), i + 1, shell.links()));
        }
        if (order == Order.NUMBER) {
            rows.sort(Comparator.comparingInt(Row::number));
        }
        return new DiagnosisPage(
                shell,
                examination
                        .part()
                        .map(u -> shell.organisation() + ", " + u.title())
                        .orElse(shell.organisation()),
                examination.periodWords(),
                diagnosis.headline(),
                marks(strongest.stream().map(Verdict::side).toList()),
                diagnosis.count(Side.PRESENT),
                diagnosis.count(Side.UNKNOWN),
                diagnosis.count(Side.ABSENT),
                comparison(examination),
                SightSheet.of(examination, shell.links()),
                order,
                rows);
    }

    /// Glyphs side by side.
    static Markup marks(List<Side> sides) {
        return Markup.drawn(sides.stream().map(VerdictMark::glyph).collect(Collectors.joining()));
    }

    private static Row row(Verdict verdict, int rank, Links links) {
        Cause cause = verdict.cause();
        Markup statement = verdict.side() == Side.PRESENT
                ? Markup.marked(verdict.evidence().getFirst().indicator().statement())
                : Markup.unmarked(verdict.statement());
        return new Row(
                cause.order(),
                rank,
                links.cause(cause),
                cause.title(),
                verdict.side(),
                Markup.drawn(VerdictMark.glyph(verdict.side())),
                Markup.drawn(StrengthMark.of(verdict)),
                Markup.drawn(verdict.trend().flatMap(Spark::of).orElse("")),
                statement,
                Words.kept(verdict.next()),
                verdict.side() == Side.UNKNOWN
                        ? Words.kept(verdict.missing().getFirst().what())
                        : "",
                opening(cause));
    }

    private static Optional<String> opening(Cause cause) {
        return switch (cause.order()) {
            case 1 -> Optional.of(say("Why service is poorly delivered"));
            case 11 -> Optional.of(say("Why improvement does not last"));
            default -> Optional.empty();
        };
    }

    /// What has changed since an earlier diagnosis; empty where there is none.
    static Optional<String> comparison(Examination examination) {
        return examination.before().map(b -> comparison(examination.diagnosis(), b, examination.beforeWords()));
    }

    private static String comparison(Diagnosis now, Diagnosis before, String then) {
        List<String> gone = changed(before, now);
        List<String> come = changed(now, before);
        if (gone.isEmpty() && come.isEmpty()) {
            return say("The same causes were present %s.", then);
        }
        long difference = now.count(Side.PRESENT) - before.count(Side.PRESENT);
        String count = difference == 0
                ? say("As many as %s", then)
                : say(difference < 0 ? "%s fewer than %s" : "%s more than %s", Words.count(Math.abs(difference)), then);
        var parts = new ArrayList<String>();
        if (!gone.isEmpty()) {
            parts.add(say("no longer shown: %s", String.join(", ", gone)));
        }
        if (!come.isEmpty()) {
            parts.add(say("newly shown: %s", String.join(", ", come)));
        }
        return count + "; " + String.join("; ", parts) + ".";
    }

    private static List<String> changed(Diagnosis has, Diagnosis lacks) {
        return has.verdicts().stream()
                .filter(v ->
                        v.side() == Side.PRESENT && lacks.verdict(v.cause()).side() != Side.PRESENT)
                .map(v -> say("“%s”", v.cause().title()))
                .toList();
    }
}
