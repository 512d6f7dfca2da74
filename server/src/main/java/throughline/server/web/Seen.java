package throughline.server.web;

import java.time.LocalDate;
import java.time.YearMonth;
import throughline.server.diagnose.CurrentWorkspace.Showing.Ready;
import throughline.server.diagnose.Examination;

/// What a visitor sees of a workspace that is ready: no more than the visitor's unit, where it is one unit.
///
/// @param visit what was asked for, within what the visitor may see
/// @param examination of that part and period
record Seen(Ready ready, Visit visit, Examination examination) {

    /// The month at whose end it stands, or that of the last of very days; while none was asked for, the last
    /// that is over.
    YearMonth month() {
        return visit.scope().month().orElseGet(() -> {
            LocalDate last = examination.dossier().period().to();
            if (visit.scope().pinned().isPresent()) {
                return YearMonth.from(last);
            }
            YearMonth running = YearMonth.from(last);
            YearMonth before = running.minusMonths(1);
            boolean over = last.equals(running.atEndOfMonth());
            return over || !ready.workspace().months().contains(before) ? running : before;
        });
    }
}
