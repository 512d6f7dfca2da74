package throughline.server.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.BaseScimResource;
import com.unboundid.scim2.common.exceptions.ScimException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import throughline.server.accounts.AccountSettings;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Directory;
import throughline.server.accounts.DirectoryGroup;

/// The groups of the organisation's directory.
@RestController
@RequestMapping(ScimGroups.PATH)
class ScimGroupController extends ScimResources<DirectoryGroup> {

    private final Directory directory;

    ScimGroupController(Accounts accounts, AccountSettings settings) {
        super(accounts.directory(), settings);
        this.directory = accounts.directory();
    }

    @Override
    List<? extends BaseScimResource> matching(String filter, String origin) {
        return directory.groups().stream().map(g -> resource(g, origin)).toList();
    }

    @Override
    Optional<DirectoryGroup> find(UUID id) {
        return directory.group(id);
    }

    @Override
    UUID id(DirectoryGroup group) {
        return group.id();
    }

    @Override
    long version(DirectoryGroup group) {
        return group.version();
    }

    @Override
    BaseScimResource resource(DirectoryGroup group, String origin) {
        return ScimGroups.resource(group, origin);
    }

    @Override
    DirectoryGroup add(ObjectNode said) throws ScimException {
        ScimGroups.Said group = ScimGroups.Said.of(said);
        return directory.tellGroup(group.name(), group.externalId(), group.members());
    }

    @Override
    Optional<DirectoryGroup> replace(DirectoryGroup group, ObjectNode said, OptionalLong version) throws ScimException {
        ScimGroups.Said now = ScimGroups.Said.of(said);
        return directory.sayGroup(group.id(), now.name(), now.externalId(), now.members(), version);
    }

    @Override
    boolean remove(UUID id, OptionalLong version) {
        return directory.forgetGroup(id, version);
    }
}
