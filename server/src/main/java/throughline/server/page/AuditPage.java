package throughline.server.page;

import java.util.List;
import java.util.Optional;

/// The audit log.
///
/// @param title how the check of its chain went
/// @param sound whether no entry was changed or cut
/// @param lede what the check found
/// @param checkAll address at which all entries are checked, where only the last were
/// @param newest address of the latest entries, where others are shown
/// @param older address of the entries before those shown, where there are any
/// @param rows entries, newest first
public record AuditPage(
        Shell shell,
        String title,
        boolean sound,
        String lede,
        Optional<String> checkAll,
        Optional<String> newest,
        Optional<String> older,
        List<Row> rows) {

    /// Name of the table of entries.
    public static final String TABLE = "entries-newest-first";

    /// An entry.
    ///
    /// @param at as `2026-03-02 09:14:05`, UTC
    /// @param what in a sentence without the actor
    public record Row(String number, String at, String actor, String what, String detail) {}
}
