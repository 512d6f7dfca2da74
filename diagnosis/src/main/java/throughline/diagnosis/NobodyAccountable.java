package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

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

    private static final String AS_TOUCHPOINTS =
            key("share of touchpoints for that of contacts, Wilson interval, 95 %");

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
                                ? say(
                                        "An owner of the promise and one accountable person a touchpoint; none is on record.")
                                : say(
                                        "An organisation.yaml that says who answers for each touchpoint; there is none."));
            }
            OwnerNaming.examine(dossier, ownership, judgement).ifPresent(named -> {
                judgement.other(named);
                if (named.side() == Side.PRESENT) {
                    actions.add(say(
                            "Tell every team that %s answers for service, and ask again after 60 days.",
                            ownership.owner().map(ownership::name).orElse(say("the owner"))));
                }
            });
            if (ownership.recorded()) {
                volume.tooFew().ifPresent(few -> judgement.missing("interactions", few));
            }
            String next = actions.isEmpty()
                    ? say("Record who answers for each touchpoint, and who on the board owns the promise.")
                    : actions.getFirst();
            return judgement.verdict(
                    say("The record does not yet show whether one person answers for service."), Next.of(next, next));
        }

        private void coverage() {
            List<Owned> all = ownership.touchpoints();
            if (!judgement.knows(organisation, Section.TOUCHPOINTS, say("The touchpoints and who answers for each"))) {
                return;
            }
            if (all.isEmpty()) {
                judgement.missing(Card.RECORD, say("The touchpoints and who answers for each; none is on record."));
                judgement.incomplete();
                return;
            }
            List<Owned> orphans = ownership.orphans();
            double owned = orphans.isEmpty() ? 1 : Math.clamp(1 - share(orphans), 0, 1);
            String name =
                    weighted ? say("share of contacts with one owner") : say("share of touchpoints with one owner");
            Statistic share = weighted
                    ? Statistic.counted(name, owned, all.size())
                    : Volume.standIn(name, (long) all.size() - orphans.size(), all.size());
            String statement = orphans.isEmpty()
                    ? say(
                            "[[Each of %s]] has exactly one accountable person.",
                            Wording.count(all.size(), "touchpoint", "touchpoints"))
                    : orphaned(orphans.size(), all.size(), 1 - owned);
            Card card = card("ownership-coverage", say("Who answers for what"))
                    .rule(key("present below 95 % with exactly one accountable person, absent from 95 % on"))
                    .rests(weighted ? volume.total() : all.size(), say(weighted ? "contacts" : "touchpoints"))
                    .figure(bars());
            if (!share.counted()) {
                card.method(say(AS_TOUCHPOINTS));
            }
            if (weighted) {
                card.files(volume.files(dossier))
                        .method(say("share of contacts, full count"))
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

        private String orphaned(int orphans, int all, double share) {
            String of = Wording.of(orphans, all);
            if (!weighted) {
                return say(
                        orphans == 1
                                ? "[[%s touchpoints has no single accountable person]]."
                                : "[[%s touchpoints have no single accountable person]].",
                        of);
            }
            return say(
                    orphans == 1
                            ? "[[%s touchpoints has no single accountable person]]; it carries %s of contacts."
                            : "[[%s touchpoints have no single accountable person]]; they carry %s of contacts.",
                    of,
                    Wording.percent(share));
        }

        private String action(Owned worst) {
            String share = weighted ? say(" (%s of contacts)", Wording.percent(worst.share())) : "";
            return worst.owners().size() > 1
                    ? say(
                            "Choose one of the %s people accountable for “%s”%s.",
                            worst.owners().size(), worst.title(), share)
                    : say("Name one accountable person for “%s”%s.", worst.title(), share);
        }

        private Figure bars() {
            return new Figure.Bars(
                    say(
                            "Share of %s by touchpoint; marked where there is not exactly one owner.",
                            say(weighted ? "contacts" : "touchpoints")),
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
            if (!judgement.knows(organisation, Section.PROMISE, say("The promise and its owner"))) {
                return;
            }
            if (owner.isPresent() && onBoard.isEmpty()) {
                judgement.missing(
                        Card.RECORD, say("The layer of %s, who owns the promise.", ownership.name(owner.get())));
                judgement.incomplete();
                return;
            }
            boolean one = onBoard.orElse(false);
            String name = owner.map(ownership::name).orElse("");
            String statement = one
                    ? say("One member of the board answers for service: [[%s]].", name)
                    : owner.isPresent()
                            ? say("The promise belongs to %s, who is [[not a member of the board]].", name)
                            : say("[[No member of the board]] is on record as the one who answers for service.");
            judgement.essential(card("board-owner", say("Who answers on the board"))
                    .rule(key("present without exactly one member of the board who owns the promise"))
                    .rests(1, say("promise"))
                    .says(
                            statement,
                            Statistic.counted(say("members of the board who own the promise"), one ? 1 : 0, 1),
                            new Scale(1, 0.5, 0.5, -1)));
            if (!one) {
                actions.addFirst(say("Name the one member of the board who answers for service."));
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
            judgement.essential(card("owners-who-left", say("Owners who have left"))
                    .rule(key("present if an owner on record has left"))
                    .rests(gone.size(), say("people"))
                    .says(
                            say(
                                    names.size() == 1
                                            ? "[[%s]] on record as owner has left; %s of %s was theirs."
                                            : "[[%s]] on record as owners have left; %s of %s was theirs.",
                                    Wording.names(names, 2),
                                    Wording.percent(share),
                                    say(weighted ? "contacts" : "touchpoints")),
                            Statistic.counted(say("owners who have left"), gone.size(), gone.size()),
                            new Scale(0, 0.5, 0.5, 4)));
            actions.add(say("Name who takes over from %s.", Wording.names(names, 2)));
        }

        /// Says who is named as an owner without being among the people on record.
        private void strangers() {
            Map<String, String> strangers = ownership.strangers();
            if (strangers.isEmpty()) {
                return;
            }
            Map.Entry<String, String> first = strangers.entrySet().iterator().next();
            int others = strangers.size() - 1;
            judgement.context(card("owners-not-on-record", say("Owners the record does not know"))
                    .rests(strangers.size(), say("owners named"))
                    .informs(
                            say(
                                    "[[%s]] is named as owner of %s but is not on record%s; nobody counts as owner there.",
                                    first.getKey(),
                                    first.getValue(),
                                    others == 0
                                            ? ""
                                            : say(
                                                    ", nor %s",
                                                    Wording.names(
                                                            strangers.keySet().stream()
                                                                    .skip(1)
                                                                    .toList(),
                                                            3))),
                            Statistic.counted(
                                    say("owners who are not on record"), strangers.size(), strangers.size())));
        }

        private void lines() {
            List<Owned> single =
                    ownership.touchpoints().stream().filter(Owned::single).toList();
            Map<String, Line> lines = new TreeMap<>();
            single.forEach(t -> lines.computeIfAbsent(t.owners().getFirst(), ownership::line));
            List<String> circles = of(lines, End.CIRCLE);
            if (!circles.isEmpty()) {
                String first = ownership.name(circles.getFirst());
                judgement.essential(card("lines-in-a-circle", say("Lines that end nowhere"))
                        .rule(key("present if a line of managers or units is a circle"))
                        .rests(lines.size(), say("owners"))
                        .says(
                                say(
                                        "The line upwards from [[%s]] runs in a circle and never reaches the board.",
                                        first),
                                Statistic.counted(say("owners whose line is a circle"), circles.size(), lines.size()),
                                new Scale(0, 0.5, 0.5, 4)));
                actions.add(say("Correct the manager of %s: the line runs in a circle.", first));
            }
            int unknown = of(lines, End.NOT_RECORDED).size();
            if (unknown > 0) {
                judgement.missing(
                        Card.RECORD,
                        say(
                                "The managers or units of %s, to follow the lines to the board.",
                                Wording.count(unknown, "owner", "owners")));
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
            String target = ownership.owner().map(ownership::name).orElse(say("one owner of the promise"));
            String statement = roots == 1
                    ? say("All lines of ownership end at [[one place on the board]].")
                    : say(
                            "The lines of ownership end at [[%s places on the board]]; %s of %s lead to %s.",
                            roots, Wording.percent(reaching), say(weighted ? "contacts" : "touchpoints"), target);
            String name = say("share of what is owned that leads to one owner");
            Statistic share = weighted
                    ? Statistic.counted(name, reaching, known.size())
                    : Volume.standIn(name, reached.size(), known.size());
            Card card = card("lines-to-the-board", say("Where the lines end"))
                    .rule(key("present if under 95 % of what is owned leads to one member of the board"))
                    .rests(known.size(), say("touchpoints"));
            if (!share.counted()) {
                card.method(say(AS_TOUCHPOINTS));
            }
            judgement.essential(card.says(statement, share, new Scale(1, SHARE_OWNED, SHARE_OWNED, 0)));
            if (reaching < SHARE_OWNED) {
                actions.add(say(
                        "Let every line of ownership end at one member of the board; now they end at %s places.",
                        roots));
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
                    say("share of contacts with one owner"),
                    false,
                    weeks.entrySet().stream()
                            .map(e -> new Trend.Point(e.getKey(), (double) e.getValue()[1] / e.getValue()[0]))
                            .toList()));
        }
    }
}
