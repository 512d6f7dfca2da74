package throughline.server.report;

import static throughline.text.Text.say;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import throughline.diagnosis.Accountability;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Dossier;
import throughline.diagnosis.Evidence;
import throughline.diagnosis.Journeys;
import throughline.diagnosis.Lineage;
import throughline.diagnosis.MeasureDictionary;
import throughline.diagnosis.SaidAndDone;
import throughline.diagnosis.ScorecardBook;
import throughline.diagnosis.Steps;
import throughline.diagnosis.Teams;
import throughline.explanation.Explanations;
import throughline.explanation.LineOfSight;
import throughline.lake.cube.Rows;
import throughline.server.diagnose.Examination;
import throughline.server.diagnose.Examination.Provenance;
import throughline.server.diagnose.Span;
import throughline.server.page.CausePage;
import throughline.server.page.DiagnosisPage;
import throughline.server.page.Markup;
import throughline.server.page.RowsPage;
import throughline.server.page.Shell;
import throughline.server.page.Shell.Place;
import throughline.server.page.Templates;
import throughline.workspace.Workspace;

/// A diagnosis as one HTML file: styles and fonts inside, navigation by anchors, the first rows behind each
/// figure as tables. It loads nothing and runs no script. The same examination gives the same bytes.
public final class HtmlReport {

    /// Rows shown behind a figure.
    public static final int ROWS = 10;

    private static final Pattern FONT = Pattern.compile("url\\((fonts/[a-z0-9-]+\\.woff2)\\)");

    private HtmlReport() {}

    /// What stands in the file.
    ///
    /// @param style the stylesheet with its fonts
    /// @param styleHash hash of the stylesheet for the file's own content security policy
    public record Page(String style, String styleHash, DiagnosisPage diagnosis, List<CauseLeaf> causes) {

        /// The stylesheet as it goes between the tags.
        public Markup styleElement() {
            return Markup.style(style);
        }
    }

    /// One cause of the file with the rows behind its figures.
    ///
    /// @param rows first rows by number of the evidence
    public record CauseLeaf(String anchor, CausePage page, Map<Integer, RowsPage> rows) {}

    /// The file's text for a diagnosis of a workspace.
    ///
    /// @param dossier what of the workspace was looked at
    public static String of(Workspace workspace, Dossier dossier, Diagnosis diagnosis) {
        Accountability accountability = Accountability.of(dossier);
        return of(new Examination(
                Span.EVERYTHING,
                Optional.empty(),
                dossier,
                diagnosis,
                Optional.empty(),
                LineOfSight.of(dossier),
                accountability,
                Journeys.of(dossier, accountability),
                SaidAndDone.of(dossier),
                // The report has no page of the front line, of measures or of scorecards.
                Teams.NONE,
                MeasureDictionary.NONE,
                ScorecardBook.NONE,
                Steps.of(dossier),
                new Explanations(dossier),
                Provenance.of(workspace)));
    }

    /// The file's text.
    ///
    /// @throws UncheckedIOException if the stylesheet cannot be read from the program's own files
    public static String of(Examination examination) {
        String style = style();
        var causes = new ArrayList<CauseLeaf>();
        for (Cause cause : Cause.values()) {
            Shell shell = shell(examination, cause.title());
            causes.add(new CauseLeaf(
                    FileLinks.of(cause), CausePage.of(examination, cause, shell), rows(examination, cause, shell)));
        }
        var diagnosis =
                DiagnosisPage.of(examination, DiagnosisPage.Order.STRENGTH, shell(examination, say("Diagnosis")));
        return new String(
                new Templates()
                        .render("report", new Page(style, hash(style), diagnosis, causes))
                        .toByteArray(),
                StandardCharsets.UTF_8);
    }

    private static Map<Integer, RowsPage> rows(Examination examination, Cause cause, Shell shell) {
        Map<Integer, RowsPage> rows = new HashMap<>();
        for (Evidence evidence : examination.diagnosis().verdict(cause).evidence()) {
            Lineage lineage = evidence.indicator().lineage();
            lineage.behind().ifPresent(query -> {
                Rows first = examination.dossier().during(lineage.period()).rows(query, 0, ROWS);
                rows.put(evidence.number(), RowsPage.of(cause, evidence, first, 0, shell));
            });
        }
        return Map.copyOf(rows);
    }

    /// What is around a page in a file: nothing that leads out of it.
    static Shell shell(Examination examination, String title) {
        String organisation = examination.dossier().organisation().name();
        return new Shell(
                title,
                Place.DIAGNOSIS,
                List.of(),
                organisation,
                organisation,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                List.of(),
                Shell.Reader.UNKNOWN,
                new FileLinks(),
                new Shell.Assets("", "", "", "", List.of()));
    }

    /// The stylesheet with its fonts inside.
    static String style() {
        return FONT.matcher(new String(resource("design.css"), StandardCharsets.UTF_8))
                .replaceAll(m ->
                        "url(data:font/woff2;base64," + Base64.getEncoder().encodeToString(resource(m.group(1))) + ")");
    }

    /// Hash of a stylesheet for the content security policy of a file.
    static String hash(String style) {
        try {
            return "sha256-"
                    + Base64.getEncoder()
                            .encodeToString(MessageDigest.getInstance("SHA-256")
                                    .digest(style.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream("/static/" + name)) {
            if (in == null) {
                throw new IllegalStateException("The program lacks its own file static/" + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
