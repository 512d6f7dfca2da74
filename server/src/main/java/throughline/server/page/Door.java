package throughline.server.page;

import throughline.server.page.Shell.Assets;

/// What a page has around it for who is not signed in, or not yet.
///
/// @param title title of the browser's tab
/// @param formToken what every form has to send along
/// @param here the address of the page, to come back to
public record Door(String title, Assets assets, String formToken, String here) {}
