package throughline.server.sheet;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
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
    PARQUET("Parquet", "application/vnd.apache.parquet", sheet -> ParquetText.of(sheet.columns(), sheet.rows()));

    private final String title;
    private final String type;
    private final Function<Sheet, byte[]> writer;

    SheetFormat(String title, String type, Function<Sheet, byte[]> writer) {
        this.title = title;
        this.type = type;
        this.writer = writer;
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

    /// The file of a table.
    public byte[] of(Sheet sheet) {
        return writer.apply(sheet);
    }

    private static byte[] csv(Sheet sheet) {
        var text = new StringWriter();
        try (CsvWriter csv =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            csv.writeRecord(sheet.columns().stream()
                    .map(c -> RejectsWriter.safe(c.name()))
                    .toList());
            for (List<@Nullable String> row : sheet.rows()) {
                csv.writeRecord(cells(sheet.columns(), row));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
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
