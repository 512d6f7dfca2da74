package throughline.server.alerts;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// An alert as programs are told of it, over the API and by webhooks (docs/openapi.json).
public final class AlertJson {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private AlertJson() {}

    /// The text of an alert.
    static String of(Alert alert, AlertLinks links) {
        return JSON.writeValueAsString(fields(alert, links));
    }

    /// Its fields, in their order.
    public static Map<String, @Nullable Object> fields(Alert alert, AlertLinks links) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        fields.put("id", alert.id().toString());
        fields.put("kind", alert.finding().kind().id());
        fields.put("unit", alert.part().isEmpty() ? null : alert.part());
        fields.put("subject", alert.finding().subject());
        fields.put("since", alert.finding().since().toString());
        fields.put("raised_at", alert.raisedAt().toString());
        fields.put("ended_at", alert.endedAt().map(Instant::toString).orElse(null));
        fields.put("what", alert.finding().what());
        fields.put("false_alarms", alert.finding().chance());
        fields.put("next", alert.finding().next());
        fields.put("evidence", links.evidence(alert).toString());
        return fields;
    }
}
