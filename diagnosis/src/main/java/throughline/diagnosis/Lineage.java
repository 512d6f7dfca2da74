package throughline.diagnosis;

import java.util.List;
import java.util.Optional;
import throughline.lake.cube.RowQuery;

/// Where a figure comes from, so that a reader can follow it to the rows.
///
/// @param rows number of rows it rests on
/// @param what what the rows are, such as `contacts`
/// @param files the files they stand in, such as `interactions.csv`
/// @param period the days they are of
/// @param method the test or count in words with its version, such as `Wilson interval, 95 %`
/// @param query how the cells were asked for, or empty for a count of organisation.yaml
/// @param behind the rows themselves, where they are in the lake
public record Lineage(
        long rows,
        String what,
        List<String> files,
        Period period,
        String method,
        String query,
        Optional<RowQuery> behind) {

    /// Copies the list.
    public Lineage {
        files = List.copyOf(files);
    }
}
