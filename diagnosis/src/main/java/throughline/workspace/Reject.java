package throughline.workspace;

/// A row that could not be read, to be mended and imported again.
///
/// @param file path inside the workspace
/// @param line line or record number, from 1
/// @param column name of the column at fault, or empty where the whole row is
/// @param reason what is wrong and what was expected, one sentence
/// @param row the row as it stood, cut to 500 characters
public record Reject(String file, long line, String column, String reason, String row) {}
