package throughline.server.webhook;

/// A webhook cannot be as somebody wants it.
public final class WebhookRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /// @param sentence why, for who typed it
    WebhookRefusal(String sentence) {
        super(sentence);
    }

    /// Why, for who typed it.
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
