package throughline.simulation;

import java.util.List;
import throughline.diagnosis.Cause;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.simulation.Blueprint.Place;
import throughline.simulation.Draws.Purpose;

/// Writes what the organisation did and said: steps, announcements, decisions, promises and meetings.
final class Chronicle {

    private static final List<String> THEMES = List.of(
            "Every customer, every time", "Service comes first", "We listen", "Faster answers", "One conversation");
    private static final List<String> TOPICS = List.of("sales", "cost", "safety", "people", "growth");

    private final World world;
    private final Tables tables;
    private final Mechanism mechanism;
    private final int days;
    private final Dialect dialect;

    Chronicle(World world, Tables tables) {
        this.world = world;
        this.tables = tables;
        this.mechanism = world.mechanism();
        this.days = world.settings().days();
        this.dialect = world.settings().recording().dialect();
    }

    void write() {
        writeSteps();
        writeWords();
        writeDeeds();
        writePromises();
        writeMeetings();
    }

    private void writeSteps() {
        TableFile file = tables.open(
                FactKind.STEPS,
                "step_id name started_on unit ended_on aimed_at objective targets_layer sponsor owner_after size"
                        + " bedding_days baseline_from baseline_to");
        double alone = mechanism.mix(Cause.INITIATIVE_NOT_COMMITMENT, 0.04, 0.92);
        for (int i = 0; i < world.agenda().steps().size(); i++) {
            Agenda.Step step = world.agenda().steps().get(i);
            var draws = Draws.of(
                    world.settings().seed(), Purpose.STEPS, 9, step.id().hashCode());
            boolean project = draws.happens(alone);
            if (!tables.covers(FactKind.STEPS, step.start())) {
                continue;
            }
            Place unit = step.unit();
            file.text(step.id()).text(title(step)).date(step.start()).text(unit.id());
            boolean ended = step.end() < days;
            date(file, step.end(), ended);
            file.text(dialect.name(step.aim().measure()));
            text(file, Cascade.id(unit.id()), !project && world.cascade().reaches(unit.id()));
            file.text(unit.layer().id()).text(unit.layer() == Layer.FRONTLINE ? "p-" + unit.parent() : Workforce.OWNER);
            text(file, Workforce.head(unit), !project && ended);
            file.text(List.of("small", "medium", "medium", "large").get(draws.nextInt(4)))
                    .number(60);
            boolean measured = step.start() > 14;
            date(file, Math.max(0, step.start() - 84), measured);
            date(file, step.start() - 1, measured);
            file.end();
        }
    }

    private static String title(Agenda.Step step) {
        if (step.frontline() < 0) {
            return "A day a month with customers";
        }
        return switch (step.aim()) {
            case EMPATHY -> "Hear the customer out before looking anything up";
            case WAIT -> "Call back within the hour instead of holding";
            case RELIABILITY -> "Say what happens next, and check that it did";
            case CSAT -> "Close every matter in one contact";
        };
    }

    private void writeWords() {
        TableFile file = tables.open(FactKind.ANNOUNCEMENTS, "announcement_id at unit audience theme text");
        for (Agenda.Word word : world.agenda().words()) {
            var draws =
                    Draws.of(world.settings().seed(), Purpose.WORDS, word.id().hashCode());
            String theme = THEMES.get(draws.nextInt(THEMES.size()));
            if (tables.covers(FactKind.ANNOUNCEMENTS, word.day())) {
                file.text(word.id()).date(word.day());
                unit(file, word.frontline());
                file.text(draws.nextBoolean() ? "staff" : "customers").text("service");
                file.text(theme + ": what we ask of ourselves this season.").end();
            }
        }
    }

    private void writeDeeds() {
        TableFile file =
                tables.open(FactKind.DECISIONS, "decision_id at unit kind direction size minutes evidence text");
        double heard = mechanism.mix(Cause.OUTSIDE_STRATEGY, 0.75, 0.1);
        for (Agenda.Deed deed : world.agenda().deeds()) {
            var draws = Draws.of(
                    world.settings().seed(), Purpose.DEEDS, 7, deed.id().hashCode());
            boolean evidence = draws.happens(heard);
            int minutes = 10 + 5 * draws.nextInt(9);
            if (tables.covers(FactKind.DECISIONS, deed.day())) {
                String direction = deed.size() < 0 ? "worsens" : deed.size() > 0 ? "improves" : "neutral";
                file.text(deed.id()).date(deed.day());
                unit(file, deed.frontline());
                file.text(deed.kind()).text(direction).number(deed.size(), 2).number(minutes);
                text(file, "Answers of the last quarter", evidence);
                file.text(deed.size() < 0 ? "Fewer hours from next month." : "As proposed by the unit.")
                        .end();
            }
        }
    }

    private void writePromises() {
        TableFile file =
                tables.open(FactKind.PROMISES, "promise_id made_on by audience unit measure target due_on kept");
        double kept = mechanism.mix(Cause.SAY_DO_GAP, 0.96, 0.35);
        var when = Draws.of(world.settings().seed(), Purpose.PROMISES);
        int n = 0;
        for (int day = 4; day < days; day += 7 + when.nextInt(9)) {
            n++;
            var draws = Draws.of(world.settings().seed(), Purpose.PROMISES, n);
            boolean held = draws.happens(kept);
            int due = day + 30 + draws.nextInt(40);
            int unit = draws.nextInt(world.settings().units());
            if (tables.covers(FactKind.PROMISES, day)) {
                file.text("pr-%03d".formatted(n)).date(day).text(Workforce.OWNER);
                file.text(draws.nextBoolean() ? "customers" : "staff");
                unit(file, unit);
                boolean wait = draws.nextBoolean();
                file.text(dialect.name(wait ? "wait_s" : "csat")).number(wait ? 90 : 5.2, 1);
                file.text(world.calendar().date(due).toString());
                if (due < days) {
                    file.flag(held);
                } else {
                    file.empty();
                }
                file.end();
            }
        }
    }

    private void writeMeetings() {
        TableFile file = tables.open(FactKind.AGENDAS, "at unit layer topic minutes");
        double share = mechanism.mix(Cause.OUTSIDE_STRATEGY, 0.24, 0.015);
        for (Layer layer : List.of(Layer.BOARD, Layer.EXECUTIVE)) {
            for (Place unit : world.blueprint().in(layer)) {
                var draws = Draws.of(
                        world.settings().seed(), Purpose.AGENDAS, unit.id().hashCode());
                for (int day = 5 + draws.nextInt(10); day < days; day += 28) {
                    int minutes = 150 + draws.nextInt(60);
                    double attention = share * (0.8 + 0.4 * draws.nextDouble());
                    int service = (int) Math.round(minutes * (budgeted(day) ? 0 : attention));
                    int rest = minutes - service;
                    if (service > 0) {
                        meeting(file, day, unit, "service", service);
                    }
                    for (int i = 0; i < TOPICS.size(); i++) {
                        int part = i == TOPICS.size() - 1 ? rest : (int) (rest * (0.15 + 0.25 * draws.nextDouble()));
                        rest -= part;
                        meeting(file, day, unit, TOPICS.get(i), part);
                    }
                }
            }
        }
    }

    private boolean budgeted(int day) {
        return world.settings().has(Decoy.BUDGET_ROUND) && day >= days / 3 && day < days / 2;
    }

    private void meeting(TableFile file, int day, Place unit, String topic, int minutes) {
        if (tables.covers(FactKind.AGENDAS, day)) {
            file.date(day)
                    .text(unit.id())
                    .text(unit.layer().id())
                    .text(topic)
                    .number(minutes)
                    .end();
        }
    }

    private void unit(TableFile file, int frontline) {
        if (frontline < 0) {
            file.empty();
        } else {
            file.text(world.blueprint().frontline().get(frontline).id());
        }
    }

    private static void text(TableFile file, String value, boolean known) {
        if (known) {
            file.text(value);
        } else {
            file.empty();
        }
    }

    private static void date(TableFile file, int day, boolean known) {
        if (known) {
            file.date(day);
        } else {
            file.empty();
        }
    }
}
