package throughline.server.web;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import throughline.diagnosis.CardMeasure;
import throughline.diagnosis.Cause;
import throughline.lake.fact.FactKind;
import throughline.organisation.Organisation.Objective;
import throughline.organisation.Register.Step;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;
import throughline.server.accounts.Right;
import throughline.server.accounts.Visitor;
import throughline.server.page.Links;

/// The links of a visit that lead where its visitor may go.
///
/// @param shown whose organisation is shown; the demo's record is nobody's to change
/// @param writes of which units, by id, the visitor may record something; the empty one is everybody
/// @param cells the table whose cells the page of a measure adds up, of those that the visitor sees
record AllowedLinks(Visit visit, Visitor visitor, Shown shown, Predicate<String> writes, Cells cells) implements Links {

    /// Where the cells of measures are.
    interface Cells {
        /// The table of a measure, looked for in one table or in all, at one touchpoint or at all.
        Optional<FactKind> table(String measure, Optional<FactKind> table, String touchpoint);
    }

    /// Whose organisation is shown.
    enum Shown {
        OWN,
        DEMO
    }

    private Optional<String> where(Right right, Optional<String> link) {
        return link.filter(l -> visitor.may(right));
    }

    private Optional<String> toChange(Optional<String> link) {
        return shown == Shown.DEMO ? Optional.empty() : where(Right.EDIT_RECORD, link);
    }

    private Optional<String> toRecord(Optional<String> link) {
        return shown == Shown.DEMO ? Optional.empty() : where(Right.RECORD, link);
    }

    private boolean isOwn(Step step) {
        return writes.test(Objects.requireNonNullElse(step.unit(), ""));
    }

    @Override
    public String diagnosis() {
        return visit.diagnosis();
    }

    @Override
    public Optional<String> byNumber() {
        return visit.byNumber();
    }

    @Override
    public Optional<String> journeys() {
        return where(Right.SEE_PROMISES, visit.journeys());
    }

    @Override
    public Optional<String> journey(String id) {
        return where(Right.SEE_PROMISES, visit.journey(id));
    }

    @Override
    public Optional<String> touchpoint(String id) {
        return where(Right.SEE_PROMISES, visit.touchpoint(id));
    }

    @Override
    public Optional<String> accountability() {
        return where(Right.SEE_PROMISES, visit.accountability());
    }

    @Override
    public Optional<String> gaps() {
        return where(Right.SEE_PROMISES, visit.gaps());
    }

    @Override
    public String cause(Cause cause) {
        return visit.cause(cause);
    }

    @Override
    public Optional<String> rows(Cause cause, int evidence, long page) {
        return where(Right.SEE_ROWS, visit.rows(cause, evidence, page));
    }

    @Override
    public Optional<String> measures() {
        return where(Right.SEE_PROMISES, visit.measures());
    }

    @Override
    public Optional<String> measure(String id) {
        return shown(cells.table(id, Optional.empty(), ""), visit.measure(id));
    }

    @Override
    public Optional<String> measure(CardMeasure measure) {
        return shown(cells.table(measure.id(), measure.table(), ""), visit.measure(measure));
    }

    @Override
    public Optional<String> measure(String id, String touchpoint) {
        return shown(cells.table(id, Optional.empty(), touchpoint), visit.measure(id, touchpoint));
    }

    /// Evaluations are scores of people, so their cells are for who may see rows.
    private Optional<String> shown(Optional<FactKind> table, Optional<String> link) {
        return table.flatMap(t -> where(t == FactKind.EVALUATIONS ? Right.SEE_ROWS : Right.SEE_DIAGNOSIS, link));
    }

    @Override
    public Optional<String> search() {
        return where(Right.SEE_DIAGNOSIS, visit.search());
    }

    @Override
    public Optional<String> words() {
        return where(Right.SEE_DIAGNOSIS, visit.words());
    }

    @Override
    public Optional<String> scorecards() {
        return where(Right.SEE_PROMISES, visit.scorecards());
    }

    @Override
    public Optional<String> frontLine() {
        return where(Right.SEE_DIAGNOSIS, visit.frontLine());
    }

    @Override
    public Optional<String> card(String person) {
        return where(Right.SEE_CARDS, visit.card(person));
    }

    @Override
    public Optional<String> causeMap() {
        return where(Right.SEE_DIAGNOSIS, visit.causeMap());
    }

    @Override
    public Optional<String> drivers() {
        return where(Right.SEE_DIAGNOSIS, visit.drivers());
    }

    @Override
    public Optional<String> sayAndDo() {
        return where(Right.SEE_SAY_AND_DO, visit.sayAndDo());
    }

    @Override
    public Optional<String> steps(String id) {
        return where(Right.SEE_STEPS, visit.steps(id));
    }

    @Override
    public Optional<String> step(String id) {
        return where(Right.SEE_STEPS, visit.step(id));
    }

    @Override
    public Optional<String> startStep(Cause cause, String unit) {
        return toRecord(visit.startStep(cause, unit));
    }

    @Override
    public Optional<String> planned(String id, String unit) {
        return toRecord(visit.planned(id, unit)).filter(l -> writes.test(unit));
    }

    @Override
    public Optional<String> push() {
        return toRecord(visit.push());
    }

    @Override
    public Optional<String> endStep(Step step) {
        return toRecord(visit.endStep(step)).filter(l -> isOwn(step));
    }

    @Override
    public Optional<String> rebase(Step step) {
        return toRecord(visit.rebase(step)).filter(l -> isOwn(step));
    }

    @Override
    public Optional<String> predictions() {
        return where(Right.PREDICT, visit.predictions());
    }

    @Override
    public Optional<String> add(Sort sort) {
        return toChange(visit.add(sort));
    }

    @Override
    public Optional<String> review(Objective draft) {
        return toChange(visit.review(draft));
    }

    @Override
    public Optional<String> change(Thing.Id entry) {
        return toChange(visit.change(entry));
    }

    @Override
    public Optional<String> record() {
        return where(Right.SEE_RECORD, visit.record());
    }

    @Override
    public Optional<String> data() {
        return where(Right.SEE_DATA, visit.data());
    }

    @Override
    public Optional<String> bringIn() {
        return where(Right.BRING_IN, visit.bringIn());
    }

    @Override
    public Optional<String> board() {
        return where(Right.SEE_SAY_AND_DO, visit.board());
    }

    @Override
    public Optional<String> alerts() {
        return where(Right.SEE_DIAGNOSIS, visit.alerts());
    }

    @Override
    public Optional<String> webhooks() {
        return where(Right.KEEP_WEBHOOKS, visit.webhooks());
    }

    @Override
    public Optional<String> report() {
        return where(Right.SEE_ROWS, visit.report());
    }
}
