package throughline.server.web;

import static throughline.text.Text.say;

import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import throughline.diagnosis.Dossier;
import throughline.diagnosis.MeasureCells;
import throughline.diagnosis.Period;
import throughline.lake.cube.RowQuery;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Touchpoint;
import throughline.organisation.Organisation.Unit;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.chart.Words;
import throughline.server.page.MeasurePage;
import throughline.server.page.RowsPage;
import throughline.server.page.Shell;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Kept;
import throughline.server.page.Shell.Place;

/// From the figure of a measure to its cells, and from these to the rows.
@Controller
class MeasureController {

    private static final String PAGE = "/measure";
    private static final String ROWS = PAGE + "/rows";

    private final Reception reception;
    private final ShellMaker shells;
    private final Visitors visitors;

    MeasureController(Reception reception, ShellMaker shells, Visitors visitors) {
        this.reception = reception;
        this.shells = shells;
        this.visitors = visitors;
    }

    @Needs(Right.SEE_DIAGNOSIS)
    @GetMapping(PAGE)
    PageView measure(
            @RequestParam(defaultValue = "") String id,
            @RequestParam(defaultValue = "") String touchpoint,
            @RequestParam(defaultValue = "") String of,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable String theme) {
        boolean rows = visitors.current().may(Right.SEE_ROWS);
        return reception.show(Visit.of(period, part, null, theme), seen -> {
            MeasureCells cells = cells(seen.examination().dossier(), id, touchpoint, of);
            if (cells.rows().fact() == FactKind.EVALUATIONS && !rows) {
                throw new AccessDeniedException("Evaluations are scores of people, for who may see rows");
            }
            Shell shell = shells.around(
                    seen,
                    Place.MEASURES,
                    PAGE,
                    List.of(new Kept("id", id), new Kept("touchpoint", touchpoint), new Kept("of", of)),
                    measures(seen),
                    new Crumb(cells.measure().title(), Optional.empty()));
            return new PageView(
                    "measure",
                    MeasurePage.of(
                            cells,
                            place(seen, touchpoint),
                            seen.examination(),
                            (month, unit) -> rows
                                    ? Optional.of(address(seen, new Asked(id, touchpoint, of, unit, month), 0))
                                    : Optional.empty(),
                            shell));
        });
    }

    @Needs(Right.SEE_ROWS)
    @GetMapping(ROWS)
    PageView rows(
            @RequestParam(defaultValue = "") String id,
            @RequestParam(defaultValue = "") String touchpoint,
            @RequestParam(defaultValue = "") String of,
            @RequestParam(defaultValue = "") String unit,
            @RequestParam(defaultValue = "") String month,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable String theme) {
        var asked = new Asked(id, touchpoint, of, unit, month);
        return reception.show(Visit.of(period, part, null, theme), seen -> {
            Dossier dossier = seen.examination().dossier();
            MeasureCells cells = cells(dossier, id, touchpoint, of);
            var pages = new PagedRows(
                    during(dossier, month),
                    asked.behind(cells)
                            .orElseThrow(() -> new NotFoundException(
                                    say("What staff answer, and cells that say nothing, show no rows."))));
            String back = seen.visit().measure(PAGE, id, touchpoint, FactKind.find(of), Map.of());
            Shell shell = shells.around(
                    seen,
                    Place.MEASURES,
                    "",
                    measures(seen),
                    new Crumb(cells.measure().title(), Optional.of(back)),
                    new Crumb(say("Rows"), Optional.empty()));
            return new PageView(
                            "rows",
                            MeasurePage.rows(
                                    cells,
                                    List.of(
                                            month(month).map(Words::month).orElse(""),
                                            dossier.registry()
                                                    .unit(unit)
                                                    .map(Unit::title)
                                                    .orElse(unit),
                                            place(seen, touchpoint)),
                                    new RowsPage.Some(
                                            pages.page(page), page, p -> Optional.of(address(seen, asked, p))),
                                    shell,
                                    back))
                    .with(pages::whole);
        });
    }

    /// Which rows of a measure are asked for; what is empty does not matter.
    private record Asked(String id, String touchpoint, String of, String unit, String month) {

        /// The rows of a cell; empty where it says nothing, and for a month of a unit, which is no cell.
        Optional<RowQuery> behind(MeasureCells cells) {
            if (!month.isEmpty()) {
                return MeasureController.month(month)
                        .filter(m -> unit.isEmpty() && cells.says(m))
                        .map(m -> cells.rows());
            }
            return unit.isEmpty() ? Optional.of(cells.rows()) : cells.rowsOf(unit);
        }
    }

    private static String address(Seen seen, Asked asked, long page) {
        var more = new LinkedHashMap<String, String>();
        if (!asked.unit().isEmpty()) {
            more.put("unit", asked.unit());
        }
        if (!asked.month().isEmpty()) {
            more.put("month", asked.month());
        }
        if (page > 0) {
            more.put("page", String.valueOf(page));
        }
        return seen.visit().measure(ROWS, asked.id(), asked.touchpoint(), FactKind.find(asked.of()), more);
    }

    private static Crumb measures(Seen seen) {
        return new Crumb(say("Measures"), seen.visit().measures());
    }

    private static MeasureCells cells(Dossier dossier, String id, String touchpoint, String of) {
        Optional<FactKind> table = FactKind.find(of);
        return (of.isEmpty() || table.isPresent()
                        ? MeasureCells.of(dossier, id, table, touchpoint)
                        : Optional.<MeasureCells>empty())
                .orElseThrow(() -> new NotFoundException(
                        say("No facts of these days and this part have that measure, or fewer than five do.")));
    }

    private static String place(Seen seen, String touchpoint) {
        return seen.examination()
                .dossier()
                .registry()
                .touchpoint(touchpoint)
                .map(Touchpoint::title)
                .orElse(touchpoint);
    }

    private static Dossier during(Dossier dossier, String month) {
        return month(month)
                .map(m -> new Period(m.atDay(1), m.atEndOfMonth())
                        .within(dossier.period())
                        .map(dossier::during)
                        .orElseThrow(() -> new NotFoundException(say("There are no facts of %s.", Words.month(m)))))
                .orElse(dossier);
    }

    private static Optional<YearMonth> month(String typed) {
        try {
            return typed.isEmpty() ? Optional.empty() : Optional.of(YearMonth.parse(typed));
        } catch (DateTimeParseException notAMonth) {
            return Optional.empty();
        }
    }
}
