package throughline.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import throughline.diagnosis.Cause;
import throughline.organisation.Layer;
import throughline.simulation.Blueprint.Place;
import throughline.simulation.Draws.Purpose;

/// What the organisation does over time: steps, sales pushes, words and deeds.
final class Agenda {

    /// Days between the start of a step and its working in full.
    static final int GROWTH = 21;

    private static final int LEAD_IN = 90;

    private final Settings settings;
    private final Mechanism mechanism;
    private final List<Step> steps = new ArrayList<>();
    private final List<Push> pushes = new ArrayList<>();
    private final List<Word> words = new ArrayList<>();
    private final List<Deed> deeds = new ArrayList<>();

    /// What a step is to improve.
    enum Aim {
        EMPATHY("empathy"),
        WAIT("wait_s"),
        RELIABILITY("reliability"),
        CSAT("csat");

        private final String measure;

        Aim(String measure) {
            this.measure = measure;
        }

        String measure() {
            return measure;
        }
    }

    /// A change made to improve service.
    ///
    /// @param end first day after its end; the number of days or more if it has not ended
    record Step(String id, Place unit, int frontline, int start, int end, Aim aim) {}

    /// A sales campaign in a front-line unit from one day up to before another.
    record Push(String id, int frontline, int start, int end) {}

    /// Something said about service; unit -1 is everyone.
    record Word(String id, int day, int frontline) {}

    /// Something decided; unit -1 is everyone.
    ///
    /// @param size change of the capacity to serve
    record Deed(String id, int day, int frontline, String kind, double size) {}

    Agenda(Settings settings, Mechanism mechanism, Standing standing) {
        this.settings = settings;
        this.mechanism = mechanism;
        planSteps();
        planPushes(standing);
        planWordsAndDeeds();
    }

    private void planSteps() {
        boolean leadersToo = !mechanism.decided(Cause.STARTS_AT_THE_BOTTOM);
        int rank = 0;
        for (Layer layer : List.of(Layer.BOARD, Layer.EXECUTIVE, Layer.MANAGEMENT)) {
            rank++;
            for (Place unit : settings.blueprint().in(layer)) {
                var draws =
                        Draws.of(settings.seed(), Purpose.STEPS, 1, unit.id().hashCode());
                int start = Math.min(LEAD_IN * rank / 4, settings.days() * rank / 20) + draws.nextInt(5);
                int gap = 200 + draws.nextInt(60);
                for (int n = 0; leadersToo && start < settings.days() - 5; n++, start += gap) {
                    int end = start + 60 + draws.nextInt(20);
                    steps.add(new Step("s-%s-%d".formatted(unit.id(), n + 1), unit, -1, start, end, Aim.CSAT));
                }
            }
        }
        List<Place> frontline = settings.blueprint().frontline();
        boolean[] neglected = mechanism.chosen(frontline.size(), mechanism.force(Cause.STORES_ONLY), Purpose.STEPS, 3);
        for (int u = 0; u < frontline.size(); u++) {
            Place unit = frontline.get(u);
            var draws = Draws.of(settings.seed(), Purpose.STEPS, 2, u);
            int wait = draws.nextInt(40);
            int start = Math.min(LEAD_IN, settings.days() * 3 / 10) + (settings.has(Decoy.ALL_AT_ONCE) ? 20 : wait);
            int offset = draws.nextInt(4);
            boolean left = neglected[u] && !shop(unit);
            for (int n = 0; start < settings.days() - 5; n++) {
                int end = start + 62 + draws.nextInt(14);
                int calm = 112 + draws.nextInt(28);
                int hurried = 15 + draws.nextInt(20);
                boolean pilot = u == 0 && settings.has(Decoy.PILOT_UNIT);
                boolean hurry = draws.happens(mechanism.force(Cause.TOO_MUCH_AT_ONCE)) || pilot;
                if (!left) {
                    steps.add(new Step("s-%s-%02d".formatted(unit.id(), n + 1), unit, u, start, end, aim(n + offset)));
                }
                start += hurry ? hurried : calm;
            }
        }
        steps.sort(Comparator.comparingInt(Step::start).thenComparing(Step::id));
    }

    private Aim aim(int n) {
        Aim aim = Aim.values()[n % 4];
        if (!mechanism.decided(Cause.ONE_DIMENSIONAL_FEEDBACK)) {
            return aim;
        }
        return switch (aim) {
            case EMPATHY, CSAT -> Aim.CSAT;
            case WAIT, RELIABILITY -> Aim.WAIT;
        };
    }

    private boolean shop(Place unit) {
        Blueprint blueprint = settings.blueprint();
        return blueprint.business().shows(blueprint.point(unit.serves().getFirst()));
    }

    private void planPushes(Standing standing) {
        double force = mechanism.force(Cause.SALES_FIRST);
        for (int u = 0; u < settings.units(); u++) {
            var draws = Draws.of(settings.seed(), Purpose.PUSHES, u);
            int n = 0;
            for (int start = draws.nextInt(30); start < settings.days(); start += 32 + draws.nextInt(12)) {
                boolean anyway = draws.happens(force);
                if (standing.clearlyAbovePar(u) || anyway) {
                    n++;
                    int end = Math.min(start + 21, settings.days());
                    pushes.add(new Push("push-%02d-%02d".formatted(u + 1, n), u, start, end));
                }
            }
        }
    }

    private void planWordsAndDeeds() {
        // One cut for everyone contradicts half a year of announcements, so mild forms hardly have any.
        double conflict = (mechanism.decided(Cause.SAY_DO_GAP) ? 1 : 0.2) * mechanism.mix(Cause.SAY_DO_GAP, 0, 0.55);
        var said = Draws.of(settings.seed(), Purpose.WORDS);
        int n = 0;
        int often = settings.has(Decoy.MANY_WORDS) ? 4 : 1;
        for (int day = 6; day < settings.days(); day += (9 + said.nextInt(8)) / often) {
            n++;
            int unit = said.nextInt(settings.units());
            int scope = said.happens(0.4) ? -1 : unit;
            if (settings.has(Decoy.WORDS_WITH_STAFFING)) {
                deeds.add(new Deed("d-s%03d".formatted(n), Math.max(0, day - 4), scope, "staffing", 0.08));
            }
            words.add(new Word("w-%03d".formatted(n), day, scope));
            var answer = Draws.of(settings.seed(), Purpose.DEEDS, 1, n);
            boolean contradicted = answer.happens(conflict);
            int later = day + 5 + answer.nextInt(55);
            String kind = List.of("staffing", "hours", "budget", "redundancy").get(answer.nextInt(4));
            double size = -0.08 - 0.12 * answer.nextDouble();
            if (contradicted && later < settings.days()) {
                deeds.add(new Deed("d-w%03d".formatted(n), later, scope, kind, size));
            }
        }
        var done = Draws.of(settings.seed(), Purpose.DEEDS);
        n = 0;
        for (int day = 3; day < settings.days(); day += 6 + done.nextInt(8)) {
            n++;
            int unit = done.nextInt(settings.units());
            int scope = done.happens(0.3) ? -1 : unit;
            String kind =
                    List.of("standards", "tooling", "training", "staffing").get(done.nextInt(4));
            double size = done.happens(0.5) ? 0 : 0.02 + 0.05 * done.nextDouble();
            deeds.add(new Deed("d-%03d".formatted(n), day, scope, kind, size));
        }
        deeds.sort(Comparator.comparingInt(Deed::day).thenComparing(Deed::id));
    }

    List<Step> steps() {
        return steps;
    }

    List<Push> pushes() {
        return pushes;
    }

    List<Word> words() {
        return words;
    }

    List<Deed> deeds() {
        return deeds;
    }
}
