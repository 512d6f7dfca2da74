package throughline.server.page;

import static throughline.text.Text.say;

import java.util.List;
import java.util.Optional;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Evidence;
import throughline.diagnosis.Missing;
import throughline.diagnosis.Side;
import throughline.diagnosis.Verdict;
import throughline.server.chart.VerdictMark;
import throughline.server.chart.Words;
import throughline.server.diagnose.Examination;

/// One cause: the evidence as a numbered trail, the next step, how the verdict is reached, what would change it, and
/// where the numbers come from.
///
/// @param standing where the cause stands among the fifteen, its name in a terminal, strength and confidence
/// @param lede the finding in one sentence
/// @param trend the measure week by week, where it is measured
/// @param units where the cause shows, unit by unit
/// @param start the form in which the next step is started, where the reader may
/// @param change what would turn the verdict, a sentence each
/// @param earlier the cause before in number, and where its page is
/// @param later the cause after in number
public record CausePage(
        Shell shell,
        Cause cause,
        Side side,
        Markup glyph,
        List<String> standing,
        String lede,
        String period,
        List<EvidenceCard> trail,
        Optional<TrendCard> trend,
        Optional<UnitsCard> units,
        String next,
        Optional<String> start,
        List<Check> checks,
        List<String> change,
        List<Missing> missing,
        List<Source> flow,
        Optional<RowsLink> firstRows,
        Optional<Neighbour> earlier,
        Optional<Neighbour> later) {

    /// One figure of the verdict.
    ///
    /// @param value the figure with its interval
    /// @param rule what it is held against
    public record Check(Side side, Markup glyph, String name, String value, String rule) {}

    /// One station of the figures on their way from the files to the verdict.
    public record Source(String title, String text) {}

    /// Where the rows behind a figure are.
    public record RowsLink(String href, String text) {}

    /// Another cause.
    public record Neighbour(String href, String text) {}

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

    /// Heading of what is missing: it settles a cause that is open and sharpens one that is not.
    public String missingTitle() {
        return side == Side.UNKNOWN ? say("What would settle it") : say("What would sharpen it");
    }

    /// The page of a cause of an examination.
    public static CausePage of(Examination examination, Cause cause, Shell shell) {
        Verdict verdict = examination.diagnosis().verdict(cause);
        Links links = shell.links();
        List<EvidenceCard> trail = verdict.evidence().stream()
                .map(e -> EvidenceCard.of(e, cause, links))
                .toList();
        return new CausePage(
                shell,
                cause,
                verdict.side(),
                Markup.drawn(VerdictMark.glyph(verdict.side())),
                standing(verdict),
                Words.kept(verdict.statement()),
                examination.periodWords(),
                trail,
                verdict.trend().flatMap(t -> TrendCard.of(t, EventWords.of(examination))),
                examination.diagnosis().units(cause).map(UnitsCard::of),
                Words.kept(verdict.next()),
                verdict.side() == Side.ABSENT ? Optional.empty() : links.startStep(cause, ""),
                verdict.evidence().stream().map(CausePage::check).toList(),
                VerdictChange.of(verdict),
                verdict.missing(),
                FigureFlow.of(verdict, examination.provenance()),
                trail.stream().flatMap(c -> c.rows().stream()).findFirst(),
                neighbour(cause, -1, links),
                neighbour(cause, 1, links));
    }

    private static List<String> standing(Verdict verdict) {
        String place = say("Cause %s of %s", verdict.cause().order(), Cause.values().length);
        String elsewhere = verdict.cause().number() + " " + verdict.cause().shortName();
        if (verdict.evidence().isEmpty()) {
            return List.of(place, elsewhere, say("nothing could be measured"));
        }
        return List.of(
                place,
                elsewhere,
                strength(verdict),
                say("confidence %s in 100", Math.round(verdict.confidence() * 100)));
    }

    private static String strength(Verdict verdict) {
        String value = Words.decimals(verdict.strength(), 2);
        String low = Words.decimals(verdict.strengthInterval().low(), 2);
        String high = Words.decimals(verdict.strengthInterval().high(), 2);
        return low.equals(high) ? say("strength %s", value) : say("strength %s, interval %s to %s", value, low, high);
    }

    private static Check check(Evidence evidence) {
        return new Check(
                evidence.supports(),
                Markup.drawn(VerdictMark.glyph(evidence.supports())),
                StatisticWords.name(evidence.indicator().statistic()),
                StatisticWords.value(evidence.indicator().statistic()),
                Words.kept(evidence.indicator().threshold().text()));
    }

    private static Optional<Neighbour> neighbour(Cause cause, int step, Links links) {
        int at = cause.ordinal() + step;
        if (at < 0 || at >= Cause.values().length) {
            return Optional.empty();
        }
        Cause other = Cause.values()[at];
        return Optional.of(new Neighbour(links.cause(other), other.order() + ". " + other.title()));
    }
}
