package throughline.server.web;

import jakarta.annotation.PostConstruct;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.springframework.stereotype.Component;
import throughline.diagnosis.Diagnosis;
import throughline.server.accounts.Account;
import throughline.server.accounts.Accounts;
import throughline.server.alerts.Alert.Finding;
import throughline.server.alerts.Alerts;
import throughline.server.alerts.Findings;
import throughline.server.diagnose.CurrentWorkspace;
import throughline.server.diagnose.CurrentWorkspace.Newer;
import throughline.server.diagnose.CurrentWorkspace.Showing.Ready;
import throughline.server.diagnose.Examination;
import throughline.server.diagnose.OpenWorkspace;
import throughline.server.language.LanguageSettings;
import throughline.server.webhook.Webhook;
import throughline.server.webhook.Webhooks;

/// Looks what is new: at the whole organisation whenever its data or its record have changed, and once a day at each
/// unit that somebody has an account for.
@Component
public final class AlertWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(AlertWatch.class.getName());

    private final CurrentWorkspace current;
    private final Accounts accounts;
    private final Alerts alerts;
    private final Webhooks webhooks;
    private final Letters letters;
    private final LanguageSettings language;
    private final Map<String, String> looked = new HashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("alerts").daemon().factory());

    AlertWatch(
            CurrentWorkspace current,
            Accounts accounts,
            Alerts alerts,
            Webhooks webhooks,
            Letters letters,
            LanguageSettings language) {
        this.current = current;
        this.accounts = accounts;
        this.alerts = alerts;
        this.webhooks = webhooks;
        this.letters = letters;
        this.language = language;
    }

    @PostConstruct
    void begin() {
        var _ = thread.scheduleWithFixedDelay(this::quietly, 1, 1, TimeUnit.MINUTES);
    }

    private void quietly() {
        try {
            look(letters.today());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "What is new could not be found out; it is tried again", e);
        }
    }

    /// Looks what is new on a day. A part that cannot be looked at does not keep the others from it. What is found is
    /// written down in the language of the organisation.
    public void look(LocalDate today) {
        language.usual().speak(() -> lookAtAll(today));
    }

    private synchronized void lookAtAll(LocalDate today) {
        lookAlone("", today);
        accounts.list().stream()
                .filter(a -> a.state() != Account.State.DISABLED)
                .flatMap(a -> a.unit().stream())
                .distinct()
                .sorted()
                .takeWhile(unit -> !thread.isShutdown()) // a server that ends does not wait for all of them
                .forEach(unit -> lookAlone(unit, today));
    }

    private void lookAlone(String part, LocalDate today) {
        try {
            look(part, today);
        } catch (RuntimeException e) {
            String where = part.isEmpty() ? "the whole organisation" : part;
            LOG.log(Level.WARNING, "What is new in %s could not be found out; it is tried again".formatted(where), e);
        }
    }

    /// What a finished diagnosis of a part shows.
    ///
    /// @param mark what tells it from other looks
    private record Finished(String mark, Diagnosis diagnosis, List<Finding> found) {}

    private void look(String part, LocalDate today) {
        Optional<Finished> finished = current.show(
                showing -> showing instanceof Ready ready && !ready.demo() && ready.newer() instanceof Newer.None
                        ? finished(ready, part, today)
                        : Optional.empty());
        finished.ifPresent(f -> {
            alerts.settle(part, f.diagnosis(), f.found());
            looked.put(part, f.mark());
        });
    }

    private Optional<Finished> finished(Ready ready, String part, LocalDate today) {
        OpenWorkspace workspace = ready.workspace();
        var stopped = part.isEmpty() ? webhooks.disabled() : List.<Webhook>of();
        String mark = part.isEmpty()
                ? "%s %s %s".formatted(today, System.identityHashCode(workspace), stopped)
                : "%s %s".formatted(today, workspace.workspace().to().orElse(today));
        if (mark.equals(looked.get(part)) || (!part.isEmpty() && !workspace.isWithin(part, part))) {
            return Optional.empty();
        }
        Visit visit = part.isEmpty() ? Visit.USUAL : Visit.USUAL.onlyOf(part);
        Examination examination = workspace.examine(visit.scope());
        var found = new ArrayList<>(Findings.of(examination));
        if (part.isEmpty()) {
            found.addAll(Findings.late(workspace.workspace().dossier(), today));
            stopped.forEach(w -> found.add(Findings.stopped(w, w.disabledAt().orElse(Instant.EPOCH))));
        }
        return Optional.of(new Finished(mark, examination.diagnosis(), found));
    }

    @Override
    public void close() {
        thread.close();
    }
}
