package throughline.simulation;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/// Writes a table as CSV (RFC 4180), field by field, into one buffer of fixed size.
final class TableFile implements AutoCloseable {

    private static final int SIZE = 1 << 17;
    private static final int LONGEST_NUMBER = 32;

    private final OutputStream out;
    private final Calendar calendar;
    private final byte[] buffer = new byte[SIZE];
    private int used;
    private boolean first = true;
    private long rows;

    private TableFile(OutputStream out, Calendar calendar) {
        this.out = out;
        this.calendar = calendar;
    }

    /// A file, gzipped if its name ends so, with the columns, separated by blanks.
    static TableFile at(Path path, Calendar calendar, String columns) {
        try {
            OutputStream file = Files.newOutputStream(path);
            var table =
                    new TableFile(path.toString().endsWith(".gz") ? new GZIPOutputStream(file, SIZE) : file, calendar);
            for (String column : columns.split(" ", -1)) {
                table.text(column);
            }
            table.newline();
            return table;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Takes rows and keeps none.
    static TableFile nowhere(Calendar calendar) {
        return new TableFile(OutputStream.nullOutputStream(), calendar);
    }

    /// Rows written so far, without the header.
    long rows() {
        return rows;
    }

    TableFile text(String value) {
        separate();
        if (needsQuotes(value)) {
            raw("\"" + value.replace("\"", "\"\"") + "\"");
        } else {
            raw(value);
        }
        return this;
    }

    TableFile empty() {
        separate();
        return this;
    }

    TableFile number(long value) {
        separate();
        digits(value);
        return this;
    }

    /// Writes a number with the decimals, at most 6; what is not a number is left empty.
    TableFile number(double value, int decimals) {
        separate();
        if (Double.isNaN(value)) {
            return this;
        }
        long scale = 1;
        for (int i = 0; i < decimals; i++) {
            scale *= 10;
        }
        long scaled = Math.round(Math.abs(value) * scale);
        reserve(LONGEST_NUMBER);
        if (value < 0 && scaled > 0) {
            buffer[used++] = '-';
        }
        digits(scaled / scale);
        if (decimals > 0) {
            buffer[used++] = '.';
            for (long place = scale / 10; place > 0; place /= 10) {
                buffer[used++] = (byte) ('0' + scaled / place % 10);
            }
        }
        return this;
    }

    TableFile flag(boolean value) {
        separate();
        raw(value ? "true" : "false");
        return this;
    }

    TableFile date(int day) {
        separate();
        bytes(calendar.written(day));
        return this;
    }

    /// Writes a time of the day, rolling over to the next day after midnight.
    TableFile time(int day, int second) {
        separate();
        int d = day + second / 86_400;
        int s = second % 86_400;
        bytes(calendar.written(d));
        reserve(LONGEST_NUMBER);
        buffer[used++] = 'T';
        two(s / 3600);
        buffer[used++] = ':';
        two(s / 60 % 60);
        buffer[used++] = ':';
        two(s % 60);
        bytes(calendar.offset(d));
        return this;
    }

    /// Ends the row.
    void end() {
        newline();
        rows++;
    }

    private void newline() {
        reserve(1);
        buffer[used++] = '\n';
        first = true;
    }

    private static boolean needsQuotes(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == ',' || c == '"' || c == '\n' || c == '\r') {
                return true;
            }
        }
        return false;
    }

    private void separate() {
        if (first) {
            first = false;
        } else {
            reserve(1);
            buffer[used++] = ',';
        }
    }

    private void two(int value) {
        buffer[used++] = (byte) ('0' + value / 10);
        buffer[used++] = (byte) ('0' + value % 10);
    }

    private void digits(long value) {
        reserve(LONGEST_NUMBER);
        long rest = value;
        if (rest < 0) {
            buffer[used++] = '-';
            rest = -rest;
        }
        int length = 1;
        for (long v = rest; v >= 10; v /= 10) {
            length++;
        }
        for (int i = used + length - 1; i >= used; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        used += length;
    }

    private void raw(String value) {
        int n = value.length();
        if (n > SIZE / 4) {
            throw new IllegalArgumentException("A field has at most " + SIZE / 4 + " characters, got " + n);
        }
        reserve(n);
        for (int i = 0; i < n; i++) {
            char c = value.charAt(i);
            if (c > 127) {
                bytes(value.substring(i).getBytes(StandardCharsets.UTF_8));
                return;
            }
            buffer[used++] = (byte) c;
        }
    }

    private void bytes(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, buffer, used, value.length);
        used += value.length;
    }

    private void reserve(int bytes) {
        if (used + bytes > SIZE) {
            flush();
        }
    }

    private void flush() {
        try {
            out.write(buffer, 0, used);
            used = 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        flush();
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
