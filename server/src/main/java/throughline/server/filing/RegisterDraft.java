package throughline.server.filing;

import static throughline.text.Text.say;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.FactKind;
import throughline.organisation.Register;
import throughline.server.filing.Filing.Rows;
import throughline.workspace.CheckedRows;
import throughline.workspace.RegisterRows;
import throughline.workspace.Reject;
import throughline.workspace.WrittenRows;

/// What a file of a register would add and change, before any of it is filed. Of an id the last row counts, so a row of
/// an id on record takes its place; rows of tables without ids that are on record already are left as they are.
public final class RegisterDraft {

    private final FactKind kind;
    private final Optional<String> id;
    private final Map<String, Map<String, String>> byId = new LinkedHashMap<>();
    private final Set<Map<String, String>> known;
    private final List<Line> lines = new ArrayList<>();
    private final List<Left> left = new ArrayList<>();
    private Register register = Register.EMPTY;
    private int same;

    /// A row that is new or another than before.
    ///
    /// @param line of the file, from 1
    /// @param typed as it is filed
    /// @param after as it is then
    public record Line(
            long line, Optional<Map<String, String>> before, Map<String, String> typed, Map<String, String> after) {}

    /// A row that is left out.
    ///
    /// @param column at fault, may be empty
    public record Left(long line, String column, String why) {}

    /// Who brings the file in, and when.
    ///
    /// @param refusal why a row may not take the place of another, or be new, of the row before and the row
    /// @param look reads rows by the rules of files
    public record Desk(LocalDate today, Refusing refusal, Function<Rows, CheckedRows> look) {}

    /// Says why somebody may not file a row; empty where they may.
    public interface Refusing {
        Optional<String> of(Optional<Map<String, String>> before, Map<String, String> row);
    }

    private RegisterDraft(FactKind kind, List<Map<String, String>> now) {
        this.kind = kind;
        this.id = kind.id();
        this.known = new HashSet<>(now);
        id.ifPresent(column -> now.forEach(row -> byId.put(row.getOrDefault(column, ""), row)));
    }

    /// The columns that a file may have.
    public static List<String> columns(FactKind kind) {
        return kind.columns().stream()
                .map(c -> c.name())
                .filter(c -> !c.equals("withdrawn_on"))
                .toList();
    }

    /// What a file would change.
    ///
    /// @param now the rows on record, as [RegisterRows] has them
    public static RegisterDraft of(FactKind kind, List<Map<String, String>> now, WrittenRows file, Desk desk) {
        var draft = new RegisterDraft(kind, now);
        file.rejects().forEach(draft::leave);
        draft.read(file, desk);
        return draft;
    }

    private void read(WrittenRows file, Desk desk) {
        Map<String, Long> last = new HashMap<>();
        id.ifPresent(column -> file.rows().forEach(row -> last.put(row.texts().getOrDefault(column, ""), row.line())));
        List<Line> typed = new ArrayList<>();
        for (WrittenRows.Row row : file.rows()) {
            Optional<String> key = id.map(column -> row.texts().getOrDefault(column, ""));
            Long later = key.filter(k -> !k.isEmpty()).map(last::get).orElse(row.line());
            if (later != row.line()) {
                left.add(new Left(
                        row.line(), id.orElse(""), say("Line %s has the same id, and is taken instead.", later)));
                continue;
            }
            Optional<Map<String, String>> before = key.map(byId::get);
            Map<String, String> whole = whole(row, file.columns(), before);
            Optional<Left> refused = toCome(row.line(), whole, desk.today())
                    .or(() -> desk.refusal().of(before, whole).map(why -> new Left(row.line(), "", why)));
            refused.ifPresentOrElse(left::add, () -> typed.add(new Line(row.line(), before, whole, Map.of())));
        }
        look(typed, desk);
    }

    /// The row with what is on record in columns that the file does not have, and without what is empty.
    private Map<String, String> whole(WrittenRows.Row row, Set<String> columns, Optional<Map<String, String>> before) {
        Map<String, String> whole = new LinkedHashMap<>();
        for (String column : columns(kind)) {
            String text = columns.contains(column)
                    ? row.texts().getOrDefault(column, "")
                    : before.map(b -> b.getOrDefault(column, "")).orElse("");
            if (!text.isBlank()) {
                whole.put(column, text);
            }
        }
        return whole;
    }

    /// A fact of the future would pass for the day to which the data go.
    private Optional<Left> toCome(long line, Map<String, String> row, LocalDate today) {
        String time = row.getOrDefault(kind.time(), "");
        try {
            return time.length() >= 10 && LocalDate.parse(time.substring(0, 10)).isAfter(today)
                    ? Optional.of(new Left(line, kind.time(), say("This day is still to come.")))
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty(); // the row is rejected for it
        }
    }

    private void look(List<Line> typed, Desk desk) {
        if (typed.isEmpty()) {
            return;
        }
        CheckedRows checked =
                desk.look().apply(new Rows(kind, typed.stream().map(Line::typed).toList()));
        Set<Long> wrong = new HashSet<>();
        for (Reject reject : checked.rejects()) {
            if (wrong.add(reject.line())) {
                long line = reject.wholeFile()
                        ? 0
                        : typed.get((int) reject.line() - 1).line();
                left.add(new Left(line, reject.column(), reject.reason()));
            }
        }
        if (wrong.contains(0L)) {
            return;
        }
        register = checked.register();
        List<Map<String, String>> read = RegisterRows.of(kind, register);
        int at = 0;
        for (int i = 0; i < typed.size(); i++) {
            if (!wrong.contains(i + 1L)) {
                take(typed.get(i), read.get(at++));
            }
        }
    }

    private void take(Line line, Map<String, String> after) {
        boolean there = id.isPresent() ? line.before().equals(Optional.of(after)) : known.contains(after);
        if (there) {
            same++;
        } else {
            lines.add(new Line(line.line(), line.before(), line.typed(), after));
        }
    }

    private void leave(Reject reject) {
        left.add(new Left(reject.line(), reject.column(), reject.reason()));
    }

    /// What is new or changed, in the order of the file.
    public List<Line> lines() {
        return List.copyOf(lines);
    }

    /// What is left out.
    public List<Left> left() {
        return List.copyOf(left);
    }

    /// How many rows are on record as the file has them.
    public int same() {
        return same;
    }

    /// What can be taken, as it would be on record.
    public Register register() {
        return register;
    }

    /// What is to be filed.
    public Rows rows() {
        return new Rows(kind, lines.stream().map(Line::typed).toList());
    }

    /// What tells the rows on record that would be replaced from those that others put in their place meanwhile.
    public String seen() {
        return Integer.toHexString(lines.stream().map(Line::before).toList().hashCode());
    }

    /// A row of an id; empty where there is none on record.
    public static Optional<Map<String, String>> find(
            FactKind kind, List<Map<String, String>> now, @Nullable String id) {
        String column = kind.id().orElse("");
        return now.stream()
                .filter(row -> row.getOrDefault(column, "").equals(id))
                .findFirst();
    }
}
