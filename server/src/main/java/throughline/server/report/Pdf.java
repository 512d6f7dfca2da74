package throughline.server.report;

import static throughline.text.Text.say;

import com.openhtmltopdf.extend.FSSupplier;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FSFontUseCase;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.svgsupport.BatikSVGDrawer;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.GregorianCalendar;
import java.util.Set;
import java.util.logging.Level;
import java.util.regex.Pattern;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.jsoup.Jsoup;
import org.jsoup.helper.W3CDom;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/// A page of ours as a PDF: tagged for readers of screens (PDF/UA), with its fonts inside, and with nothing that was
/// not on the page: no date, and a number instead of a chance one, so that the same page gives the same bytes.
final class Pdf {

    /// Pixels, 96 an inch, that fit between the margins of the paper.
    private static final double WIDEST = 640;

    private static final Set<FSFontUseCase> EVERYWHERE = EnumSet.of(FSFontUseCase.DOCUMENT, FSFontUseCase.SVG);
    private static final int REGULAR = 400;
    private static final int STRONG = 600;

    private static final Pattern MADE = Pattern.compile("(CreateDate>|CreateDate=\")[^<\"]*");

    static {
        // It says at length how it goes about it; what matters is a failure, which is thrown.
        XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.SEVERE));
    }

    private Pdf() {}

    /// The PDF of a page.
    ///
    /// @param html whole page; every drawing in it stands alone or in a [throughline.server.chart.Fit] box
    /// @param stands the day of which it tells, which stands for the day it was made
    static byte[] of(String html, LocalDate stands) {
        Document page = Jsoup.parse(html);
        String style = PrintStyle.drawings();
        page.select("details").remove();
        page.select(".fit").forEach(Pdf::keepOne);
        page.select("a[href]").forEach(link -> link.attr("title", link.text()));
        page.select("svg").forEach(drawing -> complete(drawing, style));
        var builder = new PdfRendererBuilder();
        builder.usePdfUaAccessibility(true);
        builder.useSVGDrawer(new BatikSVGDrawer());
        builder.useExternalResourceAccessControl(
                (address, sort) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI);
        builder.withProducer("Throughline");
        builder.withW3cDocument(new W3CDom().fromJsoup(page), null);
        font(builder, "/pack/inter-400.ttf", "Inter", REGULAR);
        font(builder, "/pack/inter-600.ttf", "Inter", STRONG);
        font(builder, "/pack/source-serif-4-400.ttf", "Source Serif 4", REGULAR);
        font(builder, "/pack/source-serif-4-600.ttf", "Source Serif 4", STRONG);
        font(builder, "/net/sf/jasperreports/fonts/dejavu/DejaVuSans.ttf", "DejaVu Sans", REGULAR);
        font(builder, "/net/sf/jasperreports/fonts/dejavu/DejaVuSans-Bold.ttf", "DejaVu Sans", STRONG);
        var bytes = new ByteArrayOutputStream();
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
            renderer.createPDFWithoutClosing();
            PDDocument document = renderer.getPdfDocument();
            date(document, stands);
            document.setDocumentId(0L);
            // Where objects are packed into streams their order is left to chance.
            document.save(bytes, CompressParameters.NO_COMPRESSION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void date(PDDocument document, LocalDate stands) throws IOException {
        ZonedDateTime midnight = stands.atStartOfDay(ZoneOffset.UTC);
        document.getDocumentInformation().setCreationDate(GregorianCalendar.from(midnight));
        PDMetadata metadata = document.getDocumentCatalog().getMetadata();
        String words = new String(metadata.toByteArray(), StandardCharsets.UTF_8);
        metadata.importXMPMetadata(
                MADE.matcher(words).replaceAll("$1" + midnight.toInstant()).getBytes(StandardCharsets.UTF_8));
    }

    /// Keeps the drawing that fits the paper: the widest but the one for a wide screen.
    private static void keepOne(Element box) {
        for (String size : new String[] {"l", "m", "xl", "s"}) {
            Element fits = box.selectFirst("> ." + size);
            if (fits != null) {
                box.children().not("." + size).remove();
                return;
            }
        }
    }

    /// Gives a drawing what it has from the page on a screen: its rules, its size and its words.
    private static void complete(Element drawing, String style) {
        String[] box = drawing.attr("viewBox").split(" ", -1);
        double width = Math.min(Double.parseDouble(box[2]), WIDEST);
        double height = width * Double.parseDouble(box[3]) / Double.parseDouble(box[2]);
        drawing.attr("xmlns", "http://www.w3.org/2000/svg")
                .attr("style", "width: %spx; height: %spx".formatted(Math.round(width), Math.round(height)))
                .attr("alt", drawing.hasAttr("aria-label") ? drawing.attr("aria-label") : say("a mark"));
        drawing.prependElement("style").attr("type", "text/css").appendChild(new DataNode(style));
    }

    private static void font(PdfRendererBuilder builder, String file, String family, int weight) {
        FSSupplier<InputStream> bytes = () -> {
            InputStream in = Pdf.class.getResourceAsStream(file);
            if (in == null) {
                throw new IllegalStateException("The program lacks its own file " + file);
            }
            return in;
        };
        builder.useFont(bytes, family, weight, FontStyle.NORMAL, true, EVERYWHERE);
    }
}
