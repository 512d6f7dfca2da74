package throughline.diagnosis;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Judgement.Next;
import throughline.diagnosis.Ownership.End;
import throughline.diagnosis.Ownership.Line;
import throughline.diagnosis.Ownership.Owned;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Section;

/// Cause 1.1: everybody is responsible for service, so nobody is.
///
/// Declared: every touchpoint that is on record or has contacts must have exactly one accountable person, and the lines
/// upwards must end with one member of the board who owns the promise, without a circle and without somebody who has
/// left. Two accountable people are nobody: shared accountability is the cause, not its cure. Enacted: staff, asked who
/// answers for service, name the owner of the promise ([OwnerNaming]).
final class NobodyAccountable implements Detector {

    /// Share of contacts that must have exactly one owner (ours); a hair below, so that 19 of 20 pass.
    static final double SHARE_OWNED = 0.95 - 1e-9;

    private static final String AS_TOUCHPOINTS = "share of touchpoints for that of contacts, Wilson interval, 95 %";

    @Override
    public Cause cause() {
        return Cause.NOBODY_ACCOUNTABLE;
    }

    @Override
    public Verdict examine(Dossier dossier) {
        return new Examination(dossier).verdict();
    }

    /// One look at one organisation.
    private static final class Examination {

        private final Dossier dossier;
        private final Organisation organisation;
        private final Volume volume;
        private final boolean weighted;
        private final Ownership ownership;
        private final Judgement judgement = Judgement.of(Cause.NOBODY_ACCOUNTABLE);
        private final List<String> actions = new ArrayList<>();

        Examination(Dossier dossier) {
            this.dossier = dossier;
            this.organisation = dossier.organisation();
            this.ownership = Ownership.of(dossier);
            this.volume = ownership.volume();
            this.weighted = ownership.weighted();
        }

        Verdict verdict() {
            if (ownership.recorded()) {
                coverage();
                boardOwner();
                left();
                lines();
                strangers();
                var crossings = new OwnerCrossings(dossier, ownership, volume);
                crossings.journeys().ifPresent(judgement::context);
                crossings.cost().ifPresent(judgement::context);
                weekly().ifPresent(judgement::trend);
            } else {
                judgement.missing(
                        Card.RECORD,
                        organisation.recorded()
                                ? "An owner of the promise and one accountable person a touchpoint; none is on record."
                                : "An organisation.yaml that says who answers for each touchpoint; there is none.");
            }
            OwnerNaming.examine(dossier, ownership, judgement).ifPresent(named -> {
                judgement.other(named);
                if (named.side() == Side.PRESENT) {
                    actions.add("Tell every team that %s answers for service, and ask again after 60 days."
                            .formatted(ownership.owner().map(ownership::name).orElse("the owner")));
                }
            });
            if (ownership.recorded()) {
                volume.tooFew().ifPresent(few -> judgement.missing("interactions", few));
            }
            String next = actions.isEmpty()
                    ? "Record who answers for each touchpoint, and who on the board owns the promise."
                    : actions.getFirst();
            return judgement.verdict(
                    "The record does not yet show whether one person answers for service.", Next.of(next, next));
        }

        private void coverage() {
            List<Owned> all = ownership.touchpoints();
            if (!judgement.knows(organisation, Section.TOUCHPOINTS, "The touchpoints and who answers for each")) {
                return;
            }
            if (all.isEmpty()) {
                judgement.missing(Card.RECORD, "The touchpoints and who answers for each; none is on record.");
                judgement.incomplete();
                return;
            }
            List<Owned> orphans = ownership.orphans();
            double owned = orphans.isEmpty() ? 1 : Math.clamp(1 - share(orphans), 0, 1);
            String name = weighted ? "share of contacts with one owner" : "share of touchpoints with one owner";
            Statistic share = weighted
                    ? Statistic.counted(name, owned, all.size())
                    : Volume.standIn(name, (long) all.size() - orphans.size(), all.size());
            String weight = weighted ? "; they carry %s of contacts".formatted(Wording.percent(1 - owned)) : "";
            String statement = orphans.isEmpty()
                    ? "[[Each of %s]] has exactly one accountable person."
                            .formatted(Wording.count(all.size(), "touchpoint", "touchpoints"))
                    : "[[%s no single accountable person]]%s."
                            .formatted(
                                    Wording.of(orphans.size(), all.size())
                                            + (orphans.size() == 1 ? " touchpoints has" : " touchpoints have"),
                                    orphans.size() == 1 ? weight.replace("they carry", "it carries") : weight);
            Card card = card("ownership-coverage", "Who answers for what")
                    .rule("present below 95 % with exactly one accountable person, absent from 95 % on")
                    .rests(weighted ? volume.total() : all.size(), weighted ? "contacts" : "touchpoints")
                    .figure(bars());
            if (!share.counted()) {
                card.method(AS_TOUCHPOINTS);
            }
            if (weighted) {
                card.files(volume.files(dossier))
                        .method("share of contacts, full count")
                        .query(CubeQuery.of(volume.sources().getFirst()).by("touchpoint"));
            }
            Set<String> ids = orphans.stream().map(Owned::id).collect(Collectors.toSet());
            if (!ids.isEmpty() && dossier.has(FactKind.INTERACTIONS, "touchpoint")) {
                card.rows(new RowQuery(
                        FactKind.INTERACTIONS,
                        List.of("interaction_id", "started_at", "touchpoint", "unit", "channel"),
                        List.of(new Filter.In("touchpoint", ids))));
            }
            judgement.essential(card.says(statement, share, new Scale(1, SHARE_OWNED, SHARE_OWNED, 0)));
            if (owned < SHARE_OWNED) {
                actions.add(action(orphans.getFirst()));
            }
        }

        private static double share(List<Owned> touchpoints) {
            return touchpoints.stream().mapToDouble(Owned::share).sum();
        }

        private String action(Owned worst) {
            String share = weighted ? " (%s of contacts)".formatted(Wording.percent(worst.share())) : "";
            return worst.owners().size() > 1
                    ? "Choose one of the %s people accountable for “%s”%s."
                            .formatted(worst.owners().size(), worst.title(), share)
                    : "Name one accountable person for “%s”%s.".formatted(worst.title(), share);
        }

        private Figure bars() {
            return new Figure.Bars(
                    "Share of %s by touchpoint; marked where there is not exactly one owner."
                            .formatted(weighted ? "contacts" : "touchpoints"),
                    "%",
                    ownership.touchpoints().stream()
                            .limit(12)
                            .map(t -> new Figure.Bars.Bar(t.title(), t.share(), !t.single()))
                            .toList(),
                    null);
        }

        private void boardOwner() {
            Optional<String> owner = ownership.owner();
            Optional<Boolean> onBoard = owner.flatMap(ownership::onBoard);
            if (!judgement.knows(organisation, Section.PROMISE, "The promise and its owner")) {
                return;
            }
            if (owner.isPresent() && onBoard.isEmpty()) {
                judgement.missing(
                        Card.RECORD, "The layer of %s, who owns the promise.".formatted(ownership.name(owner.get())));
                judgement.incomplete();
                return;
            }
            boolean one = onBoard.orElse(false);
            String name = owner.map(ownership::name).orElse("");
            String statement = one
                    ? "One member of the board answers for service: [[%s]].".formatted(name)
                    : owner.isPresent()
                            ? "The promise belongs to %s, who is [[not a member of the board]].".formatted(name)
                            : "[[No member of the board]] is on record as the one who answers for service.";
            judgement.essential(card("board-owner", "Who answers on the board")
                    .rule("present without exactly one member of the board who owns the promise")
                    .rests(1, "promise")
                    .says(
                            statement,
                            Statistic.counted("members of the board who own the promise", one ? 1 : 0, 1),
                            new Scale(1, 0.5, 0.5, -1)));
            if (!one) {
                actions.addFirst("Name the one member of the board who answers for service.");
            }
        }

        private void left() {
            var gone = new LinkedHashSet<String>();
            ownership.touchpoints().forEach(t -> gone.addAll(t.left()));
            ownership.owner().filter(ownership::hasLeft).ifPresent(gone::add);
            if (gone.isEmpty()) {
                return;
            }
            double share = share(ownership.touchpoints().stream()
                    .filter(t -> !t.left().isEmpty())
                    .toList());
            List<String> names = gone.stream().map(ownership::name).toList();
            judgement.essential(card("owners-who-left", "Owners who have left")
                    .rule("present if an owner on record has left")
                    .rests(gone.size(), "people")
                    .says(
                            "[[%s]] on record as owner%s has left; %s of %s was theirs."
                                    .formatted(
                                            Wording.names(names, 2),
                                            names.size() == 1 ? "" : "s",
                                            Wording.percent(share),
                                            weighted ? "contacts" : "touchpoints")
                                    .replace("owners has", "owners have"),
                            Statistic.counted("owners who have left", gone.size(), gone.size()),
                            new Scale(0, 0.5, 0.5, 4)));
            actions.add("Name who takes over from %s.".formatted(Wording.names(names, 2)));
        }

        /// Says who is named as an owner without being among the people on record.
        private void strangers() {
            Map<String, String> strangers = ownership.strangers();
            if (strangers.isEmpty()) {
                return;
            }
            Map.Entry<String, String> first = strangers.entrySet().iterator().next();
            int others = strangers.size() - 1;
            judgement.context(card("owners-not-on-record", "Owners the record does not know")
                    .rests(strangers.size(), "owners named")
                    .informs(
                            "[[%s]] is named as owner of %s but is not on record%s; nobody counts as owner there."
                                    .formatted(
                                            first.getKey(),
                                            first.getValue(),
                                            others == 0
                                                    ? ""
                                                    : ", nor %s"
                                                            .formatted(Wording.names(
                                                                    strangers.keySet().stream()
                                                                            .skip(1)
                                                                            .toList(),
                                                                    3))),
                            Statistic.counted("owners who are not on record", strangers.size(), strangers.size())));
        }

        private void lines() {
            List<Owned> single =
                    ownership.touchpoints().stream().filter(Owned::single).toList();
            Map<String, Line> lines = new TreeMap<>();
            single.forEach(t -> lines.computeIfAbsent(t.owners().getFirst(), ownership::line));
            List<String> circles = of(lines, End.CIRCLE);
            if (!circles.isEmpty()) {
                String first = ownership.name(circles.getFirst());
                judgement.essential(card("lines-in-a-circle", "Lines that end nowhere")
                        .rule("present if a line of managers or units is a circle")
                        .rests(lines.size(), "owners")
                        .says(
                                "The line upwards from [[%s]] runs in a circle and never reaches the board."
                                        .formatted(first),
                                Statistic.counted("owners whose line is a circle", circles.size(), lines.size()),
                                new Scale(0, 0.5, 0.5, 4)));
                actions.add("Correct the manager of %s: the line runs in a circle.".formatted(first));
            }
            int unknown = of(lines, End.NOT_RECORDED).size();
            if (unknown > 0) {
                judgement.missing(
                        Card.RECORD,
                        "The managers or units of %s, to follow the lines to the board."
                                .formatted(Wording.count(unknown, "owner", "owners")));
            }
            List<Owned> known = single.stream()
                    .filter(t -> ends(lines, t, End.OWNER) || ends(lines, t, End.ELSEWHERE))
                    .toList();
            if (share(known) > 0) {
                reach(known, lines);
            }
        }

        private static List<String> of(Map<String, Line> lines, End end) {
            return lines.entrySet().stream()
                    .filter(e -> e.getValue().end() == end)
                    .map(Map.Entry::getKey)
                    .toList();
        }

        private static boolean ends(Map<String, Line> lines, Owned touchpoint, End end) {
            Line line = lines.get(touchpoint.owners().getFirst());
            return line != null && line.end() == end;
        }

        private void reach(List<Owned> known, Map<String, Line> lines) {
            long roots = ownership.roots();
            List<Owned> reached = roots == 1
                    ? known
                    : known.stream().filter(t -> ends(lines, t, End.OWNER)).toList();
            double reaching = share(reached) / share(known);
            String target = ownership.owner().map(ownership::name).orElse("one owner of the promise");
            String statement = roots == 1
                    ? "All lines of ownership end at [[one place on the board]]."
                    : "The lines of ownership end at [[%s places on the board]]; %s of %s lead to %s."
                            .formatted(roots, Wording.percent(reaching), weighted ? "contacts" : "touchpoints", target);
            String name = "share of what is owned that leads to one owner";
            Statistic share = weighted
                    ? Statistic.counted(name, reaching, known.size())
                    : Volume.standIn(name, reached.size(), known.size());
            Card card = card("lines-to-the-board", "Where the lines end")
                    .rule("present if under 95 % of what is owned leads to one member of the board")
                    .rests(known.size(), "touchpoints");
            if (!share.counted()) {
                card.method(AS_TOUCHPOINTS);
            }
            judgement.essential(card.says(statement, share, new Scale(1, SHARE_OWNED, SHARE_OWNED, 0)));
            if (reaching < SHARE_OWNED) {
                actions.add("Let every line of ownership end at one member of the board; now they end at %s places."
                        .formatted(roots));
            }
        }

        private Card card(String id, String title) {
            return Card.of(Cause.NOBODY_ACCOUNTABLE, id, title, dossier).record();
        }

        /// Week by week, the share of contacts at touchpoints that have one owner today.
        private Optional<Trend> weekly() {
            if (!weighted || !dossier.has(FactKind.INTERACTIONS, "touchpoint")) {
                return Optional.empty();
            }
            Set<String> owned = ownership.touchpoints().stream()
                    .filter(Owned::single)
                    .map(Owned::id)
                    .collect(Collectors.toSet());
            Map<LocalDate, long[]> weeks = new TreeMap<>();
            for (Cell cell : dossier.scan(
                    CubeQuery.of(FactKind.INTERACTIONS).by(new Key.Week()).by("touchpoint"))) {
                @Nullable String touchpoint = cell.text(1);
                if (touchpoint != null) {
                    long[] counts = weeks.computeIfAbsent(cell.day(0), w -> new long[2]);
                    counts[0] += cell.rows();
                    counts[1] += owned.contains(touchpoint) ? cell.rows() : 0;
                }
            }
            return Optional.of(new Trend(
                    "share of contacts with one owner",
                    false,
                    weeks.entrySet().stream()
                            .map(e -> new Trend.Point(e.getKey(), (double) e.getValue()[1] / e.getValue()[0]))
                            .toList()));
        }
    }
}
