package throughline.diagnosis;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.cube.Cell;
import throughline.lake.cube.Cube;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.statistics.Difference;
import throughline.statistics.Estimate;
import throughline.statistics.Proportion;

/// Who does not answer when asked, and who does not complain when badly served: what the voices that are heard leave
/// out. Both are shown, neither decides.
final class Silence {

    /// Fewest customers in a group whose share is shown (ours).
    private static final int FEWEST = 30;

    /// Groups that are drawn.
    private static final int MOST = 8;

    private Silence() {}

    /// Invitations of one kind of contact.
    ///
    /// @param column what tells the kinds apart
    /// @param value what the column says of them, empty for several values
    /// @param name what the contacts have in common, such as `not resolved`
    /// @param answered how many of them were answered
    /// @param asked how many there were
    private record Group(String column, String value, String name, long answered, long asked) {

        Estimate rate() {
            return Proportion.wilson((double) answered, (double) asked, 0.95);
        }
    }

    /// Who answers and who does not, by how the contact ended and what it was about; empty where the invitations do not
    /// say.
    static Optional<Indicator> ofAnswers(Dossier dossier, Card card) {
        if (!dossier.has(FactKind.INVITATIONS, "answered")) {
            return Optional.empty();
        }
        Group all = all(dossier);
        if (all.asked() < FEWEST) {
            return Optional.empty();
        }
        var groups = new ArrayList<Group>();
        for (String column : List.of("resolved", "outcome", "intent")) {
            if (dossier.has(FactKind.INVITATIONS, column)) {
                groups.addAll(by(dossier, column));
            }
        }
        Optional<Group> unresolved = resolved(groups, false);
        Optional<Group> resolved = resolved(groups, true);
        Optional<Group> first = unresolved.isPresent() && resolved.isPresent() ? unresolved : quietest(groups, all);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Group group = first.get();
        Group rest = first.equals(unresolved) && resolved.isPresent()
                ? resolved.get()
                : new Group(
                        group.column(),
                        "",
                        say("other"),
                        all.answered() - group.answered(),
                        all.asked() - group.asked());
        // Looking for the quietest of several groups takes a wider interval (Bonferroni).
        int looked = first.equals(unresolved) ? 1 : groups.size();
        Estimate difference = Difference.ofMeans(group.rate(), rest.rate(), 1 - 0.05 / looked);
        groups.sort(Comparator.comparingDouble((Group g) -> g.rate().value()).thenComparing(Group::name));
        return Optional.of(card.rule(say("shown only: the quiet group answers 10 points less often (ours)"))
                .rests(group.asked() + rest.asked(), say("invitations"))
                .files(FactKind.INVITATIONS)
                .files(FactKind.INTERACTIONS)
                .method(say("difference of two shares (Welch), each by Wilson, 95 %"))
                .query(CubeQuery.of(FactKind.INVITATIONS).by(group.column()).sum("answered"))
                .rows(new RowQuery(
                        FactKind.INVITATIONS,
                        List.of("invitation_id", "sent_at", "interaction_id", "answered"),
                        List.of(new Filter.Is("answered", false))))
                .figure(new Figure.Estimates(
                        say("Share of invitations answered, by kind of contact; the line is all invitations."),
                        "%",
                        groups.stream()
                                .limit(MOST)
                                .map(g -> new Figure.Estimates.Row(
                                        Wording.sentence(g.name()),
                                        g.rate().value(),
                                        g.rate().low(),
                                        g.rate().high()))
                                .toList(),
                        all.answered() / (double) all.asked()))
                .says(
                        say(
                                "When asked about contacts %s, [[%s of customers answer]] (%s); about %s ones, %s.",
                                group.name(),
                                Wording.percent(group.rate().value()),
                                Wording.of(group.answered(), group.asked()),
                                rest.name(),
                                Wording.percent(rest.rate().value())),
                        Statistic.of(say("difference in answering of those who are heard least"), difference),
                        new Scale(0.1, -0.05, -0.1, -0.5)));
    }

    private static Group all(Dossier dossier) {
        Cube cube = dossier.scan(CubeQuery.of(FactKind.INVITATIONS).sum("answered"));
        return cube.size() == 0 ? new Group("", "", say("all"), 0, 0) : group("", "", say("all"), cube.cell(0));
    }

    private static Group group(String column, String value, String name, Cell cell) {
        return new Group(
                column,
                value,
                name,
                Math.round(cell.sum(0).count() * cell.sum(0).mean()),
                cell.sum(0).count());
    }

    private static List<Group> by(Dossier dossier, String column) {
        var groups = new ArrayList<Group>();
        for (Cell cell :
                dossier.scan(CubeQuery.of(FactKind.INVITATIONS).by(column).sum("answered"))) {
            @Nullable String value = cell.text(0);
            if (value != null && cell.sum(0).count() >= FEWEST) {
                groups.add(group(column, value, name(column, value), cell));
            }
        }
        return groups;
    }

    private static String name(String column, String value) {
        return switch (column) {
            case "resolved" -> value.equals("true") ? say("resolved") : say("not resolved");
            case "outcome" -> say("that ended as %s", value);
            default -> say("with intent %s", value);
        };
    }

    private static Optional<Group> resolved(List<Group> groups, boolean resolved) {
        return groups.stream()
                .filter(g -> g.column().equals("resolved") && g.value().equals(Boolean.toString(resolved)))
                .findFirst();
    }

    /// The group that most surely answers less than the others, after having looked at all of them.
    private static Optional<Group> quietest(List<Group> groups, Group all) {
        List<Group> several =
                groups.stream().filter(g -> all.asked() - g.asked() >= FEWEST).toList();
        return several.stream()
                .min(Comparator.comparingDouble((Group g) -> g.rate().high()).thenComparing(Group::name));
    }

    /// How many of those whose matter was not resolved complain; empty where contacts do not say whether they were.
    ///
    /// Complaints that name their contact are held against the contacts that were not resolved. Where
    /// complaints name no contact, all of them are, so that the share is the largest it can be.
    static Optional<Indicator> ofComplaints(Dossier dossier, Card card) {
        if (!dossier.has(FactKind.COMPLAINTS) || !dossier.has(FactKind.INTERACTIONS, "resolved")) {
            return Optional.empty();
        }
        CubeQuery unresolved = CubeQuery.of(FactKind.INTERACTIONS).where(new Filter.Is("resolved", false));
        long bad = dossier.scan(unresolved).rows();
        boolean linked = dossier.has(FactKind.COMPLAINTS, "resolved")
                && dossier.scan(CubeQuery.of(FactKind.COMPLAINTS).where(new Filter.Known("resolved")))
                                .rows()
                        > 0;
        CubeQuery heard = linked
                ? CubeQuery.of(FactKind.COMPLAINTS).where(new Filter.Is("resolved", false))
                : CubeQuery.of(FactKind.COMPLAINTS);
        long complaints = dossier.scan(heard).rows();
        if (bad < FEWEST || complaints > bad) {
            return Optional.empty();
        }
        Estimate share = Proportion.wilson((double) complaints, (double) bad, 0.95);
        return Optional.of(card.rule(say("shown only: under 1 in 10 of the badly served complain (ours)"))
                .rests(bad, say("contacts not resolved"))
                .files(FactKind.INTERACTIONS)
                .files(FactKind.COMPLAINTS)
                .method(say("Wilson interval, 95 %"))
                .query(heard)
                .rows(new RowQuery(
                        FactKind.COMPLAINTS,
                        List.of("complaint_id", "received_at", "touchpoint", "category"),
                        List.copyOf(heard.filters())))
                .says(
                        say(
                                linked
                                        ? "Customers complained after [[%s contacts]] that were not resolved; the rest kept silent."
                                        : "Customers complained after at most [[%s contacts]] that were not resolved; the rest kept silent.",
                                Wording.of(complaints, bad)),
                        Statistic.of(say("share of contacts not resolved with a complaint"), share),
                        new Scale(0.5, 0.2, 0.1, -0.01)));
    }
}
