package throughline.server.page;

import throughline.diagnosis.Cause;
import throughline.server.bringin.CauseChange;
import throughline.server.bringin.CauseInterest;
import throughline.server.chart.VerdictMark;

/// What a file means to a cause, or changed of it.
public record CauseRow(Markup mark, String text, String word) {

    static CauseRow of(CauseInterest interest) {
        return new CauseRow(
                Markup.drawn(VerdictMark.glyph(interest.side())),
                "Cause %s, %s"
                        .formatted(interest.cause().order(), interest.cause().title()),
                interest.asks() ? "asks for it" : "rests on it");
    }

    static CauseRow of(CauseChange change) {
        Cause cause = Cause.find(change.cause()).orElseThrow();
        String word = switch (change.change()) {
            case DECIDED ->
                switch (change.after()) {
                    case PRESENT -> "now present";
                    case ABSENT -> "now absent";
                    case UNKNOWN -> "no longer decided";
                };
            case SHARPER -> "sharper";
            case LESS_SURE -> "less sure";
            case MORE_FIGURES -> "more to go on";
            case NONE -> "no change";
        };
        return new CauseRow(
                Markup.drawn(VerdictMark.glyph(change.after())),
                "Cause %s, %s".formatted(cause.order(), cause.title()),
                word);
    }
}
