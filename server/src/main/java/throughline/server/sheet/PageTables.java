package throughline.server.sheet;

import static throughline.text.Text.say;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;

/// The tables of a page as it is shown. What is taken elsewhere is read from the page itself, so it holds
/// what its reader sees and nothing else, and no page can forget a table.
///
/// @param html the page, none of whose tables lies within another
public record PageTables(String html) {

    private static final Pattern TABLE = Pattern.compile("<table\\b");
    private static final String END = "</table>";
    private static final Pattern PART = Pattern.compile("^<table\\b[^>]*\\bdata-part=\"([^\"]*)\"");
    private static final Pattern CAPTION = Pattern.compile("<caption\\b[^>]*>(.*?)</caption>", Pattern.DOTALL);
    private static final Pattern BESIDE_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /// The page with something after each table.
    ///
    /// @param after HTML for a table
    public String followed(Follower after) {
        var page = new StringBuilder(html.length() + 4096);
        int from = 0;
        for (Drawn drawn : tables()) {
            page.append(html, from, drawn.to()).append(after.after(drawn.name(), drawn.caption(), drawn.part()));
            from = drawn.to();
        }
        return page.append(html, from, html.length()).toString();
    }

    /// What follows a table.
    public interface Follower {
        /// The HTML that follows a table.
        ///
        /// @param part which of its rows are shown, in the words of its `data-part`; empty where all are
        String after(String name, String caption, String part);
    }

    /// A table by its name.
    public Optional<Sheet> find(String name) {
        return tables().stream().filter(t -> t.name().equals(name)).findFirst().map(t -> sheet(t, html));
    }

    /// Where a table stands on the page.
    private record Drawn(String name, String caption, String part, int from, int to) {}

    private List<Drawn> tables() {
        var tables = new ArrayList<Drawn>();
        Set<String> taken = new HashSet<>();
        Matcher table = TABLE.matcher(html);
        int end = 0;
        while (table.find(end) && html.indexOf(END, table.end()) >= 0) {
            int start = table.start();
            end = html.indexOf(END, table.end()) + END.length();
            Matcher titled = CAPTION.matcher(html).region(start, end);
            String caption = titled.find()
                    ? Parser.unescapeEntities(titled.group(1), false).strip()
                    : say("Table");
            String plain = name(caption);
            String free = plain;
            for (int again = 2; !taken.add(free); again++) {
                free = plain + "-" + again;
            }
            Matcher part = PART.matcher(html).region(start, end);
            tables.add(new Drawn(
                    free, caption, part.find() ? Parser.unescapeEntities(part.group(1), true) : "", start, end));
        }
        return tables;
    }

    /// Whether a name is that of the table with this caption: in the language that is spoken, or in English, for who
    /// was
    /// given the link by somebody else.
    ///
    /// @param caption a text of ours, in English
    public static boolean isOf(String caption, String name) {
        return isShown(say(caption), name) || isShown(caption, name);
    }

    /// Whether a name is that of the table with this caption.
    ///
    /// @param caption as the page shows it
    public static boolean isShown(String caption, String name) {
        return name.equals(name(caption));
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
        List<List<Element>> rows = table.select("tbody > tr").stream()
                .<List<Element>>map(row -> row.select("> th, > td").asList())
                .filter(cells -> cells.stream().noneMatch(c -> c.attr("scope").equals("rowgroup")))
                .toList();
        return Sheet.read(
                drawn.name(),
                IntStream.range(0, head.size())
                        .mapToObj(at -> read(text(head.get(at)), rows, at))
                        // A column that holds nothing but drawings says nothing.
                        .filter(c -> rows.isEmpty() || c.cells().stream().anyMatch(text -> !text.isEmpty()))
                        .toList());
    }

    private static Sheet.Read read(String heading, List<List<Element>> rows, int at) {
        return new Sheet.Read(
                heading,
                rows.stream()
                        .anyMatch(row ->
                                at < row.size() && row.get(at).attr("scope").equals("row")),
                rows.stream()
                        .map(row -> at < row.size() ? text(row.get(at)) : "")
                        .toList());
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
