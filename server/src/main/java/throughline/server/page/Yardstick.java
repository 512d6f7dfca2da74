package throughline.server.page;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.Locale;
import java.util.Objects;
import throughline.diagnosis.Wording;
import throughline.explanation.CauseMap.Level;
import throughline.explanation.CauseNode;
import throughline.explanation.CauseNode.Shape;
import throughline.server.chart.Words;

/// How values of a measure are shown: long waits in minutes, shares in 100, and by which step a change is
/// told.
///
/// @param factor what a value is multiplied with to be shown
/// @param step a change one can imagine, as shown
/// @param unit behind a value; may be empty
/// @param one what a numbered step is of, such as `in 100`; may be empty
/// @param wholes how a step is said
record Yardstick(double factor, double step, String unit, String one, Said wholes) {

    /// Seconds from which a wait is told in minutes.
    private static final double LONG = 120;

    /// A change below this, as shown, is none.
    private static final double NOTHING = 5e-5;

    /// How a step is said.
    enum Said {
        MINUTES(key("minutes"), key("each further minute"), key("each %s minutes more")),
        SECONDS(key("seconds"), key("each further second"), key("each %s seconds more")),
        POINTS(key("points"), key("each further point"), key("each %s points more")),
        /// By its number, and what it is of.
        NUMBERED("", "", "");

        private final String many;
        private final String further;
        private final String more;

        Said(String many, String further, String more) {
            this.many = many;
            this.further = further;
            this.more = more;
        }
    }

    /// The yardstick of a measure.
    static Yardstick of(CauseNode node, Level level) {
        String unit = Objects.requireNonNullElse(node.unit(), node.id().endsWith("_s") ? "s" : "");
        double range = level.high() - level.low();
        if (node.shape() == Shape.SHARE) {
            return new Yardstick(100, round(100 * range), "%", say("in 100"), Said.NUMBERED);
        }
        if (isSeconds(unit)) {
            return level.high() >= LONG
                    ? new Yardstick(1 / 60.0, Math.max(1, round(range / 60)), "min", "", Said.MINUTES)
                    : new Yardstick(1, round(range), "s", "", Said.SECONDS);
        }
        if (node.shape() == Shape.SCALE) {
            return new Yardstick(1, 1, "", "", Said.POINTS);
        }
        return new Yardstick(1, round(range), unit.equals("%") ? "%" : unit, unit.isEmpty() ? "" : unit, Said.NUMBERED);
    }

    private static boolean isSeconds(String unit) {
        String lower = unit.toLowerCase(Locale.ROOT);
        return lower.equals("s") || lower.equals("sec") || lower.equals("seconds");
    }

    /// The power of ten at or below a range, 1 where there is none.
    private static double round(double range) {
        return range > 0 ? Math.pow(10, Math.floor(Math.log10(range) + 1e-9)) : 1;
    }

    /// A value as it is shown.
    double shown(double value) {
        return factor * value;
    }

    /// A value in words, such as `5.4 min`, `37 %` or `3.61`.
    String value(double value) {
        double shown = shown(value);
        String number = unit.equals("%") || Math.abs(shown) >= 100
                ? Words.decimals(shown, Math.abs(shown) < 10 ? 1 : 0)
                : Words.decimals(shown, Math.abs(shown) >= 10 ? 1 : 2);
        return Words.kept(unit.isEmpty() ? number : number + " " + unit);
    }

    /// A change of the measure for a step of another, with its sign.
    String change(double change) {
        double shown = shown(change);
        double size = Math.abs(shown);
        if (size < NOTHING) {
            return "0";
        }
        int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : size >= 0.01 ? 3 : 4;
        String number = Words.decimals(shown, decimals);
        return shown > 0 ? "+" + number : number;
    }

    /// What a change is counted in, such as `in 100`, `minutes` or `points`; may be empty.
    String counted() {
        return wholes == Said.NUMBERED ? one : say(wholes.many);
    }

    /// A step in words, such as `each further minute` or `each 10 in 100 more`.
    String stepWords() {
        String number = Wording.plain(step);
        if (wholes != Said.NUMBERED) {
            return step == 1 ? say(wholes.further) : say(wholes.more, number);
        }
        if (!one.isEmpty()) {
            return say("each %s %s more", number, one);
        }
        return step == 1 ? say("each one more") : say("each %s more", number);
    }

    /// A step in the measure's own units.
    double rawStep() {
        return step / factor;
    }

    /// A number for a field, in the unit as shown.
    String field(double value) {
        double shown = shown(value);
        double size = Math.max(Math.abs(step), 1e-6);
        int decimals = (int) Math.clamp(1 - Math.floor(Math.log10(size)), 0, 4);
        return java.math.BigDecimal.valueOf(shown)
                .setScale(decimals, java.math.RoundingMode.HALF_UP)
                .toPlainString();
    }
}
