package throughline.server.report;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import throughline.server.page.Markup;
import throughline.server.page.ScorePage;
import throughline.server.page.Templates;
import throughline.simulation.score.Score;

/// A score as one HTML file with its pictures, styles and fonts inside. It loads nothing and runs no script.
public final class ScoreReport {

    private ScoreReport() {}

    /// What stands in the file.
    ///
    /// @param style the stylesheet with its fonts
    /// @param styleHash hash of the stylesheet for the file's own content security policy
    public record Page(String style, String styleHash, ScorePage score) {

        /// The stylesheet as it goes between the tags.
        public Markup styleElement() {
            return Markup.style(style);
        }
    }

    /// The file's text.
    ///
    /// @param version of the program that was scored
    /// @param date on which it was scored
    public static String of(Score score, String version, LocalDate date) {
        String style = HtmlReport.style();
        return new String(
                new Templates()
                        .render("score", new Page(style, HtmlReport.hash(style), ScorePage.of(score, version, date)))
                        .toByteArray(),
                StandardCharsets.UTF_8);
    }
}
