package throughline.simulation.score;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Dossier;
import throughline.diagnosis.Period;
import throughline.diagnosis.Side;
import throughline.diagnosis.Verdict;
import throughline.simulation.Cohort;
import throughline.simulation.Settings;
import throughline.simulation.Truth;
import throughline.simulation.Truth.State;

/// How often verdicts change in simulated organisations in which nothing does: each such change is an alert without
/// cause. They are looked at a month apart, each time over the last twelve months and with what was on record then, as
/// a
/// server does whose facts come in once a month.
///
/// @param seed of the cohort ([Cohort#unchanging])
/// @param months after the first look
/// @param organisations those that were watched
public record Unchanged(long seed, int months, List<Watched> organisations) {

    /// Days from one look to the next.
    public static final int MONTH = 30;

    private static final int YEAR = 365;

    /// Days before the first look. In the first year of a simulated organisation everybody is trained for the first
    /// time, which is a change.
    private static final int BEFORE = 2 * YEAR;

    private static final int MONTHS = 12;

    /// Copies the list.
    public Unchanged {
        organisations = List.copyOf(organisations);
    }

    /// One organisation.
    ///
    /// @param number its number in the cohort
    /// @param changes of verdicts, the earliest first
    public record Watched(int number, Settings settings, List<Change> changes) {

        /// Copies the list.
        public Watched {
            changes = List.copyOf(changes);
        }
    }

    /// A verdict that is another than at the look before.
    ///
    /// @param month after the first look
    /// @param from the side it was on
    /// @param to the side it is on
    /// @param truth what is true of the cause all the time
    public record Change(Cause cause, int month, Side from, Side to, State truth) {}

    /// Makes up the first organisations of a cohort that do not change, and watches them.
    ///
    /// @param organisations how many, at least 1
    /// @param months to watch each of them, at least 1
    /// @param done told how many are done, from any thread
    public static Unchanged of(long seed, int organisations, int months, IntConsumer done) {
        if (organisations < 1 || months < 1) {
            throw new IllegalArgumentException(
                    "At least 1 organisation is watched for at least 1 month, got " + organisations + " and " + months);
        }
        List<Integer> numbers = IntStream.iterate(1, n -> n + 1)
                .filter(Cohort::goesOn)
                .limit(organisations)
                .boxed()
                .toList();
        return new Unchanged(seed, months, AtOnce.of(numbers, n -> watched(seed, n, months), done));
    }

    private static Watched watched(long seed, int number, int months) {
        Settings settings = Cohort.unchanging(seed, number, BEFORE + MONTH * months);
        return Trial.madeUp(
                settings, (truth, dossier) -> new Watched(number, settings, changes(truth, dossier, months)));
    }

    private static List<Change> changes(Truth truth, Dossier dossier, int months) {
        var changes = new ArrayList<Change>();
        Diagnosis before = look(dossier, months, 0);
        for (int month = 1; month <= months; month++) {
            Diagnosis now = look(dossier, months, month);
            for (Verdict verdict : now.verdicts()) {
                Cause cause = verdict.cause();
                Side from = before.verdict(cause).side();
                if (from != verdict.side()) {
                    changes.add(new Change(
                            cause,
                            month,
                            from,
                            verdict.side(),
                            truth.answer(cause).state()));
                }
            }
            before = now;
        }
        return changes;
    }

    private static Diagnosis look(Dossier dossier, int months, int month) {
        Period all = dossier.period();
        Period known = new Period(all.from(), all.to().minusDays((long) MONTH * (months - month)));
        return Diagnosis.of(dossier.asOf(known).during(known.last(YEAR)));
    }

    /// All changes.
    public Stream<Change> changes() {
        return organisations.stream().flatMap(o -> o.changes().stream());
    }

    /// Years for which organisations were watched, all together.
    public double years() {
        return (double) organisations.size() * months / MONTHS;
    }

    /// Changes to a side.
    public long to(Side side) {
        return changes().filter(c -> c.to() == side).count();
    }

    /// Changes to a side that the truth contradicts: present where the cause is absent, and the other way round.
    public long wrongly(Side side) {
        return changes()
                .filter(c -> c.to() == side && side != Side.UNKNOWN)
                .filter(c -> c.truth() == (side == Side.PRESENT ? State.ABSENT : State.PRESENT))
                .count();
    }
}
