package throughline.server.bringin;

import throughline.workspace.AnotherOrganisationException;
import throughline.workspace.UnreadableWorkspaceException;
import throughline.workspace.WorkspaceImport;

/// What is wrong with a file and what to do about it, for somebody who has a browser and perhaps a spreadsheet.
final class Advice {

    private Advice() {}

    /// The reason, and what to do where it does not say so.
    static String of(String reason, String file) {
        String plain = reason.startsWith(file + ": ") ? reason.substring(file.length() + 2) : reason;
        if (plain.contains("spreadsheet")) {
            return plain + " Open it, choose the sheet, and save that as CSV UTF-8; then choose the new file here.";
        }
        if (plain.contains("UTF-16") || plain.contains("not UTF-8")) {
            return plain + " In a spreadsheet, “CSV UTF-8” is a choice of its own under Save as.";
        }
        if (plain.contains("empty")) {
            return plain + " Export it again and look whether it has rows.";
        }
        if (plain.contains("has a header row and no rows") || plain.contains("cut off") || plain.contains("gzip")) {
            return plain + " Export it again, then choose the new file here.";
        }
        return plain + " Files of rows are CSV, NDJSON or Parquet, also compressed with gzip.";
    }

    /// Why nothing of the files can be used.
    ///
    /// @param file as its owner calls it
    static String of(UnreadableWorkspaceException e, WorkspaceImport files, String file) {
        if (e instanceof AnotherOrganisationException other) {
            return "This server holds the facts of %s, and this file is of %s. Nothing was brought in. Facts of two organisations are never mixed: give each a server of its own (./throughline start --data FOLDER)."
                    .formatted(other.here(), other.comes());
        }
        String message = String.valueOf(e.getMessage());
        return message.replace(files.folder().toString(), file)
                .replace(String.valueOf(files.mapping()), "of this page")
                .replace("\n", " ");
    }
}
