package throughline.server.scim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.BaseScimResource;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.filters.Filter;
import com.unboundid.scim2.common.messages.ErrorResponse;
import com.unboundid.scim2.common.messages.ListResponse;
import com.unboundid.scim2.common.types.Meta;
import com.unboundid.scim2.common.utils.FilterEvaluator;
import com.unboundid.scim2.common.utils.JsonUtils;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/// Answers of SCIM: one thing, a page of a list, or what is wrong.
final class ScimAnswers {

    static final int MOST = 200;
    private static final MediaType TYPE = MediaType.parseMediaType("application/scim+json");
    private static final Set<String> ALWAYS = Set.of("schemas", "id", "meta");

    private ScimAnswers() {}

    /// What is wanted of a list, or of one thing.
    ///
    /// @param filter which; empty for all
    /// @param startIndex number of the first, from 1 on
    /// @param count how many at most
    /// @param attributes top-level attributes that are wanted, separated by commas; empty for all
    /// @param excludedAttributes likewise, not wanted
    record Wish(String filter, int startIndex, int count, String attributes, String excludedAttributes) {

        /// All of one thing that is wanted.
        static Wish ofOne(String attributes, String excludedAttributes) {
            return new Wish("", 1, 1, attributes, excludedAttributes);
        }

        private boolean wants(String name) {
            String lower = name.toLowerCase(Locale.ROOT);
            return ALWAYS.contains(lower)
                    || (attributes.isBlank()
                            ? !names(excludedAttributes).contains(lower)
                            : names(attributes).contains(lower));
        }

        /// Names of attributes; of one within another the outer.
        private static Set<String> names(String list) {
            return Arrays.stream(list.toLowerCase(Locale.ROOT).split(","))
                    .map(String::strip)
                    .map(n -> n.startsWith("urn:") ? n : n.replaceAll("\\..*", ""))
                    .collect(Collectors.toSet());
        }
    }

    static Meta meta(String type, String location, long version, Instant createdAt, Instant changedAt) {
        return new Meta()
                .setResourceType(type)
                .setLocation(URI.create(location))
                .setVersion(etag(version))
                .setCreated(GregorianCalendar.from(createdAt.atZone(ZoneOffset.UTC)))
                .setLastModified(GregorianCalendar.from(changedAt.atZone(ZoneOffset.UTC)));
    }

    /// A version as a header tells it.
    static String etag(long version) {
        return "W/\"%s\"".formatted(version);
    }

    /// One thing.
    static ResponseEntity<byte[]> one(HttpStatus status, BaseScimResource resource, Wish wish) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status).header(HttpHeaders.CACHE_CONTROL, "no-store");
        Optional<Meta> meta = Optional.ofNullable(resource.getMeta());
        meta.map(Meta::getVersion).ifPresent(version -> answer.header(HttpHeaders.ETAG, version));
        meta.map(Meta::getLocation).filter(l -> status == HttpStatus.CREATED).ifPresent(answer::location);
        return answer.contentType(TYPE).body(bytes(narrowed(resource, wish)));
    }

    /// A page of a list.
    ///
    /// @throws ScimException if the filter cannot be understood
    static ResponseEntity<byte[]> list(List<? extends BaseScimResource> all, Wish wish) throws ScimException {
        List<BaseScimResource> matching = new ArrayList<>();
        @Nullable Filter filter = wish.filter().isBlank() ? null : Filter.fromString(wish.filter());
        for (BaseScimResource each : all) {
            if (filter == null
                    || FilterEvaluator.evaluate(
                            filter, each.asGenericScimResource().getObjectNode())) {
                matching.add(each);
            }
        }
        int first = Math.max(1, wish.startIndex());
        List<ObjectNode> page = matching.stream()
                .skip(first - 1L)
                .limit(Math.clamp(wish.count(), 0, MOST))
                .map(each -> narrowed(each, wish))
                .toList();
        return ResponseEntity.ok()
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .contentType(TYPE)
                .body(bytes(new ListResponse<>(matching.size(), page, first, page.size())));
    }

    /// What is wrong.
    static ResponseEntity<byte[]> wrong(ErrorResponse error) {
        return ResponseEntity.status(error.getStatus())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .contentType(TYPE)
                .body(bytes(error));
    }

    /// What is wrong.
    ///
    /// @param type keyword of RFC 7644, table 9; null for none
    static ResponseEntity<byte[]> wrong(HttpStatus status, @Nullable String type, String sentence) {
        var error = new ErrorResponse(status.value());
        error.setScimType(type);
        error.setDetail(sentence);
        return wrong(error);
    }

    private static ObjectNode narrowed(BaseScimResource resource, Wish wish) {
        ObjectNode node = resource.asGenericScimResource().getObjectNode();
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        names.stream().filter(n -> !wish.wants(n)).forEach(node::remove);
        return node;
    }

    private static byte[] bytes(Object answer) {
        try {
            return JsonUtils.getObjectWriter().writeValueAsBytes(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("What is ours can be written", e);
        }
    }
}
