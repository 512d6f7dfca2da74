package throughline.server.web;

import java.net.URI;
import org.springframework.stereotype.Component;
import throughline.diagnosis.Cause;
import throughline.server.accounts.AccountSettings;
import throughline.server.alerts.Alert;
import throughline.server.alerts.Alert.Finding;
import throughline.server.alerts.AlertLinks;
import throughline.server.diagnose.Scope.Comparison;
import throughline.server.diagnose.Scope.Pinned;

/// Addresses of what alerts rest on.
@Component
final class AlertAddresses implements AlertLinks {

    private final AccountSettings settings;

    AlertAddresses(AccountSettings settings) {
        this.settings = settings;
    }

    @Override
    public URI evidence(Alert alert) {
        return URI.create(settings.origin().orElse("") + path(alert));
    }

    @Override
    public URI source() {
        return URI.create(settings.origin().orElse("urn:throughline"));
    }

    /// The page of what an alert rests on, of the very days it was found in, on this server.
    static String path(Alert alert) {
        return path(
                Visit.USUAL
                        .pinned(new Pinned(alert.period(), Comparison.JUST_BEFORE))
                        .of(alert.part()),
                alert.finding());
    }

    /// The page of what was found, on this server.
    static String path(Visit visit, Finding finding) {
        return switch (finding.kind()) {
            case RELAPSE -> visit.step(finding.subject()).orElseThrow();
            case WORD_AND_DEED -> visit.sayAndDo().orElseThrow();
            case VERDICT -> Cause.find(finding.subject()).map(visit::cause).orElseGet(visit::diagnosis);
            case DATA_LATE -> visit.data().orElseThrow();
            case WEBHOOK -> "/webhooks#w-" + finding.subject();
        };
    }
}
