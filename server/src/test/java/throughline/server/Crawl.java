package throughline.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/// Where the links of pages lead, some pages of each kind: pages of one kind differ only in what they are of, and each
/// cause is a kind by itself.
final class Crawl {

    private final Asked asked;
    private final int ofAKind;
    private final Map<String, HttpResponse<String>> reached = new LinkedHashMap<>();
    private final Deque<String> ahead = new ArrayDeque<>();
    private final Set<String> met = new HashSet<>();
    private final Map<String, Integer> kinds = new HashMap<>();

    /// Gets a page.
    interface Asked {

        HttpResponse<String> get(String path) throws IOException, InterruptedException;
    }

    /// Where a page leads.
    interface Links {

        /// Absolute addresses.
        Stream<String> of(Document page);
    }

    private Crawl(Asked asked, int ofAKind) {
        this.asked = asked;
        this.ofAKind = ofAKind;
    }

    /// What every link is answered with, by its path and query.
    ///
    /// @param ofAKind most pages of one kind
    /// @param starts where to begin
    /// @param links where a page leads
    /// @param wanted which paths with their queries to follow
    static Map<String, HttpResponse<String>> of(
            Asked asked, int ofAKind, List<String> starts, Links links, Predicate<String> wanted)
            throws IOException, InterruptedException {
        var crawl = new Crawl(asked, ofAKind);
        starts.forEach(crawl::meet);
        crawl.go(links, wanted);
        return crawl.reached;
    }

    private void go(Links links, Predicate<String> wanted) throws IOException, InterruptedException {
        while (!ahead.isEmpty()) {
            String path = ahead.remove();
            HttpResponse<String> answer = asked.get(path);
            reached.put(path, answer);
            if (isPage(answer)) {
                links.of(page(path, answer))
                        .map(URI::create)
                        .filter(to -> "throughline".equals(to.getHost()))
                        .map(to -> to.getRawPath() + (to.getRawQuery() == null ? "" : "?" + to.getRawQuery()))
                        .filter(wanted)
                        .forEach(this::meet);
            }
        }
    }

    private void meet(String path) {
        if (!met.contains(path) && kinds.merge(kind(path), 1, Integer::sum) <= ofAKind) {
            met.add(path);
            ahead.add(path);
        }
    }

    private static String kind(String path) {
        return path.replaceAll("=[^&]*", "=").replaceAll("/[^/?]*\\d[^/?]*", "/0");
    }

    /// Whether what came is a page.
    static boolean isPage(HttpResponse<String> answer) {
        return answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html");
    }

    /// The page that came; links without a host are of the host `throughline`.
    static Document page(String path, HttpResponse<String> answer) {
        return Jsoup.parse(answer.body(), "http://throughline" + path);
    }
}
