package throughline.server.webhook;

import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/// Something that happened, for programs: a [CloudEvent
/// 1.0](https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md).
///
/// @param id the same each time it is sent
/// @param type such as `throughline.alert.raised`
/// @param source whose it is
/// @param subject what it is about
/// @param data JSON
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Event(UUID id, String type, URI source, String subject, Instant at, byte[] data) {

    /// Media type of [#body].
    static final String MEDIA_TYPE = JsonFormat.CONTENT_TYPE;

    /// It is sent to see whether a webhook works.
    static final String TEST = "throughline.test";

    private static final JsonFormat FORMAT = new JsonFormat();

    /// The event and its data as one JSON text.
    byte[] body() {
        return FORMAT.serialize(CloudEventBuilder.v1()
                .withId(id.toString())
                .withType(type)
                .withSource(source)
                .withSubject(subject)
                .withTime(at.atOffset(ZoneOffset.UTC))
                .withData("application/json", data)
                .build());
    }
}
