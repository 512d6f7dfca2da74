package throughline.server.page;

import java.util.Optional;
import throughline.diagnosis.CardMeasure;
import throughline.diagnosis.Cause;
import throughline.organisation.Organisation.Objective;
import throughline.organisation.Register.Step;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;

/// Addresses of the pages, so that the same page stands in the server and in a report of one file, in which
/// most lead nowhere.
public interface Links {

    /// The Diagnosis page, strongest cause first.
    String diagnosis();

    /// The Diagnosis page by number, where that is a page of its own.
    default Optional<String> byNumber() {
        return Optional.empty();
    }

    /// The page of a cause.
    String cause(Cause cause);

    /// Where a piece of evidence stands on the page of its cause.
    default String evidence(Cause cause, int number) {
        return cause(cause) + "#" + anchor(cause, number);
    }

    /// Name of the place of a piece of evidence.
    static String anchor(Cause cause, int number) {
        return "evidence-%s-%s".formatted(cause.order(), number);
    }

    /// The page of the rows behind a piece of evidence, counted from 0, where rows have pages.
    default Optional<String> rows(Cause cause, int evidence, long page) {
        return Optional.empty();
    }

    /// The page of all journeys, where there is one.
    default Optional<String> journeys() {
        return Optional.empty();
    }

    /// The page of a journey, where there is one.
    default Optional<String> journey(String id) {
        return Optional.empty();
    }

    /// The page of a touchpoint and its standards, where there is one.
    default Optional<String> touchpoint(String id) {
        return Optional.empty();
    }

    /// The page of who answers for what, where there is one.
    default Optional<String> accountability() {
        return Optional.empty();
    }

    /// The same with the gaps only.
    default Optional<String> gaps() {
        return Optional.empty();
    }

    /// The dictionary of measures, where there is one.
    default Optional<String> measures() {
        return Optional.empty();
    }

    /// The page of a measure, or of the scale of several questions, with its cells, where there is one.
    default Optional<String> measure(String id) {
        return Optional.empty();
    }

    /// The same of the table that a figure of a card rests on.
    default Optional<String> measure(CardMeasure measure) {
        return Optional.empty();
    }

    /// The same of what happens at a touchpoint only.
    default Optional<String> measure(String id, String touchpoint) {
        return Optional.empty();
    }

    /// The page on which one searches by name, where there is one.
    default Optional<String> search() {
        return Optional.empty();
    }

    /// The page of what words mean, where there is one.
    default Optional<String> words() {
        return Optional.empty();
    }

    /// The page of scorecards, where there is one.
    default Optional<String> scorecards() {
        return Optional.empty();
    }

    /// The page of the front line, where there is one.
    default Optional<String> frontLine() {
        return Optional.empty();
    }

    /// The card of a person, where the reader may have cards at all; whose, is asked besides.
    default Optional<String> card(String person) {
        return Optional.empty();
    }

    /// The cause map, where there is one.
    default Optional<String> causeMap() {
        return Optional.empty();
    }

    /// The page of what goes with an outcome, where there is one.
    default Optional<String> drivers() {
        return Optional.empty();
    }

    /// The page of what is said and what is done, where there is one.
    default Optional<String> sayAndDo() {
        return Optional.empty();
    }

    /// The page of all steps, with the chart of one of them, where there is one.
    ///
    /// @param id of the step; empty for the first
    default Optional<String> steps(String id) {
        return Optional.empty();
    }

    /// The page of a step and its history, where there is one.
    default Optional<String> step(String id) {
        return Optional.empty();
    }

    /// The form in which a step from a cause is started, where the reader may.
    ///
    /// @param unit in which it would be; may be empty
    default Optional<String> startStep(Cause cause, String unit) {
        return Optional.empty();
    }

    /// The form in which a planned step is changed or started, where the reader may.
    ///
    /// @param unit id of its unit; empty is everybody
    default Optional<String> planned(String id, String unit) {
        return Optional.empty();
    }

    /// The form in which a sales push is started, where the reader may.
    default Optional<String> push() {
        return Optional.empty();
    }

    /// The form in which a step is ended, where the reader may.
    default Optional<String> endStep(Step step) {
        return Optional.empty();
    }

    /// The form in which a step gets another baseline, where the reader may.
    default Optional<String> rebase(Step step) {
        return Optional.empty();
    }

    /// The page on which one predicts, where there is one.
    default Optional<String> predictions() {
        return Optional.empty();
    }

    /// The page of the organisation's record, where there is one.
    default Optional<String> record() {
        return Optional.empty();
    }

    /// The form in which an entry is added to the record, where the reader may.
    default Optional<String> add(Sort sort) {
        return Optional.empty();
    }

    /// The form in which a drafted objective is reviewed before it is added, where the reader may.
    default Optional<String> review(Objective draft) {
        return Optional.empty();
    }

    /// The form in which an entry of the record is changed, where the reader may.
    default Optional<String> change(Thing.Id entry) {
        return Optional.empty();
    }

    /// The page of what was read, where there is one.
    default Optional<String> data() {
        return Optional.empty();
    }

    /// The page on which files are brought in, where there is one.
    default Optional<String> bringIn() {
        return Optional.empty();
    }

    /// The board page, where the reader may see it.
    default Optional<String> board() {
        return Optional.empty();
    }

    /// The page of what is new, where the reader has one.
    default Optional<String> alerts() {
        return Optional.empty();
    }

    /// The page of where events are sent, where the reader may see it.
    default Optional<String> webhooks() {
        return Optional.empty();
    }

    /// The report of one file, where it can be had.
    default Optional<String> report() {
        return Optional.empty();
    }
}
