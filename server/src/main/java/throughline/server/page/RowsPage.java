package throughline.server.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Evidence;
import throughline.lake.cube.Rows;
import throughline.lake.fact.FactKind;
import throughline.server.chart.Words;

/// The rows behind a figure, a page at a time, each with its file and line. Answers of staff are counted instead.
///
/// @param heading what is shown
/// @param remark why there are no rows, where answers are counted; else empty
/// @param range which rows are shown, such as `Rows 51 to 100 of 6,214`
public record RowsPage(
        Shell shell,
        Cause cause,
        String causeHref,
        int number,
        String title,
        Markup statement,
        String heading,
        String remark,
        String range,
        List<String> columns,
        List<List<String>> values,
        Optional<String> back,
        Optional<String> on) {

    private static final String COUNTED =
            "What staff answer is shown only as counts, without file, line, day or unit. What fewer than five people said, of written answers fewer than ten, stands under other answers.";

    /// Rows on a page.
    public static final int SIZE = 50;

    /// The page of some rows.
    ///
    /// @param page number of the page, from 0
    public static RowsPage of(Cause cause, Evidence evidence, Rows rows, long page, Shell shell) {
        long first = page * SIZE;
        Links links = shell.links();
        boolean counted = evidence.indicator()
                .lineage()
                .behind()
                .filter(b -> b.fact() == FactKind.PULSE)
                .isPresent();
        String what = counted ? "Answers" : "Rows";
        return new RowsPage(
                shell,
                cause,
                links.cause(cause),
                evidence.number(),
                evidence.indicator().title(),
                Markup.marked(evidence.indicator().statement()),
                counted ? "The answers behind it, counted" : "The rows behind it",
                counted ? COUNTED : "",
                rows.values().isEmpty()
                        ? "No %s here; there are %s in all"
                                .formatted(what.toLowerCase(Locale.UK), Words.count(rows.total()))
                        : "%s %s to %s of %s"
                                .formatted(
                                        what,
                                        Words.count(first + 1),
                                        Words.count(first + rows.values().size()),
                                        Words.count(rows.total())),
                rows.columns(),
                rows.values().stream().map(RowsPage::shown).toList(),
                page == 0 ? Optional.empty() : links.rows(cause, evidence.number(), page - 1),
                first + SIZE < rows.total() ? links.rows(cause, evidence.number(), page + 1) : Optional.empty());
    }

    /// The cells of a row; what is not known is empty.
    static List<String> shown(List<@Nullable String> row) {
        return row.stream().map(v -> v == null ? "" : v).toList();
    }
}
