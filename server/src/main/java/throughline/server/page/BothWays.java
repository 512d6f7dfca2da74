package throughline.server.page;

import java.util.Optional;
import throughline.diagnosis.Wording;
import throughline.organisation.Thing.Sort;

/// Where what a form keeps is taken away as a file, and brought in from one.
///
/// @param what it is, as a page names it
/// @param file its address, to which the format is added
/// @param bringIn where a file is brought in; empty where the reader may not
public record BothWays(String what, String file, Optional<String> bringIn) {

    /// Of the entries of a sort, for who may change them.
    public static BothWays of(Sort sort) {
        return new BothWays(
                Wording.sentence(sort.several()),
                "/record/%s/file".formatted(sort.id()),
                Optional.of("/record/%s/bring-in".formatted(sort.id())));
    }

    /// The same for who may not change them, or is bringing a file in already.
    public BothWays only() {
        return new BothWays(what, file, Optional.empty());
    }

    /// The address of a file.
    ///
    /// @param format `csv` or `yaml`
    public String as(String format) {
        return "%s%sformat=%s".formatted(file, file.contains("?") ? "&" : "?", format);
    }
}
