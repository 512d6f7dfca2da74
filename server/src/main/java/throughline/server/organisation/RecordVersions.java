package throughline.server.organisation;

import static throughline.text.Text.say;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import throughline.organisation.Organisation;
import throughline.server.accounts.AuditLog;
import throughline.server.organisation.store.VersionTable;
import throughline.server.organisation.store.VersionTable.Row;
import throughline.workspace.OrganisationDiff;
import throughline.workspace.OrganisationReader;

/// The states of the record, whoever made them. What adds one does so within a transaction, in which whatever else goes
/// with it is done, and keeps others from adding one until it ends.
public final class RecordVersions {

    private final VersionTable table;
    private final DataSource source;

    /// @param source connections whose search path is our schema
    public RecordVersions(DataSource source) {
        this.table = new VersionTable(source);
        this.source = source;
    }

    /// The newest version; empty where nothing was ever on record.
    public Optional<Version> head() {
        return table.head().map(RecordVersions::version);
    }

    /// The organisation.yaml that is shown.
    public Optional<String> shown() {
        return table.head().flatMap(head -> table.document(head.number()));
    }

    /// A version.
    Optional<Version> find(long number) {
        return table.find(number).map(RecordVersions::version);
    }

    /// Versions below a number, newest first.
    List<Version> list(long below, int most) {
        return table.list(below, most).stream().map(RecordVersions::version).toList();
    }

    /// Versions that were made within units, newest first.
    List<Version> list(long below, int most, Set<String> units) {
        return table.list(below, most, units).stream()
                .map(RecordVersions::version)
                .toList();
    }

    /// The text of a version; empty where it has none, or is not there.
    Optional<String> document(long number) {
        return table.document(number);
    }

    /// Keeps others from changing the record until the transaction ends.
    void lock() {
        table.lock();
    }

    /// What an import brought becomes a version, unless it is what is shown.
    ///
    /// @param document organisation.yaml; null where it takes the record away
    public void broughtIn(@Nullable String document, Clock clock) {
        lock();
        Optional<String> before = shown();
        if (!before.equals(Optional.ofNullable(document))) {
            add(Editor.IMPORT, what(before.orElse(null), document), OptionalLong.empty(), document, clock);
        }
    }

    /// What happened between two documents, in one sentence.
    static String what(@Nullable String before, @Nullable String document) {
        if (document == null) {
            return say("The record was taken away.");
        }
        Organisation now = OrganisationReader.read(document, "").organisation();
        if (before == null) {
            return say("organisation.yaml was brought in for the first time.");
        }
        Organisation was = OrganisationReader.read(before, "").organisation();
        return say("organisation.yaml was brought in: %s", OrganisationDiff.summary(was, now));
    }

    /// Adds a version; the record is locked.
    Version add(Editor by, String what, OptionalLong undoes, @Nullable String document, Clock clock) {
        var version = new Version(
                table.head().map(Row::number).orElse(0L) + 1,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                by,
                what,
                undoes,
                document != null);
        table.insert(
                new Row(
                        version.number(),
                        version.at(),
                        by.account().orElse(null),
                        by.actor(),
                        by.unit().orElse(null),
                        what,
                        undoes.isPresent() ? undoes.getAsLong() : null,
                        version.documented()),
                document);
        AuditLog.of(source, clock)
                // What changed may name people and stands in the history, from which it can be taken.
                .add(by.actor(), AuditLog.Action.CHANGED_RECORD, "version %s".formatted(version.number()), "");
        return version;
    }

    private static Version version(Row row) {
        return new Version(
                row.number(),
                row.at(),
                new Editor(Optional.ofNullable(row.account()), row.actor(), Optional.ofNullable(row.unit())),
                row.what(),
                row.undoes() == null ? OptionalLong.empty() : OptionalLong.of(row.undoes()),
                row.documented());
    }
}
