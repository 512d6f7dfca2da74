package throughline.server.page;

import java.util.List;
import java.util.Optional;
import throughline.server.page.AccountsPage.MadeLink;
import throughline.server.page.AccountsPage.RoleWords;

/// One account, as who keeps the accounts sees it.
///
/// @param state in a sentence
/// @param disabled whether it cannot be used
/// @param roles what each role may do
/// @param person who on record has the account
/// @param problem why what was asked for could not be done, may be empty
/// @param done what was just done, may be empty
public record AccountPage(
        Shell shell,
        String id,
        String name,
        String email,
        String state,
        boolean disabled,
        Choice role,
        List<RoleWords> roles,
        Choice unit,
        Choice person,
        List<OwnAccountPage.Session> sessions,
        String problem,
        String done,
        Optional<MadeLink> made) {}
