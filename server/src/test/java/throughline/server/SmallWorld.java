package throughline.server;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import throughline.diagnosis.Accountability;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Claim.Indicator;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Dossier;
import throughline.diagnosis.Evidence;
import throughline.diagnosis.Figure;
import throughline.diagnosis.Journeys;
import throughline.diagnosis.Lineage;
import throughline.diagnosis.MeasureDictionary;
import throughline.diagnosis.Missing;
import throughline.diagnosis.Period;
import throughline.diagnosis.SaidAndDone;
import throughline.diagnosis.Scale;
import throughline.diagnosis.ScorecardBook;
import throughline.diagnosis.Side;
import throughline.diagnosis.Statistic;
import throughline.diagnosis.Steps;
import throughline.diagnosis.Teams;
import throughline.diagnosis.Threshold;
import throughline.diagnosis.Trend;
import throughline.diagnosis.Verdict;
import throughline.explanation.Explanations;
import throughline.explanation.LineOfSight;
import throughline.explanation.LineOfSight.Reach;
import throughline.explanation.LineOfSight.Stop;
import throughline.lake.cube.CubeEngine;
import throughline.lake.cube.InMemoryLake;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.organisation.Measures;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Unit;
import throughline.organisation.Register;
import throughline.organisation.Register.Step;
import throughline.organisation.Registry;
import throughline.server.diagnose.Examination;
import throughline.server.diagnose.Examination.Provenance;
import throughline.server.diagnose.Span;
import throughline.statistics.Interval;
import throughline.workspace.Reject;
import throughline.workspace.Workspace;

/// An organisation of two branches with a diagnosis written by hand: every kind of figure, every side, 120 answers.
public final class SmallWorld {

    private static final LocalDate LAST = LocalDate.of(2026, 11, 15);
    private static final Period PERIOD = new Period(LAST.minusDays(83), LAST);

    private final String name;

    private SmallWorld(String name) {
        this.name = name;
    }

    /// The world whose organisation, teams and titles carry the name.
    public static SmallWorld named(String name) {
        return new SmallWorld(name);
    }

    /// The examination of the last 12 weeks, with one cause more in the 12 weeks before.
    public Examination examination() {
        Diagnosis now = new Diagnosis(PERIOD, verdicts(Cause.TOO_MUCH_AT_ONCE));
        Diagnosis before = new Diagnosis(PERIOD, verdicts(Cause.STORES_ONLY));
        return new Examination(
                Span.WEEKS_12,
                Optional.empty(),
                dossier(),
                now,
                Optional.of(before),
                sight(),
                Accountability.of(dossier()),
                Journeys.of(dossier(), Accountability.of(dossier())),
                SaidAndDone.of(dossier()),
                Teams.of(dossier()),
                MeasureDictionary.of(dossier(), now),
                ScorecardBook.of(dossier()),
                Steps.of(dossier()),
                new Explanations(dossier()),
                new Provenance("memory", "5f2a91c07d3e", 612, 31, Optional.of(PERIOD)));
    }

    /// One step that is for everybody.
    private static Register register() {
        return new Register(
                List.of(new Step(
                        "steps.csv:2",
                        "s1",
                        "Answer at once",
                        LAST.minusDays(20),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        null)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /// What can be looked at.
    public Dossier dossier() {
        return new Dossier(
                new Registry(organisation()),
                register(),
                new Measures(List.of()),
                answers(),
                Map.of(FactKind.RESPONSES, List.of("responses.csv")),
                PERIOD,
                Set.of());
    }

    /// The world as a workspace that has been read.
    public Workspace workspace() {
        return new Workspace(
                organisation(),
                register(),
                new Measures(List.of()),
                answers(),
                Map.of(FactKind.RESPONSES, List.of("responses.csv")),
                Map.of(FactKind.RESPONSES, 120L),
                612,
                1,
                List.of(new Reject("responses.csv", 7, "empathy", "Expected a number, got " + name + ".", name)),
                Map.of("responses.csv", 1L),
                List.of("The file notes.txt was not read: " + name + "."),
                Map.of("unit", List.of("west")),
                Optional.of(PERIOD.from()),
                Optional.of(PERIOD.to()),
                "5f2a91c07d3e");
    }

    /// The diagnosis of the world, whatever is looked at.
    public Diagnosis diagnosis() {
        return examination().diagnosis();
    }

    private Organisation organisation() {
        var plain = Organisation.unrecorded(name);
        return new Organisation(
                name,
                plain.timezone(),
                true,
                plain.promise(),
                List.of(
                        new Unit("board", name, Layer.BOARD, null),
                        new Unit("north", "North branch", Layer.FRONTLINE, "board"),
                        new Unit("south", "South branch", Layer.FRONTLINE, "board")),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of(Organisation.Section.values()));
    }

    private CubeEngine answers() {
        var sheet = InMemoryLake.of(FactKind.RESPONSES).columns("unit", "agent", "empathy:n");
        for (int i = 0; i < 120; i++) {
            sheet = sheet.row(LAST.minusDays(i % 80).toString(), i % 2 == 0 ? "north" : "south", name, 1 + i % 5);
        }
        return sheet.engine();
    }

    private List<Verdict> verdicts(Cause absent) {
        var verdicts = new ArrayList<Verdict>();
        for (Cause cause : Cause.values()) {
            if (cause == Cause.TRAINING_DOES_NOT_WORK || cause == Cause.SALES_FIRST) {
                verdicts.add(unknown(cause));
            } else if (cause == absent || cause == Cause.OUTSIDE_STRATEGY) {
                verdicts.add(absent(cause));
            } else {
                verdicts.add(present(cause));
            }
        }
        return verdicts;
    }

    private Verdict present(Cause cause) {
        double strength = 0.55 + cause.ordinal() * 0.02;
        return new Verdict.Present(
                cause,
                "84 % of the weight in scorecards is on speed and sales.",
                strength,
                new Interval(strength - 0.05, strength + 0.06),
                0.96,
                evidence(),
                "Try a resolved-first-time measure in " + name + ".",
                Optional.of(trend(cause.ordinal())),
                List.of(new Missing("212 more linked answers would sharpen it.", "responses")));
    }

    private Verdict absent(Cause cause) {
        var absent = indicator(
                "service-share",
                "Service in the plan",
                "Service is one of five plan priorities and took [[21 % of board time]].",
                Statistic.counted("share of board time", 0.21, 12),
                new Scale(0.5, 0.10, 0.05, 0),
                null,
                false);
        return new Verdict.Absent(
                cause,
                "Service is one of five plan priorities and took 21 % of board time.",
                0.22,
                new Interval(0.14, 0.31),
                0.98,
                List.of(new Evidence(1, absent, Side.ABSENT)),
                "Nothing to do. It is looked at again with the next data.",
                Optional.of(trend(cause.ordinal())),
                List.of());
    }

    private Verdict unknown(Cause cause) {
        return new Verdict.NotEnoughEvidence(
                cause,
                "Only 41 of 640 people have a training record since January.",
                0.5,
                new Interval(0, 1),
                1,
                List.of(),
                "Import the training log.",
                Optional.empty(),
                List.of(new Missing("120 more training records, about 5 weeks at the present rate.", "training")));
    }

    private List<Evidence> evidence() {
        var all = new ArrayList<Evidence>();
        for (Figure figure : figures()) {
            String kind = figure.getClass().getSimpleName();
            all.add(new Evidence(
                    all.size() + 1,
                    indicator(
                            kind.toLowerCase(java.util.Locale.ROOT),
                            "What people of " + name + " are measured on: " + kind,
                            "[[84 % of the weight]] in contact-centre scorecards is on speed and sales. 16 % is on the customer.",
                            new Statistic(
                                    "share of weight on the customer", 0.16, new Interval(0.12, 0.20), 0.02, 6214),
                            new Scale(0.8, 0.5, 0.3, 0),
                            figure,
                            true),
                    Side.PRESENT));
        }
        return all;
    }

    private static Indicator indicator(
            String id, String title, String statement, Statistic statistic, Scale scale, Figure figure, boolean rows) {
        return new Indicator(
                id,
                title,
                statement,
                statistic,
                scale,
                Threshold.ours(id + ".margin", "present below 30 % of the weight"),
                new Lineage(
                        120,
                        "answers",
                        List.of("responses.csv", "organisation.yaml"),
                        PERIOD,
                        "weight share, full count",
                        "responses by unit, week",
                        rows
                                ? Optional.of(new RowQuery(
                                        FactKind.RESPONSES, List.of("unit", "agent", "empathy"), List.of()))
                                : Optional.empty()),
                Optional.ofNullable(figure));
    }

    /// One figure of each kind.
    public List<Figure> figures() {
        var points = new ArrayList<Figure.Series.Point>();
        for (int i = 0; i < 40; i++) {
            points.add(new Figure.Series.Point(
                    LAST.minusWeeks(39 - i), 3.6 + 0.1 * Math.sin(i * 1.7) + (i > 30 ? -0.5 : 0)));
        }
        return List.of(
                new Figure.Shares(
                        "Share of scorecard weight by team, full count.",
                        List.of("Speed and volume", "Sales", "What the customer says"),
                        List.of(
                                new Figure.Shares.Bar("Contact centre", List.of(0.52, 0.32, 0.16)),
                                new Figure.Shares.Bar(name, List.of(0.41, 0.38, 0.21)),
                                new Figure.Shares.Bar("Delivery crews", List.of(0.74, 0.08, 0.18)))),
                new Figure.Curve(
                        "Felt looked after, 1 to 5, by minutes on the call. Bars show 95 in 100 intervals.",
                        "minutes on the call",
                        List.of(
                                new Figure.Curve.Point(3.2, 3.21, 3.03, 3.39),
                                new Figure.Curve.Point(4.1, 3.38, 3.26, 3.5),
                                new Figure.Curve.Point(5, 3.55, 3.45, 3.65),
                                new Figure.Curve.Point(6, 3.69, 3.61, 3.77),
                                new Figure.Curve.Point(7.1, 3.84, 3.74, 3.94),
                                new Figure.Curve.Point(9.6, 4.02, 3.8, 4.24)),
                        5.0,
                        "target: under 5 minutes"),
                new Figure.Estimates(
                        "Change in “felt looked after” against the other teams.",
                        "points",
                        List.of(
                                new Figure.Estimates.Row("All calls", 0.21, 0.14, 0.28),
                                new Figure.Estimates.Row("Same adviser", 0.17, 0.08, 0.26),
                                new Figure.Estimates.Row(name, -0.02, -0.11, 0.07)),
                        0.05),
                new Figure.Bars(
                        "Contacts with exactly one owner by touchpoint.",
                        "%",
                        List.of(
                                new Figure.Bars.Bar("Returns desk", 0, true),
                                new Figure.Bars.Bar(name, 0.38, true),
                                new Figure.Bars.Bar("Telephone", 0.97, false),
                                new Figure.Bars.Bar("Web shop", 1, false)),
                        0.95),
                new Figure.Histogram(
                        "Contacts by handling time in bins of 15 s.",
                        "seconds",
                        150,
                        15,
                        List.of(40L, 60L, 88L, 120L, 160L, 205L, 251L, 260L, 280L, 420L, 150L, 170L, 140L, 110L, 80L),
                        300.0,
                        List.of(
                                40.0, 62.0, 88.0, 120.0, 158.0, 203.0, 248.0, 262.0, 270.0, 268.0, 240.0, 190.0, 145.0,
                                110.0, 80.0)),
                new Figure.Series(
                        "Believes the promise, 1 to 5, weekly mean.",
                        points,
                        List.of(
                                new Figure.Series.Event(LAST.minusWeeks(10), "Promise posted"),
                                new Figure.Series.Event(LAST.minusWeeks(8), "46 posts cut in " + name)),
                        3.5));
    }

    private static Trend trend(int seed) {
        var points = new ArrayList<Trend.Point>();
        for (int i = 0; i < 30; i++) {
            points.add(new Trend.Point(
                    LAST.minusWeeks(29 - i), 0.3 + 0.02 * Math.sin(i * (seed + 2.3)) + (i > 24 ? 0.12 : 0)));
        }
        return new Trend("Share of contacts without an owner", true, points);
    }

    /// A line of sight in which the executive's ear is not known.
    public static LineOfSight sight() {
        return new LineOfSight(
                List.of(
                        stop("Board", 1, "1 of 1", 0.03),
                        new Stop(
                                "Executive",
                                reach(0.78, "7 of 9"),
                                new Reach(OptionalDouble.empty(), "no agendas on record", "not known")),
                        stop("Management", 0.83, "5 of 6", 0.41),
                        stop("Front line", 0.33, "212 of 640", 0.74),
                        stop("Customers", 0.26, "1,610 of 6,214", 1)),
                OptionalInt.of(2),
                OptionalInt.of(2),
                "The promise loses most between the management and the front line.");
    }

    private static Stop stop(String title, double out, String brief, double back) {
        return new Stop(title, reach(out, brief), reach(back, brief));
    }

    private static Reach reach(double share, String brief) {
        return new Reach(OptionalDouble.of(share), brief + " have a service goal", brief);
    }
}
