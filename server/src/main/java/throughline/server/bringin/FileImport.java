package throughline.server.bringin;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import throughline.lake.fact.FactKind;
import throughline.server.upload.Upload;
import throughline.workspace.Answers;
import throughline.workspace.LeftOut;
import throughline.workspace.Recognition;
import throughline.workspace.RejectReasons;
import throughline.workspace.TablePreview;
import throughline.workspace.TableSample;

/// A file that somebody brings in, as far as it has come.
public record FileImport(Upload upload, Stage stage) {

    /// How far it has come.
    public sealed interface Stage {

        /// Not all of its bytes are here.
        record Arriving() implements Stage {}

        /// It cannot be brought in as it is.
        ///
        /// @param why and what to do, in plain words
        record Unreadable(String why) implements Stage {}

        /// It is looked at, and what its columns are is settled.
        ///
        /// @param remembered whether an earlier file had the same columns, so that they are read as those were
        record Columns(
                TableSample sample,
                Answers answers,
                Recognition recognition,
                Optional<TablePreview> preview,
                Check check,
                boolean remembered)
                implements Stage {}

        /// It is an organisation.yaml, which has no columns.
        ///
        /// @param changes what it would change, a sentence each
        record Organisation(Check check, List<String> changes) implements Stage {}

        /// It is being kept.
        ///
        /// @param rows that have been written
        record Keeping(long rows) implements Stage {}

        /// It is kept.
        record Done(Outcome outcome) implements Stage {}
    }

    /// What a look through all rows has found.
    public sealed interface Check {

        /// There is something to settle first.
        record Waiting() implements Check {}

        /// It is going on.
        ///
        /// @param rows that have been read
        /// @param expected rows there may be, where that can be told
        record Reading(long rows, OptionalLong expected, Duration taken) implements Check {}

        /// It is done.
        record Checked(Findings findings) implements Check {}

        /// Nothing of it can be brought in.
        ///
        /// @param why and what to do, in plain words
        record Refused(String why) implements Check {}
    }

    /// What there is in a file.
    ///
    /// @param read rows that were read, good ones and bad ones
    /// @param rows good rows of each table
    /// @param duplicates rows that a later one of the same id replaces
    /// @param rejected rows that are set aside
    /// @param reasons why, that of most rows first
    /// @param warnings what else is odd, as sentences
    /// @param leftOut files that are not to be kept
    public record Findings(
            long read,
            Map<FactKind, Long> rows,
            long duplicates,
            long rejected,
            List<RejectReasons.Count> reasons,
            List<String> warnings,
            Optional<LocalDate> from,
            Optional<LocalDate> to,
            LeftOut leftOut) {

        /// Good rows of a table.
        public long good(FactKind kind) {
            return rows.getOrDefault(kind, 0L);
        }
    }

    /// What came of it.
    ///
    /// @param table what it held
    /// @param files how many files were not there yet; 0 where all was known
    /// @param mapping name of the mapping file that was kept for the next file, or empty
    /// @param causes what it changed, one a cause
    /// @param unjudged why the causes could not be judged again, or empty
    public record Outcome(
            String table,
            long rows,
            long duplicates,
            long rejected,
            int files,
            String mapping,
            List<CauseChange> causes,
            String unjudged) {}
}
