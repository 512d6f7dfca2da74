package throughline.server.sheet;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/// The tables of a page as it is shown. What is taken elsewhere is read from the page itself, so it holds
/// what its reader sees and nothing else, and no page can forget a table.
///
/// @param html the page, none of whose tables lies within another
public record PageTables(String html) {

    private static final Pattern TABLE = Pattern.compile("<table\\b.*?</table>", Pattern.DOTALL);
    private static final Pattern CAPTION = Pattern.compile("<caption\\b[^>]*>(.*?)</caption>", Pattern.DOTALL);
    private static final Pattern BESIDE_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /// The page with something after each table.
    ///
    /// @param after HTML for the name and the caption of a table
    public String followed(Follower after) {
        var page = new StringBuilder(html.length() + 4096);
        int from = 0;
        for (Drawn drawn : tables()) {
            page.append(html, from, drawn.to()).append(after.after(drawn.name(), drawn.caption()));
            from = drawn.to();
        }
        return page.append(html, from, html.length()).toString();
    }

    /// What follows a table.
    public interface Follower {
        /// The HTML that follows a table of this name and caption.
        String after(String name, String caption);
    }

    /// A table by its name.
    public Optional<Sheet> find(String name) {
        return tables().stream().filter(t -> t.name().equals(name)).findFirst().map(t -> sheet(t, html));
    }

    /// Where a table stands on the page.
    private record Drawn(String name, String caption, int from, int to) {}

    private List<Drawn> tables() {
        var tables = new ArrayList<Drawn>();
        Map<String, Integer> times = new HashMap<>();
        Matcher table = TABLE.matcher(html);
        while (table.find()) {
            Matcher titled = CAPTION.matcher(table.group());
            String caption = titled.find()
                    ? Parser.unescapeEntities(titled.group(1), false).strip()
                    : "Table";
            String plain = name(caption);
            int time = times.merge(plain, 1, Integer::sum);
            tables.add(new Drawn(time == 1 ? plain : plain + "-" + time, caption, table.start(), table.end()));
        }
        return tables;
    }

    /// A caption as part of an address, such as `units-owners-and-gaps`.
    private static String name(String caption) {
        String plain = BESIDE_WORDS
                .matcher(Normalizer.normalize(caption, Normalizer.Form.NFKD).replaceAll("\\p{M}", ""))
                .replaceAll("-")
                .toLowerCase(Locale.ROOT)
                .replaceAll("^-|-$", "");
        return plain.isEmpty() ? "table" : plain;
    }

    private static Sheet sheet(Drawn drawn, String html) {
        Element table = Jsoup.parseBodyFragment(html.substring(drawn.from(), drawn.to()))
                .expectFirst("table");
        // A button says what could be done, not what is so.
        table.select("form, button, [aria-hidden=true]").remove();
        List<Element> head = table.select("thead th").asList();
        var headings = new ArrayList<>(head.stream().map(PageTables::text).toList());
        var rows = new ArrayList<List<String>>();
        for (Element row : table.select("tbody > tr")) {
            List<Element> cells = row.select("> th, > td").asList();
            if (cells.stream().noneMatch(c -> c.attr("scope").equals("rowgroup"))) {
                rows.add(padded(cells.stream().map(PageTables::text).toList(), headings.size()));
            }
        }
        return drawn(drawn.name(), headings, rows);
    }

    /// Without columns that hold nothing but drawings.
    private static Sheet drawn(String name, List<String> headings, List<List<String>> rows) {
        List<Integer> said = Stream.iterate(0, at -> at < headings.size(), at -> at + 1)
                .filter(at -> rows.isEmpty()
                        || rows.stream().anyMatch(row -> !row.get(at).isEmpty()))
                .toList();
        Function<List<String>, List<String>> only =
                all -> said.stream().map(all::get).toList();
        return Sheet.read(name, only.apply(headings), rows.stream().map(only).toList());
    }

    private static List<String> padded(List<String> cells, int size) {
        var padded = new ArrayList<>(cells.subList(0, Math.min(size, cells.size())));
        while (padded.size() < size) {
            padded.add("");
        }
        return List.copyOf(padded);
    }

    /// What a cell says: its words, and those of a drawing in it.
    private static String text(Element cell) {
        cell.select("svg")
                .forEach(drawing -> drawing.replaceWith(new TextNode(" " + drawing.attr("aria-label") + " ")));
        return cell.text()
                .replace('\u00A0', ' ')
                .replace("\u2060", "")
                .replaceAll("\\s+", " ")
                .strip();
    }
}
