package throughline.server.intake.web;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RestController;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.alerts.AlertJson;
import throughline.server.alerts.AlertLinks;
import throughline.server.alerts.Alerts;
import throughline.server.alerts.Reader;

/// The alerts for programs: those that the page shows to the same account.
@RestController
class AlertsApi {

    private final Alerts alerts;
    private final AlertLinks links;
    private final Accounts accounts;

    AlertsApi(Alerts alerts, AlertLinks links, Accounts accounts) {
        this.alerts = alerts;
        this.links = links;
        this.accounts = accounts;
    }

    @Needs(Right.SEE_ALERTS)
    @GetMapping(Alerts.ADDRESS)
    ResponseEntity<Map<String, List<Map<String, @Nullable Object>>>> list(
            @RequestAttribute(name = TokenFilter.SENDER, required = false) @Nullable String sender) {
        Reader reader = sender == null ? Reader.of(Caller.account(accounts)) : Reader.program();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(Map.of(
                        "alerts",
                        alerts.told(reader).stream()
                                .map(told -> AlertJson.fields(told.alert(), links))
                                .toList()));
    }
}
