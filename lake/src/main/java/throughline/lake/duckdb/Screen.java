package throughline.lake.duckdb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import throughline.lake.fact.FactTable;
import throughline.lake.fact.PersonalData;
import throughline.lake.fact.PersonalData.Words;

/// Takes what is personal out of rows before they are written anywhere: a surrogate stands in the place of each
/// customer, and what customers wrote is handed over.
final class Screen {

    /// Customers whose surrogates are remembered.
    private static final int REMEMBERED = 200_000;

    private static final int DAY = FactTable.SYSTEM.size() - 1;

    private final FactTable table;
    private final PersonalData personal;
    private final int customer;
    private final int id;
    private final List<String> words;
    private final Map<String, String> surrogates = new HashMap<>();

    /// @param table columns of the rows as they come in
    Screen(FactTable table, PersonalData personal) {
        this.table = table;
        this.personal = personal;
        this.customer = table.kind().customer().map(table::position).orElse(-1);
        this.id = table.kind().id().map(table::position).orElse(-1);
        this.words = table.kind().words().stream()
                .filter(name -> table.position(name) >= 0)
                .toList();
    }

    void clear(Batch batch) {
        if (customer >= 0) {
            replace(batch.texts(customer), batch.size());
        }
        if (!words.isEmpty()) {
            keep(batch);
        }
    }

    private void replace(@Nullable String[] customers, int size) {
        if (surrogates.size() > REMEMBERED) {
            surrogates.clear();
        }
        Set<String> unknown = new HashSet<>();
        for (int row = 0; row < size; row++) {
            if (customers[row] != null && !surrogates.containsKey(customers[row])) {
                unknown.add(customers[row]);
            }
        }
        if (!unknown.isEmpty()) {
            surrogates.putAll(personal.surrogates(unknown));
        }
        for (int row = 0; row < size; row++) {
            if (customers[row] != null) {
                customers[row] = Objects.requireNonNull(surrogates.get(customers[row]));
            }
        }
    }

    private void keep(Batch batch) {
        List<Words> all = new ArrayList<>();
        for (String name : words) {
            @Nullable String[] texts = batch.texts(table.position(name));
            for (int row = 0; row < batch.size(); row++) {
                String fact = batch.texts(id)[row];
                if (fact != null) {
                    all.add(new Words(
                            fact,
                            name,
                            batch.day(DAY, row),
                            customer < 0 ? null : batch.texts(customer)[row],
                            texts[row]));
                    texts[row] = null;
                }
            }
        }
        personal.keep(table.kind(), all);
    }
}
