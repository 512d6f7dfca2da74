package throughline.server.page;

import java.util.List;

/// Where one signs in.
///
/// @param fields name and password
/// @param next where it goes on afterwards
/// @param problem why it did not go on, may be empty
/// @param unclaimed whether nobody has an account yet
public record SignInPage(Door door, List<FormField> fields, String next, String problem, boolean unclaimed) {}
