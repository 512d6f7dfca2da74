package throughline.server.report;

import throughline.diagnosis.Cause;
import throughline.server.page.Links;

/// Links inside a file.
record FileLinks() implements Links {

    /// Name of a cause's place in the file.
    static String of(Cause cause) {
        return "cause-" + cause.id();
    }

    @Override
    public String diagnosis() {
        return "#diagnosis";
    }

    @Override
    public String cause(Cause cause) {
        return "#" + of(cause);
    }

    @Override
    public String evidence(Cause cause, int number) {
        return "#" + Links.anchor(cause, number);
    }
}
