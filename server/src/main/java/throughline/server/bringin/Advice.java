package throughline.server.bringin;

import static throughline.text.Text.say;

import throughline.workspace.AnotherOrganisationException;
import throughline.workspace.UnreadableWorkspaceException;
import throughline.workspace.WorkspaceImport;

/// What is wrong with a file and what to do about it, for somebody who has a browser and perhaps a spreadsheet.
final class Advice {

    private Advice() {}

    /// The reason, and what to do where it does not say so.
    static String of(String reason, String file) {
        String plain = reason.startsWith(file + ": ") ? reason.substring(file.length() + 2) : reason;
        if (plain.contains(say("spreadsheet"))) {
            return say(
                    "%s Open it, choose the sheet, and save that as CSV UTF-8; then choose the new file here.", plain);
        }
        if (plain.contains("UTF-16") || plain.contains(say("not UTF-8"))) {
            return say("%s In a spreadsheet, “CSV UTF-8” is a choice of its own under Save as.", plain);
        }
        if (plain.contains(say("empty"))) {
            return say("%s Export it again and look whether it has rows.", plain);
        }
        if (plain.contains(say("has a header row and no rows"))
                || plain.contains(say("cut off"))
                || plain.contains("gzip")) {
            return say("%s Export it again, then choose the new file here.", plain);
        }
        return say("%s Files of rows are CSV, NDJSON or Parquet, also compressed with gzip.", plain);
    }

    /// Why nothing of the files can be used.
    ///
    /// @param file as its owner calls it
    static String of(UnreadableWorkspaceException e, WorkspaceImport files, String file) {
        if (e instanceof AnotherOrganisationException other) {
            return say(
                    "This server holds the facts of %s, and this file is of %s. Nothing was brought in. Facts of two organisations are never mixed: give each a server of its own (./throughline start --data FOLDER).",
                    other.here(), other.comes());
        }
        String message = String.valueOf(e.getMessage());
        return message.replace(files.folder().toString(), file)
                .replace(String.valueOf(files.mapping()), say("of this page"))
                .replace("\n", " ");
    }
}
