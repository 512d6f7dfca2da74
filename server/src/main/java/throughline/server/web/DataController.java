package throughline.server.web;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.intake.Standstill;
import throughline.server.page.DataPage;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Place;

/// What was read and what was set aside.
@Controller
class DataController {

    private final Reception reception;
    private final ShellMaker shells;
    private final ObjectProvider<Standstill> sources;

    DataController(Reception reception, ShellMaker shells, ObjectProvider<Standstill> sources) {
        this.reception = reception;
        this.shells = shells;
        this.sources = sources;
    }

    @Needs(Right.SEE_DATA)
    @GetMapping("/data")
    PageView data(
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable String theme) {
        Visit visit = Visit.of(period, part, null, theme);
        return reception.show(
                visit,
                seen -> new PageView(
                        "data",
                        DataPage.of(
                                seen.ready().workspace().workspace(),
                                sources.stream()
                                        .flatMap(source -> source.refusals().stream())
                                        .toList(),
                                shells.around(seen, Place.DATA, "", new Crumb("Data", Optional.empty())))));
    }
}
