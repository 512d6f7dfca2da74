package throughline.server.page;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import throughline.diagnosis.Accountability;
import throughline.diagnosis.Accountability.Held;
import throughline.diagnosis.Accountability.Reach;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Evidence;
import throughline.diagnosis.Wording;
import throughline.server.chart.CascadeChart;
import throughline.server.chart.Words;
import throughline.server.diagnose.Examination;

/// Who answers for service: every touchpoint and its owner, how far the board's goal reaches, and the gaps.
///
/// What is said of the whole is said by the evidence of causes 1.1 and 1.2; counts and lists come from what these
/// looked at.
///
/// @param organisation the organisation, or the part of it that is shown
/// @param summary how many touchpoints there are
/// @param lede what the touchpoints without a single owner carry
/// @param aside what is not narrowed to the part that is shown; empty for the whole organisation
/// @param recorded whether the record says anything of owners
/// @param owners where the finding about owners is judged
/// @param cascade how far the board's goal reaches, layer by layer
/// @param reach what that means, with one phrase marked
/// @param goals where the finding about goals is judged
/// @param units the tree of units
/// @param unitsRemark what the tree leaves out; may be empty
/// @param touchpoints the register with the contacts seen, most first
/// @param strangers contacts that the register does not know; may be empty
/// @param touchpointsRemark how contacts were counted and what is left out
/// @param done what was just done; may be empty
public record AccountabilityPage(
        Shell shell,
        String organisation,
        String period,
        String summary,
        String headline,
        String lede,
        String aside,
        boolean recorded,
        OwnerWaffle waffle,
        Grounds owners,
        Markup cascade,
        String cascadeNote,
        Markup reach,
        Grounds goals,
        Show show,
        List<UnitRow> units,
        String unitsRemark,
        List<TouchpointRow> touchpoints,
        String strangers,
        String touchpointsRemark,
        String done) {

    /// Most touchpoints listed; the squares show all.
    public static final int MOST_TOUCHPOINTS = 200;

    /// Which rows are shown.
    public enum Show {
        ALL,
        GAPS
    }

    /// The cause on whose page a finding is judged.
    ///
    /// @param rows the rows behind it, where there are any
    public record Grounds(String title, String href, Optional<String> rows) {}

    /// The page of an examination.
    ///
    /// @param version of the record that the reader may change; empty where the reader may not
    public static AccountabilityPage of(
            Examination examination, Show show, Shell shell, Optional<Long> version, String done) {
        Accountability found = examination.accountability();
        List<Held> all = found.touchpoints();
        UnitRow.Scope scope = examination.part().isEmpty() ? UnitRow.Scope.WHOLE : UnitRow.Scope.PART;
        List<Held> listed = all.stream()
                .filter(t -> show == Show.ALL || !t.gaps().isEmpty())
                .toList();
        return new AccountabilityPage(
                shell,
                examination
                        .part()
                        .map(u -> shell.organisation() + ", " + u.title())
                        .orElse(shell.organisation()),
                examination.periodWords(),
                summary(all),
                headline(examination),
                Words.kept(lede(found)),
                examination
                        .part()
                        .map(u -> say(
                                "Owners and goals are those of the whole organisation, units and contacts those of %s.",
                                u.title()))
                        .orElse(""),
                found.recorded(),
                OwnerWaffle.of(all),
                grounds(examination, Cause.NOBODY_ACCOUNTABLE, "ownership-coverage", shell),
                Markup.drawn(CascadeChart.of(
                        found.layers().stream().map(AccountabilityPage::bar).toList(), Accountability.COVERED)),
                Words.kept(say(
                        "How many in each layer have a goal that leads to the board’s service objective. The yellow line is %s, from where on a layer counts as covered.",
                        Words.percent(Accountability.COVERED))),
                reach(examination),
                grounds(examination, Cause.OUTSIDE_STRATEGY, "cascade-leak", shell),
                show,
                UnitRow.of(
                                found,
                                shell.organisation(),
                                scope,
                                draft -> version.flatMap(v -> shell.links().review(draft)))
                        .stream()
                        .filter(u -> show == Show.ALL || u.lacking())
                        .toList(),
                found.homeless() == 0
                        ? ""
                        : say(
                                found.homeless() == 1
                                        ? "%s touchpoint belongs to no unit: neither the department nor those who answer for it or deliver it are one’s."
                                        : "%s touchpoints belong to no unit: neither the department nor those who answer for it or deliver it are one’s.",
                                Wording.count(found.homeless())),
                TouchpointRow.of(listed.stream().limit(MOST_TOUCHPOINTS).toList(), found, shell.links(), version),
                Words.kept(strangers(found)),
                remark(found, listed.size()),
                done);
    }

    private static String summary(List<Held> touchpoints) {
        long departments = touchpoints.stream()
                .map(Held::department)
                .filter(d -> d != null)
                .distinct()
                .count();
        String count = Wording.count(touchpoints.size(), "touchpoint", "touchpoints");
        return departments == 0
                ? count
                : say("%s in %s", count, Wording.count(departments, "department", "departments"));
    }

    private static String headline(Examination examination) {
        Accountability found = examination.accountability();
        if (!found.recorded()) {
            return say("Who answers for service is not on record");
        }
        String board = evidence(examination, Cause.NOBODY_ACCOUNTABLE, "board-owner")
                .map(Evidence::statement)
                .orElse(say("Who on the board answers for service is not on record."));
        int all = found.touchpoints().size();
        int orphans = found.orphans().size();
        if (all == 0) {
            return board;
        }
        return board + " "
                + (orphans == 0
                        ? say("Each of %s has one owner.", Wording.count(all, "touchpoint", "touchpoints"))
                        : say(
                                orphans == 1
                                        ? "%s touchpoints has no single owner."
                                        : "%s touchpoints have no single owner.",
                                Wording.of(orphans, all)));
    }

    private static String lede(Accountability found) {
        if (!found.recorded()) {
            return found.contacts() == 0
                    ? say("An organisation.yaml says who answers for which touchpoint; there is none yet.")
                    : say(
                            "%s came to %s, and the record names nobody who answers for them.",
                            Wording.count(found.contacts(), "contact", "contacts"),
                            Wording.count(found.touchpoints().size(), "touchpoint", "touchpoints"));
        }
        List<Held> orphans = found.orphans();
        if (found.unweighed().isPresent() || orphans.isEmpty()) {
            return found.unweighed().orElse("");
        }
        return say("Touchpoints without a single owner carry %s of contacts.", share(orphans));
    }

    private static String share(List<Held> touchpoints) {
        return Words.percent(touchpoints.stream().mapToDouble(Held::share).sum());
    }

    private static String strangers(Accountability found) {
        List<Held> unknown = found.unregistered();
        var said = new ArrayList<String>();
        if (found.recorded() && !unknown.isEmpty()) {
            String contacts =
                    Wording.count(unknown.stream().mapToLong(Held::contacts).sum(), "contact", "contacts");
            String came = found.unweighed().isEmpty() ? say("%s (%s of all)", contacts, share(unknown)) : contacts;
            String titles = Wording.names(unknown.stream().map(Held::title).toList(), 4);
            said.add(
                    unknown.size() == 1
                            ? say("%s came to a touchpoint the register does not know: %s.", came, titles)
                            : say(
                                    "%s came to %s touchpoints the register does not know: %s.",
                                    came, unknown.size(), titles));
        }
        if (found.unplaced() > 0) {
            said.add(say(
                    found.unplaced() == 1 ? "%s contact names no touchpoint." : "%s contacts name no touchpoint.",
                    Words.count(found.unplaced())));
        }
        return String.join(" ", said);
    }

    private static String remark(Accountability found, int listed) {
        String counted = found.unweighed().orElse(say("Contacts are those of these days."));
        return listed <= MOST_TOUCHPOINTS
                ? counted
                : counted + " " + say("The first %s of %s are listed.", MOST_TOUCHPOINTS, Words.count(listed));
    }

    private static CascadeChart.Bar bar(Reach reach) {
        return new CascadeChart.Bar(
                reach.layer().title(),
                reach.coverage().map(c -> Wording.of(c.covered(), c.members())).orElse(say("not on record")),
                reach.coverage().map(c -> OptionalDouble.of(c.share())).orElseGet(OptionalDouble::empty));
    }

    /// What cause 1.2 says of the cascade: where it leaks; where it does not, that it holds, else what the board aims
    /// at.
    private static Markup reach(Examination examination) {
        List<Reach> known = examination.accountability().layers().stream()
                .filter(r -> r.coverage().isPresent())
                .toList();
        Optional<Evidence> leak = evidence(examination, Cause.OUTSIDE_STRATEGY, "cascade-leak");
        if (leak.isEmpty() && known.size() > 1 && known.stream().allMatch(Reach::covered)) {
            return Markup.marked(say("[[The goal reaches every layer]] that has objectives on record."));
        }
        return leak.or(() -> evidence(examination, Cause.OUTSIDE_STRATEGY, "board-service-weight"))
                .map(e -> Markup.marked(e.indicator().statement()))
                .orElseGet(() ->
                        Markup.unmarked(say("No objective of the board is on record, so nothing can lead to it.")));
    }

    private static Grounds grounds(Examination examination, Cause cause, String indicator, Shell shell) {
        return new Grounds(
                cause.title(),
                shell.links().cause(cause),
                evidence(examination, cause, indicator)
                        .filter(e -> e.indicator().lineage().behind().isPresent())
                        .flatMap(e -> shell.links().rows(cause, e.number(), 0)));
    }

    private static Optional<Evidence> evidence(Examination examination, Cause cause, String indicator) {
        return examination.diagnosis().verdict(cause).evidence().stream()
                .filter(e -> e.indicator().id().equals(indicator))
                .findFirst();
    }
}
