package throughline.server.web;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import throughline.lake.fact.FactKind;
import throughline.server.filing.Filing.Rows;
import throughline.server.page.FormInput;

/// Puts a row that was filed back into the form it came from, and what was corrected there in the place of the row.
final class RowCorrection {

    private RowCorrection() {}

    /// The form that files rows of a table of which rows can be corrected.
    static Optional<FactForm> form(FactKind kind) {
        return switch (kind) {
            case ANNOUNCEMENTS -> Optional.of(FactForm.ANNOUNCEMENT);
            case PROMISES -> Optional.of(FactForm.PROMISE);
            case DECISIONS -> Optional.of(FactForm.DECISION);
            default -> Optional.empty();
        };
    }

    /// The table of a form whose rows can be corrected.
    static Optional<FactKind> kind(FactForm form) {
        return Set.of(FactKind.ANNOUNCEMENTS, FactKind.PROMISES, FactKind.DECISIONS).stream()
                .filter(kind -> form(kind).equals(Optional.of(form)))
                .findFirst();
    }

    /// A row as somebody would have typed it.
    static Map<String, String> typed(Map<String, String> row) {
        Map<String, String> typed = new LinkedHashMap<>();
        row.forEach((column, text) -> typed.put(
                column.replace('_', '-'),
                column.equals("size")
                        ? new BigDecimal(text)
                                .abs()
                                .movePointRight(2)
                                .stripTrailingZeros()
                                .toPlainString()
                        : text));
        return typed;
    }

    /// What is filed in the place of a row: what the form asks for as it was typed, and all else as it was.
    static Rows corrected(FactForm form, Desk desk, Rows typed, Map<String, String> before) {
        Set<String> asked = form.inputs(desk).stream()
                .map(FormInput::name)
                .map(name -> name.replace('-', '_'))
                .collect(Collectors.toSet());
        Map<String, String> row = new LinkedHashMap<>(before);
        row.keySet().removeAll(asked);
        typed.rows().getFirst().forEach((column, text) -> {
            if (asked.contains(column)) {
                row.put(column, text);
            }
        });
        return Rows.one(typed.kind(), row);
    }
}
