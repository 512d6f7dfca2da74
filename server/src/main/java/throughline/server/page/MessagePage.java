package throughline.server.page;

import java.util.List;

/// A page that has only something to say: loading, not found, could not be read.
///
/// @param refresh seconds after which the browser asks again, 0 for never
/// @param details further lines, such as what is wrong in a file
public record MessagePage(Shell shell, String kick, String title, String text, List<String> details, int refresh) {}
