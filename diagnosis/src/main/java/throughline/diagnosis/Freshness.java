package throughline.diagnosis;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import throughline.lake.cube.Cell;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Key;
import throughline.lake.fact.FactKind;

/// Whether the newest facts of a table lie within two reporting periods of the end.
///
/// The reporting period is the table's own: the usual distance between weeks that have facts, at least a month, and at
/// least a quarter for courses, which come in rounds and are counted over a year (ours).
///
/// How often a gap longer than allowed comes about by itself is told by the table's own record: with `k` of them in `T`
/// years, `(k + 1/2) / T` a year, the mean of what Jeffreys' prior for a Poisson rate leaves open. Weeks that begin
/// after the day on which it is asked are no sign of life: a row with a wrong date would silence a table for years.
///
/// - Jeffreys (1946). Proc. R. Soc. Lond. A 186, 453-461.
///   [doi:10.1098/rspa.1946.0056](https://doi.org/10.1098/rspa.1946.0056)
///
/// @param kind the table
/// @param newest Monday of the last week with facts
/// @param behind days from the end of that week to the end of the period, at least 0
/// @param allowed days it may lie behind
/// @param gaps how often rows came again after a gap longer than allowed
/// @param recorded days from the first week with facts to the newest, at least 7
/// @param weeks weeks with facts, at least 1
public record Freshness(
        FactKind kind, LocalDate newest, long behind, long allowed, long gaps, long recorded, int weeks) {

    /// Weeks with facts that show a rhythm: with fewer there are not two distances that could be alike (ours).
    private static final int RHYTHM = 3;

    private static final long MONTH = 31;
    private static final long QUARTER = 92;
    private static final double YEAR = 365.25;

    /// How fresh the table is at the end of the dossier; empty where it has no facts.
    static Optional<Freshness> of(Dossier dossier, FactKind kind) {
        return of(dossier, kind, dossier.period().to());
    }

    /// How fresh the table is on a day; empty where it has no facts up to then.
    public static Optional<Freshness> of(Dossier dossier, FactKind kind, LocalDate day) {
        List<LocalDate> weeks = new ArrayList<>();
        if (dossier.has(kind)) {
            for (Cell cell : dossier.scan(CubeQuery.of(kind).by(new Key.Week()))) {
                weeks.add(cell.day(0));
            }
            weeks.removeIf(week -> week.isAfter(day));
        }
        if (weeks.isEmpty()) {
            return Optional.empty();
        }
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < weeks.size(); i++) {
            gaps.add(ChronoUnit.DAYS.between(weeks.get(i - 1), weeks.get(i)));
        }
        gaps.sort(null);
        long usual = gaps.isEmpty() ? 0 : gaps.get(gaps.size() / 2);
        LocalDate newest = weeks.getLast();
        long allowed = 2 * Math.max(kind == FactKind.TRAINING ? QUARTER : MONTH, usual);
        // The last day before facts of the next week can lie a day short of the distance behind.
        long longer = gaps.stream().filter(g -> g - 1 > allowed).count();
        return Optional.of(new Freshness(
                kind,
                newest,
                Math.max(0, ChronoUnit.DAYS.between(newest.plusDays(6), day)),
                allowed,
                longer,
                ChronoUnit.DAYS.between(weeks.getFirst(), newest) + 7,
                weeks.size()));
    }

    /// Gaps longer than allowed that a year brings by itself, above 0.
    public double chance() {
        return (gaps + 0.5) * YEAR / recorded;
    }

    /// Whether it fills by itself, as far as its own record shows: what came in once or twice is late for nothing.
    public boolean rhythmic() {
        return weeks >= RHYTHM;
    }

    /// Whether the newest facts are too old.
    public boolean late() {
        return behind > allowed;
    }

    /// Whether there are facts and they are too old; says so in the judgement.
    static boolean stale(Dossier dossier, FactKind kind, Judgement judgement) {
        Optional<Freshness> freshness = of(dossier, kind).filter(Freshness::late);
        freshness.ifPresent(f -> judgement.missing(
                kind.table(),
                say(
                        "The newest rows of %s are of the week of %s, %s before the end; newer ones are needed.",
                        kind.table(), Wording.day(f.newest), Wording.span((double) f.behind))));
        return freshness.isPresent();
    }
}
