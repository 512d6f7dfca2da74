package throughline.server.page;

import java.util.Optional;

/// Where what a form keeps is taken away as a file, and brought in from one.
///
/// @param what it is, as a page names it
/// @param file its address, to which the format is added
/// @param bringIn where a file is brought in; empty where the reader may not
public record BothWays(String what, String file, Optional<String> bringIn) {

    /// The address of a file.
    ///
    /// @param format `csv` or `yaml`
    public String as(String format) {
        return "%s%sformat=%s".formatted(file, file.contains("?") ? "&" : "?", format);
    }
}
