package throughline.server.page;

import static throughline.text.Text.say;

import throughline.diagnosis.Level;
import throughline.diagnosis.Level.Form;
import throughline.diagnosis.Level.Keeping;
import throughline.diagnosis.Wording;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Standard;
import throughline.server.chart.Words;
import throughline.statistics.control.HoldingGate;

/// What a measure comes to at a touchpoint, in words.
final class LevelWords {

    private LevelWords() {}

    /// What is measured, such as `Waiting time, at most 120 s`.
    static String name(Level level) {
        return level.form() == Form.SHARE_WITHIN
                ? level.standard()
                        .map(s -> "%s, %s".formatted(Wording.sentence(level.title()), limit(level, s)))
                        .orElse(level.title())
                : Wording.sentence(level.title());
    }

    private static String limit(Level level, Standard standard) {
        Double atLeast = standard.atLeast();
        Double atMost = standard.atMost();
        if (atLeast != null && atMost != null) {
            return say("%s to %s", plain(level, atLeast), plain(level, atMost));
        }
        return atLeast != null
                ? say("at least %s", plain(level, atLeast))
                : atMost == null ? "" : say("at most %s", plain(level, atMost));
    }

    /// A number in the measure's own unit, whatever the level's value is.
    private static String plain(Level level, double value) {
        return Words.inUnit(value, level.unit() == null ? "" : level.unit());
    }

    /// The value, such as `68 %` or `4.5`; a dash where there is none.
    static String value(Level level) {
        return level.value().map(v -> figure(level, v.value())).orElse("–");
    }

    /// A number on the scale of the value.
    static String figure(Level level, double value) {
        return level.form() == Form.MEAN ? plain(level, value) : Words.kept(Words.percent(value));
    }

    /// The interval, such as `65 to 71 %`.
    static String likely(Level level) {
        return level.value()
                .map(v -> level.form() == Form.MEAN
                        ? say(
                                "%s to %s",
                                plain(level, v.interval().low()),
                                plain(level, v.interval().high()))
                        : Words.kept(Wording.percents(v.interval())))
                .orElse("");
    }

    /// What should be reached, such as `80 %` or `at least 3.6`; empty without a standard.
    static String goal(Level level) {
        return level.standard()
                .map(s -> level.form() == Form.SHARE_WITHIN
                        ? Words.kept(Words.percent(s.share() == null ? 1 : s.share()))
                        : level.form() == Form.SHARE ? limitOfShare(s) : limit(level, s))
                .orElse("");
    }

    private static String limitOfShare(Standard standard) {
        Double atLeast = standard.atLeast();
        Double atMost = standard.atMost();
        if (atLeast != null && atMost != null) {
            return Words.kept(say("%s to %s", Words.percent(atLeast), Words.percent(atMost)));
        }
        return Words.kept(
                atLeast != null
                        ? say("at least %s", Words.percent(atLeast))
                        : say("at most %s", Words.percent(atMost == null ? 1 : atMost)));
    }

    /// What it rests on, such as `1,204 contacts`.
    static String base(Level level) {
        return level.table().map(t -> base(t, level.rows())).orElse(say("not measured"));
    }

    private static String base(FactKind table, long rows) {
        return switch (table) {
            case RESPONSES -> Wording.count(rows, "answer", "answers");
            case READINGS -> Wording.count(rows, "reading", "readings");
            default -> Wording.count(rows, "contact", "contacts");
        };
    }

    /// The line below a measure in a narrow column.
    static String under(Level level) {
        String goal = goal(level);
        return goal.isEmpty() ? base(level) : say("%s, standard %s", base(level), goal);
    }

    /// Whether it is to be seen in orange: below its standard, or not measured although there is one.
    static boolean concern(Level level) {
        return level.keeping() == Keeping.MISSED || (level.standard().isPresent() && level.rows() == 0);
    }

    /// Whether the standard is met, in one or two sentences.
    static String verdict(Level level) {
        if (level.rows() == 0) {
            return say("Nothing measured here says whether it is met.");
        }
        if (level.rows() < Level.ENOUGH) {
            return say("%s; %s are needed to say whether it is met.", base(level), Words.count(Level.ENOUGH));
        }
        String found = level.form() == Form.SHARE_WITHIN
                ? say("%s of %s kept to it, where the standard is %s.", value(level), base(level), goal(level))
                : say("%s over %s, where the standard is %s.", value(level), base(level), goal(level));
        String likely = likely(level);
        return Wording.sentence(found)
                + switch (level.keeping()) {
                    case MET ->
                        level.isSure()
                                ? " " + say("It is met (likely %s).", likely)
                                : " " + say("It is met, but not surely (likely %s).", likely);
                    case MISSED ->
                        level.isSure()
                                ? " " + say("It is missed (likely %s).", likely)
                                : " " + say("It is missed, but not surely (likely %s).", likely);
                    case UNKNOWN -> "";
                };
    }

    /// How steady it is, in a sentence.
    static String steadiness(Level level) {
        int weeks = level.weeks().size();
        if (level.limits().isEmpty()) {
            return weeks == 0
                    ? say("No week has five of them.")
                    : weeks < HoldingGate.MINIMUM_BASELINE
                            ? say(
                                    weeks == 1
                                            ? "%s week has five or more of them; limits need %s."
                                            : "%s weeks have five or more of them; limits need %s.",
                                    weeks,
                                    HoldingGate.MINIMUM_BASELINE)
                            : say("It was the same in each of %s weeks.", weeks);
        }
        long outside = level.outside();
        return outside == 0
                ? say("No week of %s lies outside what is usual here.", weeks)
                : say(
                        outside == 1
                                ? "%s weeks lies outside what is usual here: ask what was different."
                                : "%s weeks lie outside what is usual here: ask what was different.",
                        Wording.of(outside, weeks));
    }
}
