package throughline.workspace;

import static throughline.text.Text.say;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import throughline.diagnosis.Wording;
import throughline.lake.duckdb.LakeException;
import throughline.lake.duckdb.ParquetSource;
import throughline.lake.duckdb.ParquetSource.SourceColumn;

/// The records of a Parquet file. A damaged file gives the rows before the damage.
final class ParquetRecords implements RecordSource {

    private final Path file;
    private final String name;
    private final Rejects rejects;
    private final ParquetSource source;
    private final List<SourceColumn> columns;
    private final Cells cells = new Cells();
    private long record;

    /// Opens the file.
    ///
    /// @param name path of the file inside the workspace
    /// @throws UnreadableFileException if it is no whole Parquet file, or has no column that could be used
    ParquetRecords(Path file, String name, Rejects rejects) throws IOException {
        this.file = file;
        this.name = name;
        this.rejects = rejects;
        try {
            this.source = ParquetSource.open(file);
        } catch (LakeException e) {
            throw new UnreadableFileException(e.getMessage() + ".");
        }
        this.columns = source.columns();
        if (columns.size() > Limits.COLUMNS) {
            source.close();
            throw new UnreadableFileException(say("The file has more than %s columns.", Wording.count(Limits.COLUMNS)));
        }
    }

    @Override
    public List<String> columns() {
        return columns.stream().map(SourceColumn::name).toList();
    }

    @Override
    public List<String> leftOut() {
        return source.skipped();
    }

    @Override
    public Cells cells() {
        return cells;
    }

    @Override
    public long line() {
        return record;
    }

    @Override
    public String sha256Hex() {
        try (var input = FileInput.digested(file)) {
            input.transferTo(OutputStream.nullOutputStream());
            return input.sha256Hex();
        } catch (IOException e) {
            return say("unreadable");
        }
    }

    @Override
    public boolean next() {
        try {
            if (!source.next()) {
                return false;
            }
        } catch (LakeException e) {
            rejects.add(name, record + 1, "", e.getMessage() + ".", "");
            return false;
        }
        record++;
        cells.clear();
        for (int i = 0; i < columns.size(); i++) {
            cells.add(source.has(i) ? text(i) : "");
        }
        return true;
    }

    @Override
    public void close() {
        source.close();
    }

    private String text(int column) {
        return switch (columns.get(column).type()) {
            case TEXT -> String.valueOf(source.text(column));
            case NUMBER -> number(source.number(column));
            case FLAG -> String.valueOf(source.flag(column));
            case DATE -> LocalDate.ofEpochDay(source.whole(column)).toString();
            case TIME -> {
                Instant at = Instant.EPOCH.plus(source.whole(column), ChronoUnit.MICROS);
                yield columns.get(column).zoned()
                        ? at.toString()
                        : LocalDateTime.ofInstant(at, ZoneOffset.UTC).toString();
            }
        };
    }

    /// A whole number without a dot, because an id may be one.
    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
