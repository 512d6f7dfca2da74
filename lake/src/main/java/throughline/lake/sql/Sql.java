package throughline.lake.sql;

/// Names, texts and numbers as SQL writes them.
public final class Sql {

    private Sql() {}

    /// A name in double quotes.
    public static String name(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /// A text in single quotes.
    public static String text(String value) {
        return '\'' + value.replace("'", "''") + '\'';
    }

    /// A number as a double; the exponent keeps engines from reading it as a decimal.
    public static String number(double value) {
        String digits = Double.toString(value);
        return digits.contains("E") ? digits : digits + "e0";
    }
}
