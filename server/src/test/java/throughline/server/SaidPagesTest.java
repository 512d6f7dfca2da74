package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import throughline.diagnosis.Wording;
import throughline.lake.fact.FactKind;
import throughline.server.accounts.Role;
import throughline.simulation.DemoOrganisation;
import throughline.simulation.Simulation;

/// Every word of a page is said in the language of the reader: none stands outside a text but data. What is found is
/// written to `server/target/unsaid.txt`.
@DisplayNameGeneration(ReplaceUnderscores.class)
class SaidPagesTest {

    private static final Path FOUND = Path.of("target", "unsaid.txt");
    private static final LocalDate LAST = LocalDate.parse("2026-11-01");

    /// How many pages of one kind are looked at.
    private static final int OF_A_KIND = 2;

    /// Names of ours and of others, of formats and of columns that steps of the work add.
    private static final List<String> NAMES = List.of(
            "Throughline",
            "English",
            "Deutsch",
            "Linux",
            "organisation.yaml",
            "CSV",
            "Excel",
            "Parquet",
            "JSON",
            "DOT",
            "GraphML",
            "PDF",
            "YAML",
            "duckdb",
            "Kim Administrator",
            "Administrator", // as the audit log has kept it
            "UTC",
            "path",
            "degraded",
            "answered",
            "answers",
            "contact",
            "contacts",
            "crossed",
            "returned",
            "events",
            "file",
            "line",
            "effort",
            "resolved",
            "week",
            "day",
            "time",
            "rows",
            "A–Z",
            "path",
            "cause",
            "weight",
            "degraded",
            "Administrator",
            "resolved in one contact");

    /// The dictionary is a document of its own in each language; alerts are kept in the organisation's.
    private static final List<String> ELSEWHERE = List.of("/words", "/alerts");

    @Test
    void hold_no_word_outside_a_text(@TempDir Path folder) throws Exception {
        Path files = Files.createDirectory(folder.resolve("files"));
        Simulation.of(DemoOrganisation.settings(LAST).withSize(730, 6_000)).write(files);
        var unsaid = new Unsaid(data(files));
        Map<String, List<String>> found = new TreeMap<>();
        try (var server = OpenServer.speaking(Unsaid.BRACKETED, files, folder.resolve("data"))) {
            Map<String, Document> pages = crawl(server, server.signIn(Role.ADMINISTRATOR, null));
            pages.put(
                    "/sign-in",
                    Jsoup.parse(server.send(HttpRequest.newBuilder(server.address("/sign-in")))
                            .body()));
            assertThat(pages).hasSizeGreaterThan(40);
            pages.forEach((path, page) -> unsaid.on(page)
                    .forEach(text ->
                            found.computeIfAbsent(text, t -> new ArrayList<>()).add(path)));
        }
        Files.write(
                FOUND,
                found.entrySet().stream()
                        .map(e -> e.getKey() + "   at: " + e.getValue().getFirst())
                        .toList());

        assertThat(found.keySet()).as("said nowhere; all of them in %s", FOUND).isEmpty();
    }

    /// What the files of an organisation hold: every text of its record and of its tables, and their names.
    private static Set<String> data(Path files) throws IOException {
        Set<String> data = new HashSet<>(NAMES);
        remember(
                new Load(LoadSettings.builder().build())
                        .loadFromString(Files.readString(files.resolve("organisation.yaml"))),
                data);
        for (FactKind kind : FactKind.values()) {
            data.add(kind.table());
        }
        try (DirectoryStream<Path> tables = Files.newDirectoryStream(files, "*.csv")) {
            for (Path table : tables) {
                data.add(table.getFileName().toString());
                try (CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(table)) {
                    rows.forEach(row -> data.addAll(row.getFields()));
                }
            }
        }
        return data;
    }

    private static void remember(Object of, Set<String> data) {
        switch (of) {
            case Map<?, ?> map -> map.values().forEach(value -> remember(value, data));
            case Collection<?> all -> all.forEach(value -> remember(value, data));
            case String text -> {
                data.add(text);
                String words = text.replace('-', ' ');
                data.add(words);
                data.add(Wording.sentence(words));
                data.add(words.isEmpty() ? "" : words.substring(0, 1).toLowerCase(Locale.ROOT) + words.substring(1));
            }
            case null, default -> {}
        }
    }

    /// Pages that links lead to, some of each kind.
    private static Map<String, Document> crawl(OpenServer server, SignedIn who) throws Exception {
        Map<String, Document> reached = new TreeMap<>();
        Crawl.of(
                        path -> server.get(who, path),
                        OF_A_KIND,
                        List.of("/", "/search?q=contact"),
                        page -> page.select("a[href]").eachAttr("abs:href").stream(),
                        path -> !path.contains("table="))
                .forEach((path, answer) -> {
                    if (Crawl.isPage(answer) && ELSEWHERE.stream().noneMatch(path::startsWith)) {
                        reached.put(path, Crawl.page(path, answer));
                    }
                });
        return reached;
    }
}
