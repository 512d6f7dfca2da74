package throughline.server.scim;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.BaseScimResource;
import com.unboundid.scim2.common.GenericScimResource;
import com.unboundid.scim2.common.exceptions.ResourceNotFoundException;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.messages.PatchRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
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
import throughline.server.accounts.AccountSettings;
import throughline.server.accounts.Directory;
import throughline.server.accounts.Needs;
import throughline.server.accounts.Right;
import throughline.server.scim.ScimAnswers.Wish;
import throughline.text.Text;

/// What the organisation's directory asks and tells of one kind of thing: lists, one, and what becomes of one.
///
/// @param <T> the thing as we keep it
abstract class ScimResources<T> extends ScimDoor {

    private static final Pattern ETAG = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

    private final AccountSettings settings;

    ScimResources(Directory directory, AccountSettings settings) {
        super(directory);
        this.settings = settings;
    }

    /// All that may match a filter.
    ///
    /// @throws ScimException if the filter cannot be understood
    abstract List<? extends BaseScimResource> matching(String filter, String origin) throws ScimException;

    abstract Optional<T> find(UUID id);

    abstract UUID id(T thing);

    abstract long version(T thing);

    abstract BaseScimResource resource(T thing, String origin);

    /// Takes a new one in.
    abstract T add(ObjectNode said) throws ScimException;

    /// Replaces one by what is said of it.
    ///
    /// @param version that it must have; empty for any
    /// @return empty if it is gone
    abstract Optional<T> replace(T thing, ObjectNode said, OptionalLong version) throws ScimException;

    /// Takes one out.
    ///
    /// @return whether it was there
    abstract boolean remove(UUID id, OptionalLong version);

    @Needs(Right.DIRECTORY)
    @GetMapping
    ResponseEntity<byte[]> list(
            @RequestParam(defaultValue = "") String filter,
            @RequestParam(defaultValue = "1") int startIndex,
            @RequestParam(defaultValue = "100") int count,
            @RequestParam(defaultValue = "") String attributes,
            @RequestParam(defaultValue = "") String excludedAttributes,
            HttpServletRequest request)
            throws ScimException {
        return ScimAnswers.list(
                matching(filter, origin(request)), new Wish(filter, startIndex, count, attributes, excludedAttributes));
    }

    @Needs(Right.DIRECTORY)
    @GetMapping("/{id}")
    ResponseEntity<byte[]> one(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String attributes,
            @RequestParam(defaultValue = "") String excludedAttributes,
            HttpServletRequest request)
            throws ScimException {
        return answer(HttpStatus.OK, known(id), Wish.ofOne(attributes, excludedAttributes), request);
    }

    @Needs(Right.DIRECTORY)
    @PostMapping
    ResponseEntity<byte[]> tell(@RequestBody byte[] body, HttpServletRequest request) throws ScimException {
        return answer(HttpStatus.CREATED, add(ScimBody.read(body)), Wish.ofOne("", ""), request);
    }

    @Needs(Right.DIRECTORY)
    @PutMapping("/{id}")
    ResponseEntity<byte[]> say(
            @PathVariable String id,
            @RequestBody byte[] body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, defaultValue = "*") String ifMatch,
            HttpServletRequest request)
            throws ScimException {
        return keep(known(id), ScimBody.read(body), version(ifMatch), request);
    }

    @Needs(Right.DIRECTORY)
    @PatchMapping("/{id}")
    ResponseEntity<byte[]> change(
            @PathVariable String id,
            @RequestBody byte[] body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, defaultValue = "*") String ifMatch,
            HttpServletRequest request)
            throws ScimException {
        T thing = known(id);
        ObjectNode changed = patched(resource(thing, origin(request)), body);
        // Without a version from the directory it is ours: a change in between must not be lost.
        OptionalLong version = version(ifMatch);
        return keep(thing, changed, version.isPresent() ? version : OptionalLong.of(version(thing)), request);
    }

    @Needs(Right.DIRECTORY)
    @DeleteMapping("/{id}")
    ResponseEntity<Void> forget(
            @PathVariable String id, @RequestHeader(name = HttpHeaders.IF_MATCH, defaultValue = "*") String ifMatch)
            throws ScimException {
        if (!remove(id(known(id)), version(ifMatch))) {
            throw unknown();
        }
        return ResponseEntity.noContent().build();
    }

    private ResponseEntity<byte[]> keep(T thing, ObjectNode sent, OptionalLong version, HttpServletRequest request)
            throws ScimException {
        T now = replace(thing, sent, version).orElseThrow(ScimResources::unknown);
        return answer(HttpStatus.OK, now, Wish.ofOne("", ""), request);
    }

    private ResponseEntity<byte[]> answer(HttpStatus status, T thing, Wish wish, HttpServletRequest request) {
        return ScimAnswers.one(status, resource(thing, origin(request)), wish);
    }

    private T known(String id) throws ResourceNotFoundException {
        return ScimUsers.id(id).flatMap(this::find).orElseThrow(ScimResources::unknown);
    }

    private String origin(HttpServletRequest request) {
        return settings.origin().orElseGet(() -> "http://localhost:" + request.getLocalPort());
    }

    private static ResourceNotFoundException unknown() {
        return new ResourceNotFoundException(Text.say("There is nothing of this id here."));
    }

    private static OptionalLong version(String ifMatch) {
        if (ifMatch.strip().equals("*")) {
            return OptionalLong.empty();
        }
        Matcher etag = ETAG.matcher(ifMatch.strip());
        return OptionalLong.of(etag.matches() ? Long.parseLong(etag.group(1)) : -1); // which no version is
    }

    private static ObjectNode patched(BaseScimResource resource, byte[] body) throws ScimException {
        PatchRequest patch = ScimBody.as(
                PatchRequest.class, ScimBody.read(body), Text.say("This is no list of changes that can be read."));
        GenericScimResource changed = resource.asGenericScimResource();
        patch.apply(changed);
        return changed.getObjectNode();
    }
}
