package throughline.acceptance;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.RequestOptions;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionGoTo;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.text.PDFTextStripper;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.xml.sax.SAXException;

/// The files that can be taken away, each read by a reader of its format: whether it keeps what was written down as
/// text, all of it, and nothing that acts.
///
/// @param context of who takes them
/// @param payloads of which the register of touchpoints has one each as a name
/// @param wrong what was found
record TakenFiles(BrowserContext context, String address, List<String> payloads, List<String> wrong) {

    private static final String ACT = "window.hit=1";

    /// What a spreadsheet would run.
    private static final Pattern FORMULA = Pattern.compile("[=+@＝\\t\\r].*|-(?![0-9.]+$).*", Pattern.DOTALL);

    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    TakenFiles(BrowserContext context, String address, List<String> payloads) {
        this(context, address, payloads, new ArrayList<>());
    }

    /// Takes and reads all of them.
    void check() throws IOException, ParserConfigurationException, SAXException {
        Set<String> csv = texts(csv("/record/touchpoints/file?format=csv"));
        Set<String> shown = texts(csv("/record/touchpoints?table=touchpoints&format=csv"));
        Set<String> yaml = yaml("/record/touchpoints/file?format=yaml");
        Set<String> document = yaml("/record/organisation.yaml");
        Set<String> json = new HashSet<>();
        remember(loaded(text("/api/v1/organisation", "application/json")), json);
        for (String written : payloads) {
            // A name is kept without the blanks around it; the document keeps them as they were written.
            String payload = written.strip();
            String safe = FORMULA.matcher(payload).matches() ? "'" + payload : payload;
            told(csv.contains(safe), "the table of touchpoints lacks " + payload);
            told(shown.contains(safe), "the table of entries lacks " + payload);
            told(yaml.contains(payload), "the part as YAML lacks " + payload);
            told(document.contains(payload) || document.contains(written), "organisation.yaml lacks " + payload);
            told(json.contains(payload), "the record as JSON lacks " + payload);
        }
        for (String sort : List.of("units", "people", "journeys", "measures", "objectives", "scorecards", "links")) {
            csv("/record/%s/file?format=csv".formatted(sort));
            yaml("/record/%s/file?format=yaml".formatted(sort));
        }
        for (String table : List.of("decisions", "announcements", "promises", "steps", "agendas", "training")) {
            csv("/registers/%s/file?format=csv".formatted(table));
            yaml("/registers/%s/file?format=yaml".formatted(table));
        }
        csv("/map.csv");
        graph();
        drawing();
        pack();
    }

    private void told(boolean right, String otherwise) {
        if (!right) {
            wrong.add(otherwise);
        }
    }

    private static Set<String> texts(List<CsvRecord> rows) {
        Set<String> texts = new HashSet<>();
        rows.forEach(row -> texts.addAll(row.getFields()));
        return texts;
    }

    private byte[] bytes(String path, String accepted) {
        APIResponse answer =
                context.request().get(address + path, RequestOptions.create().setHeader("Accept", accepted));
        told(answer.status() == 200, "%s is answered with %s".formatted(path, answer.status()));
        return answer.body();
    }

    private String text(String path, String accepted) {
        return new String(bytes(path, accepted), StandardCharsets.UTF_8);
    }

    private List<CsvRecord> csv(String path) throws IOException {
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(text(path, "*/*"))) {
            List<CsvRecord> rows = csv.stream().toList();
            rows.stream()
                    .flatMap(row -> row.getFields().stream())
                    .filter(cell -> FORMULA.matcher(cell).matches())
                    .forEach(cell -> wrong.add("%s has a formula: %s".formatted(path, cell)));
            return rows;
        }
    }

    private Set<String> yaml(String path) {
        Set<String> texts = new HashSet<>();
        remember(loaded(text(path, "*/*")), texts);
        return texts;
    }

    /// JSON is YAML as well.
    private static Object loaded(String text) {
        return new Load(LoadSettings.builder().setCodePointLimit(100_000_000).build()).loadFromString(text);
    }

    private static void remember(Object of, Set<String> texts) {
        switch (of) {
            case Map<?, ?> map -> map.values().forEach(value -> remember(value, texts));
            case Collection<?> all -> all.forEach(value -> remember(value, texts));
            case String text -> texts.add(text);
            case null, default -> {}
        }
    }

    private void graph() throws ParserConfigurationException, IOException, SAXException {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        var graph = factory.newDocumentBuilder().parse(new ByteArrayInputStream(bytes("/map.graphml", "*/*")));
        var elements = graph.getElementsByTagName("*");
        for (int i = 0; i < elements.getLength(); i++) {
            told(
                    List.of("graphml", "key", "graph", "node", "edge", "data")
                            .contains(elements.item(i).getNodeName()),
                    "the graph has an element " + elements.item(i).getNodeName());
        }
    }

    /// Outside its quoted words a drawing has nothing but what we write.
    private void drawing() {
        String drawing = text("/map.dot", "*/*");
        String rest = QUOTED.matcher(drawing).replaceAll("");
        told(
                rest.matches("[A-Za-z0-9_\\s{}\\[\\];,=.>-]*"),
                "the drawing has words outside quotes: " + rest.replaceAll("[A-Za-z0-9_\\s{}\\[\\];,=.>-]+", ""));
    }

    private void pack() throws IOException {
        try (PDDocument pack = Loader.loadPDF(bytes("/board.pdf", "*/*"))) {
            var catalogue = pack.getDocumentCatalog();
            told(catalogue.getOpenAction() == null, "the pack does something when it is opened");
            told(
                    catalogue.getNames() == null || catalogue.getNames().getJavaScript() == null,
                    "the pack holds a script");
            for (PDPage page : pack.getPages()) {
                for (PDAnnotation annotation : page.getAnnotations()) {
                    told(annotation instanceof PDAnnotationLink, "the pack holds a " + annotation.getSubtype());
                    if (annotation instanceof PDAnnotationLink link && link.getAction() != null) {
                        told(
                                link.getAction() instanceof PDActionGoTo
                                        || (link.getAction() instanceof PDActionURI to
                                                && to.getURI().startsWith(address)),
                                "the pack leads to " + link.getAction().getSubType());
                    }
                }
            }
            String text = new PDFTextStripper().getText(pack).replaceAll("\\s+", "");
            told(text.contains(ACT), "the pack holds no hostile word");
        }
    }

    /// The report of one file, kept in a folder.
    Path report(Path folder) throws IOException {
        return Files.write(folder.resolve("report.html"), bytes("/report.html", "*/*"));
    }
}
