package throughline.server.sheet;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.lake.duckdb.ParquetText;
import throughline.lake.fact.Column;
import throughline.lake.fact.ColumnType;
import throughline.workspace.RejectsWriter;

/// How a table is written to be taken elsewhere.
public enum SheetFormat {
    /// UTF-8 as RFC 4180 has it. Text that a spreadsheet would run as a formula begins with an apostrophe;
    /// a number is a number.
    CSV("CSV", "text/csv", SheetFormat::csv),
    /// Each column in its type. Text stands as it is, for what reads Parquet runs no formulas.
    PARQUET(
            "Parquet",
            "application/vnd.apache.parquet",
            (sheet, out) -> ParquetText.write(sheet.columns(), sheet.rows(), out));

    private final String title;
    private final String type;
    private final Writing writing;

    SheetFormat(String title, String type, Writing writing) {
        this.title = title;
        this.type = type;
        this.writing = writing;
    }

    private interface Writing {
        void write(Sheet sheet, OutputStream out) throws IOException;
    }

    /// The format of an id such as `csv`.
    public static Optional<SheetFormat> find(String id) {
        return Arrays.stream(values()).filter(f -> f.id().equals(id)).findFirst();
    }

    /// Name in an address, and the ending of the file.
    public String id() {
        return title.toLowerCase(Locale.ROOT);
    }

    /// Name on a page.
    public String title() {
        return title;
    }

    /// Its media type.
    public String type() {
        return type;
    }

    /// Writes the file of a table as it goes.
    ///
    /// @param out stays open
    /// @throws IOException if it cannot be written
    public void write(Sheet sheet, OutputStream out) throws IOException {
        writing.write(sheet, out);
    }

    private static void csv(Sheet sheet, OutputStream out) throws IOException {
        CsvWriter csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        csv.writeRecord(
                sheet.columns().stream().map(c -> RejectsWriter.safe(c.name())).toList());
        for (List<@Nullable String> row : sheet.rows()) {
            csv.writeRecord(cells(sheet.columns(), row));
        }
        csv.flush();
    }

    private static List<@Nullable String> cells(List<Column> columns, List<@Nullable String> row) {
        var cells = new ArrayList<@Nullable String>();
        for (int at = 0; at < row.size(); at++) {
            String value = row.get(at);
            cells.add(value == null || columns.get(at).type() == ColumnType.NUMBER ? value : RejectsWriter.safe(value));
        }
        return cells;
    }
}
