package throughline.server.web;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import throughline.organisation.Thing.Sort;
import throughline.organisation.UnitPart;
import throughline.server.accounts.Account;
import throughline.server.diagnose.CurrentWorkspace;
import throughline.server.organisation.Editor;

/// Who is at work on the record, on whichever of its pages: which part of it, and as whom.
@Component
final class RecordDesk {

    /// When a version was made.
    static final DateTimeFormatter AT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

    private final CurrentWorkspace current;
    private final Visitors visitors;

    RecordDesk(CurrentWorkspace current, Visitors visitors) {
        this.current = current;
        this.visitors = visitors;
    }

    /// The unit whose part of the record the visitor keeps; empty for the whole.
    Optional<String> unit() {
        return visitors.current().account().flatMap(Account::unit);
    }

    /// Whether the visitor keeps entries of this sort.
    boolean keeps(Sort sort) {
        return unit().isEmpty() || UnitPart.keeps(sort);
    }

    /// Who signs a change.
    Editor editor() {
        return Editor.of(visitors.signedIn().who());
    }

    /// Leads on after a change, which the pages then look at.
    View saved(String next) {
        current.lookAgain();
        return SeeOther.at(next);
    }
}
