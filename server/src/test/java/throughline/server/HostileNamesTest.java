package throughline.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import throughline.server.report.HtmlReport;

/// The report holds every part of every page that a name can reach, so it is the place to look for a name that broke
/// out.
@DisplayNameGeneration(ReplaceUnderscores.class)
class HostileNamesTest {

    static Stream<String> names() {
        return Hostile.NAMES.stream();
    }

    private static final List<String> HARMLESS = shape(report("Northmoor"));

    @ParameterizedTest
    @MethodSource("names")
    void stay_text_wherever_they_stand(String name) {
        Document page = report(name);

        assertThat(page.select("script, iframe, img, math")).isEmpty();
        assertThat(shape(page).equals(HARMLESS))
                .as("the elements and attributes of the page are the usual ones")
                .isTrue();
        assertThat(page.select("#diagnosis .kick span").first().wholeText()).isEqualTo(name.replace("\u0000", ""));
    }

    private static Document report(String name) {
        return Jsoup.parse(HtmlReport.of(SmallWorld.named(name).examination()));
    }

    /// Names of all elements and attributes in order: what a name must not change.
    private static List<String> shape(Document page) {
        Set<String> withName = Set.of("text", "td", "title");
        return page.getAllElements().stream()
                .filter(e -> !withName.contains(e.normalName()))
                .map(HostileNamesTest::tag)
                .toList();
    }

    private static String tag(Element element) {
        return element.normalName()
                + element.attributes().asList().stream()
                        .map(a -> a.getKey())
                        .sorted()
                        .toList();
    }
}
