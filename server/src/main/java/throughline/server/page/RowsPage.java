package throughline.server.page;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Evidence;
import throughline.lake.cube.Rows;
import throughline.server.chart.Words;

/// The rows behind a figure, a page at a time, each with its file and line.
///
/// @param range which rows are shown, such as `Rows 51 to 100 of 6,214`
public record RowsPage(
        Shell shell,
        Cause cause,
        String causeHref,
        int number,
        String title,
        Markup statement,
        String range,
        List<String> columns,
        List<List<String>> values,
        Optional<String> back,
        Optional<String> on) {

    /// Rows on a page.
    public static final int SIZE = 50;

    /// The page of some rows.
    ///
    /// @param page number of the page, from 0
    public static RowsPage of(Cause cause, Evidence evidence, Rows rows, long page, Shell shell) {
        long first = page * SIZE;
        Links links = shell.links();
        return new RowsPage(
                shell,
                cause,
                links.cause(cause),
                evidence.number(),
                evidence.indicator().title(),
                Markup.marked(evidence.indicator().statement()),
                rows.values().isEmpty()
                        ? "No rows here; there are %s in all".formatted(Words.count(rows.total()))
                        : "Rows %s to %s of %s"
                                .formatted(
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
