package throughline.server.scim;

import static throughline.text.Text.say;

import com.unboundid.scim2.common.exceptions.ResourceNotFoundException;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.types.AttributeDefinition;
import com.unboundid.scim2.common.types.AuthenticationScheme;
import com.unboundid.scim2.common.types.BulkConfig;
import com.unboundid.scim2.common.types.ChangePasswordConfig;
import com.unboundid.scim2.common.types.ETagConfig;
import com.unboundid.scim2.common.types.EnterpriseUserExtension;
import com.unboundid.scim2.common.types.FilterConfig;
import com.unboundid.scim2.common.types.GroupResource;
import com.unboundid.scim2.common.types.PatchConfig;
import com.unboundid.scim2.common.types.ResourceTypeResource;
import com.unboundid.scim2.common.types.SchemaResource;
import com.unboundid.scim2.common.types.ServiceProviderConfigResource;
import com.unboundid.scim2.common.types.SortConfig;
import com.unboundid.scim2.common.types.UserResource;
import com.unboundid.scim2.common.utils.SchemaUtils;
import java.beans.IntrospectionException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.scim.ScimAnswers.Wish;

/// What this server can do of SCIM, in the words of RFC 7643: only what is read and kept is named.
@RestController
class ScimDescriptionController extends ScimDoor {

    private static final Wish ALL = new Wish("", 1, ScimAnswers.MOST, "", "");

    private static final List<SchemaResource> SCHEMAS = List.of(
            schema(UserResource.class, "userName", "name", "displayName", "active", "emails", "groups"),
            schema(EnterpriseUserExtension.class, "employeeNumber", "manager"),
            schema(GroupResource.class, "displayName", "members"));

    ScimDescriptionController(Accounts accounts) {
        super(accounts.directory());
    }

    private static SchemaResource schema(Class<?> of, String... used) {
        try {
            SchemaResource whole = Objects.requireNonNull(SchemaUtils.getSchema(of));
            String id = Objects.requireNonNull(whole.getId());
            Set<String> names = Set.of(used);
            List<AttributeDefinition> attributes = whole.getAttributes().stream()
                    .filter(a -> names.contains(a.getName()))
                    .toList();
            var schema = new SchemaResource(id, whole.getName(), whole.getDescription(), attributes);
            schema.setId(id);
            return schema;
        } catch (IntrospectionException e) {
            throw new IllegalStateException("The library describes its own types", e);
        }
    }

    private static List<ResourceTypeResource> types() {
        return List.of(
                new ResourceTypeResource(
                        "User",
                        "User",
                        "People",
                        URI.create("/Users"),
                        URI.create(SCHEMAS.get(0).getId()),
                        List.of(new ResourceTypeResource.SchemaExtension(
                                URI.create(SCHEMAS.get(1).getId()), false))),
                new ResourceTypeResource(
                        "Group",
                        "Group",
                        "Groups, which have roles here",
                        URI.create("/Groups"),
                        URI.create(SCHEMAS.get(2).getId()),
                        null));
    }

    @Needs(Right.DIRECTORY)
    @GetMapping("/scim/v2/ServiceProviderConfig")
    ResponseEntity<byte[]> config() {
        return ScimAnswers.one(
                HttpStatus.OK,
                new ServiceProviderConfigResource(
                        null,
                        new PatchConfig(true),
                        new BulkConfig(false, 0, 0),
                        new FilterConfig(true, ScimAnswers.MOST),
                        new ChangePasswordConfig(false),
                        new SortConfig(false),
                        new ETagConfig(true),
                        List.of(AuthenticationScheme.createOAuth2BearerToken(true))),
                ALL);
    }

    @Needs(Right.DIRECTORY)
    @GetMapping("/scim/v2/ResourceTypes")
    ResponseEntity<byte[]> resourceTypes() throws ScimException {
        return ScimAnswers.list(types(), ALL);
    }

    @Needs(Right.DIRECTORY)
    @GetMapping("/scim/v2/ResourceTypes/{id}")
    ResponseEntity<byte[]> resourceType(@PathVariable String id) throws ScimException {
        return ScimAnswers.one(
                HttpStatus.OK,
                types().stream()
                        .filter(t -> id.equals(t.getName()))
                        .findFirst()
                        .orElseThrow(() -> new ResourceNotFoundException(say("There is no such type."))),
                ALL);
    }

    @Needs(Right.DIRECTORY)
    @GetMapping("/scim/v2/Schemas")
    ResponseEntity<byte[]> schemas() throws ScimException {
        return ScimAnswers.list(SCHEMAS, ALL);
    }

    @Needs(Right.DIRECTORY)
    @GetMapping("/scim/v2/Schemas/{id}")
    ResponseEntity<byte[]> schema(@PathVariable String id) throws ScimException {
        return ScimAnswers.one(
                HttpStatus.OK,
                SCHEMAS.stream()
                        .filter(s -> id.equals(s.getId()))
                        .findFirst()
                        .orElseThrow(() -> new ResourceNotFoundException(say("There is no such schema."))),
                ALL);
    }
}
