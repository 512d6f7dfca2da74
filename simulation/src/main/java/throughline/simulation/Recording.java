package throughline.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import throughline.lake.fact.FactKind;

/// How an organisation keeps its records: what it leaves out, what it calls its measures, how clean its files are.
///
/// @param collected for tables that began to be kept late: the number of last days they cover; 0 withholds the table
/// @param unrecorded parts of organisation.yaml that are left out
/// @param dialect what measures are called
/// @param lost share of the values that a row need not have and that are missing, beyond the few that always are, 0 to
///     .5
/// @param badRows share of rows that cannot be read, 0 to .1
/// @param packing whether the tables are gzipped
public record Recording(
        Map<FactKind, Integer> collected,
        Set<Section> unrecorded,
        Dialect dialect,
        double lost,
        double badRows,
        Packing packing) {

    /// Everything kept from the first day, in the names of the exchange format, in plain CSV.
    public static final Recording COMPLETE =
            new Recording(Map.of(), Set.of(), Dialect.EXCHANGE, 0, 0.0004, Packing.PLAIN);

    /// How the tables are written.
    public enum Packing {
        /// As CSV.
        PLAIN,
        /// As gzipped CSV.
        GZIPPED
    }

    /// Checks the ranges and copies the collections.
    public Recording {
        if (!(badRows >= 0 && badRows <= 0.1)) {
            throw new IllegalArgumentException("The share of bad rows is 0 to 0.1, got " + badRows);
        }
        if (!(lost >= 0 && lost <= 0.5)) {
            throw new IllegalArgumentException("The share of lost values is 0 to 0.5, got " + lost);
        }
        collected = Map.copyOf(collected);
        unrecorded = Set.copyOf(unrecorded);
    }

    /// These records without the tables.
    public Recording withheld(FactKind... tables) {
        Map<FactKind, Integer> all = new EnumMap<>(FactKind.class);
        all.putAll(collected);
        for (FactKind table : tables) {
            all.put(table, 0);
        }
        return withCollected(all);
    }

    /// These records with tables that cover only their last days; 0 withholds a table.
    public Recording withCollected(Map<FactKind, Integer> lastDays) {
        return new Recording(lastDays, unrecorded, dialect, lost, badRows, packing);
    }

    /// These records without parts of organisation.yaml.
    public Recording unrecorded(Section... sections) {
        return new Recording(collected, Set.of(sections), dialect, lost, badRows, packing);
    }

    /// These records with other names of measures.
    public Recording withDialect(Dialect other) {
        return new Recording(collected, unrecorded, other, lost, badRows, packing);
    }

    /// These records with other shares of values that are lost and of rows that cannot be read.
    public Recording withDirt(double shareLost, double shareOfBadRows) {
        return new Recording(collected, unrecorded, dialect, shareLost, shareOfBadRows, packing);
    }

    /// These records in another packing.
    public Recording withPacking(Packing other) {
        return new Recording(collected, unrecorded, dialect, lost, badRows, other);
    }

    /// Whether organisation.yaml has the part.
    public boolean knows(Section section) {
        return !unrecorded.contains(section);
    }
}
