package throughline.server.chart;

import static throughline.text.Text.say;

import throughline.diagnosis.Side;

/// Shape, word and class of a side: a diamond for present, a ring for absent, a dashed ring for not enough evidence.
public final class VerdictMark {

    private VerdictMark() {}

    /// The shape alone, 14 pixels, hidden from readers of the word beside it.
    public static String glyph(Side side) {
        String shape = switch (side) {
            case PRESENT ->
                "<rect class=\"g-present\" x=\"2.3\" y=\"2.3\" width=\"9.4\" height=\"9.4\" rx=\"1\" transform=\"rotate(45 7 7)\"/>";
            case ABSENT -> "<circle class=\"g-absent\" cx=\"7\" cy=\"7\" r=\"5\"/>";
            case UNKNOWN -> "<circle class=\"g-unsure\" cx=\"7\" cy=\"7\" r=\"5\"/>";
        };
        return "<svg viewBox=\"0 0 14 14\" aria-hidden=\"true\">" + shape + "</svg>";
    }

    /// Name of the side in the stylesheet.
    public static String style(Side side) {
        return switch (side) {
            case PRESENT -> "present";
            case ABSENT -> "absent";
            case UNKNOWN -> "unsure";
        };
    }

    /// The side in words.
    public static String word(Side side) {
        return switch (side) {
            case PRESENT -> say("Present");
            case ABSENT -> say("Absent");
            case UNKNOWN -> say("Not enough evidence");
        };
    }
}
