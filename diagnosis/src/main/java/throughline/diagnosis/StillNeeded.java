package throughline.diagnosis;

import static throughline.text.Text.say;

import throughline.diagnosis.Claim.Indicator;
import throughline.statistics.Interval;

/// How much more data would settle an indicator that is not decided.
///
/// An interval narrows with the square root of the rows. So it clears its margin with `n (reach / distance)^2` rows,
/// where `reach` is how far it reaches from the figure towards the margin, and `distance` how far the figure lies
/// outside it.
final class StillNeeded {

    /// Beyond this many times the rows there are, more of the same does not help.
    private static final double HOPELESS = 100;

    private StillNeeded() {}

    /// What would settle the indicator.
    static Missing of(Indicator indicator) {
        Lineage lineage = indicator.lineage();
        return new Missing(
                sentence(indicator), lineage.behind().map(b -> b.fact().table()).orElse("organisation.yaml"));
    }

    private static String shown(Statistic figure) {
        return figure.share() && figure.value() >= 0 && figure.value() <= 1
                ? Wording.percent(figure.value())
                : Wording.number(figure.value());
    }

    private static String sentence(Indicator indicator) {
        Statistic figure = indicator.statistic();
        String what = indicator.lineage().what();
        Period period = indicator.lineage().period();
        Interval interval = figure.interval();
        Scale scale = indicator.scale();
        double sign = scale.rising() ? 1 : -1;
        double value = figure.value() * sign;
        double distance = Math.max(value - scale.present() * sign, scale.absent() * sign - value);
        boolean bad = value > scale.present() * sign;
        double reach = bad == scale.rising() ? figure.value() - interval.low() : interval.high() - figure.value();
        if (interval.width() == 0) {
            return say(
                    "%s: %s lies between the limits, and more %s would not settle it; it is looked at again each month.",
                    Wording.sentence(figure.name()), shown(figure), what);
        }
        if (distance <= 0 || figure.n() == 0 || reach > distance * Math.sqrt(HOPELESS)) {
            return say(
                    "%s: %s lies too close to the limit to be settled by more %s; it is looked at again each month.",
                    Wording.sentence(figure.name()), shown(figure), what);
        }
        if (!Wording.expected(reach * reach / (distance * distance) * figure.n() - figure.n(), figure.n(), period)) {
            return say(
                    "%s: it would take more %s than can be expected at the present rate; gather them faster, or act on the other figures.",
                    Wording.sentence(figure.name()), what);
        }
        long need = (long) Math.ceil(figure.n() * Math.max(1.05, reach * reach / (distance * distance)));
        return "%s: %s"
                .formatted(
                        Wording.sentence(figure.name()),
                        Wording.needed(figure.n(), Math.max(figure.n() + 2, need), period, what, what));
    }
}
