package throughline.server.report;

import java.util.Optional;
import throughline.diagnosis.Cause;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;
import throughline.server.page.Links;

/// Links inside the file.
record FileLinks() implements Links {

    static String of(Cause cause) {
        return "cause-" + cause.id();
    }

    @Override
    public String diagnosis() {
        return "#diagnosis";
    }

    @Override
    public Optional<String> byNumber() {
        return Optional.empty();
    }

    @Override
    public String cause(Cause cause) {
        return "#" + of(cause);
    }

    @Override
    public String evidence(Cause cause, int number) {
        return "#" + Links.anchor(cause, number);
    }

    @Override
    public Optional<String> rows(Cause cause, int evidence, long page) {
        return Optional.empty();
    }

    @Override
    public Optional<String> journeys() {
        return Optional.empty();
    }

    @Override
    public Optional<String> journey(String id) {
        return Optional.empty();
    }

    @Override
    public Optional<String> touchpoint(String id) {
        return Optional.empty();
    }

    @Override
    public Optional<String> accountability() {
        return Optional.empty();
    }

    @Override
    public Optional<String> sayAndDo() {
        return Optional.empty();
    }

    @Override
    public Optional<String> predictions() {
        return Optional.empty();
    }

    @Override
    public Optional<String> gaps() {
        return Optional.empty();
    }

    @Override
    public Optional<String> add(Sort sort) {
        return Optional.empty();
    }

    @Override
    public Optional<String> change(Thing.Id entry) {
        return Optional.empty();
    }

    @Override
    public Optional<String> record() {
        return Optional.empty();
    }

    @Override
    public Optional<String> data() {
        return Optional.empty();
    }

    @Override
    public Optional<String> bringIn() {
        return Optional.empty();
    }

    @Override
    public Optional<String> board() {
        return Optional.empty();
    }

    @Override
    public Optional<String> report() {
        return Optional.empty();
    }
}
