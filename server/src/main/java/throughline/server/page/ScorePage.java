package throughline.server.page;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Figure;
import throughline.diagnosis.Side;
import throughline.diagnosis.Wording;
import throughline.server.chart.FigureChart;
import throughline.server.chart.SharesLegend;
import throughline.server.chart.Words;
import throughline.simulation.Decoy;
import throughline.simulation.Truth.State;
import throughline.simulation.score.Calibration;
import throughline.simulation.score.Outcome;
import throughline.simulation.score.Score;
import throughline.simulation.score.Slice;
import throughline.simulation.score.Tally;
import throughline.simulation.score.Tally.Rate;
import throughline.simulation.score.Target;
import throughline.statistics.Estimate;
import throughline.statistics.Proportion;

/// How often verdicts are right, in pictures and tables.
///
/// @param kicker what was scored and when
/// @param headline how many targets are met
/// @param sections one a question, in the order they are read
public record ScorePage(String kicker, String headline, FigureTable targets, List<Section> sections) {

    private static final double LEVEL = 0.95;
    private static final double RECALL = 0.9;

    /// One question with its pictures and tables.
    ///
    /// @param id place in the file
    public record Section(String id, String title, String note, List<Markup> charts, Optional<FigureTable> table) {}

    /// The page of a score.
    public static ScorePage of(Score score, String version, LocalDate date) {
        List<Target> targets = Target.of(score);
        long met = targets.stream().filter(Target::met).count();
        return new ScorePage(
                say(
                        "Throughline %s · %s · seed %s · %s",
                        version,
                        Wording.count(score.trials().size(), "organisation", "organisations"),
                        score.seed(),
                        Words.date(date)),
                say("%s of %s targets are met.", met, targets.size()),
                new FigureTable(
                        List.of(say("What"), say("Wanted"), say("Measured"), say("Missed by")),
                        targets.stream()
                                .map(t -> List.of(t.what(), t.wanted(), t.measured(), String.join("; ", t.missedBy())))
                                .toList()),
                List.of(causes(score), found(score), slices(score), confidence(score), decoys(score), wrong(score)));
    }

    private static Section causes(Score score) {
        var rows = new ArrayList<List<String>>();
        for (Cause cause : Cause.values()) {
            Tally tally = score.tally(cause);
            var cells = new ArrayList<>(List.of(name(cause)));
            for (State truth : State.values()) {
                for (Side verdict : Side.values()) {
                    cells.add(Words.count(tally.count(truth, verdict)));
                }
            }
            cells.add(share(tally.precision()));
            cells.add(share(tally.recall()));
            cells.add(Words.number(score.calibration(cause).brier()));
            rows.add(List.copyOf(cells));
        }
        var table = new FigureTable(
                List.of(
                        say("Cause"),
                        say("Present: found"),
                        say("Present: called absent"),
                        say("Present: left open"),
                        say("Absent: called present"),
                        say("Absent: cleared"),
                        say("Absent: left open"),
                        say("Not to be known: called present"),
                        say("Not to be known: called absent"),
                        say("Not to be known: left open"),
                        say("Precision"),
                        say("Recall"),
                        say("Brier score")),
                rows);
        return new Section(
                "causes",
                say("Every cause"),
                say("Of the verdicts where the truth can be known: wrong, left open, right."),
                List.of(shares(score, Cause::ofDelivery), shares(score, c -> !c.ofDelivery())),
                Optional.of(table));
    }

    private static Markup shares(Score score, Predicate<Cause> some) {
        var bars = Stream.of(Cause.values())
                .filter(some)
                .map(cause -> {
                    Tally tally = score.tally(cause);
                    double wrong =
                            (double) tally.count(State.PRESENT, Side.ABSENT) + tally.count(State.ABSENT, Side.PRESENT);
                    double open = tally.leftOpen().hits();
                    double all = Math.max(1, tally.leftOpen().of());
                    return new Figure.Shares.Bar(
                            name(cause), List.of(wrong / all, open / all, 1 - (wrong + open) / all));
                })
                .toList();
        return drawn(new Figure.Shares(
                say("Share of verdicts where the truth can be known"),
                List.of(say("Wrong"), say("Left open"), say("Right")),
                bars));
    }

    private static Section found(Score score) {
        var rows = Stream.of(Cause.values())
                .map(c -> row(c.number(), score.targeted(c).recall()))
                .flatMap(Optional::stream)
                .toList();
        int half = (rows.size() + 1) / 2;
        return new Section(
                "found",
                say("Which causes are found"),
                say(
                        "Recall of causes of a severity of at least %s in organisations with at least %s days, likely range 95 in 100.",
                        Words.number(Score.FULL_SEVERITY), Score.ENOUGH_DAYS),
                rows.isEmpty()
                        ? List.of()
                        : Stream.of(rows.subList(0, half), rows.subList(half, rows.size()))
                                .filter(part -> !part.isEmpty())
                                .map(part -> drawn(new Figure.Estimates(say("Recall"), "%", part, RECALL)))
                                .toList(),
                Optional.empty());
    }

    private static Section slices(Score score) {
        var charts = new ArrayList<Markup>();
        var rows = new ArrayList<List<String>>();
        for (Slice slice : Slice.values()) {
            var drawn = IntStream.range(0, slice.bands().size())
                    .mapToObj(
                            b -> row(slice.bands().get(b), score.tally(slice, b).recall()))
                    .flatMap(Optional::stream)
                    .toList();
            if (!drawn.isEmpty()) {
                charts.add(drawn(new Figure.Estimates(say("%s: recall", slice.title()), "%", drawn, RECALL)));
            }
            for (int band = 0; band < slice.bands().size(); band++) {
                Tally tally = score.tally(slice, band);
                rows.add(List.of(
                        slice.title() + ": " + slice.bands().get(band),
                        Words.count(tally.all()),
                        share(tally.precision()),
                        share(tally.recall()),
                        share(tally.falseAbsent()),
                        share(tally.leftOpen()),
                        share(tally.judgedBlindly()),
                        Words.number(Calibration.of(score.sliced(slice, band)
                                        .filter(Outcome::decided)
                                        .toList())
                                .brier())));
            }
        }
        return new Section(
                "slices",
                say("By severity, days, size and records"),
                say("Recall over all causes, one picture a question."),
                charts,
                Optional.of(new FigureTable(
                        List.of(
                                say("Band"),
                                say("Verdicts"),
                                say("Precision"),
                                say("Recall"),
                                say("Present called absent"),
                                say("Left open although enough"),
                                say("Judged although withheld"),
                                say("Brier score")),
                        rows)));
    }

    private static Section confidence(Score score) {
        Calibration calibration = score.calibration();
        var points = calibration.curve().stream()
                .map(p -> {
                    Estimate held = Proportion.wilson(
                            (double) p.held().hits(), (double) p.held().of(), LEVEL);
                    return new Figure.Curve.Point(p.confidence(), held.value(), held.low(), held.high());
                })
                .toList();
        return new Section(
                "confidence",
                say("Does confidence mean what it says"),
                say(
                        "Verdicts present and absent by the confidence they gave, and the share of them that hold. Brier score %s; over all verdicts %s.",
                        Words.decimals(calibration.brier(), 3),
                        Words.decimals(score.calibrationOfAll().brier(), 3)),
                points.isEmpty()
                        ? List.of()
                        : List.of(drawn(new Figure.Curve(
                                say("Share of verdicts that hold, by confidence"),
                                say("confidence"),
                                points,
                                null,
                                null))),
                Optional.of(new FigureTable(
                        List.of(say("Mean confidence"), say("Verdicts"), say("Held")),
                        calibration.curve().stream()
                                .map(p -> List.of(
                                        Words.decimals(p.confidence(), 2),
                                        Words.count(p.held().of()),
                                        share(p.held())))
                                .toList())));
    }

    private static Section decoys(Score score) {
        return new Section(
                "decoys",
                say("Decoys"),
                say(
                        "What looks like a cause and is none, and how many causes were called present that are not, in all organisations that have it."),
                List.of(),
                Optional.of(new FigureTable(
                        List.of(say("Decoy"), say("Organisations"), say("False alarms")),
                        Arrays.stream(Decoy.values())
                                .map(d -> List.of(
                                        d.title(),
                                        Words.count(score.fooled(d).of()),
                                        Words.count(score.fooled(d).hits())))
                                .toList())));
    }

    private static Section wrong(Score score) {
        return new Section(
                "wrong",
                say("Every wrong verdict"),
                say(
                        "Where a cause was called present or absent and is not, or was judged although the files cannot show it."),
                List.of(),
                Optional.of(new FigureTable(
                        List.of(
                                say("Organisation"),
                                say("Cause"),
                                say("Truth"),
                                say("Severity"),
                                say("Verdict"),
                                say("Confidence"),
                                say("What it said")),
                        score.trials().stream()
                                .flatMap(t -> t.outcomes().stream()
                                        .filter(o -> o.decided() && !o.right())
                                        .map(o -> List.of(
                                                String.valueOf(t.number()),
                                                o.cause().number(),
                                                o.truth().state().id(),
                                                Words.decimals(o.truth().severity(), 2),
                                                o.verdict().id(),
                                                Words.decimals(o.confidence(), 2),
                                                o.statement().replace("[[", "").replace("]]", ""))))
                                .toList())));
    }

    private static Optional<Figure.Estimates.Row> row(String label, Rate rate) {
        if (!rate.known()) {
            return Optional.empty();
        }
        Estimate share = Proportion.wilson((double) rate.hits(), (double) rate.of(), LEVEL);
        return Optional.of(
                new Figure.Estimates.Row(label, share.value(), share.low(), share.high(), share.value() < RECALL));
    }

    private static String name(Cause cause) {
        return cause.number() + " " + cause.shortName();
    }

    private static String share(Rate rate) {
        return rate.known() ? Words.percent(rate.share()) : "–";
    }

    private static Markup drawn(Figure figure) {
        return Markup.drawn(FigureChart.of(figure) + SharesLegend.of(figure));
    }
}
