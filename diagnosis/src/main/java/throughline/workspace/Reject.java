package throughline.workspace;

import static throughline.text.Text.say;

/// A row that could not be read, to be mended and imported again; or a whole file.
///
/// @param file path inside the workspace
/// @param line line or record number, from 1; 0 where it is the whole file, or all of it from some place on
/// @param column name of the column at fault, or empty where the whole row is
/// @param reason what is wrong and what was expected, one sentence
/// @param row the row as it stood, cut to 500 characters
public record Reject(String file, long line, String column, String reason, String row) {

    /// A file that could not be read, or not to its end.
    static Reject ofFile(String file, String reason) {
        return new Reject(file, 0, "", reason, "");
    }

    /// Whether it is a whole file and not one row.
    public boolean wholeFile() {
        return line == 0;
    }

    /// Where it is, such as `steps.csv line 4`; the file alone where that is all of it.
    public String place() {
        return wholeFile() ? file : say("%s line %s", file, line);
    }
}
