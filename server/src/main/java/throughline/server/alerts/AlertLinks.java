package throughline.server.alerts;

import java.net.URI;

/// Where alerts lead to: the pages know their own addresses.
public interface AlertLinks {

    /// The permanent address of what an alert rests on, with its part and days; without a host where others do not
    /// reach the pages.
    URI evidence(Alert alert);

    /// Whose alerts they are: where the pages are, or a name.
    URI source();
}
