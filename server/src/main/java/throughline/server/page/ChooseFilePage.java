package throughline.server.page;

import static throughline.text.Text.say;

import java.util.List;
import org.springframework.util.unit.DataSize;
import throughline.server.bringin.FileImport;
import throughline.server.bringin.FileImport.Stage;
import throughline.server.chart.Words;
import throughline.server.upload.UploadSettings;

/// Where a file is chosen, and the files that are still here from before.
///
/// @param limits how large a file may be
/// @param waiting files that have not come to their end
/// @param done files that were brought in lately
public record ChooseFilePage(Shell shell, String limits, List<Waiting> waiting, List<Waiting> done) {

    /// A file from before.
    ///
    /// @param id of the upload
    /// @param text how far it has come
    /// @param here bytes that are here, where not all are; for the script that goes on
    public record Waiting(String id, String name, String text, String here, String length) {}

    /// The page.
    public static ChooseFilePage of(List<FileImport> files, UploadSettings settings, Shell shell) {
        return new ChooseFilePage(
                shell,
                say(
                        "CSV, NDJSON or Parquet, also compressed with gzip, up to %s. Without script, up to %s.",
                        limit(settings.largest()), limit(settings.largestForm())),
                files.stream()
                        .filter(f -> !(f.stage() instanceof Stage.Done))
                        .map(ChooseFilePage::waiting)
                        .toList(),
                files.stream()
                        .filter(f -> f.stage() instanceof Stage.Done)
                        .limit(5)
                        .map(ChooseFilePage::waiting)
                        .toList());
    }

    private static String limit(DataSize size) {
        return size.toGigabytes() > 0 ? size.toGigabytes() + " GB" : size.toMegabytes() + " MB";
    }

    private static Waiting waiting(FileImport file) {
        var upload = file.upload();
        String text = file.stage() instanceof Stage.Done done
                ? done.outcome().rows() == 1
                        ? say("1 row brought in")
                        : say("%s rows brought in", Words.count(done.outcome().rows()))
                : upload.complete()
                        ? say("All of it is here. Its columns are to be checked")
                        : say(
                                "%s of %s are here. Choose the same file again to go on",
                                CheckWords.size(upload.offset()), CheckWords.size(upload.length()));
        return new Waiting(
                upload.id().toString(),
                upload.name(),
                text,
                Long.toString(upload.offset()),
                Long.toString(upload.length()));
    }
}
