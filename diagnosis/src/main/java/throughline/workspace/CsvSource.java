package throughline.workspace;

import static throughline.text.Text.say;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.RecordType;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.diagnosis.Wording;

/// The records of a CSV file (RFC 4180, UTF-8, header row), also gzipped.
///
/// A record that cannot be read (a quote that is never closed, text behind a closing quote, too long) is rejected and
/// reading goes on at the line after the one it begins in.
final class CsvSource implements RecordSource {

    private final String name;
    private final Rejects rejects;
    private final char separator;
    private final FileInput input;
    private final TextWindow window;
    private final Handler handler = new Handler();
    private final List<String> columns = new ArrayList<>();
    private CloseableIterator<Cells> records;
    private long lineOffset;
    private boolean cut;

    /// Reads the header.
    ///
    /// @param input the file, which is closed where its header cannot be read
    /// @param name path of the file inside the workspace
    /// @param separator what stands between cells
    /// @throws UnreadableFileException if there is no header that could be used
    CsvSource(FileInput input, String name, Rejects rejects, char separator) throws IOException {
        this.separator = separator;
        this.name = name;
        this.rejects = rejects;
        this.input = input;
        this.window = new TextWindow(FirstBytes.checked(input), input);
        this.records = begin();
        try {
            header();
        } catch (IOException | RuntimeException e) {
            input.close();
            throw e;
        }
    }

    @Override
    public List<String> columns() {
        return List.copyOf(columns);
    }

    @Override
    public Cells cells() {
        return handler.cells;
    }

    @Override
    public long line() {
        return lineOffset + handler.line;
    }

    @Override
    public String sha256Hex() {
        return input.sha256Hex();
    }

    @Override
    public boolean next() throws IOException {
        while (advance()) {
            Optional<String> fault = fault();
            if (fault.isEmpty()) {
                return true;
            }
            rejects.add(name, line(), "", fault.get(), handler.cells.line(500));
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        records.close();
        input.close();
    }

    private void header() throws IOException {
        try {
            if (!records.hasNext()) {
                throw new UnreadableFileException(input.damage().orElse(say("The file is empty.")));
            }
            records.next();
        } catch (CsvParseException | TooLarge e) {
            throw new UnreadableFileException(say("The header row cannot be read: %s", reason(e, handler.line)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Cells cells = handler.cells;
        if (cells.count() > Limits.COLUMNS) {
            throw new UnreadableFileException(
                    say("The header has more than %s columns.", Wording.count(Limits.COLUMNS)));
        }
        if (window.suspicious() && ill(cells).isPresent()) {
            throw new UnreadableFileException(
                    say("The header row %s", ill(cells).get()));
        }
        for (int i = 0; i < cells.count(); i++) {
            columns.add(cells.string(i));
        }
    }

    /// Goes to the next record that could be split into cells.
    private boolean advance() throws IOException {
        while (!cut) {
            try {
                if (records.hasNext()) {
                    records.next();
                    return true;
                }
                end();
            } catch (CsvParseException | TooLarge e) {
                skip(e);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
        return false;
    }

    private void end() {
        cut = true;
        input.damage().ifPresent(d -> rejects.add(name, line(), "", d, ""));
    }

    private void skip(RuntimeException e) throws IOException {
        long bad = line();
        rejects.add(name, bad, "", reason(e, bad), handler.cells.line(500));
        records.close();
        window.goTo(bad + 1);
        lineOffset = bad;
        records = begin();
    }

    private Optional<String> fault() {
        Cells cells = handler.cells;
        if (window.suspicious()) {
            Optional<String> ill = ill(cells);
            if (ill.isPresent()) {
                return ill.map(s -> say("The row %s", s));
            }
        }
        if (cells.count() != columns.size()) {
            return Optional.of(say(
                    "The row has %s, the header has %s.",
                    Wording.count(cells.count(), "cell", "cells"), columns.size()));
        }
        if (handler.longest > Limits.FIELD) {
            return Optional.of(say(
                    "A cell has %s characters; at most %s are read.",
                    Wording.count(handler.longest), Wording.count(Limits.FIELD)));
        }
        return Optional.empty();
    }

    private static Optional<String> ill(Cells cells) {
        return IllText.find(cells.text(), cells.length());
    }

    private String reason(RuntimeException e, long line) {
        Throwable large = e instanceof TooLarge ? e : e.getCause();
        if (large instanceof TooLarge) {
            return String.valueOf(large.getMessage());
        }
        return input.damage().isPresent()
                ? say("The file ends inside a quoted cell.")
                : say(
                        "A quote that is opened in line %s is not closed, or text follows a closing quote; double a quote that belongs to a cell.",
                        line);
    }

    private CloseableIterator<Cells> begin() {
        handler.line = 1;
        return CsvReader.builder()
                .fieldSeparator(separator)
                .skipEmptyLines(true)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowExtraCharsAfterClosingQuote(false)
                .allowUnclosedQuote(false)
                .maxBufferSize(Limits.RECORD)
                .build(handler, new Unclosed(window))
                .iterator();
    }

    /// A record or a field beyond the [Limits].
    private static final class TooLarge extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooLarge(String message) {
            super(message, null, false, false);
        }
    }

    /// The window, which stays open when a CSV reader over it is closed.
    private static final class Unclosed extends Reader {

        private final TextWindow window;

        Unclosed(TextWindow window) {
            this.window = window;
        }

        @Override
        public int read(char[] into, int offset, int length) throws IOException {
            return window.read(into, offset, length);
        }

        @Override
        public void close() {}
    }

    /// Collects the fields of a record.
    private static final class Handler extends CsvCallbackHandler<Cells> {

        private final Cells cells = new Cells();
        private long line = 1;
        private int longest;
        private boolean blank;

        @Override
        protected RecordType getRecordType() {
            return blank ? RecordType.EMPTY : RecordType.DATA;
        }

        @Override
        protected int getFieldCount() {
            return cells.count();
        }

        @Override
        protected void beginRecord(long startingLineNumber) {
            cells.clear();
            line = startingLineNumber;
            longest = 0;
            blank = false;
        }

        @Override
        protected void addField(char[] from, int offset, int length, boolean quoted) {
            if (cells.count() > Limits.COLUMNS) {
                throw new TooLarge(say("The row has more than %s cells.", Wording.count(Limits.COLUMNS)));
            }
            if (cells.length() + length > Limits.RECORD) {
                throw new TooLarge(say("The row has more than %s characters.", Wording.count(Limits.RECORD)));
            }
            longest = Math.max(longest, length);
            cells.add(from, offset, length);
        }

        @Override
        protected void setComment(char[] from, int offset, int length) {
            throw new IllegalStateException("Comments are not read");
        }

        @Override
        protected void setEmpty() {
            blank = true;
        }

        @Override
        protected Cells buildRecord() {
            return cells;
        }
    }
}
