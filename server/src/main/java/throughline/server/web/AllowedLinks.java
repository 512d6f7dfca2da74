package throughline.server.web;

import java.util.Optional;
import throughline.diagnosis.Cause;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;
import throughline.server.accounts.Right;
import throughline.server.accounts.Visitor;
import throughline.server.page.Links;

/// The links of a visit that lead where its visitor may go.
///
/// @param shown whose organisation is shown; the demo's record is nobody's to change
record AllowedLinks(Visit visit, Visitor visitor, Shown shown) implements Links {

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
    public Optional<String> predictions() {
        return where(Right.PREDICT, visit.predictions());
    }

    @Override
    public Optional<String> add(Sort sort) {
        return toChange(visit.add(sort));
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
    public Optional<String> report() {
        return where(Right.SEE_ROWS, visit.report());
    }
}
