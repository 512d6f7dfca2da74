package throughline.server.page;

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
            return "%s to %s".formatted(plain(level, atLeast), plain(level, atMost));
        }
        return atLeast != null
                ? "at least " + plain(level, atLeast)
                : atMost == null ? "" : "at most " + plain(level, atMost);
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
                        ? "%s to %s"
                                .formatted(
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
            return Words.kept("%s to %s".formatted(Words.percent(atLeast), Words.percent(atMost)));
        }
        return Words.kept(
                atLeast != null
                        ? "at least " + Words.percent(atLeast)
                        : "at most " + Words.percent(atMost == null ? 1 : atMost));
    }

    /// What it rests on, such as `1,204 contacts`.
    static String base(Level level) {
        return level.table().map(t -> base(t, level.rows())).orElse("not measured");
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
        return goal.isEmpty() ? base(level) : "%s, standard %s".formatted(base(level), goal);
    }

    /// Whether it is to be seen in orange: below its standard, or not measured although there is one.
    static boolean concern(Level level) {
        return level.keeping() == Keeping.MISSED || (level.standard().isPresent() && level.rows() == 0);
    }

    /// Whether the standard is met, in one or two sentences.
    static String verdict(Level level) {
        if (level.rows() == 0) {
            return "Nothing measured here says whether it is met.";
        }
        if (level.rows() < Level.ENOUGH) {
            return "%s; %s are needed to say whether it is met.".formatted(base(level), Words.count(Level.ENOUGH));
        }
        String found = level.form() == Form.SHARE_WITHIN
                ? "%s of %s kept to it, where the standard is %s.".formatted(value(level), base(level), goal(level))
                : "%s over %s, where the standard is %s.".formatted(value(level), base(level), goal(level));
        String likely = likely(level);
        return Wording.sentence(found)
                + switch (level.keeping()) {
                    case MET ->
                        level.isSure()
                                ? " It is met (likely %s).".formatted(likely)
                                : " It is met, but not surely (likely %s).".formatted(likely);
                    case MISSED ->
                        level.isSure()
                                ? " It is missed (likely %s).".formatted(likely)
                                : " It is missed, but not surely (likely %s).".formatted(likely);
                    case UNKNOWN -> "";
                };
    }

    /// How steady it is, in a sentence.
    static String steadiness(Level level) {
        int weeks = level.weeks().size();
        if (level.limits().isEmpty()) {
            return weeks == 0
                    ? "No week has five of them."
                    : weeks < HoldingGate.MINIMUM_BASELINE
                            ? "%s five or more of them; limits need %s."
                                    .formatted(
                                            Wording.count(weeks, "week has", "weeks have"),
                                            HoldingGate.MINIMUM_BASELINE)
                            : "It was the same in each of %s weeks.".formatted(weeks);
        }
        long outside = level.outside();
        return outside == 0
                ? "No week of %s lies outside what is usual here.".formatted(weeks)
                : "%s outside what is usual here: ask what was different."
                        .formatted(Wording.of(outside, weeks) + (outside == 1 ? " weeks lies" : " weeks lie"));
    }
}
