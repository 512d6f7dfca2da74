package throughline.server.page;

import static throughline.text.Text.key;
import static throughline.text.Text.say;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import throughline.diagnosis.Accountability.Held;
import throughline.diagnosis.Accountability.Hold;
import throughline.diagnosis.Wording;
import throughline.server.chart.Words;

/// Every touchpoint as a square, one row a department, so that gaps can be counted.
///
/// @param one touchpoints with one owner
/// @param several touchpoints with two owners or more
/// @param nobody touchpoints without an owner
public record OwnerWaffle(String one, String several, String nobody, List<Row> rows) {

    private static final String NO_DEPARTMENT = key("No department");
    private static final String NOT_REGISTERED = key("Not in the register");

    /// A department.
    ///
    /// @param cells names of its squares in the stylesheet; empty for one owner
    /// @param label what a reader hears instead of the squares
    /// @param brief such as `5 of 7`
    /// @param whole whether each has one owner
    public record Row(String department, List<String> cells, String label, String brief, boolean whole) {}

    /// The squares of the touchpoints, the largest department first.
    static OwnerWaffle of(List<Held> touchpoints) {
        Map<String, List<Held>> departments = new TreeMap<>();
        for (Held touchpoint : touchpoints) {
            String name = touchpoint.registered() ? department(touchpoint.department()) : say(NOT_REGISTERED);
            departments.computeIfAbsent(name, d -> new ArrayList<>()).add(touchpoint);
        }
        List<Row> rows = departments.entrySet().stream()
                .sorted(Comparator.<Map.Entry<String, List<Held>>>comparingInt(e -> last(e.getKey()))
                        .thenComparingInt(e -> -e.getValue().size()))
                .map(e -> row(e.getKey(), e.getValue()))
                .toList();
        return new OwnerWaffle(
                Words.count(count(touchpoints, Hold.ONE)),
                Words.count(count(touchpoints, Hold.SEVERAL)),
                Words.count(count(touchpoints, Hold.NOBODY)),
                rows);
    }

    /// The name of a department, or that there is none.
    static String department(@Nullable String department) {
        return department == null ? say(NO_DEPARTMENT) : department;
    }

    private static int last(String department) {
        if (department.equals(say(NO_DEPARTMENT))) {
            return 1;
        }
        return department.equals(say(NOT_REGISTERED)) ? 2 : 0;
    }

    private static Row row(String department, List<Held> touchpoints) {
        long one = count(touchpoints, Hold.ONE);
        return new Row(
                department,
                touchpoints.stream()
                        .map(Held::hold)
                        .sorted()
                        .map(OwnerWaffle::style)
                        .toList(),
                say(
                        "%s with one owner, %s with two or more, %s with nobody",
                        one, count(touchpoints, Hold.SEVERAL), count(touchpoints, Hold.NOBODY)),
                Wording.of(one, touchpoints.size()),
                one == touchpoints.size());
    }

    private static long count(List<Held> touchpoints, Hold hold) {
        return touchpoints.stream().filter(t -> t.hold() == hold).count();
    }

    private static String style(Hold hold) {
        return switch (hold) {
            case ONE -> "";
            case SEVERAL -> "two";
            case NOBODY -> "none";
        };
    }
}
