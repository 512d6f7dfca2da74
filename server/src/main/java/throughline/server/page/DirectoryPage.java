package throughline.server.page;

import java.util.List;
import java.util.Optional;

/// The organisation's directory, as who keeps the accounts sees it: how it reaches us, and what its groups may do.
///
/// @param title how many people it has told of
/// @param address where it tells of them
/// @param token since when it has had a token, and of whom, in words; empty where it has none
/// @param made the token that was just made, may be empty
/// @param done what was just done, may be empty
public record DirectoryPage(
        Shell shell,
        String title,
        String address,
        Optional<String> token,
        String made,
        String done,
        List<Group> groups) {

    /// A group.
    ///
    /// @param members how many are in it, in words
    /// @param role what they may do here, in words
    /// @param open whether it has a role
    public record Group(String id, String name, String members, String role, boolean open) {}
}
