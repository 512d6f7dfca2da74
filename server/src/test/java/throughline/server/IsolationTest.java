package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import throughline.server.accounts.Role;
import throughline.server.web.AlertWatch;
import throughline.simulation.DemoOrganisation;
import throughline.simulation.Simulation;

/// What somebody who sees one unit can reach, on an organisation in which everything of other units bears a
/// mark.
@DisplayNameGeneration(ReplaceUnderscores.class)
class IsolationTest {

    /// The region, its shops, and the line above it.
    private static final Set<String> SEEN =
            Set.of("board", "retail", "north", "aldercombe", "brackwater", "castlebeck");

    /// Pages of one kind that are looked at: all in the long form, which takes five minutes.
    private static final int OF_A_KIND =
            "long".equals(System.getProperty("throughline.faults")) ? Integer.MAX_VALUE : 6;

    private static final LocalDate LAST = LocalDate.parse("2026-11-01");

    @TempDir
    private static Path folder;

    private static OpenServer server;

    @BeforeAll
    static void open() throws Exception {
        Path files = Files.createDirectory(folder.resolve("files"));
        Simulation.of(DemoOrganisation.settings(LAST).withSize(730, 6_000)).write(files);
        CanaryOrganisation.mark(files, SEEN);
        leaveOutGoals(files.resolve("organisation.yaml"));
        server = OpenServer.reading(files, folder.resolve("data"));
    }

    /// Leaves out what other units are to do for service, so that those who may be told of it are.
    private static void leaveOutGoals(Path record) throws IOException {
        List<String> lines = Files.readAllLines(record);
        Files.write(
                record,
                lines.stream()
                        .filter(line ->
                                !line.contains("about: \"service\"") || !line.contains(CanaryOrganisation.CANARY))
                        .toList());
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({"UNIT_LEADER, north, 60", "UNIT_LEADER, castlebeck, 20", "AGENT, aldercombe, 15"})
    void somebody_of_one_unit_meets_nothing_of_another(Role role, String unit, int pages) throws Exception {
        SignedIn who = server.signIn(role, unit);
        server.bean(AlertWatch.class).look(LAST.plusDays(1));
        Map<String, List<String>> reached = crawl(who);

        assertThat(reached).hasSizeGreaterThan(pages).containsKey("/alerts");
        assertThat(reached.entrySet().stream().filter(page -> !page.getValue().isEmpty()))
                .isEmpty();
    }

    @Test
    void an_analyst_who_looks_at_the_same_unit_is_told_of_others() throws Exception {
        String cause = server.page("/causes/outside-strategy?part=castlebeck")
                .select("main")
                .text();

        assertThat(cause).contains("Give Canary of");
    }

    /// What the links and forms of the pages before lead to, with the marks that are on it.
    private static Map<String, List<String>> crawl(SignedIn who) throws Exception {
        Map<String, List<String>> reached = new TreeMap<>();
        Crawl.of(
                        path -> server.get(who, path),
                        OF_A_KIND,
                        List.of("/", "/search?q=cana"),
                        IsolationTest::links,
                        IsolationTest::tells)
                .forEach((path, answer) -> reached.put(path, marks(answer.body())));
        return reached;
    }

    private static List<String> marks(String body) {
        List<String> marks = new ArrayList<>();
        String text = body.toLowerCase(Locale.ROOT);
        for (int at = text.indexOf(CanaryOrganisation.CANARY);
                at >= 0 && marks.size() < 5;
                at = text.indexOf(CanaryOrganisation.CANARY, at + 200)) {
            marks.add(body.substring(Math.max(0, at - 80), Math.min(body.length(), at + 40)));
        }
        return marks;
    }

    /// Where a page leads: its links, and what its forms ask for with each choice of one list.
    private static Stream<String> links(Document page) {
        return Stream.concat(
                page.select("a[href]").stream().map(link -> link.absUrl("href")),
                page.select("form[method=get] select option, form:not([method]) select option").stream()
                        .map(choice -> choice.closest("form").absUrl("action") + "?"
                                + choice.closest("select").attr("name") + "=" + choice.attr("value")));
    }

    /// Whether something new may stand there. Of the periods the longest is enough: it holds what the others do. A
    /// taken
    /// table may hold more than the page it stands on where that shows some of its rows.
    private static boolean tells(String way) {
        return !way.contains("theme=")
                && !way.startsWith("/assets/")
                && (!way.contains("period=") || way.contains("period=everything"))
                && (!way.contains("table=") || (way.contains("/rows") && way.endsWith("format=csv")));
    }
}
