package throughline.server.scim;

import static throughline.text.Text.say;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.exceptions.BadRequestException;
import com.unboundid.scim2.common.types.Email;
import com.unboundid.scim2.common.types.EnterpriseUserExtension;
import com.unboundid.scim2.common.types.Group;
import com.unboundid.scim2.common.types.Manager;
import com.unboundid.scim2.common.types.Name;
import com.unboundid.scim2.common.types.UserResource;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import throughline.server.accounts.DirectoryGroup;
import throughline.server.accounts.DirectoryUser;
import throughline.server.accounts.DirectoryUser.Said;

/// People as SCIM words them. Only what is used here is read and kept; a password never is.
final class ScimUsers {

    static final String PATH = "/scim/v2/Users";
    private static final String ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

    private ScimUsers() {}

    /// Somebody as the directory reads them.
    ///
    /// @param groups those they are in
    /// @param origin address of this server
    static UserResource resource(DirectoryUser user, List<DirectoryGroup> groups, String origin) {
        Said said = user.said();
        UserResource resource = new UserResource()
                .setUserName(said.userName())
                .setDisplayName(said.name())
                .setName(new Name()
                        .setFormatted(said.name())
                        .setGivenName(said.givenName())
                        .setFamilyName(said.familyName()))
                .setActive(said.active())
                .setEmails(List.of(
                        new Email().setValue(said.email()).setType("work").setPrimary(true)));
        resource.setId(user.account().toString());
        resource.setExternalId(said.externalId());
        if (!groups.isEmpty()) {
            resource.setGroups(groups.stream()
                    .map(g -> new Group()
                            .setValue(g.id().toString())
                            .setDisplay(g.name())
                            .setRef(URI.create(origin + ScimGroups.PATH + "/" + g.id())))
                    .toList());
        }
        UUID manager = said.manager();
        if (said.employee() != null || manager != null) {
            var more = new EnterpriseUserExtension().setEmployeeNumber(said.employee());
            if (manager != null) {
                more.setManager(
                        new Manager().setValue(manager.toString()).setRef(URI.create(origin + PATH + "/" + manager)));
            }
            resource.setExtension(more);
        }
        resource.setMeta(ScimAnswers.meta(
                "User", origin + PATH + "/" + user.account(), user.version(), user.createdAt(), user.changedAt()));
        return resource;
    }

    /// What the directory says of somebody.
    ///
    /// @throws BadRequestException if something in it cannot be
    static Said said(ObjectNode sent) throws BadRequestException {
        // Entra ID sends the manager's id where the schema has an object with it.
        JsonNode manager = sent.path(ENTERPRISE).path("manager");
        if (manager.isTextual()) {
            ((ObjectNode) sent.path(ENTERPRISE)).putObject("manager").put("value", manager.textValue());
        }
        UserResource resource = ScimBody.as(UserResource.class, sent, say("This is no user that can be read."));
        String userName = text(resource.getUserName())
                .orElseThrow(() -> BadRequestException.invalidValue(say("A user needs a userName.")));
        Optional<EnterpriseUserExtension> more = more(resource);
        Name name = resource.getName();
        return new Said(
                userName,
                email(resource).orElse(userName),
                text(resource.getDisplayName())
                        .or(() -> name == null ? Optional.empty() : text(name.getFormatted()))
                        .or(() -> name == null ? Optional.empty() : text(both(name)))
                        .orElse(userName),
                text(resource.getExternalId()).orElse(null),
                name == null ? null : text(name.getGivenName()).orElse(null),
                name == null ? null : text(name.getFamilyName()).orElse(null),
                more.flatMap(m -> text(m.getEmployeeNumber())).orElse(null),
                !Boolean.FALSE.equals(resource.getActive()),
                manager(more));
    }

    private static Optional<EnterpriseUserExtension> more(UserResource resource) throws BadRequestException {
        try {
            return Optional.ofNullable(resource.getExtension(EnterpriseUserExtension.class));
        } catch (RuntimeException e) {
            throw BadRequestException.invalidSyntax(say("The enterprise extension cannot be read."));
        }
    }

    private static String both(Name name) {
        return Stream.of(text(name.getGivenName()), text(name.getFamilyName()))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(" "));
    }

    private static Optional<String> email(UserResource resource) {
        List<Email> emails = Optional.ofNullable(resource.getEmails()).orElse(List.of());
        return emails.stream()
                .filter(e -> Boolean.TRUE.equals(e.getPrimary()))
                .findFirst()
                .or(() -> emails.stream().findFirst())
                .flatMap(e -> text(e.getValue()));
    }

    private static @Nullable UUID manager(Optional<EnterpriseUserExtension> more) throws BadRequestException {
        Optional<String> id = more.map(EnterpriseUserExtension::getManager).flatMap(m -> text(m.getValue()));
        return id.isEmpty()
                ? null
                : id(id.get())
                        .orElseThrow(() ->
                                BadRequestException.invalidValue(say("A manager is named by the id of a user here.")));
    }

    /// What a text says; empty where it says nothing.
    static Optional<String> text(@Nullable String text) {
        return Optional.ofNullable(text).map(String::strip).filter(t -> !t.isEmpty());
    }

    /// An id of ours.
    static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
