package throughline.server.web;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import throughline.diagnosis.Dossier;
import throughline.diagnosis.StepOrder;
import throughline.diagnosis.StepOrder.Wait;
import throughline.organisation.Register;
import throughline.organisation.Register.Step;
import throughline.server.diagnose.OpenWorkspace;
import throughline.server.diagnose.Scope;

/// Tells what a step or a sales push has to wait for, by all facts of the organisation, whatever of them the account
/// sees. Safe for use by several threads.
@Component
final class StepGate {

    private final Lock starting = new ReentrantLock();

    /// Steps that were started here and were not among the facts when last looked, by id.
    private final Map<String, Step> unread = new ConcurrentHashMap<>();

    /// Does something alone, from the facts that are looked at until it is filed: what waits for a step that somebody
    /// else starts now would not see it.
    <T> T alone(Supplier<T> work) {
        starting.lock();
        try {
            return work.get();
        } finally {
            starting.unlock();
        }
    }

    /// Takes note of steps that were started.
    void started(Register register) {
        register.steps().forEach(s -> unread.put(s.id(), s));
    }

    /// What stands against steps or pushes.
    List<Wait> waits(Seen seen, Register typed) {
        StepOrder order = order(seen);
        return typed.steps().isEmpty()
                ? typed.pushes().stream().flatMap(p -> order.waits(p).stream()).toList()
                : typed.steps().stream().flatMap(s -> order.waits(s).stream()).toList();
    }

    /// What steps that start now would have to wait for.
    StepOrder order(Seen seen) {
        OpenWorkspace workspace = seen.ready().workspace();
        Dossier dossier = workspace.workspace().dossier();
        dossier.register().steps().forEach(s -> unread.remove(s.id()));
        return new StepOrder(dossier, workspace.examine(Scope.USUAL).steps(), List.copyOf(unread.values()));
    }
}
