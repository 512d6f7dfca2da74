package throughline.workspace;

import static throughline.text.Text.say;

/// Reads decimal numbers, fast where they are short, exactly always. NaN says that the text is not a number.
final class NumberText {

    /// Powers of ten that a double holds exactly.
    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    /// Longest number in characters.
    private static final int LONGEST = 400;

    private NumberText() {}

    /// The number, or NaN where the text is none, is not finite, or has another form than `-12.5e3`.
    static double parse(String text) {
        return parse(text.toCharArray(), 0, text.length());
    }

    /// The number, or NaN where the characters are none.
    static double parse(char[] text, int from, int to) {
        if (to - from == 1 && (char) (text[from] - '0') < 10) {
            return text[from] - '0';
        }
        int at = from;
        boolean negative = at < to && text[at] == '-';
        if (negative || (at < to && text[at] == '+')) {
            at++;
        }
        long digits = 0;
        int start = at;
        while (at < to && (char) (text[at] - '0') < 10) {
            digits = digits * 10 + (text[at] - '0');
            at++;
        }
        int count = at - start;
        int scale = 0;
        if (at < to && text[at] == '.') {
            at++;
            int fraction = at;
            while (at < to && (char) (text[at] - '0') < 10) {
                digits = digits * 10 + (text[at] - '0');
                at++;
            }
            scale = at - fraction;
            count += scale;
        }
        if (count == 0) {
            return Double.NaN;
        }
        // At most 15 digits fit a double's 53 bits and the power is exact: one correctly rounded division is exact.
        if (at == to && count <= 15 && scale <= 22) {
            double value = scale == 0 ? digits : digits / TENS[scale];
            return negative ? -value : value;
        }
        return slowly(text, from, at, to);
    }

    /// Why the text is not a number, as the end of a sentence: `, with a dot and no thousands separators`, or nothing.
    static String hint(String text) {
        if (text.matches("[-+]?\\d{1,3}([, '\u00a0\u202f]\\d{3})+(\\.\\d+)?")) {
            return say("; write it without thousands separators, as %s", text.replaceAll("[^-+.0-9]", ""));
        }
        if (text.matches("[-+]?\\d{1,3}(\\.\\d{3})*,\\d+")) {
            return say("; write it with a dot, as %s", text.replace(".", "").replace(',', '.'));
        }
        if (text.matches("(?i)n/?a|null|none|nan|nil|-+|\\?|unknown|missing|\\.")) {
            return say("; leave the cell empty where it is not known");
        }
        if (text.matches("(?i)[-+]?inf(inity)?") || text.matches("[-+]?\\d*\\.?\\d+[eE]\\+?\\d{3,}")) {
            return say("; it is too large");
        }
        if (text.endsWith("%")) {
            return say("; write a share such as 0.8 without the sign");
        }
        return "";
    }

    private static double slowly(char[] text, int from, int exponent, int to) {
        if (to - from > LONGEST) {
            return Double.NaN;
        }
        int at = exponent;
        if (at < to) {
            if ((text[at] | 0x20) != 'e') {
                return Double.NaN;
            }
            at++;
            if (at < to && (text[at] == '-' || text[at] == '+')) {
                at++;
            }
            int digits = at;
            while (at < to && (char) (text[at] - '0') < 10) {
                at++;
            }
            if (at < to || at == digits) {
                return Double.NaN;
            }
        }
        double value = Double.parseDouble(new String(text, from, to - from));
        return Double.isFinite(value) ? value : Double.NaN;
    }
}
