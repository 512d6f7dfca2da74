package throughline.lake.fact;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where what is personal is kept, so that a lake need not hold it.
public interface PersonalData {

    /// What somebody wrote in their own words.
    ///
    /// @param id of the fact
    /// @param field its column
    /// @param day of the fact, in days since 1970
    /// @param surrogate of the customer; null where nobody says who it was
    /// @param text null where nothing was written, so that an earlier text of the fact does not outlive it
    record Words(
            String id,
            String field,
            int day,
            @Nullable String surrogate,
            @Nullable String text) {}

    /// What stands in the lake for each customer: always the same, and nothing can be read from it.
    ///
    /// @param customers ids in the organisation's own systems, not empty
    Map<String, String> surrogates(Collection<String> customers);

    /// Keeps texts; a later one of the same fact and field replaces an earlier one.
    void keep(FactKind kind, List<Words> words);
}
