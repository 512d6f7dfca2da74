package throughline.server.web;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import throughline.diagnosis.Dossier;
import throughline.diagnosis.StepOrder;
import throughline.diagnosis.StepOrder.Wait;
import throughline.lake.fact.FactKind;
import throughline.organisation.Register;
import throughline.organisation.Register.Step;
import throughline.server.diagnose.OpenWorkspace;
import throughline.server.diagnose.Scope;
import throughline.server.filing.Filing;

/// Tells what a step or a sales push has to wait for, by all facts of the organisation, whatever of them the account
/// sees. Safe for use by several threads.
@Component
final class StepGate {

    private final Filing filing;

    StepGate(Filing filing) {
        this.filing = filing;
    }

    /// What stands against steps or pushes.
    List<Wait> waits(Seen seen, Register typed) {
        StepOrder order = order(seen);
        return typed.steps().isEmpty()
                ? typed.pushes().stream().flatMap(p -> order.waits(p).stream()).toList()
                : typed.steps().stream().flatMap(s -> order.waits(s).stream()).toList();
    }

    /// What steps that start now would have to wait for: for those that were filed here and are not among the facts
    /// yet, too.
    StepOrder order(Seen seen) {
        OpenWorkspace workspace = seen.ready().workspace();
        Dossier dossier = workspace.workspace().dossier();
        Set<String> read = dossier.register().steps().stream().map(Step::id).collect(Collectors.toSet());
        List<Step> unread = filing.lately(FactKind.STEPS, FactFormController.zone(seen)).steps().stream()
                .filter(s -> !read.contains(s.id()))
                .toList();
        return new StepOrder(dossier, workspace.examine(Scope.USUAL).steps(), unread);
    }
}
