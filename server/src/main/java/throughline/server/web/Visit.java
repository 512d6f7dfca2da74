package throughline.server.web;

import static throughline.text.Text.say;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriUtils;
import throughline.diagnosis.CardMeasure;
import throughline.diagnosis.Cause;
import throughline.diagnosis.Period;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Objective;
import throughline.organisation.Register.Step;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;
import throughline.server.diagnose.Scope;
import throughline.server.diagnose.Scope.Comparison;
import throughline.server.diagnose.Scope.Facts;
import throughline.server.diagnose.Scope.Pinned;
import throughline.server.diagnose.Span;
import throughline.server.page.DiagnosisPage.Order;
import throughline.server.page.Links;
import throughline.server.page.Shell.Kept;
import throughline.workspace.RecordEntry;

/// What a reader asks for beside the page itself, and the links that keep it. What is usual is left out of
/// a link.
///
/// @param theme `light`, `dark` or empty
record Visit(Scope scope, Order order, String theme) implements Links {

    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2100;
    private static final String A_MONTH_EARLIER = "a-month-earlier";

    /// A visit without wishes.
    static final Visit USUAL = new Visit(Scope.USUAL, Order.STRENGTH, "");

    /// The visit of a request's parameters; a value that means nothing is as if it were not there.
    ///
    /// @throws NotFoundException if the period lies in years that nobody has facts of
    static Visit of(@Nullable String period, @Nullable String part, @Nullable String order, @Nullable String theme) {
        return new Visit(
                days(period)
                        .map(Scope.USUAL::of)
                        .or(() -> month(period).map(Scope.USUAL::at))
                        .orElseGet(() -> new Scope(
                                Optional.ofNullable(period).flatMap(Span::find).orElse(Scope.USUAL.span()), ""))
                        .of(part == null ? "" : part, Facts.ALL),
                "number".equals(order) ? Order.NUMBER : Order.STRENGTH,
                theme != null && (theme.equals("light") || theme.equals("dark")) ? theme : "");
    }

    /// The same, of a part of the organisation for somebody who may see no other: of its units' facts only.
    Visit onlyOf(String part) {
        return new Visit(scope.of(part, Facts.OF_ITS_UNITS), order, theme);
    }

    /// The same as one would have seen it at the end of a month.
    Visit at(YearMonth month) {
        return new Visit(scope.at(month), order, theme);
    }

    /// The same of these very days, so that the link says the same later.
    Visit pinned(Pinned days) {
        return new Visit(scope.of(days), order, theme);
    }

    /// The same, of the whole months in which very days lie.
    Visit inWholeMonths() {
        return scope.pinned()
                .map(p -> pinned(new Pinned(
                        new Period(
                                p.days().from().withDayOfMonth(1),
                                YearMonth.from(p.days().to()).atEndOfMonth()),
                        p.with())))
                .orElse(this);
    }

    /// The same of a part of the organisation.
    Visit of(String part) {
        return new Visit(scope.of(part, scope.facts()), order, theme);
    }

    /// Days such as `2025-11-16..2026-11-15`, or `2025-11-01..2026-10-31..a-month-earlier`.
    private static Optional<Pinned> days(@Nullable String period) {
        String[] ends = period == null ? new String[0] : period.split("\\.\\.", -1);
        boolean earlier = ends.length == 3 && ends[2].equals(A_MONTH_EARLIER);
        if (ends.length != 2 && !earlier) {
            return Optional.empty();
        }
        try {
            LocalDate from = LocalDate.parse(ends[0]);
            LocalDate to = LocalDate.parse(ends[1]);
            check(from.getYear());
            check(to.getYear());
            return to.isBefore(from)
                    ? Optional.empty()
                    : Optional.of(new Pinned(
                            new Period(from, to), earlier ? Comparison.A_MONTH_EARLIER : Comparison.JUST_BEFORE));
        } catch (DateTimeParseException notDays) {
            return Optional.empty();
        }
    }

    private static void check(int year) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new NotFoundException(say("Periods lie in the years %s to %s.", FIRST_YEAR, LAST_YEAR));
        }
    }

    /// The days as they stand in a link.
    static String words(Pinned pinned) {
        String days = pinned.days().from() + ".." + pinned.days().to();
        return switch (pinned.with()) {
            case JUST_BEFORE -> days;
            case A_MONTH_EARLIER -> days + ".." + A_MONTH_EARLIER;
        };
    }

    /// A month such as `2026-10`.
    private static Optional<YearMonth> month(@Nullable String period) {
        try {
            Optional<YearMonth> month = Optional.ofNullable(period).map(YearMonth::parse);
            month.ifPresent(m -> check(m.getYear()));
            return month;
        } catch (DateTimeParseException notAMonth) {
            return Optional.empty();
        }
    }

    @Override
    public String diagnosis() {
        return address("/", Map.of());
    }

    @Override
    public Optional<String> byNumber() {
        return Optional.of(address("/", Map.of("order", "number")));
    }

    @Override
    public String cause(Cause cause) {
        return address("/causes/" + cause.id(), Map.of());
    }

    @Override
    public Optional<String> rows(Cause cause, int evidence, long page) {
        return Optional.of(address(
                "/causes/%s/evidence/%s/rows".formatted(cause.id(), evidence),
                page == 0 ? Map.of() : Map.of("page", String.valueOf(page))));
    }

    @Override
    public Optional<String> journeys() {
        return Optional.of(address("/journeys", Map.of()));
    }

    @Override
    public Optional<String> journey(String id) {
        return Optional.of(address("/journey", Map.of("id", id)));
    }

    @Override
    public Optional<String> touchpoint(String id) {
        return Optional.of(address("/touchpoint", Map.of("id", id)));
    }

    @Override
    public Optional<String> accountability() {
        return Optional.of(address("/accountability", Map.of()));
    }

    @Override
    public Optional<String> gaps() {
        return Optional.of(address("/accountability", Map.of("show", "gaps")));
    }

    @Override
    public Optional<String> measures() {
        return Optional.of(address("/measures", Map.of()));
    }

    @Override
    public Optional<String> measure(String id) {
        return measure(id, "");
    }

    @Override
    public Optional<String> measure(CardMeasure measure) {
        return Optional.of(measure("/measure", measure.id(), "", measure.table(), Map.of()));
    }

    @Override
    public Optional<String> measure(String id, String touchpoint) {
        return Optional.of(measure("/measure", id, touchpoint, Optional.empty(), Map.of()));
    }

    /// The page of a measure, or of rows behind it.
    ///
    /// @param of the table it is looked for in; empty for where measures are looked for first
    String measure(String path, String id, String touchpoint, Optional<FactKind> of, Map<String, String> more) {
        var parameters = new LinkedHashMap<String, String>();
        parameters.put("id", id);
        if (!touchpoint.isEmpty()) {
            parameters.put("touchpoint", touchpoint);
        }
        of.ifPresent(table -> parameters.put("of", table.table()));
        parameters.putAll(more);
        return address(path, parameters);
    }

    @Override
    public Optional<String> search() {
        return Optional.of(address("/search", Map.of()));
    }

    @Override
    public Optional<String> words() {
        return Optional.of(address("/words", Map.of()));
    }

    @Override
    public Optional<String> scorecards() {
        return Optional.of(address("/scorecards", Map.of()));
    }

    @Override
    public Optional<String> frontLine() {
        return Optional.of(address("/frontline", Map.of()));
    }

    @Override
    public Optional<String> card(String person) {
        return Optional.of(address("/frontline/card", Map.of("person", person)));
    }

    @Override
    public Optional<String> causeMap() {
        return Optional.of(causeMap("/map", Map.of()));
    }

    /// The cause map, the drivers, or a page or file beside them.
    String causeMap(String path, Map<String, String> more) {
        return address(path, more);
    }

    @Override
    public Optional<String> drivers() {
        return Optional.of(causeMap("/drivers", Map.of()));
    }

    @Override
    public Optional<String> sayAndDo() {
        return Optional.of(address("/say-and-do", Map.of()));
    }

    @Override
    public Optional<String> steps(String id) {
        return Optional.of(address("/steps", id.isEmpty() ? Map.of() : Map.of("id", id)));
    }

    @Override
    public Optional<String> step(String id) {
        return Optional.of(address("/step", Map.of("id", id)));
    }

    @Override
    public Optional<String> startStep(Cause cause, String unit) {
        return Optional.of("/steps/start?cause=%s%s"
                .formatted(encoded(cause.id()), unit.isEmpty() ? "" : "&unit=" + encoded(unit)));
    }

    @Override
    public Optional<String> planned(String id, String unit) {
        return Optional.of("/steps/start?planned=" + encoded(id));
    }

    @Override
    public Optional<String> push() {
        return Optional.of("/steps/push");
    }

    @Override
    public Optional<String> endStep(Step step) {
        return Optional.of("/steps/end?id=" + encoded(step.id()));
    }

    @Override
    public Optional<String> rebase(Step step) {
        return Optional.of("/steps/baseline?id=" + encoded(step.id()));
    }

    @Override
    public Optional<String> predictions() {
        return Optional.of(address("/predictions", Map.of()));
    }

    @Override
    public Optional<String> record() {
        return Optional.of(themed("/record"));
    }

    @Override
    public Optional<String> alerts() {
        return Optional.of(themed("/alerts"));
    }

    @Override
    public Optional<String> webhooks() {
        return Optional.of(themed("/webhooks"));
    }

    /// The address of a page without a part or period.
    private String themed(String path) {
        return theme.isEmpty() ? path : path + "?theme=" + theme;
    }

    @Override
    public Optional<String> add(Sort sort) {
        return Optional.of("/record/%s/add".formatted(sort.id()));
    }

    @Override
    public Optional<String> review(Objective draft) {
        var address = new StringBuilder("/record/objectives/add");
        RecordEntry.texts(draft)
                .forEach((key, text) -> address.append(address.indexOf("?") < 0 ? '?' : '&')
                        .append(key)
                        .append('=')
                        .append(encoded(text)));
        return Optional.of(address.toString());
    }

    @Override
    public Optional<String> change(Thing.Id entry) {
        return Optional.of("/record/%s/entry?key=%s"
                .formatted(entry.sort().id(), UriUtils.encode(entry.key(), StandardCharsets.UTF_8)));
    }

    @Override
    public Optional<String> data() {
        return Optional.of(address("/data", Map.of()));
    }

    @Override
    public Optional<String> bringIn() {
        return Optional.of(address("/data/import", Map.of()));
    }

    @Override
    public Optional<String> board() {
        return Optional.of(address("/board", Map.of()));
    }

    /// The board page as a file to hand on.
    String pack() {
        return address("/board.pdf", Map.of());
    }

    @Override
    public Optional<String> report() {
        return Optional.of(address("/report.html", Map.of()));
    }

    /// Part, period and theme for a form to carry along, as far as they are not the usual ones.
    List<Kept> kept() {
        return wishes().entrySet().stream()
                .map(w -> new Kept(w.getKey(), w.getValue()))
                .toList();
    }

    private Map<String, String> wishes() {
        var wishes = new LinkedHashMap<String, String>();
        if (!scope.part().isEmpty()) {
            wishes.put("part", scope.part());
        }
        scope.month().ifPresent(m -> wishes.put("period", m.toString()));
        if (scope.pinned().isPresent()) {
            wishes.put("period", words(scope.pinned().get()));
        } else if (scope.span() != Scope.USUAL.span()) {
            wishes.put("period", scope.span().id());
        }
        if (!theme.isEmpty()) {
            wishes.put("theme", theme);
        }
        return wishes;
    }

    private String address(String path, Map<String, String> more) {
        var parameters = new LinkedHashMap<>(wishes());
        parameters.putAll(more);
        return at(path, parameters);
    }

    /// An address with parameters.
    static String at(String path, Map<String, String> parameters) {
        var address = new StringBuilder(path);
        parameters.forEach((name, value) -> address.append(address.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(encoded(value)));
        return address.toString();
    }

    /// A value as it stands in an address.
    static String encoded(String value) {
        return UriUtils.encode(value, StandardCharsets.UTF_8);
    }
}
