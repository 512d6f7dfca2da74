package throughline.diagnosis;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Basics.Judged;
import throughline.lake.cube.Cell;
import throughline.lake.cube.Cube;
import throughline.lake.cube.CubeQuery;
import throughline.lake.cube.Filter;
import throughline.lake.cube.Key;
import throughline.lake.fact.FactKind;
import throughline.statistics.Estimate;
import throughline.statistics.Summary;
import throughline.statistics.regression.FixedEffectsRegression;

/// What an offer, or a sales push, does to how customers judge the service, in units below par and elsewhere.
///
/// Like is compared with like: answers of the same unit in the same month (for a push: the same unit), freed of what
/// the week, the weekday and the reason of the contact bring to all. So a push in a peak week is not blamed for the
/// peak, nor are offers that are made on Mondays for what Mondays are like.
///
/// What is asked is what selling did in these units, not in others that they might stand for. So the error lies where
/// selling varies: an offer from contact to contact in the months of a unit and, where some people offer and others do
/// not, from person to person, month after month; a push from one spell of a unit to its next, with a push and without.
/// Of the two errors of an offer the larger counts. Whether basics make the difference compares units, so there units
/// carry the error.
///
/// - Abadie, Athey, Imbens, Wooldridge (2023). Quarterly Journal of Economics 138, 1-35 (when to cluster).
///   [doi:10.1093/qje/qjac038](https://doi.org/10.1093/qje/qjac038)
final class SellingHarm {

    /// Answers looked at, the latest first: more cells than these take longer and settle nothing more (ours).
    private static final long MOST_ANSWERS = 100_000;

    /// Pushes from which on each counts as a draw. With fewer, units carry the error: in simulated organisations of ten
    /// units and no effect, five to ten pushes gave intervals that held nought in 89 to 92 of 100 (ours).
    private static final int PUSHES = 20;

    private SellingHarm() {}

    /// The effect on the mean of the questions in standard deviations.
    ///
    /// @param below in units below par
    /// @param elsewhere in the others; empty where there are none
    /// @param interaction the first less the second
    /// @param with answers in units below par after an offer or during a push
    /// @param without answers there without
    /// @param period the days that were looked at
    record Effect(
            Estimate below,
            Optional<Estimate> elsewhere,
            Optional<Estimate> interaction,
            long with,
            long without,
            Period period) {}

    /// How many answers there are in units below par, and the effect where they suffice to estimate it.
    ///
    /// @param effect empty where offers never vary within a unit and month
    record Finding(Optional<Effect> effect, long with, long without) {

        /// Whether there is an effect, of at least so many answers with and without.
        boolean suffices(long each) {
            return effect.isPresent() && with >= each && without >= each;
        }

        /// Answers of the arm that has fewer, and fewer than wanted where nothing can be estimated.
        long fewest(long wanted) {
            return Math.min(Math.min(with, without), wanted - 1);
        }
    }

    /// The effect of an offer, as known of the interaction that the answer is about.
    static Finding ofOffers(Dossier dossier, Basics basics, Judged judged, double level) {
        boolean reasoned = dossier.has(FactKind.RESPONSES, "intent");
        boolean named = dossier.has(FactKind.RESPONSES, "agent");
        Dossier recent = recent(dossier);
        var query = CubeQuery.of(FactKind.RESPONSES)
                .by(new Key.By("unit"), new Key.Day(), new Key.By("offered"))
                .sum(basics.questions())
                .where(new Filter.Known("offered"));
        query = reasoned ? query.by("intent") : query;
        var table = new Table(basics, judged, level, recent.period());
        for (Cell cell : recent.scan(named ? query.by("agent") : query)) {
            @Nullable String unit = cell.text(0);
            if (unit != null) {
                LocalDate day = cell.day(1);
                LocalDate week = day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                @Nullable String agent = named ? cell.text(reasoned ? 4 : 3) : null;
                table.add(
                        cell,
                        new Answered(
                                unit,
                                unit + " " + week.withDayOfMonth(1),
                                unit + " " + week.withDayOfMonth(1),
                                agent == null ? "u " + unit : "a " + agent,
                                week,
                                day.getDayOfWeek(),
                                "true".equals(cell.text(2)),
                                reasoned ? cell.text(3) : null));
            }
        }
        return table.finding();
    }

    /// The effect of a push in the unit on its customers, whether or not they were made an offer.
    static Finding ofPushes(Dossier dossier, Basics basics, Judged judged, double level) {
        boolean reasoned = dossier.has(FactKind.RESPONSES, "intent");
        Dossier recent = recent(dossier);
        var query = CubeQuery.of(FactKind.RESPONSES)
                .by(new Key.By("unit"), new Key.Week())
                .sum(basics.questions());
        var table = new Table(basics, judged, level, recent.period());
        var calendar = new PushCalendar(dossier);
        Cube cells = recent.scan(reasoned ? query.by("intent") : query);
        boolean many = pushes(cells, calendar) >= PUSHES;
        for (Cell cell : cells) {
            @Nullable String unit = cell.text(0);
            if (unit != null) {
                LocalDate week = cell.day(1);
                boolean pushed = calendar.pushed(unit, week);
                String drawn = many ? calendar.spell(unit, week) : unit;
                table.add(
                        cell,
                        new Answered(unit, unit, drawn, drawn, week, null, pushed, reasoned ? cell.text(2) : null));
            }
        }
        return table.finding();
    }

    private static long pushes(Cube cells, PushCalendar calendar) {
        Set<String> spells = new HashSet<>();
        for (Cell cell : cells) {
            @Nullable String unit = cell.text(0);
            if (unit != null && calendar.pushed(unit, cell.day(1))) {
                spells.add(calendar.spell(unit, cell.day(1)));
            }
        }
        return spells.size();
    }

    /// The dossier of so many of its last days that they hold no more answers than are worth looking at.
    private static Dossier recent(Dossier dossier) {
        long rows = dossier.rows(FactKind.RESPONSES);
        return rows <= MOST_ANSWERS
                ? dossier
                : dossier.during(
                        dossier.period().last(Math.max(180, dossier.period().days() * MOST_ANSWERS / rows)));
    }

    /// What the answers of a cell have in common.
    ///
    /// @param like answers that are compared with each other
    /// @param drawn what was under one decision, or one draw of luck, among them
    /// @param seller who decides whether to sell, as far as is known
    /// @param weekday empty where whole weeks are compared
    private record Answered(
            String unit,
            String like,
            String drawn,
            String seller,
            LocalDate week,
            @Nullable DayOfWeek weekday,
            boolean sold,
            @Nullable String intent) {}

    /// A cell of answers, and what their errors may have in common.
    ///
    /// @param row clustered by what was drawn
    private record Counted(FixedEffectsRegression.Row row, int seller, int unit) {}

    /// Cells on their way into a regression.
    private static final class Table {

        private final Basics basics;
        private final Judged judged;
        private final double level;
        private final Period period;
        private final List<Counted> rows = new ArrayList<>();
        private final Map<String, Integer> ids = new HashMap<>();
        private long with;
        private long without;
        private boolean others;

        private Table(Basics basics, Judged judged, double level, Period period) {
            this.basics = basics;
            this.judged = judged;
            this.level = level;
            this.period = period;
        }

        private int id(String key) {
            return ids.computeIfAbsent(key, k -> ids.size());
        }

        void add(Cell cell, Answered by) {
            Optional<Boolean> below = basics.belowPar(by.unit(), by.week());
            Optional<Summary> score = basics.score(cell, judged);
            if (below.isEmpty() || score.isEmpty()) {
                return;
            }
            long answers = score.get().count();
            if (below.get()) {
                with += by.sold() ? answers : 0;
                without += by.sold() ? 0 : answers;
            }
            others |= by.sold() && !below.get();
            double[] x = {by.sold() && below.get() ? 1 : 0, by.sold() && !below.get() ? 1 : 0};
            int[] groups = {
                id("l " + by.like() + below.get()),
                id("w " + by.week()),
                id("d " + by.weekday()),
                id("i " + by.intent())
            };
            var row = new FixedEffectsRegression.Row(answers, score.get().mean(), x, groups, id("c " + by.drawn()));
            rows.add(new Counted(row, id("c " + by.seller()), id("u " + by.unit())));
        }

        private List<Estimate> effects(UnaryOperator<double[]> regressors, ToIntFunction<Counted> cluster) {
            return FixedEffectsRegression.of(
                    rows.stream()
                            .map(r -> new FixedEffectsRegression.Row(
                                    r.row().weight(),
                                    r.row().y(),
                                    regressors.apply(r.row().x()),
                                    r.row().groups(),
                                    cluster.applyAsInt(r)))
                            .toList(),
                    level);
        }

        /// Effects with the larger of the errors among what was drawn and among sellers.
        private List<Estimate> effects(UnaryOperator<double[]> regressors) {
            List<Estimate> alike = effects(regressors, r -> r.row().cluster());
            if (rows.stream().allMatch(r -> r.seller() == r.row().cluster())) {
                return alike;
            }
            List<Estimate> sellers = effects(regressors, Counted::seller);
            return IntStream.range(0, alike.size())
                    .mapToObj(k -> Stream.of(alike.get(k), sellers.get(k))
                            .max(Comparator.comparingDouble(e -> e.interval().width()))
                            .orElseThrow())
                    .toList();
        }

        Finding finding() {
            try {
                if (!others) {
                    Estimate below = effects(x -> new double[] {x[0]}).getFirst();
                    return new Finding(
                            Optional.of(new Effect(below, Optional.empty(), Optional.empty(), with, without, period)),
                            with,
                            without);
                }
                List<Estimate> apart = effects(x -> x);
                Estimate interaction = effects(x -> new double[] {x[0], x[0] + x[1]}, Counted::unit)
                        .getFirst();
                return new Finding(
                        Optional.of(new Effect(
                                apart.getFirst(),
                                Optional.of(apart.get(1)),
                                Optional.of(interaction),
                                with,
                                without,
                                period)),
                        with,
                        without);
            } catch (ArithmeticException | IllegalArgumentException notSeparable) {
                return new Finding(Optional.empty(), with, without);
            }
        }
    }
}
