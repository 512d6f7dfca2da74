package throughline.diagnosis;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Conflicts.Conflict;
import throughline.diagnosis.PromisesKept.Judged;
import throughline.organisation.Register.Announcement;
import throughline.organisation.Register.Decision;
import throughline.organisation.Register.Listening;
import throughline.organisation.Register.PromiseMade;

/// What is said about service and what is done: announcements with the decisions that undo or back them,
/// promises and how they stand, what managers expect, and how much they listen. The figures are those on
/// which causes 1.9 and 1.10 are judged.
///
/// @param words the announcements of the period, oldest first
/// @param decisions the decisions of the period, oldest first
/// @param promises those due in the period, and those still to come due, by due day
/// @param due how many promises have come due in the period and can be judged, as cause 1.9 counts them
/// @param kept how many of those were kept
/// @param predictions what managers expect
/// @param listening hours and times with customers or the front line, by kind, most first
/// @param listeners how many people listened
public record SaidAndDone(
        List<Word> words,
        List<Decision> decisions,
        List<Promised> promises,
        long due,
        long kept,
        Predictions predictions,
        List<Heard> listening,
        long listeners) {

    /// Days on either side within which a decision meets what was said.
    public static final long DAYS = Conflicts.DAYS;

    /// Copies the lists.
    public SaidAndDone {
        words = List.copyOf(words);
        decisions = List.copyOf(decisions);
        promises = List.copyOf(promises);
        listening = List.copyOf(listening);
    }

    /// An announcement, and the decision that goes with it.
    ///
    /// @param undoes the nearest decision that worsens the service in the same place
    /// @param backs where there is none, the nearest that improves it
    public record Word(Announcement said, Optional<Decision> undoes, Optional<Decision> backs) {}

    /// A promise and how it stands.
    ///
    /// @param undoes the nearest decision that worsens the service in the same place
    public record Promised(PromiseMade promise, Standing standing, Optional<Decision> undoes) {}

    /// Time spent listening.
    ///
    /// @param kind such as `ride-along`; empty where it is not said
    /// @param hours 0 where none are on record
    public record Heard(String kind, double hours, long times) {}

    /// What a new decision would undo.
    public sealed interface Undone {

        /// An announcement.
        record Announced(Announcement said) implements Undone {}

        /// A promise.
        record Promised(PromiseMade promise) implements Undone {}
    }

    /// What is said and done in what the dossier covers.
    public static SaidAndDone of(Dossier dossier) {
        var register = dossier.register();
        List<Listening> heard = register.listening().stream()
                .filter(l -> dossier.period().contains(l.at()))
                .toList();
        PromisesKept due = PromisesKept.of(dossier);
        return new SaidAndDone(
                words(dossier),
                register.decisions().stream()
                        .filter(d -> dossier.period().contains(d.at()) && Conflicts.counts(dossier, d.unit()))
                        .sorted(Comparator.comparing(Decision::at).thenComparing(Decision::id))
                        .toList(),
                promises(dossier, due),
                due.due(),
                due.kept(),
                Predictions.of(dossier),
                heard(heard),
                heard.stream().map(Listening::person).distinct().count());
    }

    /// The announcements that a decision undoes.
    public List<Word> undone() {
        return words.stream().filter(w -> w.undoes().isPresent()).toList();
    }

    /// Whether a decision worsens the service, by what it says of itself.
    public static boolean worsens(Decision decision) {
        return Conflicts.worsens(decision);
    }

    /// The decision on record that would undo an announcement, by the rule of cause 1.9, whatever the period.
    public static Optional<Decision> undoing(Dossier dossier, Announcement said) {
        return nearest(dossier, said, Conflicts.worsening(dossier));
    }

    /// The decision on record that would undo a promise, by the same rule.
    public static Optional<Decision> undoing(Dossier dossier, PromiseMade promise) {
        return undoing(dossier, said(promise));
    }

    /// What is on record and a decision would undo, by the same rule; the nearest day first.
    public static List<Undone> undoneBy(Dossier dossier, Decision decision) {
        if (!Conflicts.worsens(decision)) {
            return List.of();
        }
        List<Decision> before = Conflicts.worsening(dossier);
        List<Decision> with =
                Stream.concat(before.stream(), Stream.of(decision)).toList();
        var undone = new TreeMap<Long, List<Undone>>();
        // It undoes what it would undo alone, and what older decisions undo only together with it.
        Function<Announcement, Optional<Conflict>> met =
                said -> Conflicts.near(dossier, said, List.of(decision)).stream()
                        .filter(c -> nearest(dossier, said, List.of(decision)).isPresent()
                                || (nearest(dossier, said, before).isEmpty()
                                        && nearest(dossier, said, with).isPresent()))
                        .findFirst();
        dossier.register()
                .announcements()
                .forEach(said -> met.apply(said)
                        .ifPresent(c -> undone.computeIfAbsent(c.apart(), d -> new ArrayList<>())
                                .add(new Undone.Announced(said))));
        dossier.register()
                .promises()
                .forEach(promise -> met.apply(said(promise))
                        .ifPresent(c -> undone.computeIfAbsent(c.apart(), d -> new ArrayList<>())
                                .add(new Undone.Promised(promise))));
        return undone.values().stream().flatMap(List::stream).toList();
    }

    private static List<Word> words(Dossier dossier) {
        Map<Announcement, Decision> undoes = Conflicts.of(dossier).found().stream()
                .collect(Collectors.toMap(Conflict::said, Conflict::done, (one, other) -> one));
        List<Decision> improving = dossier.register().decisions().stream()
                .filter(SaidAndDone::improves)
                .toList();
        return dossier.register().announcements().stream()
                .filter(said -> dossier.period().contains(said.at()) && Conflicts.counts(dossier, said.unit()))
                .sorted(Comparator.comparing(Announcement::at).thenComparing(Announcement::id))
                .map(said -> {
                    Optional<Decision> undone = Optional.ofNullable(undoes.get(said));
                    return new Word(
                            said, undone, undone.isPresent() ? Optional.empty() : nearest(dossier, said, improving));
                })
                .toList();
    }

    private static Optional<Decision> nearest(Dossier dossier, Announcement said, List<Decision> decisions) {
        return Conflicts.nearest(dossier, said, Conflicts.near(dossier, said, decisions))
                .map(Conflict::done);
    }

    /// Whether a decision improves the service, by what it says of itself.
    public static boolean improves(Decision decision) {
        String direction = decision.direction();
        Double size = decision.size();
        return direction == null
                ? size != null && size > 0
                : direction.toLowerCase(Locale.ROOT).strip().startsWith("improve");
    }

    /// A promise as something said on the day it was made.
    private static Announcement said(PromiseMade promise) {
        return new Announcement(
                promise.source(),
                promise.id(),
                promise.madeOn(),
                promise.unit(),
                promise.audience(),
                promise.measure(),
                null);
    }

    private static List<Promised> promises(Dossier dossier, PromisesKept due) {
        var promised = new ArrayList<Promised>();
        List<Decision> worsening = Conflicts.worsening(dossier);
        for (Judged judged : due.judged()) {
            promised.add(new Promised(
                    judged.promise(), judged.standing(), nearest(dossier, said(judged.promise()), worsening)));
        }
        LocalDate last = dossier.period().to();
        dossier.register().promises().stream()
                .filter(p -> p.dueOn().isAfter(last) && Conflicts.counts(dossier, p.unit()))
                .map(p -> new Promised(p, standing(p), nearest(dossier, said(p), worsening)))
                .forEach(promised::add);
        promised.sort(Comparator.comparing((Promised p) -> p.promise().dueOn())
                .thenComparing(p -> p.promise().id()));
        return promised;
    }

    /// Of a promise that is not due: somebody may have said already what became of it.
    private static Standing standing(PromiseMade promise) {
        @Nullable Boolean kept = promise.kept();
        var ledger = new Standing.Source.Ledger();
        return kept == null ? new Standing.NotDue() : kept ? new Standing.Kept(ledger) : new Standing.Broken(ledger);
    }

    private static List<Heard> heard(List<Listening> all) {
        return all.stream()
                .collect(
                        Collectors.groupingBy(l -> l.kind() == null ? "" : l.kind(), TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(e -> new Heard(
                        e.getKey(),
                        e.getValue().stream()
                                .mapToDouble(l -> l.hours() == null ? 0 : l.hours())
                                .sum(),
                        e.getValue().size()))
                .sorted(Comparator.comparingDouble(Heard::hours)
                        .thenComparingLong(Heard::times)
                        .reversed())
                .toList();
    }
}
