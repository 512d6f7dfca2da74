package throughline.server.page;

import java.util.List;
import java.util.Optional;

/// What every page has around it.
///
/// @param title title of the browser's tab
/// @param place which part of the sidebar is current
/// @param crumbs the way from the Diagnosis to here; the last is this page
/// @param organisation name of the organisation
/// @param footnote a line below the sidebar, such as `Northmoor Home · 46 units`
/// @param present number of causes present, beside Diagnosis; empty while not known
/// @param orphans number of touchpoints without a single owner, beside Accountability; empty while not
///     known or none
/// @param steps number of units with a step, beside Steps; empty while not known or none
/// @param alerts number of alerts that are new to the reader; empty where there are none
/// @param fresh to when the data go, where there are any
/// @param controls choices of part and period, where the page has them
/// @param pinned this page of these very days, which says the same later; empty where no days are looked at
/// @param remark what a reader should bear in mind on every page, such as that the data are simulated;
///     may be empty
/// @param notices what the reader should know now
/// @param reader who reads it
public record Shell(
        String title,
        Place place,
        List<Crumb> crumbs,
        String organisation,
        String footnote,
        Optional<String> present,
        Optional<String> orphans,
        Optional<String> steps,
        Optional<String> alerts,
        Optional<String> fresh,
        Optional<Controls> controls,
        Optional<String> pinned,
        String remark,
        List<String> notices,
        Reader reader,
        Links links,
        Assets assets) {

    /// The same with other files to load.
    public Shell with(Assets others) {
        return new Shell(
                title,
                place,
                crumbs,
                organisation,
                footnote,
                present,
                orphans,
                steps,
                alerts,
                fresh,
                controls,
                pinned,
                remark,
                notices,
                reader,
                links,
                others);
    }

    /// Part of the sidebar.
    public enum Place {
        DIAGNOSIS,
        ALERTS,
        BOARD,
        JOURNEYS,
        ACCOUNTABILITY,
        MEASURES,
        SCORECARDS,
        FRONT_LINE,
        CAUSE_MAP,
        DRIVERS,
        SAY_AND_DO,
        PREDICTIONS,
        STEPS,
        RECORD,
        DATA,
        ACCOUNTS,
        WEBHOOKS,
        AUDIT_LOG,
        OWN_ACCOUNT,
        ELSEWHERE
    }

    /// Who reads a page.
    ///
    /// @param name of who is signed in; empty where nobody is
    /// @param role likewise, such as `Analyst`
    /// @param formToken what every form has to send along
    /// @param here the address of the page, to come back to
    /// @param bringsIn whether files may be brought in
    /// @param keepsAccounts whether the accounts are open to the reader
    /// @param readsAuditLog whether the audit log is
    public record Reader(
            String name,
            String role,
            String formToken,
            String here,
            boolean bringsIn,
            boolean keepsAccounts,
            boolean readsAuditLog) {

        /// Whoever opens a file.
        public static final Reader UNKNOWN = new Reader("", "", "", "", false, false, false);
    }

    /// A step on the way to the page.
    ///
    /// @param href where it leads; empty for the page itself
    public record Crumb(String text, Optional<String> href) {}

    /// Addresses of the files a page loads, and the theme asked for.
    ///
    /// @param theme `light`, `dark` or empty to follow the system
    /// @param more further scripts, which the page works without
    public record Assets(String stylesheet, String script, String favicon, String theme, List<String> more) {

        /// Whether a further script of this name is loaded; its texts go along.
        public boolean loads(String script) {
            return more.stream().anyMatch(address -> address.startsWith("/assets/" + script));
        }
    }

    /// The choices in the bar: a form that works without script.
    ///
    /// @param action address of the page itself
    /// @param kept further parameters that the choice must not lose
    public record Controls(String action, List<Option> parts, List<Option> periods, List<Kept> kept) {}

    /// One choice.
    ///
    /// @param chosen `true` for the one that is in force
    public record Option(String value, String text, boolean chosen) {}

    /// A parameter carried along.
    public record Kept(String name, String value) {}
}
