package throughline.server.page;

import java.util.Optional;
import throughline.diagnosis.Cause;
import throughline.organisation.Thing;
import throughline.organisation.Thing.Sort;

/// Addresses of the pages, so that the same page stands in the server and in a report of one file.
public interface Links {

    /// The Diagnosis page, strongest cause first.
    String diagnosis();

    /// The Diagnosis page by number, where that is a page of its own.
    Optional<String> byNumber();

    /// The page of a cause.
    String cause(Cause cause);

    /// The page of the rows behind a piece of evidence, counted from 0, where rows have pages.
    Optional<String> rows(Cause cause, int evidence, long page);

    /// The page of all journeys, where there is one.
    Optional<String> journeys();

    /// The page of a journey, where there is one.
    Optional<String> journey(String id);

    /// The page of a touchpoint and its standards, where there is one.
    Optional<String> touchpoint(String id);

    /// The page of who answers for what, where there is one.
    Optional<String> accountability();

    /// The same with the gaps only.
    Optional<String> gaps();

    /// The cause map, where there is one.
    Optional<String> causeMap();

    /// The page of what goes with an outcome, where there is one.
    Optional<String> drivers();

    /// The page of what is said and what is done, where there is one.
    Optional<String> sayAndDo();

    /// The page on which one predicts, where there is one.
    Optional<String> predictions();

    /// The page of the organisation's record, where there is one.
    Optional<String> record();

    /// The form in which an entry is added to the record, where the reader may.
    Optional<String> add(Sort sort);

    /// The form in which an entry of the record is changed, where the reader may.
    Optional<String> change(Thing.Id entry);

    /// The page of what was read, where there is one.
    Optional<String> data();

    /// The page on which files are brought in, where there is one.
    Optional<String> bringIn();

    /// The report of one file, where it can be had.
    Optional<String> report();
}
