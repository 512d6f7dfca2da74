package throughline.server.upload;

import java.time.Instant;
import java.util.UUID;

/// A file that comes in.
///
/// @param name safe to be the name of a file
/// @param length bytes it has
/// @param offset bytes that are here and outlive a power cut
/// @param expires when it is deleted unless somebody goes on with it
public record Upload(UUID id, String name, long length, long offset, Instant expires) {

    /// Whether all of it is here.
    public boolean complete() {
        return offset == length;
    }
}
