package throughline.server.page;

import java.util.List;

/// Where a one-time link leads: to a form that the link pays for.
///
/// @param title what one is about to do
/// @param text what it is for
/// @param action address of the form
/// @param email whose password it is, for the browser to remember with it; empty where that is typed
/// @param button what sends the form
/// @param offer whether a passkey can be chosen instead
/// @param passkey the form for that
public record LinkPage(
        Door door,
        String title,
        String text,
        String action,
        String email,
        List<FormField> fields,
        String button,
        PasskeyOffer offer,
        PasskeyForm passkey) {}
