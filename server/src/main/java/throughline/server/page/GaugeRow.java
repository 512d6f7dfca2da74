package throughline.server.page;

import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Optional;
import throughline.diagnosis.CardMeasure;
import throughline.diagnosis.Gauge;
import throughline.diagnosis.LikeWithLike;
import throughline.diagnosis.LikeWithLike.Compared;
import throughline.diagnosis.Wording;
import throughline.server.chart.Spark;
import throughline.server.chart.Words;
import throughline.statistics.Interval;

/// One measure on a card: its name and what it is held against, its weeks, and what it comes to.
///
/// @param beneath what it is held against, in a few words
/// @param value a dash where there is none
/// @param tone class of the value: `concern`, `improve` or empty
/// @param more what a reader may want to know besides; may be empty
/// @param cells the page of the measure with its cells, where it is in the data
public record GaugeRow(
        String name, String beneath, Markup spark, String value, String tone, String more, Optional<String> cells) {

    /// The same without what a reader may want to know besides.
    GaugeRow brief() {
        return new GaugeRow(name, beneath, spark, value, tone, "", cells);
    }

    /// What the customer got.
    ///
    /// @param others who else does the same work, such as `all teams`
    static GaugeRow service(Gauge gauge, String others, Links links) {
        var beneath = new ArrayList<String>();
        gauge.all().ifPresent(all -> beneath.add(others + " " + figure(gauge.measure(), all)));
        weight(gauge, beneath);
        tooFew(gauge, beneath);
        return row(
                gauge,
                links,
                beneath,
                switch (gauge.apart()) {
                    case BETTER -> "improve";
                    case WORSE -> "concern";
                    case ORDINARY -> "";
                });
    }

    /// What the job is measured on.
    static GaugeRow operations(Gauge gauge, Links links) {
        var beneath = new ArrayList<String>();
        gauge.target().ifPresent(t -> beneath.add(target(gauge, t)));
        weight(gauge, beneath);
        tooFew(gauge, beneath);
        return row(gauge, links, beneath, "");
    }

    private static String target(Gauge gauge, double value) {
        String target = say(
                gauge.measure().sign() < 0 ? "target at most %s" : "target at least %s",
                figure(gauge.measure(), value));
        return switch (gauge.met()) {
            case YES -> say("%s, met", target);
            case NO -> say("%s, not met", target);
            case UNKNOWN -> target;
        };
    }

    private static void weight(Gauge gauge, ArrayList<String> beneath) {
        gauge.weight().ifPresent(w -> beneath.add(Words.kept(say("counts %s", Words.percent(w)))));
    }

    private static void tooFew(Gauge gauge, ArrayList<String> beneath) {
        if (gauge.measure().table().isEmpty()) {
            beneath.add(say("not in the data"));
        } else if (gauge.value().isEmpty()) {
            beneath.add(say(
                    "%s of the %s %s needed",
                    Words.count(gauge.n()),
                    Words.count(LikeWithLike.FEWEST),
                    gauge.measure().base()));
        }
    }

    private static GaugeRow row(Gauge gauge, Links links, ArrayList<String> beneath, String tone) {
        return new GaugeRow(
                gauge.measure().title(),
                String.join(" · ", beneath),
                Markup.drawn(Spark.small(gauge.trend()).orElse("")),
                gauge.value().map(v -> figure(gauge.measure(), v.value())).orElse("–"),
                tone,
                more(gauge),
                gauge.measure().table().flatMap(t -> links.measure(gauge.measure())));
    }

    private static String more(Gauge gauge) {
        var more = new ArrayList<String>();
        gauge.value()
                .ifPresent(v -> more.add(say(
                        "Likely %s, from %s %s.",
                        interval(gauge.measure(), v.interval()),
                        Words.count(gauge.n()),
                        gauge.measure().base())));
        gauge.like().ifPresent(l -> more.add(like(gauge, l)));
        return String.join(" ", more);
    }

    private static String like(Gauge gauge, Compared like) {
        String found = say(
                "With the same work others would have %s; allowing for that, %s (likely %s).",
                figure(gauge.measure(), like.expected()),
                figure(gauge.measure(), like.adjusted().value()),
                interval(gauge.measure(), like.adjusted().interval()));
        String apart = switch (like.apart()) {
            case BETTER -> say("Better than chance and the usual differences explain.");
            case WORSE -> say("Worse than chance and the usual differences explain.");
            case ORDINARY -> say("No action: ordinary variation.");
        };
        return found + " " + apart
                + (like.more().isPresent()
                        ? " "
                                + say(
                                        "About %s more %s would make it a reliable figure.",
                                        Words.count(like.more().getAsLong()),
                                        gauge.measure().base())
                        : "");
    }

    /// A value in the unit of its measure; a share with one decimal, so that teams can be told apart.
    static String figure(CardMeasure measure, double value) {
        return measure.share()
                ? Words.decimals(100 * value, 1) + "%"
                : measure.unit() == null ? Words.decimals(value, decimals(value)) : Words.inUnit(value, measure.unit());
    }

    private static int decimals(double value) {
        return Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 20 ? 1 : 2;
    }

    /// An interval in the unit of its measure.
    static String interval(CardMeasure measure, Interval interval) {
        return say("%s to %s", figure(measure, interval.low()), figure(measure, interval.high()));
    }

    /// Observed against expected: for shares and times as a percentage, for answers on a scale as a
    /// difference.
    static String ofExpected(CardMeasure measure, Compared one) {
        return measure.share() || measure.unit() != null
                ? Words.kept(Words.percent(one.ratio()))
                : Wording.change(one.raw() - one.expected());
    }

    /// The measure within a sentence.
    static String within(CardMeasure measure) {
        return Wording.within(measure.title());
    }
}
