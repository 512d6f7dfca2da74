package throughline.server.report;

import static throughline.text.Text.say;

import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import throughline.diagnosis.Cause;
import throughline.server.diagnose.Examination;
import throughline.server.page.BoardPage;
import throughline.server.page.CausePage;
import throughline.server.page.Links;
import throughline.server.page.Markup;
import throughline.server.page.Templates;

/// The board page as a PDF to hand out, followed by each cause on it with its evidence, numbered as the page refers to
/// it. For one unit it is the pack of the unit's leader. The same examination gives the same bytes.
public final class BoardPack {

    private BoardPack() {}

    /// What stands in the file.
    ///
    /// @param origin which data it was made from, by which version
    public record Page(String title, String origin, Markup style, BoardPage board, List<CausePage> causes) {}

    /// The PDF of an examination.
    ///
    /// @param month at whose end the examination stands
    public static byte[] of(Examination examination, YearMonth month) {
        BoardPage board = BoardPage.of(
                examination, month, BoardPage.Around.NOTHING, HtmlReport.shell(examination, say("Board page")));
        List<CausePage> causes = board.causes().stream()
                .map(row -> Cause.values()[row.number() - 1])
                .map(cause -> CausePage.of(examination, cause, HtmlReport.shell(examination, cause.title())))
                .toList();
        var page = new Page(
                "%s, %s".formatted(board.organisation(), board.month()),
                say("data %s", examination.provenance().snapshot().substring(0, 12)),
                Markup.style(PrintStyle.sheet()),
                board,
                causes);
        return Pdf.of(
                new String(new Templates().render("pack", page).toByteArray(), StandardCharsets.UTF_8),
                examination.diagnosis().period().to());
    }

    /// Name of a cause's place in the file.
    public static String anchor(Cause cause) {
        return FileLinks.of(cause);
    }

    /// Name of the place of a piece of evidence.
    public static String anchor(Cause cause, int evidence) {
        return Links.anchor(cause, evidence);
    }
}
