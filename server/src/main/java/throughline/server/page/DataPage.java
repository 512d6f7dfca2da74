package throughline.server.page;

import static throughline.text.Text.say;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import throughline.diagnosis.Wording;
import throughline.lake.fact.FactKind;
import throughline.server.chart.Words;
import throughline.workspace.Reject;
import throughline.workspace.Workspace;

/// What was read, what was set aside and why.
///
/// @param headline how much was read, in one sentence
/// @param next what undecided causes ask for, most asked for first
/// @param demo whether this is the demo, and the reader may leave it
/// @param remarks plain sentences about files and ids that do not fit
/// @param unread the files that could not be read, or not to their end
/// @param rejects the first rows that could not be read
/// @param rejectsRange how many of them are shown, empty where all are
public record DataPage(
        Shell shell,
        String headline,
        String lede,
        List<Table> tables,
        List<BringNext> next,
        boolean demo,
        List<String> remarks,
        List<Reject> unread,
        List<Reject> rejects,
        String rejectsRange) {

    /// Most rejected rows shown.
    public static final int MOST_REJECTS = 100;

    /// One table of facts.
    public record Table(String name, String rows, String files) {}

    /// The page of a workspace.
    ///
    /// @param next what to bring next
    /// @param refusals why facts that could come in do not
    public static DataPage of(Workspace workspace, List<BringNext> next, List<String> refusals, Shell shell) {
        long rows =
                workspace.rows().values().stream().mapToLong(Long::longValue).sum();
        List<Table> tables = new TreeMap<>(workspace.rows())
                .entrySet().stream()
                        .map(e -> new Table(
                                e.getKey().table(),
                                Words.count(e.getValue()),
                                e.getKey().derived()
                                        ? say("made from the interactions")
                                        : Wording.names(
                                                workspace
                                                        .files()
                                                        .getOrDefault(e.getKey(), List.of("organisation.yaml")),
                                                6)))
                        .toList();
        List<Reject> unread = workspace.unreadFiles();
        int files = unread.size();
        List<Reject> rejects = workspace.rejects().stream()
                .filter(r -> !r.wholeFile())
                .limit(MOST_REJECTS)
                .map(r -> ofStaff(workspace, r) ? withheld(r) : r)
                .toList();
        return new DataPage(
                shell,
                headline(rows, workspace.rejected(), files),
                workspace.duplicates() == 0
                        ? say("Every figure on the other pages comes from these rows.")
                        : say(
                                workspace.duplicates() == 1
                                        ? "Every figure on the other pages comes from these rows; %s was replaced by a later row of the same id."
                                        : "Every figure on the other pages comes from these rows; %s were replaced by a later row of the same id.",
                                Words.count(workspace.duplicates())),
                tables,
                next,
                !shell.remark().isEmpty() && shell.reader().bringsIn(),
                Stream.concat(refusals.stream(), workspace.warnings().stream()).toList(),
                unread,
                rejects,
                rejects.size() == workspace.rejected()
                        ? ""
                        : say("The first %s of %s.", rejects.size(), Words.count(workspace.rejected())));
    }

    /// Whether the row may hold what one person said of the organisation.
    private static String headline(long rows, long rejected, int files) {
        String read = Wording.count(rows, "row", "rows");
        String aside = say(rejected == 1 ? "%s was set aside" : "%s were set aside", Words.count(rejected));
        return files == 0
                ? say("%s could be read, %s", read, aside)
                : say(
                        files == 1
                                ? "%s could be read, %s, and %s file was not read at all"
                                : "%s could be read, %s, and %s files were not read at all",
                        read,
                        aside,
                        Words.count(files));
    }

    private static boolean ofStaff(Workspace workspace, Reject reject) {
        String file = reject.file().substring(reject.file().lastIndexOf('/') + 1);
        return file.startsWith(FactKind.PULSE.table())
                || workspace.files().getOrDefault(FactKind.PULSE, List.of()).contains(reject.file());
    }

    private static Reject withheld(Reject reject) {
        return new Reject(
                reject.file(),
                reject.line(),
                "",
                say(
                        "An answer of staff could not be read. What it says is not shown; diagnose --rejects FILE writes it down."),
                "");
    }
}
