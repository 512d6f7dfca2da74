package throughline.server.page;

import java.util.List;

/// Where events are sent, for who keeps the server.
///
/// @param made the secret that was just made, may be empty
/// @param done what was just done, may be empty
/// @param address the field for another one
public record WebhooksPage(Shell shell, String title, String made, String done, FormField address, List<Row> rows) {

    /// A webhook.
    ///
    /// @param made when and by whom, in words
    /// @param state how it does, in words
    /// @param stopped whether nothing is sent to it
    /// @param deliveries the last ones, newest first
    public record Row(
            String id, String address, String made, String state, boolean stopped, List<Delivery> deliveries) {}

    /// An event on its way.
    ///
    /// @param at when it was made, UTC
    /// @param outcome of the last attempt, and when the next is
    public record Delivery(String at, String type, String attempts, boolean taken, String outcome) {}
}
