package throughline.server.web;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Cause;
import throughline.diagnosis.StepStanding;
import throughline.lake.fact.FactKind;
import throughline.organisation.Layer;
import throughline.organisation.Measures.Entry;
import throughline.organisation.Organisation.Kind;
import throughline.organisation.Organisation.Objective;
import throughline.organisation.Register.Step;
import throughline.server.filing.Filing.Rows;
import throughline.server.page.FormInput;

/// The forms in which a step or a sales push is started, and a step is ended or gets another baseline.
enum StepForm {
    START(
            key("Start a step"),
            key("One change, in one place, with a measure and somebody who keeps it up afterwards."),
            key("Start this step"),
            key("step")) {
        @Override
        List<FormInput> inputs(Desk desk, Optional<StepStanding> step) {
            return List.of(
                    desk.field("name", say("What will be different"), "text")
                            .hinted(say("In a few words that those who do it would use.")),
                    desk.unit(say("Where")),
                    desk.choice(
                            "aimed-at",
                            say("What it should move"),
                            say("Without a measure nobody can say whether it has stuck."),
                            measures(desk)),
                    desk.day("started-on", say("From when")),
                    desk.choice("targets-layer", say("Who is asked to change"), "", layers()),
                    desk.choice("sponsor", say("Who owns it now"), "", people(desk)),
                    desk.choice("owner-after", say("Who keeps it afterwards"), "", people(desk)),
                    desk.choice("size", say("How large it is"), "", sizes()),
                    desk.field("bedding-days", say("Days until it is a habit"), "decimal")
                            .hinted(say("60 as a rule. Where nothing measures it, the next step waits so long.")),
                    desk.choice("cause", say("Which cause it works on"), "", causes()),
                    desk.choice("objective", say("Which objective it serves"), "", objectives(desk)),
                    desk.field("baseline-from", say("Baseline from"), "date").optional(),
                    desk.field("baseline-to", say("Baseline to"), "date")
                            .optional()
                            .hinted(
                                    say(
                                            "The weeks it is held against; they are frozen. Leave both empty for the half year before it but for the last four weeks, else at least 12 weeks, better 20.")));
        }

        @Override
        Map<String, String> proposed(Desk desk) {
            Optional<Cause> cause = Cause.find(desk.typed("cause"));
            var fields = new LinkedHashMap<String, String>();
            cause.ifPresent(c -> fields.put(
                    "name",
                    firstSentence(
                            desk.seen().examination().diagnosis().verdict(c).next())));
            fields.put("aimed-at", suggested(desk));
            fields.put("bedding-days", "60");
            fields.put("size", "small");
            desk.account().person().ifPresent(p -> fields.put("sponsor", p));
            return fields;
        }

        @Override
        Rows rows(Desk desk, String id, Optional<Step> whole) {
            var row = Desk.row("step_id", id);
            for (String column : COLUMNS) {
                String typed = desk.typed(column.replace('_', '-'));
                if (!typed.isEmpty()) {
                    row.put(column, typed);
                }
            }
            return Rows.one(FactKind.STEPS, row);
        }

        @Override
        Map<String, String> missing(Desk desk, Optional<StepStanding> step) {
            Map<String, String> wrong = baseline(desk, day(desk.typed("started-on")));
            if (desk.typed("name").isEmpty()) {
                wrong.put("name", say("Say what will be different."));
            }
            return wrong;
        }
    },
    PUSH(
            key("Start a sales push"),
            key("Selling works where service holds. A push in a unit below par waits until the basics hold there."),
            key("Start this push"),
            key("sales push")) {
        @Override
        List<FormInput> inputs(Desk desk, Optional<StepStanding> step) {
            return List.of(
                    desk.unit(say("Where")),
                    desk.day("started-on", say("From when")),
                    desk.field("ended-on", say("Until when"), "date").optional());
        }

        @Override
        Rows rows(Desk desk, String id, Optional<Step> whole) {
            return Rows.one(
                    FactKind.PUSHES,
                    Desk.row(
                            "push_id", id,
                            "started_on", desk.typed("started-on"),
                            "ended_on", desk.typed("ended-on"),
                            "unit", desk.typed("unit")));
        }

        @Override
        Map<String, String> missing(Desk desk, Optional<StepStanding> step) {
            return order("ended-on", day(desk.typed("started-on")), day(desk.typed("ended-on")));
        }
    },
    END(
            key("End this step"),
            key("An end is not a state: somebody keeps what was gained, and its chart goes on being watched."),
            key("End this step"),
            key("end of a step")) {
        @Override
        List<FormInput> inputs(Desk desk, Optional<StepStanding> step) {
            return List.of(
                    desk.day("ended-on", say("On which day")),
                    desk.choice("owner-after", say("Who keeps it from now on"), "", people(desk)));
        }

        @Override
        Map<String, String> proposed(Desk desk) {
            return Map.of();
        }

        @Override
        Rows rows(Desk desk, String id, Optional<Step> whole) {
            var row = row(whole.orElseThrow());
            row.put("ended_on", desk.typed("ended-on"));
            row.put("owner_after", desk.typed("owner-after"));
            return Rows.one(FactKind.STEPS, row);
        }

        @Override
        Map<String, String> missing(Desk desk, Optional<StepStanding> step) {
            Map<String, String> wrong =
                    order("ended-on", step.map(s -> s.step().startedOn()).orElse(null), day(desk.typed("ended-on")));
            if (desk.typed("owner-after").isEmpty()) {
                wrong.put("owner-after", say("Name who keeps it."));
            }
            return wrong;
        }
    },
    BASELINE(
            key("Choose another baseline"),
            key(
                    "The limits of a step are frozen. To hold it against other weeks is a decision, and is kept as one with its reason."),
            key("Use this baseline"),
            key("baseline of a step")) {
        @Override
        List<FormInput> inputs(Desk desk, Optional<StepStanding> step) {
            return List.of(
                    desk.field("baseline-from", say("Baseline from"), "date"),
                    desk.field("baseline-to", say("Baseline to"), "date")
                            .hinted(say("Before the step began. At least 12 weeks, better 20.")),
                    desk.field("reason", say("Why"), "area").hinted(say("Such as an outage that was no usual week.")));
        }

        @Override
        Rows rows(Desk desk, String id, Optional<Step> whole) {
            var row = row(whole.orElseThrow());
            row.put("baseline_from", desk.typed("baseline-from"));
            row.put("baseline_to", desk.typed("baseline-to"));
            return Rows.one(FactKind.STEPS, row);
        }

        @Override
        Map<String, String> missing(Desk desk, Optional<StepStanding> step) {
            Map<String, String> wrong =
                    baseline(desk, step.map(s -> s.step().startedOn()).orElse(null));
            for (String name : List.of("baseline-from", "baseline-to")) {
                if (desk.typed(name).isEmpty()) {
                    wrong.putIfAbsent(name, say("This is needed."));
                }
            }
            if (desk.typed("reason").isEmpty()) {
                wrong.put("reason", say("Say why these weeks and not the ones before."));
            }
            return wrong;
        }
    };

    private static final int LONGEST_NAME = 140;
    private static final List<String> COLUMNS = List.of(
            "name",
            "started_on",
            "unit",
            "aimed_at",
            "cause",
            "objective",
            "targets_layer",
            "sponsor",
            "owner_after",
            "size",
            "bedding_days",
            "baseline_from",
            "baseline_to");

    private final String title;
    private final String lede;
    private final String button;
    private final String what;

    StepForm(String title, String lede, String button, String what) {
        this.title = title;
        this.lede = lede;
        this.button = button;
        this.what = what;
    }

    /// What is filled in, the first thing first.
    abstract List<FormInput> inputs(Desk desk, Optional<StepStanding> step);

    /// What stands in fields that nobody has filled in yet.
    Map<String, String> proposed(Desk desk) {
        return Map.of();
    }

    /// The row that is filed.
    ///
    /// @param id of a new row
    /// @param whole what is ended or gets another baseline, with what the account does not see of it
    abstract Rows rows(Desk desk, String id, Optional<Step> whole);

    /// What a row may lack but a form should not, one sentence a field.
    abstract Map<String, String> missing(Desk desk, Optional<StepStanding> step);

    /// What is kept of a step that is planned: a row without its id, unit and start.
    static Map<String, String> planned(Rows rows) {
        var row = new LinkedHashMap<>(rows.rows().getFirst());
        row.keySet().removeAll(List.of("step_id", "unit", "started_on"));
        return row;
    }

    /// The form of an address.
    static Optional<StepForm> find(String name) {
        return Arrays.stream(values()).filter(f -> f.id().equals(name)).findFirst();
    }

    /// As it stands in an address.
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    String title() {
        return say(title);
    }

    String lede() {
        return say(lede);
    }

    String button() {
        return say(button);
    }

    /// What is recorded, in the middle of a sentence.
    String what() {
        return what;
    }

    /// Whether it is about a step that has begun.
    boolean changes() {
        return this == END || this == BASELINE;
    }

    /// A step as a row, for the last row of an id holds.
    private static Map<String, String> row(Step step) {
        return Desk.row(
                "step_id", step.id(),
                "name", step.name(),
                "started_on", step.startedOn().toString(),
                "unit", text(step.unit()),
                "ended_on", text(step.endedOn()),
                "aimed_at", text(step.aimedAt()),
                "cause", text(step.cause()),
                "objective", text(step.objective()),
                "targets_layer",
                        step.targetsLayer() == null ? "" : step.targetsLayer().id(),
                "sponsor", text(step.sponsor()),
                "owner_after", text(step.ownerAfter()),
                "size", text(step.size()),
                "bedding_days", text(step.beddingDays()),
                "baseline_from", text(step.baselineFrom()),
                "baseline_to", text(step.baselineTo()));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static @Nullable LocalDate day(String typed) {
        try {
            return LocalDate.parse(typed);
        } catch (DateTimeParseException e) {
            // the row is rejected for it
            return null;
        }
    }

    private static Map<String, String> order(String name, @Nullable LocalDate from, @Nullable LocalDate to) {
        var wrong = new LinkedHashMap<String, String>();
        if (from != null && to != null && to.isBefore(from)) {
            wrong.put(name, say("This day is before the start."));
        }
        return wrong;
    }

    private static Map<String, String> baseline(Desk desk, @Nullable LocalDate start) {
        LocalDate from = day(desk.typed("baseline-from"));
        LocalDate to = day(desk.typed("baseline-to"));
        Map<String, String> wrong = order("baseline-to", from, to);
        if (desk.typed("baseline-from").isEmpty() != desk.typed("baseline-to").isEmpty()) {
            wrong.put("baseline-to", say("A baseline has two ends; leave both empty or neither."));
        }
        if (to != null && start != null && !to.isBefore(start)) {
            wrong.put("baseline-to", say("A baseline ends before the step begins."));
        }
        return wrong;
    }

    /// The measures that tell a gain, by id.
    private static Map<String, String> measures(Desk desk) {
        var measures = new LinkedHashMap<String, String>();
        measures.put("", say("None that is measured"));
        Stream.of(FactKind.RESPONSES, FactKind.INTERACTIONS, FactKind.READINGS, FactKind.EVALUATIONS)
                .flatMap(kind -> desk.seen().examination().dossier().measures().in(kind).stream())
                .filter(Entry::tellsGain)
                .forEach(e -> measures.putIfAbsent(e.id(), e.title()));
        return measures;
    }

    /// What customers say of the whole, else of the service, else what is measured first.
    private static String suggested(Desk desk) {
        var all = desk.seen().examination().dossier().measures();
        return Stream.of(Kind.OUTCOME, Kind.PERCEPTION, Kind.FEELING)
                .flatMap(kind -> all.in(FactKind.RESPONSES, kind).stream())
                .map(Entry::id)
                .findFirst()
                .orElseGet(() ->
                        measures(desk).keySet().stream().skip(1).findFirst().orElse(""));
    }

    private static String firstSentence(String next) {
        int end = next.indexOf(". ");
        String first = end < 0 ? next : next.substring(0, end);
        first = first.endsWith(".") ? first.substring(0, first.length() - 1) : first;
        return first.length() <= LONGEST_NAME ? first : "";
    }

    private static Map<String, String> people(Desk desk) {
        var people = new LinkedHashMap<String, String>();
        people.put("", say("Not named yet"));
        people.putAll(desk.people());
        return people;
    }

    private static Map<String, String> objectives(Desk desk) {
        var objectives = new LinkedHashMap<String, String>();
        objectives.put("", say("None"));
        for (Objective objective :
                desk.seen().examination().dossier().organisation().objectives()) {
            if (objective.text() != null) {
                objectives.put(objective.id(), objective.title());
            }
        }
        return objectives;
    }

    private static Map<String, String> causes() {
        var causes = new LinkedHashMap<String, String>();
        causes.put("", say("None of the fifteen"));
        Arrays.stream(Cause.values()).forEach(c -> causes.put(c.id(), "%s. %s".formatted(c.order(), c.title())));
        return causes;
    }

    private static Map<String, String> layers() {
        var layers = new LinkedHashMap<String, String>();
        layers.put("", say("The unit’s own layer"));
        Arrays.stream(Layer.values()).forEach(l -> layers.put(l.id(), l.title()));
        return layers;
    }

    private static Map<String, String> sizes() {
        var sizes = new LinkedHashMap<String, String>();
        sizes.put("small", say("Small"));
        sizes.put("medium", say("Medium"));
        sizes.put("large", say("Large"));
        return sizes;
    }
}
