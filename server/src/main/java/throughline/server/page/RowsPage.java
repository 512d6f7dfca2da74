package throughline.server.page;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Evidence;
import throughline.lake.cube.RowQuery;
import throughline.lake.cube.Rows;
import throughline.lake.fact.FactKind;
import throughline.server.chart.Words;

/// The rows behind a figure, a page at a time, each with its file and line. Answers of staff are counted
/// instead.
///
/// @param kick what figure it is
/// @param heading what is shown
/// @param remark why there are no rows, where answers are counted, and how many a file holds; may be empty
/// @param range which rows are shown, such as `Rows 51 to 100 of 6,214`
/// @param origin where the figure stands
public record RowsPage(
        Shell shell,
        List<String> kick,
        Markup statement,
        String heading,
        String remark,
        String range,
        List<String> columns,
        List<List<String>> values,
        Optional<String> back,
        Optional<String> on,
        Origin origin) {

    private static final String COUNTED = key(
            "What staff answer is shown only as counts, without file, line, day or unit. What fewer than five people said, of written answers fewer than ten, stands under other answers.");

    /// Rows on a page.
    public static final int SIZE = 50;

    /// Most rows of a file that is taken away.
    public static final int MOST = 100_000;

    /// The name of the table, by which all rows of it are taken away.
    public static final String TABLE = "rows-behind-the-figure";

    /// Where the figure stands whose rows these are.
    public record Origin(String href, String words) {}

    /// The page of some rows behind a piece of evidence.
    ///
    /// @param page number of the page, from 0
    public static RowsPage of(Cause cause, Evidence evidence, Rows rows, long page, Shell shell) {
        Links links = shell.links();
        FactKind fact =
                evidence.indicator().lineage().behind().map(RowQuery::fact).orElse(FactKind.INTERACTIONS);
        return of(
                List.of(
                        say("Cause %s: %s", cause.order(), cause.title()),
                        say(
                                "Evidence %s: %s",
                                evidence.number(), evidence.indicator().title())),
                Markup.marked(evidence.indicator().statement()),
                fact,
                new Some(rows, page, p -> links.rows(cause, evidence.number(), p)),
                shell,
                new Origin(links.cause(cause), say("Back to the cause")));
    }

    /// Some rows and where others are.
    ///
    /// @param page number of the page, from 0
    /// @param pages address of a page of rows
    public record Some(Rows rows, long page, LongFunction<Optional<String>> pages) {}

    /// The page of some rows behind any figure.
    ///
    /// @param fact the table they are of
    static RowsPage of(List<String> kick, Markup statement, FactKind fact, Some some, Shell shell, Origin origin) {
        Rows rows = some.rows();
        long first = some.page() * SIZE;
        boolean counted = fact == FactKind.PULSE;

        return new RowsPage(
                shell,
                kick,
                statement,
                counted ? say("The answers behind it, counted") : say("The rows behind it"),
                counted
                        ? say(COUNTED)
                        : rows.total() > MOST ? say("A file holds the first %s of them.", Words.count(MOST)) : "",
                rows.values().isEmpty()
                        ? say(
                                counted ? "No answers here; there are %s in all" : "No rows here; there are %s in all",
                                Words.count(rows.total()))
                        : say(
                                counted ? "Answers %s to %s of %s" : "Rows %s to %s of %s",
                                Words.count(first + 1),
                                Words.count(first + rows.values().size()),
                                Words.count(rows.total())),
                rows.columns(),
                rows.values().stream().map(RowsPage::shown).toList(),
                some.page() == 0 ? Optional.empty() : some.pages().apply(some.page() - 1),
                first + SIZE < rows.total() ? some.pages().apply(some.page() + 1) : Optional.empty(),
                origin);
    }

    /// The cells of a row; what is not known is empty.
    static List<String> shown(List<@Nullable String> row) {
        return row.stream().map(v -> v == null ? "" : v).toList();
    }
}
