package throughline.server.page;

import java.util.List;

/// The audit log.
///
/// @param title how the check of its chain went
/// @param sound whether no entry was changed or cut
/// @param lede what the check found
/// @param rows the latest entries, newest first
public record AuditPage(Shell shell, String title, boolean sound, String lede, List<Row> rows) {

    /// An entry.
    ///
    /// @param at as `2026-03-02 09:14:05`, UTC
    /// @param what in a sentence without the actor
    public record Row(String number, String at, String actor, String what, String detail) {}
}
