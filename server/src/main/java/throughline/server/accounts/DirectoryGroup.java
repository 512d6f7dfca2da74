package throughline.server.accounts;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A group of the organisation's directory.
///
/// @param externalId the directory's own name for it
/// @param role of its members here; null where an administrator has given it none
/// @param unit that they see, for roles of one unit
/// @param members accounts
/// @param version counts what the directory has said
public record DirectoryGroup(
        UUID id,
        String name,
        @Nullable String externalId,
        @Nullable Role role,
        @Nullable String unit,
        List<UUID> members,
        long version,
        Instant createdAt,
        Instant changedAt) {}
