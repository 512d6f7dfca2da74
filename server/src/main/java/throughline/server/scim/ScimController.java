package throughline.server.scim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.BaseScimResource;
import com.unboundid.scim2.common.GenericScimResource;
import com.unboundid.scim2.common.exceptions.BadRequestException;
import com.unboundid.scim2.common.exceptions.ResourceNotFoundException;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.filters.EqualFilter;
import com.unboundid.scim2.common.filters.Filter;
import com.unboundid.scim2.common.messages.PatchRequest;
import com.unboundid.scim2.common.types.UserResource;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import throughline.server.accounts.AccountSettings;
import throughline.server.accounts.Accounts;
import throughline.server.accounts.Directory;
import throughline.server.accounts.DirectoryGroup;
import throughline.server.accounts.DirectoryUser;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.scim.ScimAnswers.Wish;

/// What the organisation's directory asks and tells.
@RestController
class ScimController extends ScimDoor {

    private static final Pattern ETAG = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

    private final Directory directory;
    private final ReportingLine reportingLine;
    private final AccountSettings settings;

    ScimController(Accounts accounts, ReportingLine reportingLine, AccountSettings settings) {
        super(accounts.directory());
        this.directory = accounts.directory();
        this.reportingLine = reportingLine;
        this.settings = settings;
    }

    // People.

    @Needs(Right.DIRECTORY)
    @GetMapping(ScimUsers.PATH)
    ResponseEntity<byte[]> users(
            @RequestParam(defaultValue = "") String filter,
            @RequestParam(defaultValue = "1") int startIndex,
            @RequestParam(defaultValue = "100") int count,
            @RequestParam(defaultValue = "") String attributes,
            @RequestParam(defaultValue = "") String excludedAttributes,
            HttpServletRequest request)
            throws ScimException {
        String origin = origin(request);
        Map<UUID, List<DirectoryGroup>> groups = new HashMap<>();
        directory
                .groups()
                .forEach(g -> g.members()
                        .forEach(m -> groups.computeIfAbsent(m, u -> new ArrayList<>())
                                .add(g)));
        List<UserResource> found = named(filter).stream()
                .map(u -> ScimUsers.resource(u, groups.getOrDefault(u.account(), List.of()), origin))
                .toList();
        return ScimAnswers.list(found, new Wish(filter, startIndex, count, attributes, excludedAttributes));
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

    @Needs(Right.DIRECTORY)
    @GetMapping(ScimUsers.PATH + "/{id}")
    ResponseEntity<byte[]> user(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String attributes,
            @RequestParam(defaultValue = "") String excludedAttributes,
            HttpServletRequest request)
            throws ScimException {
        return ScimAnswers.one(HttpStatus.OK, resource(known(id), request), Wish.ofOne(attributes, excludedAttributes));
    }

    @Needs(Right.DIRECTORY)
    @PostMapping(ScimUsers.PATH)
    ResponseEntity<byte[]> tell(@RequestBody byte[] body, HttpServletRequest request) throws ScimException {
        DirectoryUser user = reportingLine.follow(directory.tell(ScimUsers.said(ScimBody.read(body))));
        return ScimAnswers.one(HttpStatus.CREATED, resource(user, request), Wish.ofOne("", ""));
    }

    @Needs(Right.DIRECTORY)
    @PutMapping(ScimUsers.PATH + "/{id}")
    ResponseEntity<byte[]> say(
            @PathVariable String id,
            @RequestBody byte[] body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, defaultValue = "*") String ifMatch,
            HttpServletRequest request)
            throws ScimException {
        return keep(known(id), ScimBody.read(body), version(ifMatch), request);
    }

    @Needs(Right.DIRECTORY)
    @PatchMapping(ScimUsers.PATH + "/{id}")
    ResponseEntity<byte[]> change(
            @PathVariable String id,
            @RequestBody byte[] body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, defaultValue = "*") String ifMatch,
            HttpServletRequest request)
            throws ScimException {
        DirectoryUser user = known(id);
        ObjectNode changed = patched(resource(user, request), body);
        // Without a version from the directory it is ours: a change in between must not be lost.
        OptionalLong version = version(ifMatch);
        return keep(user, changed, version.isPresent() ? version : OptionalLong.of(user.version()), request);
    }

    private ResponseEntity<byte[]> keep(
            DirectoryUser user, ObjectNode sent, OptionalLong version, HttpServletRequest request)
            throws ScimException {
        DirectoryUser now = directory
                .say(user.account(), ScimUsers.said(sent), version)
                .map(reportingLine::follow)
                .orElseThrow(ScimController::unknown);
        return ScimAnswers.one(HttpStatus.OK, resource(now, request), Wish.ofOne("", ""));
    }

    @Needs(Right.DIRECTORY)
    @DeleteMapping(ScimUsers.PATH + "/{id}")
    ResponseEntity<Void> forget(
            @PathVariable String id, @RequestHeader(name = HttpHeaders.IF_MATCH, defaultValue = "*") String ifMatch)
            throws ScimException {
        if (!directory.forget(known(id).account(), version(ifMatch))) {
            throw unknown();
        }
        return ResponseEntity.noContent().build();
    }

    private DirectoryUser known(String id) throws ResourceNotFoundException {
        return ScimUsers.id(id).flatMap(directory::user).orElseThrow(ScimController::unknown);
    }

    private UserResource resource(DirectoryUser user, HttpServletRequest request) {
        return ScimUsers.resource(user, directory.groupsOf(user.account()), origin(request));
    }

    // Groups.

    @Needs(Right.DIRECTORY)
    @GetMapping(ScimGroups.PATH)
    ResponseEntity<byte[]> groups(
            @RequestParam(defaultValue = "") String filter,
            @RequestParam(defaultValue = "1") int startIndex,
            @RequestParam(defaultValue = "100") int count,
            @RequestParam(defaultValue = "") String attributes,
            @RequestParam(defaultValue = "") String excludedAttributes,
            HttpServletRequest request)
            throws ScimException {
        String origin = origin(request);
        return ScimAnswers.list(
                directory.groups().stream()
                        .map(g -> ScimGroups.resource(g, origin))
                        .toList(),
                new Wish(filter, startIndex, count, attributes, excludedAttributes));
    }

    @Needs(Right.DIRECTORY)
    @GetMapping(ScimGroups.PATH + "/{id}")
    ResponseEntity<byte[]> group(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String attributes,
            @RequestParam(defaultValue = "") String excludedAttributes,
            HttpServletRequest request)
            throws ScimException {
        return ScimAnswers.one(
                HttpStatus.OK,
                ScimGroups.resource(knownGroup(id), origin(request)),
                Wish.ofOne(attributes, excludedAttributes));
    }

    @Needs(Right.DIRECTORY)
    @PostMapping(ScimGroups.PATH)
    ResponseEntity<byte[]> tellGroup(@RequestBody byte[] body, HttpServletRequest request) throws ScimException {
        ScimGroups.Said said = ScimGroups.Said.of(ScimBody.read(body));
        DirectoryGroup group = directory.tellGroup(said.name(), said.externalId(), said.members());
        return ScimAnswers.one(HttpStatus.CREATED, ScimGroups.resource(group, origin(request)), Wish.ofOne("", ""));
    }

    @Needs(Right.DIRECTORY)
    @PutMapping(ScimGroups.PATH + "/{id}")
    ResponseEntity<byte[]> sayGroup(
            @PathVariable String id,
            @RequestBody byte[] body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, defaultValue = "*") String ifMatch,
            HttpServletRequest request)
            throws ScimException {
        return keep(knownGroup(id), ScimBody.read(body), version(ifMatch), request);
    }

    @Needs(Right.DIRECTORY)
    @PatchMapping(ScimGroups.PATH + "/{id}")
    ResponseEntity<byte[]> changeGroup(
            @PathVariable String id,
            @RequestBody byte[] body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, defaultValue = "*") String ifMatch,
            HttpServletRequest request)
            throws ScimException {
        DirectoryGroup group = knownGroup(id);
        ObjectNode changed = patched(ScimGroups.resource(group, origin(request)), body);
        OptionalLong version = version(ifMatch);
        return keep(group, changed, version.isPresent() ? version : OptionalLong.of(group.version()), request);
    }

    private ResponseEntity<byte[]> keep(
            DirectoryGroup group, ObjectNode sent, OptionalLong version, HttpServletRequest request)
            throws ScimException {
        ScimGroups.Said said = ScimGroups.Said.of(sent);
        DirectoryGroup now = directory
                .sayGroup(group.id(), said.name(), said.externalId(), said.members(), version)
                .orElseThrow(ScimController::unknown);
        return ScimAnswers.one(HttpStatus.OK, ScimGroups.resource(now, origin(request)), Wish.ofOne("", ""));
    }

    @Needs(Right.DIRECTORY)
    @DeleteMapping(ScimGroups.PATH + "/{id}")
    ResponseEntity<Void> forgetGroup(
            @PathVariable String id, @RequestHeader(name = HttpHeaders.IF_MATCH, defaultValue = "*") String ifMatch)
            throws ScimException {
        if (!directory.forgetGroup(knownGroup(id).id(), version(ifMatch))) {
            throw unknown();
        }
        return ResponseEntity.noContent().build();
    }

    private DirectoryGroup knownGroup(String id) throws ResourceNotFoundException {
        return ScimUsers.id(id).flatMap(directory::group).orElseThrow(ScimController::unknown);
    }

    // What is sent.

    private String origin(HttpServletRequest request) {
        return settings.origin().orElseGet(() -> "http://localhost:" + request.getLocalPort());
    }

    private static ResourceNotFoundException unknown() {
        return new ResourceNotFoundException("There is nothing of this id here.");
    }

    private static OptionalLong version(String ifMatch) {
        if (ifMatch.strip().equals("*")) {
            return OptionalLong.empty();
        }
        Matcher etag = ETAG.matcher(ifMatch.strip());
        return OptionalLong.of(etag.matches() ? Long.parseLong(etag.group(1)) : -1); // which no version is
    }

    private static ObjectNode patched(BaseScimResource resource, byte[] body) throws ScimException {
        PatchRequest patch =
                ScimBody.as(PatchRequest.class, ScimBody.read(body), "This is no list of changes that can be read.");
        GenericScimResource changed = resource.asGenericScimResource();
        patch.apply(changed);
        return changed.getObjectNode();
    }
}
