package throughline.server.web;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import throughline.lake.fact.FactKind;
import throughline.server.filing.Filing.Rows;
import throughline.server.page.FormInput;

/// The forms on which people write down what is said and done.
enum FactForm {
    ANNOUNCEMENT(
            key("Record an announcement"),
            key(
                    "What is said about service to customers or staff. If a decision works against it, you see that before it is saved."),
            key("announcement")) {
        @Override
        List<FormInput> inputs(Desk desk) {
            return List.of(
                    desk.field("text", say("What is said"), "area")
                            .hinted(say("In the words that people will hear or read.")),
                    desk.day("at", say("When")),
                    desk.choice("audience", say("To whom"), "", said(AUDIENCES)),
                    desk.unit(say("Where")));
        }

        @Override
        Rows rows(Desk desk, String key) {
            return Rows.one(
                    FactKind.ANNOUNCEMENTS,
                    Desk.row(
                            "announcement_id", key,
                            "at", desk.typed("at"),
                            "unit", desk.typed("unit"),
                            "audience", desk.typed("audience"),
                            "text", desk.typed("text")));
        }

        @Override
        Map<String, String> missing(Desk desk) {
            return desk.typed("text").isEmpty() ? Map.of("text", say("Write down what is said.")) : Map.of();
        }
    },
    PROMISE(
            key("Record a promise"),
            key(
                    "A promise has a date, and best a measure with a target: then it is known afterwards whether it was kept."),
            key("promise")) {
        @Override
        List<FormInput> inputs(Desk desk) {
            return List.of(
                    desk.choice("measure", say("What will be measured"), "", desk.measures()),
                    desk.field("target", say("The figure it will reach"), "decimal")
                            .optional()
                            .hinted(say("In the measure's own unit, such as 90 for seconds or 4.2 of 5.")),
                    desk.field("due-on", say("By when"), "date"),
                    desk.choice("audience", say("To whom"), "", said(AUDIENCES)),
                    desk.unit(say("Where")),
                    desk.day("made-on", say("Promised on")));
        }

        @Override
        Rows rows(Desk desk, String key) {
            return Rows.one(
                    FactKind.PROMISES,
                    Desk.row(
                            "promise_id", key,
                            "made_on", desk.typed("made-on"),
                            "by", desk.account().person().orElse(""),
                            "audience", desk.typed("audience"),
                            "unit", desk.typed("unit"),
                            "measure", desk.typed("measure"),
                            "target", desk.typed("target"),
                            "due_on", desk.typed("due-on")));
        }

        @Override
        Map<String, String> missing(Desk desk) {
            boolean measured = !desk.typed("measure").isEmpty();
            boolean aimed = !desk.typed("target").isEmpty();
            return measured == aimed
                    ? Map.of()
                    : measured
                            ? Map.of("target", say("Say which figure it will reach."))
                            : Map.of("measure", say("Say what will reach that figure."));
        }
    },
    DECISION(
            key("Record a decision"),
            key(
                    "Something done that changes what people can do for customers. If it undoes what was said, you see that before it is saved."),
            key("decision")) {
        @Override
        List<FormInput> inputs(Desk desk) {
            return List.of(
                    desk.field("text", say("What was decided"), "area"),
                    desk.day("at", say("When")),
                    desk.choice("kind", say("What it is about"), "", said(KINDS)),
                    desk.choice("direction", say("For customers the service"), "", said(DIRECTIONS)),
                    desk.field("size", say("By how many per cent of the capacity"), "decimal")
                            .optional()
                            .hinted(say("Such as 12 where one post in eight goes or is added.")),
                    desk.unit(say("Where")),
                    desk.field("evidence", say("What customers said that it rests on"), "text")
                            .optional());
        }

        @Override
        Rows rows(Desk desk, String key) {
            return Rows.one(
                    FactKind.DECISIONS,
                    Desk.row(
                            "decision_id", key,
                            "at", desk.typed("at"),
                            "unit", desk.typed("unit"),
                            "kind", desk.typed("kind"),
                            "direction", desk.typed("direction"),
                            "size", share(desk.typed("size"), desk.typed("direction")),
                            "evidence", desk.typed("evidence"),
                            "text", desk.typed("text")));
        }

        @Override
        Map<String, String> missing(Desk desk) {
            var wrong = new LinkedHashMap<String, String>();
            if (desk.typed("text").isEmpty()) {
                wrong.put("text", say("Write down what was decided."));
            }
            if (desk.typed("direction").isEmpty()) {
                wrong.put("direction", say("Say what becomes of the service."));
            }
            if (!isPlain(desk.typed("size"))) {
                wrong.put("size", say("Type a number such as 12 or 2.5."));
            }
            return wrong;
        }
    },
    LISTENING(
            key("Record time spent listening"),
            key(
                    "Time a leader spent with customers or beside the front line. It shows whether those who listen foresee more."),
            key("time spent listening")) {
        @Override
        List<FormInput> inputs(Desk desk) {
            return Desk.inputs(
                    desk.person(say("Who listened")),
                    desk.day("at", say("When")),
                    desk.field("hours", say("Hours"), "decimal").hinted(say("Such as 1.5")),
                    desk.choice("kind", say("How"), "", said(LISTENED)));
        }

        @Override
        Rows rows(Desk desk, String key) {
            return Rows.one(
                    FactKind.LISTENING,
                    Desk.row(
                            "at", desk.typed("at"),
                            "person", desk.who(),
                            "hours", desk.typed("hours"),
                            "kind", desk.typed("kind")));
        }

        @Override
        Map<String, String> missing(Desk desk) {
            return desk.typed("hours").isEmpty() ? Map.of("hours", say("Say how many hours.")) : Map.of();
        }
    },
    RANKING(
            key("Rank what matters to customers"),
            key("Which of these matters most to customers, in your view? It is held against what their answers show."),
            key("ranking")) {
        @Override
        List<FormInput> inputs(Desk desk) {
            var inputs = new ArrayList<>(desk.person(say("Who ranks")));
            var themes = new LinkedHashMap<>(Map.of("", say("Choose one")));
            themes.putAll(desk.themes());
            for (int i = 1; i <= Math.min(RANKS, themes.size() - 1); i++) {
                inputs.add(desk.choice("rank-" + i, say(PLACES.get(i - 1)), "", themes));
            }
            return List.copyOf(inputs);
        }

        @Override
        String closed(Desk desk) {
            return desk.themes().size() < LEAST_RANKED
                    ? say("Customers are asked about fewer than three things yet. Bring in their answers first.")
                    : "";
        }

        @Override
        Rows rows(Desk desk, String key) {
            List<Map<String, String>> rows = new ArrayList<>();
            for (int i = 1; i <= RANKS; i++) {
                if (desk.themes().containsKey(desk.typed("rank-" + i))) {
                    rows.add(Desk.row(
                            "said_at", desk.today().toString(),
                            "person", desk.who(),
                            "measure", desk.typed("rank-" + i),
                            "rank", String.valueOf(i)));
                }
            }
            return new Rows(FactKind.IMPORTANCES, rows);
        }

        @Override
        Map<String, String> missing(Desk desk) {
            var wrong = new LinkedHashMap<String, String>();
            Set<String> before = new HashSet<>();
            for (int i = 1; i <= RANKS; i++) {
                String chosen = desk.typed("rank-" + i);
                if (!chosen.isEmpty() && !before.add(chosen)) {
                    wrong.put("rank-" + i, say("This has a place already."));
                } else if (i <= LEAST_RANKED && chosen.isEmpty()) {
                    wrong.put("rank-" + i, say("Choose at least three."));
                }
            }
            return wrong;
        }
    };

    private static final int MOST_DIGITS = 20;
    private static final int RANKS = 5;
    private static final int LEAST_RANKED = 3;
    private static final List<String> PLACES =
            List.of(key("Matters most"), key("Second"), key("Third"), key("Fourth"), key("Fifth"));
    private static final Map<String, String> AUDIENCES = texts("customers", key("Customers"), "staff", key("Staff"));
    private static final Map<String, String> DIRECTIONS = texts(
            "",
            key("Choose one"),
            "worsens",
            key("gets worse"),
            "improves",
            key("gets better"),
            "neutral",
            key("stays as it is"));
    private static final Map<String, String> KINDS = texts(
            "staffing", key("Staffing"),
            "hours", key("Opening hours"),
            "standards", key("Standards"),
            "budget", key("Budget"),
            "tooling", key("Tools"),
            "training", key("Training"),
            "redundancy", key("Redundancy"));
    private static final Map<String, String> LISTENED = texts(
            "customer-visit", key("With customers"),
            "side-by-side", key("Beside somebody who serves"),
            "calls", key("Calls listened to"),
            "complaints", key("Complaints read"));

    private final String title;
    private final String lede;
    private final String what;

    FactForm(String title, String lede, String what) {
        this.title = title;
        this.lede = lede;
        this.what = what;
    }

    /// What is filled in, the first thing first.
    abstract List<FormInput> inputs(Desk desk);

    /// The rows that are filed.
    ///
    /// @param key the form's own, the id of a row that has one
    abstract Rows rows(Desk desk, String key);

    /// What a row may lack but a form should not, one sentence a field.
    abstract Map<String, String> missing(Desk desk);

    /// Why nothing can be recorded yet; empty where it can.
    String closed(Desk desk) {
        return "";
    }

    /// The form of an address.
    static Optional<FactForm> find(String name) {
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

    /// What is recorded, in the middle of a sentence.
    String what() {
        return what;
    }

    /// Whether a number is short enough to be written out: the digits of an exponent could fill the memory.
    private static boolean isPlain(String number) {
        return number.length() <= MOST_DIGITS
                && !number.toLowerCase(Locale.ROOT).contains("e");
    }

    /// Per cent as a share whose sign says which way the service goes; what is no plain number as it stands.
    private static String share(String percent, String direction) {
        if (!isPlain(percent)) {
            return percent;
        }
        try {
            BigDecimal share = new BigDecimal(percent).abs().movePointLeft(2);
            return (direction.equals("worsens") ? share.negate() : share).toPlainString();
        } catch (NumberFormatException e) {
            return percent;
        }
    }

    private static Map<String, String> said(Map<String, String> texts) {
        var said = new LinkedHashMap<String, String>();
        texts.forEach((id, text) -> said.put(id, say(text)));
        return said;
    }

    private static Map<String, String> texts(String... pairs) {
        var texts = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            texts.put(pairs[i], pairs[i + 1]);
        }
        return Collections.unmodifiableMap(texts);
    }
}
