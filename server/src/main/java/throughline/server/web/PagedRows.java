package throughline.server.web;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.Locale;
import java.util.Optional;
import throughline.diagnosis.Dossier;
import throughline.lake.cube.RowQuery;
import throughline.lake.cube.Rows;
import throughline.lake.fact.FactKind;
import throughline.server.page.RowsPage;
import throughline.server.sheet.PageTables;
import throughline.server.sheet.Sheet;

/// Rows of a query, a page at a time or taken away as one file.
///
/// @param dossier whose rows they are
record PagedRows(Dossier dossier, RowQuery query) {

    private static final String CAPTION = key("Rows behind the figure");

    /// The rows of a page.
    ///
    /// @param page counted from 0
    /// @throws NotFoundException if it is less
    Rows page(int page) {
        if (page < 0) {
            throw new NotFoundException(say("Pages of rows are counted from 0."));
        }
        return dossier.rows(query, (long) page * RowsPage.SIZE, RowsPage.SIZE);
    }

    /// All rows, or as many as a file holds, where they are what is asked for by name.
    Optional<Sheet> whole(String table) {
        return PageTables.isOf(CAPTION, table)
                ? Optional.of(Sheet.of(
                        query.fact().name().toLowerCase(Locale.ROOT),
                        dossier.rows(query, 0, RowsPage.MOST),
                        query.fact() == FactKind.PULSE ? Optional.empty() : dossier.table(query.fact())))
                : Optional.empty();
    }
}
