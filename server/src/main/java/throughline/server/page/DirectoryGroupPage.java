package throughline.server.page;

import java.util.List;
import throughline.server.page.AccountsPage.RoleWords;

/// A group of the directory, and what its members may do here.
///
/// @param members how many are in it, in words
/// @param roles what each role may do
/// @param problem why what was asked for could not be done, may be empty
public record DirectoryGroupPage(
        Shell shell,
        String id,
        String name,
        String members,
        Choice role,
        List<RoleWords> roles,
        Choice unit,
        String problem) {}
