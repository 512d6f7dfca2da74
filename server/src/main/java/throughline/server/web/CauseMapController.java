package throughline.server.web;

import static throughline.text.Text.say;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import throughline.explanation.CauseMap;
import throughline.explanation.CauseMap.Drawn;
import throughline.explanation.CauseMap.TooLittle;
import throughline.organisation.Organisation.Journey;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.page.CauseMapPage;
import throughline.server.page.DriversPage;
import throughline.server.page.Shell.Crumb;
import throughline.server.page.Shell.Kept;
import throughline.server.page.Shell.Option;
import throughline.server.page.Shell.Place;
import throughline.server.report.CauseMapFile;

/// The cause map, its files, and the drivers of an outcome.
@Controller
class CauseMapController {

    static final String PAGE = "/map";

    private final Reception reception;
    private final ShellMaker shells;
    private final Visitors visitors;

    CauseMapController(Reception reception, ShellMaker shells, Visitors visitors) {
        this.reception = reception;
        this.shells = shells;
        this.visitors = visitors;
    }

    @Needs(Right.SEE_DIAGNOSIS)
    @GetMapping(PAGE)
    PageView map(
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String at,
            @RequestParam(defaultValue = "") String journey,
            @RequestParam(defaultValue = "") String accepted,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable String theme) {
        return reception.show(Visit.of(period, part, null, theme), seen -> {
            Optional<Journey> chosen = journey(seen, journey);
            var asked =
                    new CauseMapPage.Asked(PAGE, seen.visit().kept(), journeys(seen, journey), from, to, number(at));
            var carried = new ArrayList<Kept>();
            chosen.ifPresent(j -> carried.add(new Kept("journey", j.id())));
            if (!from.isEmpty() && !to.isEmpty()) {
                carried.add(new Kept("from", from));
                carried.add(new Kept("to", to));
            }
            return new PageView(
                    "causeMap",
                    CauseMapPage.of(
                            seen.examination(),
                            seen.examination().explanations().map(chosen),
                            asked,
                            new Addresses(
                                    seen,
                                    chosen,
                                    !seen.ready().demo() && visitors.current().may(Right.EDIT_WHOLE_RECORD)),
                            accepted.isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(
                                            say(
                                                    "The link is on record. The map shows it as soon as the record is read, which takes some seconds.")),
                            shells.around(
                                    seen,
                                    Place.CAUSE_MAP,
                                    PAGE,
                                    carried,
                                    new Crumb(say("Cause map"), Optional.empty())),
                            link -> seen.examination().explanations().holds(chosen, link)));
        });
    }

    @Needs(Right.SEE_DIAGNOSIS)
    @GetMapping(PAGE + ".csv")
    ResponseEntity<byte[]> csv(
            @RequestParam(defaultValue = "") String journey,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part) {
        return file(CauseMapFile.CSV, journey, Visit.of(period, part, null, null));
    }

    @Needs(Right.SEE_DIAGNOSIS)
    @GetMapping(PAGE + ".dot")
    ResponseEntity<byte[]> dot(
            @RequestParam(defaultValue = "") String journey,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part) {
        return file(CauseMapFile.DOT, journey, Visit.of(period, part, null, null));
    }

    @Needs(Right.SEE_DIAGNOSIS)
    @GetMapping(PAGE + ".graphml")
    ResponseEntity<byte[]> graphml(
            @RequestParam(defaultValue = "") String journey,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part) {
        return file(CauseMapFile.GRAPHML, journey, Visit.of(period, part, null, null));
    }

    @Needs(Right.SEE_DIAGNOSIS)
    @GetMapping(PAGE + ".tetrad")
    ResponseEntity<byte[]> tetrad(
            @RequestParam(defaultValue = "") String journey,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part) {
        return file(CauseMapFile.TETRAD, journey, Visit.of(period, part, null, null));
    }

    /// The map as a file; where there is too little to draw one, a file of nothing.
    private ResponseEntity<byte[]> file(CauseMapFile file, String journey, Visit visit) {
        return reception.answer(
                visit,
                seen -> ResponseEntity.ok()
                        .contentType(new MediaType(MediaType.parseMediaType(file.type()), StandardCharsets.UTF_8))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.attachment()
                                        .filename(file.file())
                                        .build()
                                        .toString())
                        .body(file.of(drawn(seen.examination().explanations().map(journey(seen, journey))))
                                .getBytes(StandardCharsets.UTF_8)),
                otherwise -> ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .contentType(MediaType.TEXT_PLAIN)
                        .body(say("There is no map yet.").getBytes(StandardCharsets.UTF_8)));
    }

    private static Drawn drawn(CauseMap map) {
        return switch (map) {
            case Drawn drawn -> drawn;
            case TooLittle little -> Drawn.nothing(little.leftOut());
        };
    }

    @Needs(Right.SEE_DIAGNOSIS)
    @GetMapping("/drivers")
    PageView drivers(
            @RequestParam(defaultValue = "") String outcome,
            @RequestParam(defaultValue = "") String journey,
            @RequestParam(required = false) @Nullable String period,
            @RequestParam(required = false) @Nullable String part,
            @RequestParam(required = false) @Nullable String theme) {
        return reception.show(Visit.of(period, part, null, theme), seen -> {
            Optional<Journey> chosen = journey(seen, journey);
            var carried = new ArrayList<Kept>();
            chosen.ifPresent(j -> carried.add(new Kept("journey", j.id())));
            if (!outcome.isEmpty()) {
                carried.add(new Kept("outcome", outcome));
            }
            return new PageView(
                    "drivers",
                    DriversPage.of(
                            seen.examination(),
                            seen.examination()
                                    .explanations()
                                    .drivers(chosen, Optional.of(outcome).filter(o -> !o.isEmpty())),
                            journeys(seen, journey),
                            seen.visit().kept(),
                            new Addresses(seen, chosen, false).page(Map.of()),
                            shells.around(
                                    seen,
                                    Place.DRIVERS,
                                    "/drivers",
                                    carried,
                                    new Crumb(say("Drivers"), Optional.empty()))));
        });
    }

    private static Optional<Journey> journey(Seen seen, String id) {
        return seen.examination().dossier().organisation().journeys().stream()
                .filter(j -> j.id().equals(id))
                .findFirst();
    }

    private static List<Option> journeys(Seen seen, String chosen) {
        List<Journey> all = seen.examination().dossier().organisation().journeys();
        if (all.isEmpty()) {
            return List.of();
        }
        var options = new ArrayList<Option>();
        options.add(new Option("", say("All contacts"), journey(seen, chosen).isEmpty()));
        all.forEach(j -> options.add(new Option(j.id(), j.title(), j.id().equals(chosen))));
        return options;
    }

    /// A number that was typed, with a point or a comma; empty where it is none.
    private static Optional<Double> number(String typed) {
        try {
            double value = Double.parseDouble(typed.strip().replace(',', '.'));
            return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /// Addresses that keep part, period, theme and journey.
    private record Addresses(Seen seen, Optional<Journey> journey, boolean records) implements CauseMapPage.Addresses {

        String page(Map<String, String> more) {
            return at(PAGE, more);
        }

        private String at(String path, Map<String, String> more) {
            var parameters = new LinkedHashMap<String, String>();
            journey.ifPresent(j -> parameters.put("journey", j.id()));
            parameters.putAll(more);
            return seen.visit().causeMap(path, parameters);
        }

        @Override
        public String link(String from, String to) {
            var ends = new LinkedHashMap<String, String>();
            ends.put("from", from);
            ends.put("to", to);
            return page(ends);
        }

        @Override
        public Optional<String> accept(String from, String to) {
            return records
                    ? Optional.of("%s/accept?from=%s&to=%s".formatted(PAGE, Visit.encoded(from), Visit.encoded(to)))
                    : Optional.empty();
        }

        @Override
        public String file(String id) {
            return at(PAGE + "." + id, Map.of());
        }
    }
}
