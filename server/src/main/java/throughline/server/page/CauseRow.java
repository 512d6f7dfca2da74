package throughline.server.page;

import static throughline.text.Text.say;

import throughline.diagnosis.Cause;
import throughline.server.bringin.CauseChange;
import throughline.server.bringin.CauseInterest;
import throughline.server.chart.VerdictMark;

/// What a file means to a cause, or changed of it.
public record CauseRow(Markup mark, String text, String word) {

    static CauseRow of(CauseInterest interest) {
        return new CauseRow(
                Markup.drawn(VerdictMark.glyph(interest.side())),
                say("Cause %s, %s", interest.cause().order(), interest.cause().title()),
                interest.asks() ? say("asks for it") : say("rests on it"));
    }

    static CauseRow of(CauseChange change) {
        Cause cause = Cause.find(change.cause()).orElseThrow();
        String word = switch (change.change()) {
            case DECIDED ->
                switch (change.after()) {
                    case PRESENT -> say("now present");
                    case ABSENT -> say("now absent");
                    case UNKNOWN -> say("no longer decided");
                };
            case SHARPER -> say("sharper");
            case LESS_SURE -> say("less sure");
            case MORE_FIGURES -> say("more to go on");
            case NONE -> say("no change");
        };
        return new CauseRow(
                Markup.drawn(VerdictMark.glyph(change.after())),
                say("Cause %s, %s", cause.order(), cause.title()),
                word);
    }
}
