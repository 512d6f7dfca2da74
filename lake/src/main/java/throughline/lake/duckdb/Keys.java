package throughline.lake.duckdb;

import static throughline.lake.fact.FactKind.EVENTS;
import static throughline.lake.fact.FactKind.INTERACTIONS;

import throughline.lake.fact.FactTable;

/// Hashes of 64 bits by which rows of different months find each other. Pages have them, so that nobody need read the
/// texts of all of history.
///
/// - `key_contact`: of the interaction's id
/// - `key_matter`: of what it was about: its case, or else the customer and the intent
/// - `key_cased`: whether that is a case
final class Keys {

    private Keys() {}

    /// SQL of the keys of a table's rows, with a comma before each; empty for kinds that have none.
    static String of(FactTable table) {
        if (table.kind() == INTERACTIONS) {
            return ", %s key_contact, %s key_matter, %s key_cased"
                    .formatted(
                            contact(table),
                            Contacts.matter(table).orElse("null::ubigint"),
                            table.position("case_id") < 0 ? "false" : "case_id is not null");
        }
        return table.kind() == EVENTS ? ", %s key_matter".formatted(event(table)) : "";
    }

    /// SQL of the hash of the interaction that a row is or names.
    static String contact(FactTable table) {
        return table.position("interaction_id") < 0
                ? "null::ubigint"
                : "case when interaction_id is not null then hash(interaction_id) end";
    }

    private static String event(FactTable table) {
        return table.position("case_id") < 0 || table.position("at") < 0
                ? "null::ubigint"
                : "case when case_id is not null and \"at\" is not null then hash(case_id) end";
    }
}
