package throughline.diagnosis;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.util.Optional;
import throughline.diagnosis.Claim.Indicator;
import throughline.lake.fact.FactKind;

/// Cause 1.8: training in delivering service is too little, or is a script, and changes nothing.
///
/// Present when less than half of the front line had a service-delivery course in 12 months, when scripts take more
/// than half of the hours, or when a course has no effect worth having. Absent only where the effect itself is shown.
final class TrainingDoesNotWork implements Detector {

    private static final int PEOPLE_NEEDED = 10;

    @Override
    public Cause cause() {
        return Cause.TRAINING_DOES_NOT_WORK;
    }

    @Override
    public Verdict examine(Dossier dossier) {
        var judgement = Judgement.of(cause());
        FrontLine frontLine = FrontLine.of(dossier);
        var reach = new TrainingReach(dossier, frontLine);
        Optional<Indicator> coverage = Optional.empty();
        Optional<Indicator> scripts = Optional.empty();
        Optional<NextSkill> skill = NextSkill.of(dossier);
        skill.ifPresent(s -> judgement.context(s.card(dossier)));
        if (dossier.register().trainings().isEmpty()) {
            judgement.missing(
                    "training", say("Courses completed by the front line: who, when, what kind, how many hours."));
        } else if (!Freshness.stale(dossier, FactKind.TRAINING, judgement)) {
            if (frontLine.size() < PEOPLE_NEEDED) {
                judgement.missing(
                        "organisation.yaml",
                        say(
                                "The people of the front line: %s are known, %s are needed.",
                                frontLine.size(), PEOPLE_NEEDED));
            } else if (!reach.matches()) {
                judgement.missing(
                        "training",
                        say("The same ids for people in training as among the people or agents who serve."));
            } else {
                coverage = Optional.of(reach.coverage());
                Optional<LocalDate> began = reach.beganLate();
                if (coverage.get().side() == Side.UNKNOWN && began.isPresent()) {
                    judgement.context(coverage.get()).incomplete();
                    judgement.missing(
                            "training",
                            say(
                                    "The courses before %s, the first on record: who was not trained shows from half a year on.",
                                    Wording.day(began.get())));
                } else {
                    judgement.other(coverage.get());
                }
                reach.trend().ifPresent(judgement::trend);
            }
            scripts = reach.scriptShare();
            // A few weeks of a register say nothing of what a year's training is made of.
            scripts.ifPresent(reach.beganLate().isPresent() ? judgement::context : judgement::other);
            new TrainingEffect(dossier, judgement).judge(judgement);
        }
        return judgement.verdict(
                say(
                        "It is not known yet whether training reaches the front line and changes how service is delivered."),
                new Judgement.Next(
                        next(coverage, scripts, reach, skill.map(s -> s.words(dossier))),
                        Judgement.Next.NOTHING,
                        dossier.register().trainings().isEmpty()
                                ? say(
                                        "Record who was trained in what and when, and evaluate the same people before and after.")
                                : say("Evaluate the same people before and after their next course.")));
    }

    private static String next(
            Optional<Indicator> coverage, Optional<Indicator> scripts, TrainingReach reach, Optional<String> skill) {
        if (coverage.filter(c -> c.side() == Side.PRESENT).isPresent()) {
            return reach.leastTrained()
                    .map(where -> say("Plan practice and coaching for %s.", where))
                    .orElse(
                            say(
                                    "Plan practice and coaching for those of the front line who had no course of 4 hours or more."));
        }
        return scripts.filter(s -> s.side() == Side.PRESENT && reach.beganLate().isEmpty())
                .map(s -> say(
                        "Replace scripts of behaviour by practice on real cases, with coaching on day 14, 45 and 90."))
                .orElse(say(
                        "Change the course before the next person takes it: practise %s, coach on day 14, 45 and 90.",
                        skill.orElse(say("one skill"))));
    }
}
