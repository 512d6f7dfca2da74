package throughline.server.page;

import static throughline.text.Text.say;

import java.text.DecimalFormatSymbols;
import java.util.Optional;
import throughline.explanation.CauseLink;
import throughline.explanation.CauseMap.Level;
import throughline.explanation.CauseNode;
import throughline.server.chart.Words;
import throughline.statistics.Interval;
import throughline.text.Language;

/// What would follow if a cause were different: always a range, and only within what has been seen.
///
/// Values in fields and for the script are as shown: minutes, shares in 100, points.
///
/// @param question the heading
/// @param cause title of the cause
/// @param effect title of the effect
/// @param unit behind a value of the cause; may be empty
/// @param counted what the change is counted in; may be empty
/// @param from the least value that has been seen
/// @param to the largest
/// @param now the mean
/// @param step of the slider
/// @param at the value asked about
/// @param level of the effect now, as shown
/// @param slope change of the effect a unit of the cause, both as shown
/// @param low lower end of its interval
/// @param high upper end
/// @param least lower end of the effect's scale, as shown; empty without one
/// @param most upper end
/// @param decimals of a change that the script shows
/// @param suffix behind a level that the script shows; may be empty
/// @param answer what follows from the value asked about
/// @param limits where the answer holds
public record WhatIf(
        String question,
        String cause,
        String effect,
        String unit,
        String counted,
        String from,
        String to,
        String now,
        String step,
        String at,
        String level,
        String slope,
        String low,
        String high,
        String least,
        String most,
        String decimals,
        String suffix,
        Answer answer,
        String limits) {

    /// An answer.
    ///
    /// @param level where the effect would lie; empty where nothing can be said
    /// @param range the change with its likely range, or why nothing can be said
    public record Answer(String level, String range) {}

    /// A number of the form as its reader writes it.
    public static String read(String field) {
        char point =
                DecimalFormatSymbols.getInstance(Language.current().locale()).getDecimalSeparator();
        return field.replace('.', point);
    }

    /// The question about a link.
    ///
    /// @param asked the value asked about, as shown; the middle between now and the better end where it is
    ///     empty
    static WhatIf of(CauseLink link, Level cause, Level effect, Optional<Double> asked) {
        Yardstick x = Yardstick.of(link.cause(), cause);
        Yardstick y = Yardstick.of(link.effect(), effect);
        double now = x.shown(cause.mean());
        double from = x.shown(cause.low());
        double to = x.shown(cause.high());
        double better = link.cause().sign() > 0 ? to : from;
        double at = asked.orElse((now + better) / 2);
        double turn = y.factor() / x.factor();
        Interval slope = new Interval(link.slope().low() * turn, link.slope().high() * turn);
        Double low = link.effect().low();
        Double high = link.effect().high();
        return new WhatIf(
                say("What if “%s” were different?", link.cause().title()),
                link.cause().title(),
                link.effect().title(),
                x.unit(),
                y.counted(),
                x.field(cause.low()),
                x.field(cause.high()),
                x.field(cause.mean()),
                x.field(x.rawStep() / 10),
                x.field(at / x.factor()),
                String.valueOf(y.shown(effect.mean())),
                String.valueOf(link.slope().value() * turn),
                String.valueOf(slope.low()),
                String.valueOf(slope.high()),
                low == null ? "" : String.valueOf(y.shown(low)),
                high == null ? "" : String.valueOf(y.shown(high)),
                String.valueOf(y.unit().equals("%") ? 1 : 2),
                y.unit().isEmpty() ? "" : "\u00A0" + y.unit(),
                answer(
                        new Range(from, to),
                        now,
                        at,
                        new Effect(link.slope().value() * turn, slope),
                        y,
                        link.effect(),
                        effect.mean()),
                say(
                        "Holds from %s to %s, where 95 in 100 of the units' weeks lie. It takes a straight line for granted, and that nothing else changes.",
                        x.value(cause.low()), x.value(cause.high())));
    }

    private static Answer answer(
            Range range, double now, double at, Effect slope, Yardstick y, CauseNode effect, double level) {
        if (!range.holds(at)) {
            return new Answer(
                    "",
                    say(
                            "Nothing can be said: there are data from %s to %s only.",
                            Words.number(range.from()), Words.number(range.to())));
        }
        double by = at - now;
        double a = slope.interval().low() * by;
        double b = slope.interval().high() * by;
        double change = slope.value() * by;
        double wanted = y.shown(level) + change;
        Double low = effect.low();
        Double high = effect.high();
        double least = low == null ? Double.NEGATIVE_INFINITY : y.shown(low);
        double most = high == null ? Double.POSITIVE_INFINITY : y.shown(high);
        return new Answer(
                y.value(Math.clamp(wanted, least, most) / y.factor()),
                say(
                        "%s, likely %s to %s",
                        y.change(change / y.factor()),
                        y.change(Math.min(a, b) / y.factor()),
                        y.change(Math.max(a, b) / y.factor())));
    }

    /// What has been seen of the cause, as shown; a little room is left for rounding.
    private record Range(double from, double to) {

        boolean holds(double at) {
            double room = 0.005 * Math.abs(to - from) + 1e-9;
            return at >= from - room && at <= to + room;
        }
    }

    /// Change of the effect a unit of the cause, both as shown.
    private record Effect(double value, Interval interval) {}
}
