package throughline.command;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import throughline.diagnosis.Diagnosis;
import throughline.diagnosis.Dossier;
import throughline.diagnosis.Missing;
import throughline.diagnosis.Period;
import throughline.diagnosis.Side;
import throughline.diagnosis.Verdict;
import throughline.lake.fact.FactKind;
import throughline.workspace.RejectReasons;
import throughline.workspace.Workspace;

/// A diagnosis as a calm sheet for a terminal of 100 columns.
///
/// @param style which signs and colours the terminal understands
record TerminalSheet(Style style) {

    private static final int WIDTH = 100;
    private static final int TEXT = 63;
    private static final int BAR = 10;
    private static final int NOTES = 8;
    private static final int YEAR = 365;
    /// Where a line may break; a percent sign stays with its number.
    private static final Pattern SPACES = Pattern.compile("\\s+(?![%\\s])");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);

    /// What a terminal can show.
    enum Style {
        ASCII,
        PLAIN,
        COLOUR;

        /// The style of where standard output goes: colour only on a terminal, ASCII where the locale is not UTF-8.
        static Style of(Map<String, String> environment, boolean terminal) {
            if (!Terminal.unicode(environment)) {
                return ASCII;
            }
            boolean colour =
                    terminal && !environment.containsKey("NO_COLOR") && !"dumb".equals(environment.get("TERM"));
            return colour ? COLOUR : PLAIN;
        }
    }

    /// The whole sheet, ending with a line break.
    ///
    /// @param dossier what was examined; the head counts its days only
    String of(Workspace workspace, Dossier dossier, Diagnosis diagnosis) {
        var lines = new ArrayList<String>();
        lines.addAll(wrap(
                "%s · %s to %s · %s"
                        .formatted(
                                workspace.organisation().name(),
                                date(diagnosis.period().from()),
                                date(diagnosis.period().to()),
                                counts(workspace, dossier)),
                WIDTH));
        lines.add("");
        wrap(diagnosis.headline(), WIDTH).forEach(line -> lines.add(bold(line)));
        lines.add("");
        lines.add(dim("   %-39s  %-16s  %s".formatted("cause", "strength", "evidence, and what to do next")));
        diagnosis.strongestFirst().forEach(v -> lines.addAll(rows(v)));
        lines.add("");
        lines.addAll(footer(workspace, diagnosis.period()));
        var text = new StringBuilder();
        lines.forEach(line -> text.append(line.stripTrailing()).append('\n'));
        return style == Style.ASCII ? Terminal.ascii(text.toString()) : text.toString();
    }

    private List<String> rows(Verdict verdict) {
        List<String> text = new ArrayList<>(wrap(sentence(verdict), WIDTH - TEXT));
        if (verdict.side() != Side.ABSENT) {
            List<String> next = wrap(verdict.next(), WIDTH - TEXT - 2);
            for (int i = 0; i < next.size(); i++) {
                text.add((i == 0 ? "→ " : "  ") + next.get(i));
            }
        }
        String cause =
                "%s %s".formatted(verdict.cause().number(), verdict.cause().shortName());
        String head = " %s %-39s  %s  ".formatted(glyph(verdict.side()), cause, strength(verdict));
        var rows = new ArrayList<String>();
        for (int i = 0; i < text.size(); i++) {
            rows.add((i == 0 ? head : " ".repeat(TEXT)) + text.get(i));
        }
        return rows;
    }

    private static String sentence(Verdict verdict) {
        return verdict.side() == Side.UNKNOWN
                ? verdict.missing().stream().map(Missing::what).findFirst().orElse(verdict.statement())
                : verdict.statement();
    }

    private String strength(Verdict verdict) {
        return switch (verdict.side()) {
            case PRESENT -> {
                int full = (int) Math.round(verdict.strength() * BAR);
                yield paint(Side.PRESENT, "━".repeat(full))
                        + dim("─".repeat(BAR - full))
                        + "  %.2f".formatted(verdict.strength());
            }
            case ABSENT -> dim("─".repeat(BAR)) + "   – ";
            case UNKNOWN -> "%-16s".formatted("not enough");
        };
    }

    private String glyph(Side side) {
        return paint(
                side,
                switch (side) {
                    case PRESENT -> "◆";
                    case ABSENT -> "○";
                    case UNKNOWN -> "◌";
                });
    }

    private static List<String> footer(Workspace workspace, Period period) {
        var reasons = new RejectReasons();
        workspace.rejects().stream().filter(r -> !r.wholeFile()).forEach(reasons);
        var lines = new ArrayList<String>();
        long good =
                workspace.rows().values().stream().mapToLong(Long::longValue).sum();
        workspace
                .unreadFiles()
                .forEach(f -> lines.addAll(wrap("Not read at all: %s. %s".formatted(f.file(), f.reason()), WIDTH)));
        if (workspace.rejected() > 0) {
            double share = 100.0 * workspace.rejected() / Math.max(1, good + workspace.rejected());
            lines.addAll(wrap(
                    "Not read: %s (%s %%) in %s. See them with --rejects rejects.csv"
                            .formatted(
                                    count(workspace.rejected(), "row", "rows"),
                                    share < 0.01 ? "under 0.01" : "%.2f".formatted(share),
                                    count(workspace.rejectsByFile().size(), "file", "files")),
                    WIDTH));
            reasons.lines().forEach(reason -> lines.addAll(wrap(reason, WIDTH)));
        }
        workspace.warnings().stream().limit(NOTES).forEach(w -> lines.addAll(wrap("Note: " + w, WIDTH)));
        int more = workspace.warnings().size() - NOTES;
        if (more > 0) {
            lines.add("Note: %s in --format json.".formatted(count(more, "more note", "more notes")));
        }
        Period year = period.last(YEAR);
        if (year.from().isAfter(period.from())
                && period.to().equals(workspace.to().orElse(period.to()))) {
            lines.add("The pages open on the last 12 months; the same here: --from " + year.from());
        }
        lines.add("Evidence: --format json, or --format html --output report.html");
        return lines;
    }

    private static String counts(Workspace workspace, Dossier dossier) {
        var parts = new ArrayList<String>();
        add(parts, dossier.rows(FactKind.INTERACTIONS), "contact", "contacts");
        add(parts, dossier.rows(FactKind.RESPONSES), "answer", "answers");
        add(parts, dossier.rows(FactKind.EVENTS), "event", "events");
        if (parts.isEmpty()) {
            add(parts, dossier.rows(FactKind.PULSE), "answer of staff", "answers of staff");
            add(parts, dossier.rows(FactKind.READINGS), "reading", "readings");
        }
        add(parts, workspace.organisation().units().size(), "unit", "units");
        return parts.isEmpty() ? "no contacts or answers yet" : String.join(", ", parts);
    }

    private static void add(List<String> parts, long n, String one, String many) {
        if (n > 0) {
            parts.add(count(n, one, many));
        }
    }

    private static String count(long n, String one, String many) {
        return "%,d %s".formatted(n, n == 1 ? one : many);
    }

    private static String date(LocalDate day) {
        return DATE.format(day);
    }

    /// Breaks a text between words; a word longer than the width is cut.
    static List<String> wrap(String text, int width) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (String word : SPACES.splitAsStream(Terminal.shown(text).strip()).toList()) {
            String rest = word;
            if (!line.isEmpty() && line.length() + 1 + rest.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            while (rest.length() > width) {
                lines.add(rest.substring(0, width));
                rest = rest.substring(width);
            }
            line.append(line.isEmpty() ? "" : " ").append(rest);
        }
        lines.add(line.toString());
        return lines;
    }

    private String paint(Side side, String text) {
        return switch (side) {
            case PRESENT -> escape("38;5;166", text);
            case ABSENT -> escape("38;5;32", text);
            case UNKNOWN -> escape("38;5;245", text);
        };
    }

    private String bold(String text) {
        return escape("1", text);
    }

    private String dim(String text) {
        return escape("2", text);
    }

    private String escape(String code, String text) {
        return style == Style.COLOUR && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
