package throughline.diagnosis;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.List;
import throughline.diagnosis.Claim.Indicator;
import throughline.diagnosis.FeedbackAspects.Together;
import throughline.lake.fact.FactKind;

/// What customers' answers say of how many things their questions measure, and how well; shown, and decides nothing.
final class AnswersInCommon {

    private final Dossier dossier;
    private final FeedbackAspects aspects;

    AnswersInCommon(Dossier dossier, FeedbackAspects aspects) {
        this.dossier = dossier;
        this.aspects = aspects;
    }

    /// How much the questions tell apart, and whether those on one thing agree; each where it can be told.
    List<Indicator> cards() {
        var cards = new ArrayList<Indicator>();
        aspects.together().map(this::apart).ifPresent(cards::add);
        List<ScaleReliability> scales = aspects.scales();
        if (!scales.isEmpty()) {
            cards.add(agreement(scales));
        }
        return cards;
    }

    private Indicator apart(Together together) {
        int asked = aspects.items().size();
        return card("effective-dimensions", say("How much the questions tell apart"))
                .rule(key("shown only: under 1.5 things told apart is one, 2 and more are several (ours)"))
                .rests(together.answers(), say("answers to each two questions at least"))
                .files(FactKind.RESPONSES)
                .method(say(
                        "%s correlations%s; participation ratio; parallel analysis, 200 matrices",
                        say(together.polychoric() ? "polychoric" : "Pearson"),
                        together.repaired() > 0
                                ? say(", made to fit together by changes up to %s", Wording.number(together.repaired()))
                                : ""))
                .says(
                        say(
                                together.factors() == 1
                                        ? "By their answers, %s questions [[tell %s things apart]]; %s stands out from chance."
                                        : "By their answers, %s questions [[tell %s things apart]]; %s stand out from chance.",
                                together.items() < asked
                                        ? Wording.of(together.items(), asked)
                                        : Wording.count(together.items()),
                                Wording.number(together.dimensions()),
                                Wording.count(together.factors())),
                        Statistic.counted(say("things told apart"), together.dimensions(), together.items()),
                        new Scale(5, 2, 1.5, 0.9));
    }

    private Indicator agreement(List<ScaleReliability> scales) {
        ScaleReliability worst = scales.getFirst();
        return card("scale-reliability", say("Whether questions on one thing agree"))
                .rule(key("a dimension with several questions counts with alpha or omega of 0.70"), "Nunnally 1978")
                .rests(Math.round(worst.alpha().n()), say("answers to all questions of a dimension"))
                .files(FactKind.RESPONSES)
                .method(
                        say(
                                "Cronbach's alpha and McDonald's omega, bootstrap of weeks (Feldt's interval below 5 weeks), 95 %"))
                .figure(new Figure.Estimates(
                        say("Reliability of each dimension with several questions, 0 to 1, with its interval."),
                        "",
                        ScaleReliability.rows(scales),
                        ScaleReliability.RELIABLE))
                .says(
                        say(
                                "The %s questions on %s agree to [[%s of 1]]%s.",
                                worst.items(),
                                FeedbackAspects.word(worst.dimension()),
                                Wording.number(worst.better().value()),
                                scales.size() == 1 ? "" : say(", those on other dimensions more")),
                        Statistic.of(
                                say("reliability of the questions on %s", FeedbackAspects.word(worst.dimension())),
                                worst.better()),
                        new Scale(1.01, ScaleReliability.RELIABLE, ScaleReliability.RELIABLE, -1));
    }

    private Card card(String id, String title) {
        return Card.of(Cause.ONE_DIMENSIONAL_FEEDBACK, id, title, dossier);
    }
}
