package throughline.server.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.exceptions.BadRequestException;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.filters.EqualFilter;
import com.unboundid.scim2.common.filters.Filter;
import com.unboundid.scim2.common.types.UserResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import throughline.server.accounts.AccountSettings;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Directory;
import throughline.server.accounts.DirectoryGroup;
import throughline.server.accounts.DirectoryUser;

/// The people of the organisation's directory.
@RestController
@RequestMapping(ScimUsers.PATH)
class ScimUserController extends ScimResources<DirectoryUser> {

    private final Directory directory;
    private final ReportingLine reportingLine;

    ScimUserController(Accounts accounts, ReportingLine reportingLine, AccountSettings settings) {
        super(accounts.directory(), settings);
        this.directory = accounts.directory();
        this.reportingLine = reportingLine;
    }

    @Override
    List<UserResource> matching(String filter, String origin) throws ScimException {
        Map<UUID, List<DirectoryGroup>> groups = new HashMap<>();
        directory
                .groups()
                .forEach(g -> g.members()
                        .forEach(m -> groups.computeIfAbsent(m, u -> new ArrayList<>())
                                .add(g)));
        return named(filter).stream()
                .map(u -> ScimUsers.resource(u, groups.getOrDefault(u.account(), List.of()), origin))
                .toList();
    }

    /// Those that may match a filter: the one of a name, by which every directory looks people up before it tells of
    /// them, or all.
    private List<DirectoryUser> named(String filter) throws BadRequestException {
        Optional<String> name = filter.isBlank() || !(Filter.fromString(filter) instanceof EqualFilter equal)
                ? Optional.empty()
                : userName(equal);
        return name.map(n -> directory.user(n).stream().toList()).orElseGet(directory::users);
    }

    private static Optional<String> userName(EqualFilter filter) {
        return "userName".equalsIgnoreCase(String.valueOf(filter.getAttributePath()))
                ? Optional.ofNullable(filter.getComparisonValue()).map(JsonNode::textValue)
                : Optional.empty();
    }

    @Override
    Optional<DirectoryUser> find(UUID id) {
        return directory.user(id);
    }

    @Override
    UUID id(DirectoryUser user) {
        return user.account();
    }

    @Override
    long version(DirectoryUser user) {
        return user.version();
    }

    @Override
    UserResource resource(DirectoryUser user, String origin) {
        return ScimUsers.resource(user, directory.groupsOf(user.account()), origin);
    }

    @Override
    DirectoryUser add(ObjectNode said) throws ScimException {
        return reportingLine.follow(directory.tell(ScimUsers.said(said)));
    }

    @Override
    Optional<DirectoryUser> replace(DirectoryUser user, ObjectNode said, OptionalLong version) throws ScimException {
        return directory.say(user.account(), ScimUsers.said(said), version).map(reportingLine::follow);
    }

    @Override
    boolean remove(UUID id, OptionalLong version) {
        return directory.forget(id, version);
    }
}
