package throughline.server.intake.web;

import java.util.Set;
import java.util.TreeSet;
import throughline.server.intake.Refusal.Reason;

/// The statuses that the code can answer with.
public final class ApiStatuses {

    private ApiStatuses() {}

    /// Those for a delivery: durable, replay, no token, no such table, and one for each reason to refuse it.
    public static Set<String> ofDelivery() {
        var statuses = new TreeSet<>(Set.of("200", "202", "401", "404"));
        for (Reason reason : Reason.values()) {
            statuses.add(Integer.toString(ApiProblems.status(reason).value()));
        }
        return statuses;
    }
}
