package throughline.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the folder beside the repository (`../shared`) holds: data and the results of other software on it.
/// Tests that ask for a file which is not there are skipped.
public final class SharedData {

    private SharedData() {}

    /// A file of `../shared/reference`, read as maps, lists, numbers (Double), strings and null.
    @SuppressWarnings("unchecked")
    public static Map<String, Object> reference(String name) {
        return (Map<String, Object>) new Json(String.join("\n", Facts.shared("reference", name))).value();
    }

    /// The object under the path of names.
    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(Map<String, Object> from, String... path) {
        Map<String, Object> at = from;
        for (String name : path) {
            at = (Map<String, Object>) at.get(name);
        }
        return at;
    }

    /// The list of strings of that name.
    public static String[] strings(Map<String, Object> from, String name) {
        return ((List<?>) from.get(name)).toArray(String[]::new);
    }

    /// The list of numbers of that name.
    public static double[] numbers(Map<String, Object> from, String name) {
        return numbers((List<?>) from.get(name));
    }

    /// The list of lists of numbers of that name.
    public static double[][] matrix(Map<String, Object> from, String name) {
        return ((List<?>) from.get(name))
                .stream().map(row -> numbers((List<?>) row)).toArray(double[][]::new);
    }

    private static double[] numbers(List<?> list) {
        return list.stream().mapToDouble(v -> (Double) v).toArray();
    }

    /// The rows of a file of `../shared/data` in which all of these columns hold a number.
    public static double[][] complete(String file, String... columns) {
        return Arrays.stream(rows(file, columns))
                .filter(row -> Arrays.stream(row).noneMatch(Double::isNaN))
                .toArray(double[][]::new);
    }

    /// These columns of a file of `../shared/data`; NaN where there is no number.
    public static double[][] rows(String file, String... columns) {
        List<String> lines = Facts.shared("data", file);
        List<String> header = cells(lines.getFirst());
        int[] at = Arrays.stream(columns).mapToInt(header::indexOf).toArray();
        return lines.stream()
                .skip(1)
                .map(SharedData::cells)
                .map(row -> Arrays.stream(at).mapToDouble(c -> number(row, c)).toArray())
                .toArray(double[][]::new);
    }

    private static double number(List<String> row, int column) {
        try {
            return column < row.size() ? Double.parseDouble(row.get(column)) : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static List<String> cells(String line) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    /// A reader of well-formed JSON without escapes other than a quoted quote.
    private static final class Json {

        private final String text;
        private int at;

        Json(String text) {
            this.text = text;
        }

        @Nullable
        Object value() {
            return switch (next()) {
                case '{' -> object();
                case '[' -> list();
                case '"' -> string();
                default -> word();
            };
        }

        private char next() {
            while (Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return text.charAt(at);
        }

        private Map<String, @Nullable Object> object() {
            var object = new LinkedHashMap<String, @Nullable Object>();
            at++;
            while (next() != '}') {
                if (text.charAt(at) == ',') {
                    at++;
                    next();
                }
                String name = string();
                next();
                at++;
                object.put(name, value());
            }
            at++;
            return object;
        }

        private List<@Nullable Object> list() {
            var list = new ArrayList<@Nullable Object>();
            at++;
            while (next() != ']') {
                if (text.charAt(at) == ',') {
                    at++;
                }
                list.add(value());
            }
            at++;
            return list;
        }

        private String string() {
            int end = at + 1;
            while (text.charAt(end) != '"' || text.charAt(end - 1) == '\\') {
                end++;
            }
            String value = text.substring(at + 1, end).replace("\\\"", "\"");
            at = end + 1;
            return value;
        }

        private @Nullable Object word() {
            int end = at;
            while (",]} \n\r\t".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            String word = text.substring(at, end);
            at = end;
            return switch (word) {
                case "null", "NaN" -> null;
                case "true" -> true;
                case "false" -> false;
                default -> Double.valueOf(word);
            };
        }
    }
}
