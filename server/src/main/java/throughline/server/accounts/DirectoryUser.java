package throughline.server.accounts;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Somebody the organisation's directory has told of.
///
/// @param account theirs, by which the directory knows them here
/// @param said what the directory says
/// @param hadAccount whether they had one before the directory told of them, and no group has given a role since
/// @param admitted whether the directory has not itself disabled the account
/// @param person who they are on record; null where nobody has said
/// @param version counts what the directory has said
public record DirectoryUser(
        UUID account,
        Said said,
        boolean hadAccount,
        boolean admitted,
        @Nullable String person,
        long version,
        Instant createdAt,
        Instant changedAt) {

    /// What a directory says of somebody.
    ///
    /// @param userName unique, however its letters are written
    /// @param email where mails reach them
    /// @param name as people read it
    /// @param externalId the directory's own name for them
    /// @param employee their number
    /// @param active whether they may use anything at all
    /// @param manager their account, where the directory names one
    public record Said(
            String userName,
            String email,
            String name,
            @Nullable String externalId,
            @Nullable String givenName,
            @Nullable String familyName,
            @Nullable String employee,
            boolean active,
            @Nullable UUID manager) {}
}
