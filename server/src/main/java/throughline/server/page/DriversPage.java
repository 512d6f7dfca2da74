package throughline.server.page;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import throughline.diagnosis.Cause;
import throughline.diagnosis.ScaleReliability;
import throughline.diagnosis.Wording;
import throughline.explanation.CauseMap.LeftOut;
import throughline.explanation.CauseMap.Level;
import throughline.explanation.Drivers;
import throughline.explanation.Drivers.Alike;
import throughline.explanation.Drivers.Driver;
import throughline.explanation.Drivers.Ranked;
import throughline.explanation.Drivers.Stated;
import throughline.explanation.Drivers.TooLittle;
import throughline.server.chart.DriversChart;
import throughline.server.chart.DriversChart.Look;
import throughline.server.chart.DriversChart.Point;
import throughline.server.chart.Words;
import throughline.server.diagnose.Examination;
import throughline.server.page.Shell.Kept;
import throughline.server.page.Shell.Option;
import throughline.statistics.Interval;

/// What goes with an outcome, against how well it is done: importance and performance, whether the scales
/// can be trusted, and what managers think matters.
///
/// @param kick what is looked at
/// @param outcomes the outcomes to choose from
/// @param journeys the journeys to choose from, all first; empty where there is none
/// @param kept parameters that a choice on the page must not lose
/// @param missing what is needed, where nothing can be ranked
/// @param ranked the drivers, where they can be
/// @param leftOut measures that are not among them, and why
public record DriversPage(
        Shell shell,
        List<String> kick,
        String headline,
        String lede,
        List<Option> outcomes,
        List<Option> journeys,
        List<Kept> kept,
        List<String> missing,
        Optional<Sheet> ranked,
        List<LeftOut> leftOut) {

    /// The drivers of an outcome.
    ///
    /// @param chart importance against performance; empty where no driver has a scale
    /// @param stated what managers say, a sentence; empty where too few do
    /// @param map address of the cause map of the same answers
    /// @param scales page of the cause that judges scales
    /// @param managers page of the cause that judges managers' rankings
    public record Sheet(
            Markup chart,
            String chartNote,
            List<Row> rows,
            String stated,
            String map,
            String scales,
            String managers) {}

    /// A driver.
    ///
    /// @param number of its dot
    /// @param share of the outcome's differences
    /// @param likely interval of the share
    /// @param stands where it stands, on its scale or in its own unit
    /// @param agrees whether its questions agree
    /// @param apart whether it is told apart from the others
    /// @param place the place managers give it; may be empty
    public record Row(
            int number,
            String title,
            String tier,
            String share,
            String likely,
            String stands,
            String agrees,
            String apart,
            String place,
            boolean first,
            Optional<String> cells) {}

    /// The page.
    ///
    /// @param journeys choices of a journey
    /// @param kept parameters of part, period and theme
    /// @param map address of the cause map of the same answers
    public static DriversPage of(
            Examination examination, Drivers drivers, List<Option> journeys, List<Kept> kept, String map, Shell shell) {
        String part = examination.part().map(u -> u.title()).orElse(say("Whole organisation"));
        return switch (drivers) {
            case TooLittle little ->
                new DriversPage(
                        shell,
                        List.of(part, examination.periodWords()),
                        say("There is too little yet to rank drivers"),
                        "",
                        outcomes(little.outcomes(), little.outcome()),
                        journeys,
                        kept,
                        little.missing(),
                        Optional.empty(),
                        LeftOut.together(little.leftOut()));
            case Ranked ranked ->
                new DriversPage(
                        shell,
                        List.of(part, Wording.count(ranked.answers(), "answer", "answers"), examination.periodWords()),
                        headline(ranked),
                        Words.kept(say(
                                "All drivers together foresee %s of the differences in “%s”. A share says how much goes with a driver, not what would change if it were improved: that is on the cause map.",
                                Words.percent(ranked.explained()),
                                ranked.outcome().title())),
                        outcomes(ranked.outcomes(), ranked.outcome().id()),
                        journeys,
                        kept,
                        List.of(),
                        Optional.of(sheet(ranked, map, shell)),
                        LeftOut.together(ranked.leftOut()));
        };
    }

    private static List<Option> outcomes(Map<String, String> outcomes, String chosen) {
        return outcomes.entrySet().stream()
                .map(e -> new Option(e.getKey(), e.getValue(), e.getKey().equals(chosen)))
                .toList();
    }

    private static String headline(Ranked ranked) {
        Driver most = ranked.drivers().getFirst();
        String matters = say(
                "“%s” goes most with “%s”",
                most.node().title(), ranked.outcome().title());
        return ranked.first()
                .filter(first -> !first.equals(most))
                .map(first -> say(
                        "%s; of what matters, “%s” is done worst",
                        matters, first.node().title()))
                .orElse(matters);
    }

    private static Sheet sheet(Ranked ranked, String map, Shell shell) {
        Optional<Driver> first = ranked.first();
        var rows = new ArrayList<Row>();
        var points = new ArrayList<Point>();
        for (int d = 0; d < ranked.drivers().size(); d++) {
            Driver driver = ranked.drivers().get(d);
            boolean chosen = first.filter(driver::equals).isPresent();
            rows.add(row(d + 1, driver, chosen, shell.links()));
            Interval interval = driver.interval().orElseGet(() -> new Interval(driver.share(), driver.share()));
            int number = d + 1;
            driver.performance()
                    .ifPresent(performance -> points.add(new Point(
                            number,
                            performance,
                            driver.share(),
                            interval.low(),
                            interval.high(),
                            chosen ? Look.FIRST : Look.PLAIN,
                            say("%s: explains %s", driver.node().title(), Words.percent(driver.share())))));
        }
        double even = ranked.explained() / ranked.drivers().size();
        return new Sheet(
                points.isEmpty() ? Markup.NONE : Markup.drawn(DriversChart.of(points, even, label(ranked))),
                say(
                        points.size() < rows.size()
                                ? "Upwards: share of the differences in “%s” that the driver explains, with its likely range. To the right: where its mean stands between the worse and the better end of its scale; drivers without a scale are in the table only."
                                : "Upwards: share of the differences in “%s” that the driver explains, with its likely range. To the right: where its mean stands between the worse and the better end of its scale.",
                        ranked.outcome().title()),
                rows,
                ranked.stated().map(s -> stated(s)).orElse(""),
                map,
                shell.links().cause(Cause.ONE_DIMENSIONAL_FEEDBACK),
                shell.links().cause(Cause.MANAGEMENT_OUT_OF_TOUCH));
    }

    private static String label(Ranked ranked) {
        return say(
                "Importance against performance. Most important for %s: %s.",
                ranked.outcome().title(),
                String.join(
                        "; ",
                        ranked.drivers().stream()
                                .limit(3)
                                .map(d -> "%s, %s".formatted(d.node().title(), Words.percent(d.share())))
                                .toList()));
    }

    private static Row row(int number, Driver driver, boolean first, Links links) {
        Yardstick yardstick = Yardstick.of(driver.node(), new Level(driver.mean(), driver.mean(), driver.mean()));
        return new Row(
                number,
                driver.node().title(),
                driver.node().tier().title(),
                Words.kept(Words.percent(driver.share())),
                driver.interval().map(i -> Words.kept(Wording.percents(i))).orElse(say("not known")),
                Stream.of(
                                Optional.of(yardstick.value(driver.mean())),
                                driver.performance().map(p -> say("%s of the way up its scale", Words.percent(p))))
                        .flatMap(Optional::stream)
                        .map(Words::kept)
                        .reduce((a, b) -> a + ", " + b)
                        .orElse(""),
                agrees(driver),
                apart(driver),
                driver.place().map(p -> Words.decimals(p, 1)).orElse(""),
                first,
                links.measure(driver.node().id()));
    }

    private static String agrees(Driver driver) {
        if (driver.node().questions().size() < 2) {
            return driver.node().tier() == throughline.explanation.CauseNode.Tier.PERCEPTION
                    ? say("one question: cannot be told")
                    : say("measured, not asked");
        }
        return driver.agrees()
                .map(a -> say(
                        a.sure()
                                ? "its questions agree (reliability %s, likely %s to %s; %s is needed)"
                                : a.refuted()
                                        ? "its questions do not agree (reliability %s, likely %s to %s; %s is needed)"
                                        : "not sure (reliability %s, likely %s to %s; %s is needed)",
                        Words.decimals(a.better().value(), 2),
                        Words.decimals(a.better().low(), 2),
                        Words.decimals(a.better().high(), 2),
                        Words.decimals(ScaleReliability.RELIABLE, 2)))
                .orElse(say("too few answers to tell"));
    }

    private static String apart(Driver driver) {
        return driver.apart()
                .map(a -> say(
                        a.surelyApart()
                                ? "a thing of its own, even beside “%s” (likeness %s)"
                                : a.surelySame()
                                        ? "the same as “%s” (likeness %s)"
                                        : "not surely told apart from “%s” (likeness %s)",
                        a.other(),
                        Words.decimals(a.ratio().value(), 2)))
                .orElse("");
    }

    private static String stated(Stated stated) {
        return say(
                "%s managers ranked %s of these. Their order and that of the answers agree by %s, where 1 is the same order and −1 the reverse.",
                Words.count(stated.managers()), Words.count(stated.measures()), Words.decimals(stated.agreement(), 2));
    }

    /// Reliability that several questions need.
    public static String needed() {
        return Words.decimals(ScaleReliability.RELIABLE, 2);
    }

    /// From which likeness two scales are taken for one.
    public static String same() {
        return Words.decimals(Alike.SAME, 2);
    }
}
