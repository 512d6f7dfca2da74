package throughline.server.scim;

import static throughline.text.Text.say;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.exceptions.BadRequestException;
import com.unboundid.scim2.common.types.GroupResource;
import com.unboundid.scim2.common.types.Member;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import throughline.server.accounts.DirectoryGroup;

/// Groups as SCIM words them.
final class ScimGroups {

    static final String PATH = "/scim/v2/Groups";

    private ScimGroups() {}

    /// A group as the directory reads it.
    ///
    /// @param origin address of this server
    static GroupResource resource(DirectoryGroup group, String origin) {
        GroupResource resource = new GroupResource().setDisplayName(group.name());
        resource.setId(group.id().toString());
        resource.setExternalId(group.externalId());
        if (!group.members().isEmpty()) {
            resource.setMembers(group.members().stream()
                    .map(id -> new Member()
                            .setValue(id.toString())
                            .setType("User")
                            .setRef(URI.create(origin + ScimUsers.PATH + "/" + id)))
                    .toList());
        }
        resource.setMeta(ScimAnswers.meta(
                "Group", origin + PATH + "/" + group.id(), group.version(), group.createdAt(), group.changedAt()));
        return resource;
    }

    /// What the directory says of a group.
    ///
    /// @param members accounts; whoever has no id of ours is left out, such as a group within the group
    record Said(String name, @Nullable String externalId, Set<UUID> members) {

        /// @throws BadRequestException if something in it cannot be
        static Said of(ObjectNode sent) throws BadRequestException {
            GroupResource resource = ScimBody.as(GroupResource.class, sent, say("This is no group that can be read."));
            return new Said(
                    ScimUsers.text(resource.getDisplayName())
                            .orElseThrow(() -> BadRequestException.invalidValue(say("A group needs a displayName."))),
                    ScimUsers.text(resource.getExternalId()).orElse(null),
                    Optional.ofNullable(resource.getMembers()).orElse(List.of()).stream()
                            .map(Member::getValue)
                            .filter(Objects::nonNull)
                            .map(ScimUsers::id)
                            .flatMap(Optional::stream)
                            .collect(Collectors.toSet()));
        }
    }
}
