package throughline.server.scim;

import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import throughline.organisation.Change;
import throughline.organisation.Organisation;
import throughline.organisation.Organisation.Person;
import throughline.organisation.Thing;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Directory;
import throughline.server.accounts.DirectoryUser;
import throughline.server.organisation.Editor;
import throughline.server.organisation.OrganisationRecord;
import throughline.server.organisation.Outcome;

/// The reporting line of the record, as the directory tells it: who is whose manager. Somebody on record is known by
/// their number, which is their id there, or by what an administrator has said. Nobody is added to the record or taken
/// out of it, and a manager that the directory does not name stays as it is.
@Component
class ReportingLine {

    private static final System.Logger LOG = System.getLogger(ReportingLine.class.getName());

    private final Directory directory;
    private final OrganisationRecord record;

    ReportingLine(Accounts accounts, OrganisationRecord record) {
        this.directory = accounts.directory();
        this.record = record;
    }

    /// Lets the record say what the directory now says of somebody and of those who report to them.
    ///
    /// @return what is known of them then
    DirectoryUser follow(DirectoryUser told) {
        OrganisationRecord.Now now = record.now();
        DirectoryUser user = told;
        String employee = told.said().employee();
        if (told.person() == null
                && employee != null
                && person(now.organisation(), employee).isPresent()) {
            directory.name(told.account(), employee);
            user = directory.user(told.account()).orElse(told);
            directory.reportsOf(told.account()).forEach(this::setManager);
        }
        setManager(user);
        return user;
    }

    private void setManager(DirectoryUser user) {
        UUID manager = user.said().manager();
        if (manager == null) {
            return;
        }
        OrganisationRecord.Now now = record.now();
        Optional<Person> own = Optional.ofNullable(user.person()).flatMap(id -> person(now.organisation(), id));
        Optional<String> above = directory
                .user(manager)
                .flatMap(m -> Optional.ofNullable(m.person()))
                .filter(id -> person(now.organisation(), id).isPresent());
        if (own.isEmpty() || above.isEmpty() || above.get().equals(own.get().manager())) {
            return;
        }
        Person was = own.get();
        Outcome outcome = record.change(
                Editor.OF_THE_DIRECTORY,
                now.number(),
                new Change.Replace(
                        new Thing.Id(was.sort(), was.key()),
                        new Person(
                                was.id(), was.name(), was.unit(), was.role(), was.layer(), above.get(), was.leftOn())));
        if (!(outcome instanceof Outcome.Made)) {
            // Without saying who: a log is read by many.
            LOG.log(Level.WARNING, "The record did not take a manager that the directory names");
        }
    }

    private static Optional<Person> person(Organisation organisation, String id) {
        return organisation.people().stream().filter(p -> p.id().equals(id)).findFirst();
    }
}
